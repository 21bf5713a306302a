// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/completion.h"

#include "models/promql/functions.h"
#include "models/promql/lexer.h"
#include "models/promql/querytext.h"

#include <algorithm>

namespace signalbox::promql {

namespace {

using Place = LexState::Place;
using Tokens = std::vector<Token>;

class ContextFinder
{
public:
    ContextFinder(QStringView text, qsizetype cursor)
        : m_text(text)
        , m_cursor(std::clamp<qsizetype>(cursor, 0, text.size()))
        , m_left(lex(text.first(m_cursor)))
        , m_all(lex(text).tokens)
    {
        const auto isComment = [](const Token& token) { return token.kind == TokenKind::Comment; };
        m_inComment = !m_left.tokens.empty() && isComment(m_left.tokens.back()) &&
                      m_left.tokens.back().end() == m_cursor;
        std::erase_if(m_left.tokens, isComment);
        std::erase_if(m_all, isComment);
        if (!m_left.tokens.empty() && m_left.tokens.back().end() == m_cursor && isTyped(m_left.tokens.back()))
            m_typed = &m_left.tokens.back();
        const std::size_t before = m_left.tokens.size() - (m_typed ? 1 : 0);
        m_previous = before > 0 ? &m_left.tokens[before - 1] : nullptr;
        m_before = before;
    }

    CompletionContext run()
    {
        m_context.start = m_typed ? m_typed->start : m_cursor;
        m_context.prefix = m_typed ? view(*m_typed).toString() : QString();
        m_context.length = endOfWord(m_cursor) - m_context.start;
        if (!m_inComment)
            decide();
        return m_context;
    }

private:
    [[nodiscard]] QStringView view(const Token& token) const
    {
        return m_text.sliced(token.start, token.length);
    }
    [[nodiscard]] bool isBracket(const Token* token, QChar which) const
    {
        return token && token->kind == TokenKind::Bracket && m_text[token->start] == which;
    }
    [[nodiscard]] bool isComma(const Token* token) const
    {
        return token && token->kind == TokenKind::Separator && m_text[token->start] == u',';
    }

    /// Something that goes on at the cursor: a word, a number, or a string that is open.
    [[nodiscard]] bool isTyped(const Token& token) const
    {
        switch (token.kind) {
        case TokenKind::OpenString:
        case TokenKind::Number:
        case TokenKind::Duration:
        case TokenKind::Keyword:
        case TokenKind::Aggregation:
        case TokenKind::Function:
            return true;
        case TokenKind::Metric:
        case TokenKind::Label:
            return !isQuoted(token);
        case TokenKind::Error: // "5mi", or the start of a word where only a duration may stand
            return m_text[token.start].isLetterOrNumber();
        default:
            return false;
        }
    }
    [[nodiscard]] bool isQuoted(const Token& token) const
    {
        const QChar c = m_text[token.start];
        return c == u'"' || c == u'\'' || c == u'`';
    }

    [[nodiscard]] qsizetype endOfWord(qsizetype i) const
    {
        const auto isPart = [](QChar c) {
            return c == u'_' || c == u':' || (c.unicode() < 0x80 && c.isLetterOrNumber());
        };
        const bool colons = m_left.after.place == Place::Expression;
        while (i < m_text.size() && isPart(m_text[i]) && (colons || m_text[i] != u':'))
            ++i;
        return i;
    }

    void decide()
    {
        if (m_typed && m_typed->kind == TokenKind::OpenString) {
            withinQuotes();
            return;
        }
        switch (m_left.after.place) {
        case Place::Matchers:
            if (m_previous && m_previous->kind == TokenKind::Operator)
                value();
            else if (isBracket(m_previous, u'{') || isComma(m_previous))
                labelName(true);
            return;
        case Place::Labels:
            if (isBracket(m_previous, u'(') || isComma(m_previous))
                labelName(false);
            return;
        case Place::Range:
            m_context.kind = CompletionKind::Duration;
            m_context.inRange = true;
            return;
        case Place::Expression:
            expression();
        }
    }

    void withinQuotes()
    {
        m_context.quote = m_text[m_typed->start];
        m_context.start = m_typed->start + 1;
        m_context.prefix = unquoted(view(*m_typed));
        m_context.length = endOfString() - m_context.start;
        const Place place = m_left.after.place;
        if (place == Place::Matchers && m_previous && m_previous->kind == TokenKind::Operator)
            value();
        else if (place == Place::Matchers || place == Place::Labels)
            labelName(place == Place::Matchers);
        // An argument of a function is a text of its own.
    }

