// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logql/lexer.h"

#include "models/base/error.h"
#include "models/base/text.h"
#include "models/logql/words.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace signalbox::logql {

namespace {

using promql::LexedLine;
using promql::LexState;
using promql::Token;
using promql::TokenKind;
using Place = LexState::Place;

/// The longest that fits, so the long ones first.
constexpr std::array<QStringView, 23> operators{u"|=", u"|~", u"|>", u"!=", u"!~", u"!>", u"=~", u"==",
                                                u">=", u"<=", u"|",  u"=",  u">",  u"<",  u"+",  u"-",
                                                u"*",  u"/",  u"%",  u"^",  u"@",  u",",  u"."};

class LineLexer
{
public:
    LineLexer(QStringView line, LexState before)
        : m_line(line)
        , m_state(before)
    {
    }

    LexedLine run()
    {
        if (m_state.inRawString)
            string(0, u'`');
        while (m_at < m_line.size()) {
            if (m_line[m_at].isSpace())
                ++m_at;
            else
                step();
        }
        return {std::move(m_tokens), m_state};
    }

private:
    [[nodiscard]] QChar at(qsizetype i) const { return i < m_line.size() ? m_line[i] : QChar(); }

    void add(TokenKind kind, qsizetype end)
    {
        if (kind == TokenKind::Error && !m_tokens.empty() && m_tokens.back().kind == kind &&
            m_tokens.back().end() == m_at)
            m_tokens.back().length += end - m_at;
        else
            m_tokens.push_back({kind, m_at, end - m_at});
        m_at = end;
    }

    void step()
    {
        const QChar c = m_line[m_at];
        if (c == u'#')
            add(TokenKind::Comment, m_line.size());
        else if (c == u'"' || c == u'`')
            string(m_at + 1, c);
        else if (isDigit(c))
            number();
        else if (isNamePart(c))
            word();
        else if (QStringView(u"(){}[]").contains(c))
            bracket(c);
        else
            sign();
    }

    void bracket(QChar c)
    {
        if (c == u'{')
            m_state.place = Place::Matchers;
        else if (c == u'[')
            m_state.place = Place::Range;
        else if (c == u'(' && m_state.labelsNext)
            m_state.place = Place::Labels;
        else
            m_state.place = Place::Expression;
        m_state.labelsNext = false;
        add(TokenKind::Bracket, m_at + 1);
    }

    void sign()
    {
        const QStringView rest = m_line.sliced(m_at);
        const auto* found = std::find_if(operators.begin(), operators.end(),
                                         [rest](QStringView op) { return rest.startsWith(op); });
        if (found != operators.end()) {
            const bool separates = *found == u",";
            add(separates ? TokenKind::Separator : TokenKind::Operator, m_at + found->size());
            return;
        }
        const bool pair = m_line[m_at].isHighSurrogate() && at(m_at + 1).isLowSurrogate();
        add(TokenKind::Error, m_at + (pair ? 2 : 1));
    }

    /// 5, 1.5, 1h30m, 250ms, 5MB, 20KiB.
    void number()
    {
        qsizetype end = m_at;
        bool letters = false;
        while (isNamePart(at(end)) || (at(end) == u'.' && isDigit(at(end + 1))) || at(end) == QChar(0x00B5)) {
            letters = letters || !(isDigit(at(end)) || at(end) == u'.');
            ++end;
        }
        add(letters ? TokenKind::Duration : TokenKind::Number, end);
    }

    void word()
    {
        qsizetype end = m_at;
        while (isNamePart(at(end)))
            ++end;
        const QStringView text = m_line.sliced(m_at, end - m_at);
        qsizetype next = end;
        while (next < m_line.size() && m_line[next].isSpace())
            ++next;
        if (m_state.place == Place::Matchers || m_state.place == Place::Labels) {
            add(TokenKind::Label, end);
            return;
        }
        m_state.labelsNext = takesLabels(text);
        if (isAggregation(text))
            add(TokenKind::Aggregation, end);
        else if (at(next) == u'(' && !isKeyword(text))
            add(TokenKind::Function, end);
        else
            add(isKeyword(text) || isStage(text) ? TokenKind::Keyword : TokenKind::Label, end);
    }

    void string(qsizetype from, QChar quote)
    {
        qsizetype end = from;
        while (end < m_line.size() && m_line[end] != quote)
            end += m_line[end] == u'\\' && quote != u'`' ? 2 : 1;
        const bool closed = end < m_line.size();
        end = std::min(end + (closed ? 1 : 0), m_line.size());
        m_state.inRawString = quote == u'`' && !closed;
        if (end > m_at)
            add(closed ? TokenKind::String : TokenKind::OpenString, end);
    }

    QStringView m_line;
    LexState m_state;
    qsizetype m_at = 0;
    std::vector<Token> m_tokens;
};

} // namespace

LexedLine lexLine(QStringView line, LexState before)
{
    return LineLexer(line, before).run();
}

LexedLine lex(QStringView text)
{
    return promql::lexLines(text, logql::lexLine);
}

std::optional<promql::ServerMistake> mistakeIn(QStringView message, QStringView text)
{
    static const QRegularExpression place(
        QStringLiteral("parse error at line (\\d{1,6}), col (\\d{1,6}):? ?(.*)"),
        QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = place.match(message.left(4096).toString());
    if (!match.hasMatch())
        return std::nullopt;
    promql::ServerMistake mistake{.sentence = cleaned(match.capturedView(3), 400)};
    if (text.isEmpty())
        return mistake;
    qsizetype start = 0;
    for (int line = match.capturedView(1).toInt(); line > 1 && start < text.size(); --line) {
        const qsizetype end = text.indexOf(u'\n', start);
        if (end < 0)
            break;
        start = end + 1;
    }
    // The server counts characters, we count units.
    for (int column = match.capturedView(2).toInt();
         column > 1 && start < text.size() && text[start] != u'\n'; --column)
        start += text[start].isHighSurrogate() && start + 1 < text.size() ? 2 : 1;
    const auto tokens = lex(text).tokens;
    if (start >= text.size()) {
        // It ended too early: the last thing that is there is marked.
        mistake.start = tokens.empty() ? 0 : tokens.back().start;
        mistake.length = tokens.empty() ? text.size() : tokens.back().length;
        return mistake;
    }
    // The token there, or the next one when it is a blank.
    const auto token =
        std::find_if(tokens.begin(), tokens.end(), [start](const Token& one) { return one.end() > start; });
    mistake.start = token == tokens.end() ? start : std::max(start, token->start);
    mistake.length = token == tokens.end() ? 1 : token->end() - mistake.start;
    return mistake;
}

const promql::Language& language()
{
    static const promql::Language logql{
        .lexLine = [](QStringView line, LexState before) { return logql::lexLine(line, before); },
        .lex = [](QStringView text) { return logql::lex(text); },
        .contextAt = contextAt,
        .localItems = localItems,
        .mistakeIn = mistakeIn};
    return logql;
}

} // namespace signalbox::logql
