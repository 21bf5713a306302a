// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logql/lexer.h"
#include "models/logql/words.h"
#include "models/promql/querytext.h"

#include <array>

namespace signalbox::logql {

namespace {

using promql::CompletionContext;
using promql::CompletionItem;
using promql::CompletionKind;
using promql::LexState;
using promql::Token;
using promql::TokenKind;
using Place = LexState::Place;

bool isComparison(QStringView op)
{
    return op == u"=" || op == u"!=" || op == u"=~" || op == u"!~" || op == u"==" || op == u">" ||
           op == u"<" || op == u">=" || op == u"<=";
}

/// The selector before the cursor, for the server: fields and their values depend on it.
QString selectorBefore(QStringView text)
{
    const qsizetype from = text.indexOf(u'{');
    const qsizetype to = text.indexOf(u'}', from);
    return from >= 0 && to > from ? text.mid(from, to - from + 1).toString() : QString();
}

} // namespace

CompletionContext contextAt(QStringView text, qsizetype cursor)
{
    CompletionContext context;
    const QStringView left = text.left(cursor);
    promql::LexedLine lexed = lex(left);
    const auto view = [left](const Token& token) { return left.mid(token.start, token.length); };
    std::vector<Token>& tokens = lexed.tokens;
    if (!tokens.empty() && tokens.back().kind == TokenKind::Comment && tokens.back().end() == cursor)
        return context;
    std::erase_if(tokens, [](const Token& token) { return token.kind == TokenKind::Comment; });
    const bool typing =
        !tokens.empty() && tokens.back().end() == cursor && tokens.back().kind != TokenKind::Operator &&
        tokens.back().kind != TokenKind::Bracket && tokens.back().kind != TokenKind::Separator;
    context.start = cursor;
    if (typing) {
        const Token typed = tokens.back();
        tokens.pop_back();
        context.start = typed.start;
        QStringView prefix = view(typed);
        if (typed.kind == TokenKind::String)
            return {}; // complete as it stands
        if (typed.kind == TokenKind::OpenString) {
            context.quote = prefix.front();
            context.start += 1;
            prefix = prefix.mid(1);
            context.prefix = promql::unquoted(view(typed));
        } else {
            context.prefix = prefix.toString();
        }
        context.length = cursor - context.start;
    }
    const Token* previous = tokens.empty() ? nullptr : &tokens.back();
    const QStringView before = previous ? view(*previous) : QStringView();
    const bool afterLabel = tokens.size() >= 2 && tokens[tokens.size() - 2].kind == TokenKind::Label;
    context.metric = selectorBefore(left);
    if (lexed.after.place == Place::Range) {
        context.kind = CompletionKind::Duration;
        context.inRange = true;
        return context;
    }
    if (previous && previous->kind == TokenKind::Operator && isComparison(before) && afterLabel) {
        context.kind = CompletionKind::LabelValue;
        context.label = view(tokens[tokens.size() - 2]).toString();
        context.isRegex = before == u"=~" || before == u"!~";
        context.inMatchers = lexed.after.place == Place::Matchers;
        if (context.inMatchers)
            context.metric.clear();
        return context;
    }
    if (!context.quote.isNull())
        return {}; // the text of a line filter or a template
    if (lexed.after.place == Place::Matchers) {
        if (!previous || before == u"{" || before == u",") {
            context.kind = CompletionKind::LabelName;
            context.inMatchers = true;
            context.metric.clear();
        }
        return context;
    }
    if (lexed.after.place == Place::Labels) {
        context.kind = CompletionKind::LabelName;
        return context;
    }
    const bool stage = before == u"|" || before == u"and" || before == u"or";
    if (stage) {
        context.kind = CompletionKind::LabelName;
        if (before == u"|")
            for (const Word& word : stages())
                context.words.push_back(word.name);
    } else if (!previous || before == u"(") {
        context.kind = CompletionKind::Keyword;
        for (const Word& word : functions())
            context.words.push_back(word.name);
        for (const Word& word : aggregations())
            context.words.push_back(word.name);
    }
    return context;
}

std::vector<CompletionItem> localItems(const CompletionContext& context)
{
    std::vector<CompletionItem> items;
    if (context.kind == CompletionKind::Duration) {
        static constexpr std::array<QStringView, 8> usual{u"1m",  u"5m", u"10m", u"15m",
                                                          u"30m", u"1h", u"10s", u"1d"};
        for (const QStringView duration : usual)
            items.push_back({.kind = CompletionItem::Kind::Duration, .text = duration.toString()});
        return items;
    }
    const auto offer = [&](std::span<const Word> words, CompletionItem::Kind kind) {
        for (const Word& word : words)
            for (const QStringView wanted : context.words)
                if (word.name == wanted)
                    items.push_back({.kind = kind,
                                     .text = word.name.toString(),
                                     .description = word.description.toString()});
    };
    offer(stages(), CompletionItem::Kind::Keyword);
    offer(functions(), CompletionItem::Kind::Function);
    offer(aggregations(), CompletionItem::Kind::Aggregation);
    return items;
}

} // namespace signalbox::logql