    /// A string is replaced to its end, unless that end is the start of the next string: then a quote is
    /// missing here.
    [[nodiscard]] qsizetype endOfString() const
    {
        const auto string = std::find_if(
            m_all.begin(), m_all.end(), [this](const Token& token) { return token.start == m_typed->start; });
        qsizetype end = m_cursor;
        if (string != m_all.end() && string->kind != TokenKind::OpenString) {
            end = string->end() - 1;
            const QStringView rest = m_text.sliced(m_cursor, std::max<qsizetype>(end - m_cursor, 0));
            const bool swallows = std::any_of(rest.begin(), rest.end(),
                                              [](QChar c) { return QStringView(u"={}").contains(c); });
            if (!swallows)
                return end;
        }
        end = m_cursor;
        while (end < m_text.size() &&
               (m_text[end].isLetterOrNumber() || QStringView(u"_-./").contains(m_text[end])))
            ++end;
        return end;
    }

    void labelName(bool inMatchers)
    {
        m_context.kind = CompletionKind::LabelName;
        m_context.inMatchers = inMatchers;
        m_context.metric = inMatchers ? metricOfBraces() : metricOfLabels();
    }

    void value()
    {
        m_context.kind = CompletionKind::LabelValue;
        m_context.metric = metricOfBraces();
        m_context.isRegex = view(*m_previous).endsWith(u'~');
        const std::size_t label = m_before >= 2 ? m_before - 2 : m_before;
        if (label < m_before)
            m_context.label = nameIn(m_left.tokens[label]);
        if (!m_context.isRegex)
            return;
        // Each alternative of "a|b" is a value of its own.
        const qsizetype bar = m_context.prefix.lastIndexOf(u'|') + 1;
        if (bar == 0 || m_context.quote.isNull())
            return;
        m_context.prefix.remove(0, bar);
        const qsizetype barInText = m_text.first(m_cursor).lastIndexOf(u'|') + 1;
        const qsizetype end = m_context.start + m_context.length;
        const qsizetype nextBar = m_text.sliced(m_cursor, end - m_cursor).indexOf(u'|');
        m_context.start = barInText;
        m_context.length = (nextBar < 0 ? end : m_cursor + nextBar) - barInText;
    }

    void expression()
    {
        const bool number =
            m_typed && (m_typed->kind == TokenKind::Number || m_typed->kind == TokenKind::Duration ||
                        m_typed->kind == TokenKind::Error);
        const bool afterOffset = m_previous && m_previous->kind == TokenKind::Keyword &&
                                 view(*m_previous).compare(u"offset", Qt::CaseInsensitive) == 0;
        if (afterOffset)
            m_context.kind = CompletionKind::Duration;
        else if (!number || m_typed->kind == TokenKind::Number)
            wordOfExpression();
        // A number that is being typed is no name, unless it is the start of one: "inf", "nan".
        if (number && m_context.kind == CompletionKind::Expression && !m_text[m_typed->start].isLetter())
            m_context.kind = CompletionKind::None;
    }

    void wordOfExpression()
    {
        using Words = std::vector<QStringView>;
        static const Words pairing{u"bool", u"fill", u"fill_left", u"fill_right", u"ignoring", u"on"};
        static const Words grouping{u"by", u"without"};
        static const Words joining{u"and", u"atan2", u"offset", u"or", u"unless"};
        m_context.kind = CompletionKind::Expression;
        if (!m_previous || isBracket(m_previous, u'(') || isComma(m_previous))
            return;
        switch (m_previous->kind) {
        case TokenKind::Operator:
            if (m_text[m_previous->start] != u'@')
                m_context.words = pairing;
            return;
        case TokenKind::Keyword:
            if (takesLabels(view(*m_previous))) // a parenthesis has to follow
                m_context.kind = CompletionKind::None;
            else if (view(*m_previous).compare(u"bool", Qt::CaseInsensitive) != 0)
                m_context.words = pairing;
            return;
        case TokenKind::Aggregation:
            m_context.kind = CompletionKind::Keyword;
            m_context.words = grouping;
            return;
        default:
            break;
        }
        const QStringView clause = clauseBefore();
        if (clause == u"on" || clause == u"ignoring") {
            m_context.words = {u"fill", u"fill_left", u"fill_right", u"group_left", u"group_right"};
            return;
        }
        if (clause == u"group_left" || clause == u"group_right")
            return;
        m_context.kind = CompletionKind::Keyword;
        m_context.words = joining;
        if (isBracket(m_previous, u')') && clause.isEmpty())
            m_context.words.insert(m_context.words.end(), grouping.begin(), grouping.end());
        if (isBracket(m_previous, u']'))
            m_context.words.insert(m_context.words.end(), {u"anchored", u"smoothed"});
    }

    /// The lower-case keyword whose labels the closing parenthesis before the cursor ends; else empty.
    [[nodiscard]] QStringView clauseBefore() const
    {
        if (!isBracket(m_previous, u')'))
            return {};
        for (std::size_t i = m_before - 1; i-- > 0;) {
            const Token& token = m_left.tokens[i];
            if (isBracket(&token, u'('))
                return i > 0 && m_left.tokens[i - 1].kind == TokenKind::Keyword ? view(m_left.tokens[i - 1])
                                                                                : QStringView();
            if (token.kind != TokenKind::Label && token.kind != TokenKind::Separator)
                return {};
        }
        return {};
    }

    [[nodiscard]] QString nameIn(const Token& token) const
    {
        return isQuoted(token) ? unquoted(view(token)) : view(token).toString();
    }

    /// The metric before the braces, or named within them.
    [[nodiscard]] QString metricOfBraces() const
    {
        qsizetype open = -1;
        for (const Token& token : m_left.tokens)
            if (isBracket(&token, u'{'))
                open = token.start;
        const auto brace = std::find_if(m_all.begin(), m_all.end(),
                                        [open](const Token& token) { return token.start == open; });
        if (brace == m_all.end())
            return {};
        if (brace != m_all.begin() && std::prev(brace)->kind == TokenKind::Metric)
            return nameIn(*std::prev(brace));
        for (auto it = brace; it != m_all.end() && !isBracket(&*it, u'}'); ++it) {
            if (it->kind == TokenKind::Metric)
                return nameIn(*it);
            const bool named = it->kind == TokenKind::Label && nameIn(*it) == QLatin1String("__name__") &&
                               std::distance(it, m_all.end()) > 2 && view(*std::next(it)) == u"=" &&
                               std::next(it, 2)->kind == TokenKind::String;
            if (named)
                return nameIn(*std::next(it, 2));
        }
        return {};
    }

    /// Of by and without: the first metric of what is aggregated, which stands in parentheses before or
    /// after. Of on and its like: the nearest metric before. Else the first one of all.
    [[nodiscard]] QString metricOfLabels() const
    {
        std::size_t open = m_left.tokens.size();
        while (open > 0 && !isBracket(&m_left.tokens[open - 1], u'('))
            --open;
        const QStringView keyword = open >= 2 ? view(m_left.tokens[open - 2]) : QStringView();
        const bool groups = keyword.compare(u"by", Qt::CaseInsensitive) == 0 ||
                            keyword.compare(u"without", Qt::CaseInsensitive) == 0;
        const Token* found = nullptr;
        if (groups && open >= 3 && isBracket(&m_left.tokens[open - 3], u')'))
            found = firstMetric(openOf(m_left.tokens[open - 3].start), m_left.tokens[open - 3].start);
        else if (groups)
            found = firstMetric(m_cursor, m_text.size());
        else
            for (std::size_t i = 0; i < open; ++i)
                found = m_left.tokens[i].kind == TokenKind::Metric ? &m_left.tokens[i] : found;
        if (!found)
            found = firstMetric(0, m_text.size());
        return found ? nameIn(*found) : QString();
    }

    [[nodiscard]] const Token* firstMetric(qsizetype from, qsizetype to) const
    {
        const auto found = std::find_if(m_all.begin(), m_all.end(), [from, to](const Token& token) {
            return token.kind == TokenKind::Metric && token.start >= from && token.start < to;
        });
        return found == m_all.end() ? nullptr : &*found;
    }

    [[nodiscard]] qsizetype openOf(qsizetype close) const
    {
        for (const BracketPair& pair : bracketPairs(m_text, m_all))
            if (pair.close == close)
                return std::max<qsizetype>(pair.open, 0);
        return 0;
    }

    QStringView m_text;
    qsizetype m_cursor;
    LexedLine m_left; ///< up to the cursor, without comments
    Tokens m_all;     ///< the same of the whole text
    bool m_inComment = false;
    const Token* m_typed = nullptr;    ///< ends at the cursor
    const Token* m_previous = nullptr; ///< the one before what is typed
    std::size_t m_before = 0;          ///< how many tokens stand before what is typed
    CompletionContext m_context;
};

} // namespace

CompletionContext contextAt(QStringView text, qsizetype cursor)
{
    return ContextFinder(text, cursor).run();
}

} // namespace signalbox::promql
