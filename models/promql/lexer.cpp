// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/lexer.h"

#include "models/base/text.h"
#include "models/promql/functions.h"

#include <algorithm>
#include <array>

namespace signalbox::promql {

namespace {

using Place = LexState::Place;

// The characters of the server's grammar are ASCII; a letter of another alphabet stands within quotes only.
bool isBlank(QChar c)
{
    return c == u' ' || c == u'\t' || c == u'\r';
}

bool isQuote(QChar c)
{
    return c == u'"' || c == u'\'' || c == u'`';
}

// y, w, d, h, m, s, ms in this order, each once at most: "1h30m".
bool isDuration(QStringView word)
{
    static constexpr std::array<QStringView, 7> units{u"y", u"w", u"d", u"h", u"m", u"s", u"ms"};
    std::size_t next = 0;
    qsizetype i = 0;
    while (i < word.size()) {
        const qsizetype digits = i;
        while (i < word.size() && isDigit(word[i]))
            ++i;
        const qsizetype letters = i;
        while (i < word.size() && !isDigit(word[i]))
            ++i;
        const auto unit = std::find(units.begin() + static_cast<std::ptrdiff_t>(next), units.end(),
                                    word.sliced(letters, i - letters));
        if (letters == digits || unit == units.end())
            return false;
        next = static_cast<std::size_t>(unit - units.begin()) + 1;
    }
    return next > 0;
}

// Whole or broken, with an exponent, or hexadecimal; underscores group digits.
bool isNumber(QStringView word)
{
    if (word.startsWith(u"0x", Qt::CaseInsensitive)) {
        const auto isHex = [](QChar c) {
            return isDigit(c) || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F') || c == u'_';
        };
        return word.size() > 2 && std::all_of(word.begin() + 2, word.end(), isHex);
    }
    bool digits = false;
    qsizetype i = 0;
    const auto run = [&] {
        const qsizetype from = i;
        while (i < word.size() && (isDigit(word[i]) || (word[i] == u'_' && i > from)))
            ++i;
        digits = digits || i > from;
        return i > from;
    };
    run();
    if (i < word.size() && word[i] == u'.') {
        ++i;
        run();
    }
    if (digits && i < word.size() && (word[i] == u'e' || word[i] == u'E')) {
        ++i;
        if (i < word.size() && (word[i] == u'+' || word[i] == u'-'))
            ++i;
        if (!run())
            return false;
    }
    return digits && i == word.size();
}

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
        if (m_state.inRawString) {
            m_state.valueNext = false;
            string(0, u'`');
        }
        while (m_at < m_line.size()) {
            if (isBlank(m_line[m_at]))
                ++m_at;
            else
                step();
        }
        return {std::move(m_tokens), m_state};
    }

private:
    [[nodiscard]] QChar at(qsizetype i) const { return i < m_line.size() ? m_line[i] : QChar(); }

    /// The next character that is no blank, from `i`.
    [[nodiscard]] QChar peek(qsizetype i) const
    {
        while (i < m_line.size() && isBlank(m_line[i]))
            ++i;
        return at(i);
    }

    void add(TokenKind kind, qsizetype end)
    {
        // Neighbouring errors are one mistake.
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
        if (c == u'#') {
            add(TokenKind::Comment, m_line.size());
            return;
        }
        const bool labels = m_state.labelsNext && c == u'(';
        const bool value = m_state.valueNext;
        m_state.labelsNext = false;
        m_state.valueNext = false;
        if (isQuote(c)) {
            m_wasValue = value;
            string(m_at + 1, c);
        } else if (isDigit(c) || (c == u'.' && isDigit(at(m_at + 1)))) {
            number();
        } else if (isNameStart(c) || (c == u':' && m_state.place == Place::Expression)) {
            word();
        } else if (QStringView(u"(){}[]").contains(c)) {
            bracket(c, labels);
        } else {
            sign(c);
        }
    }

    void bracket(QChar c, bool labels)
    {
        // A bracket that cannot stand here is taken for what comes after one that was forgotten. Only a
        // parenthesis within a range may belong there: [min(5m, 1h)].
        if (c == u'{')
            m_state.place = Place::Matchers;
        else if (c == u'(' && m_state.place == Place::Range)
            m_state.place = Place::Range;
        else if (c == u'[')
            m_state.place = Place::Range;
        else
            m_state.place = labels ? Place::Labels : Place::Expression;
        add(TokenKind::Bracket, m_at + 1);
    }

    void sign(QChar c)
    {
        const QChar next = at(m_at + 1);
        if (c == u',' || (c == u':' && m_state.place == Place::Range)) {
            add(TokenKind::Separator, m_at + 1);
            return;
        }
        if (m_state.place == Place::Matchers || m_state.place == Place::Labels) {
            matcher(c, next);
            return;
        }
        const bool equals = next == u'=';
        if ((c == u'=' || c == u'!') && equals)
            add(TokenKind::Operator, m_at + 2);
        else if (c == u'<' || c == u'>')
            add(TokenKind::Operator, m_at + (equals ? 2 : 1));
        else if (QStringView(u"+-*/%^@").contains(c))
            add(TokenKind::Operator, m_at + 1);
        else
            wrong();
    }

    void matcher(QChar c, QChar next)
    {
        const bool takes =
            m_state.place == Place::Matchers && (c == u'=' || (c == u'!' && (next == u'=' || next == u'~')));
        if (!takes) {
            wrong();
            return;
        }
        m_state.valueNext = true;
        add(TokenKind::Operator, m_at + (c == u'!' || next == u'~' ? 2 : 1));
    }

    void wrong()
    {
        const bool pair = m_line[m_at].isHighSurrogate() && at(m_at + 1).isLowSurrogate();
        add(TokenKind::Error, m_at + (pair ? 2 : 1));
    }

    void number()
    {
        qsizetype end = m_at;
        const bool hex = at(end) == u'0' && (at(end + 1) == u'x' || at(end + 1) == u'X');
        while (isNamePart(at(end)) || at(end) == u'.') {
            const bool exponent = !hex && (at(end) == u'e' || at(end) == u'E');
            ++end;
            if (exponent && (at(end) == u'+' || at(end) == u'-') && isDigit(at(end + 1)))
                ++end;
        }
        const QStringView text = m_line.sliced(m_at, end - m_at);
        const bool here = m_state.place == Place::Expression || m_state.place == Place::Range;
        add(!here              ? TokenKind::Error
            : isDuration(text) ? TokenKind::Duration
            : isNumber(text)   ? TokenKind::Number
                               : TokenKind::Error,
            end);
    }

    void word()
    {
        qsizetype end = m_at;
        const bool colons = m_state.place == Place::Expression;
        while (isNamePart(at(end)) || (colons && at(end) == u':'))
            ++end;
        const QStringView text = m_line.sliced(m_at, end - m_at);
        if (m_state.place == Place::Matchers || m_state.place == Place::Labels) {
            add(TokenKind::Label, end);
            return;
        }
        const TokenKind kind = kindOf(text, end);
        m_state.labelsNext = kind == TokenKind::Keyword && takesLabels(text);
        add(kind, end);
    }

    /// Words of the language may also be names of metrics; what follows tells.
    [[nodiscard]] TokenKind kindOf(QStringView text, qsizetype end) const
    {
        const QChar next = peek(end);
        const bool selects = next == u'{' || next == u'[';
        if (text.compare(u"inf", Qt::CaseInsensitive) == 0 || text.compare(u"nan", Qt::CaseInsensitive) == 0)
            return TokenKind::Number;
        if (m_state.place == Place::Range)
            return next == u'(' ? TokenKind::Function : TokenKind::Error;
        if (selects)
            return TokenKind::Metric;
        if (findKeyword(text))
            return TokenKind::Keyword;
        if (isAggregation(text) && (next.isNull() || next == u'(' || next == u'#' || groupsAt(end)))
            return TokenKind::Aggregation;
        return next == u'(' ? TokenKind::Function : TokenKind::Metric;
    }

    [[nodiscard]] bool groupsAt(qsizetype i) const
    {
        while (i < m_line.size() && isBlank(m_line[i]))
            ++i;
        const qsizetype from = i;
        while (isNamePart(at(i)))
            ++i;
        const QStringView next = m_line.sliced(from, i - from);
        return next.compare(u"by", Qt::CaseInsensitive) == 0 ||
               next.compare(u"without", Qt::CaseInsensitive) == 0;
    }

    void string(qsizetype from, QChar quote)
    {
        qsizetype end = from;
        while (end < m_line.size() && m_line[end] != quote)
            end += m_line[end] == u'\\' && quote != u'`' ? 2 : 1;
        const bool closed = end < m_line.size();
        end = std::min(end + (closed ? 1 : 0), m_line.size());
        const bool raw = quote == u'`';
        m_state.inRawString = raw && !closed;
        if (m_state.inRawString)
            m_state.valueNext = m_wasValue;
        if (end > m_at)
            add(!closed && !raw ? TokenKind::OpenString : stringKind(end, closed), end);
    }

    /// Within braces a string is a value, a label before an operator, and else the metric.
    [[nodiscard]] TokenKind stringKind(qsizetype end, bool closed) const
    {
        if (!closed)
            return TokenKind::OpenString;
        if (m_state.place == Place::Labels)
            return TokenKind::Label;
        if (m_state.place != Place::Matchers || m_wasValue)
            return TokenKind::String;
        const QChar next = peek(end);
        return next == u'=' || next == u'!' ? TokenKind::Label : TokenKind::Metric;
    }

    QStringView m_line;
    LexState m_state;
    qsizetype m_at = 0;
    bool m_wasValue = m_state.inRawString && m_state.valueNext;
    std::vector<Token> m_tokens;
};

constexpr int placeBits = 3;
constexpr int rawBit = 4;
constexpr int labelsBit = 8;
constexpr int valueBit = 16;

} // namespace

int LexState::toInt() const
{
    return static_cast<int>(place) | (inRawString ? rawBit : 0) | (labelsNext ? labelsBit : 0) |
           (valueNext ? valueBit : 0);
}

LexState LexState::fromInt(int number)
{
    if (number < 0 || number > (placeBits | rawBit | labelsBit | valueBit))
        return {};
    return {.place = static_cast<Place>(number & placeBits),
            .inRawString = (number & rawBit) != 0,
            .labelsNext = (number & labelsBit) != 0,
            .valueNext = (number & valueBit) != 0};
}

LexedLine lexLine(QStringView line, LexState before)
{
    return LineLexer(line, before).run();
}

LexedLine lexLines(QStringView text, LexedLine (*cut)(QStringView line, LexState before))
{
    LexedLine all;
    qsizetype from = 0;
    while (from <= text.size()) {
        qsizetype end = text.indexOf(u'\n', from);
        if (end < 0)
            end = text.size();
        LexedLine line = cut(text.sliced(from, end - from), all.after);
        for (Token& token : line.tokens) {
            token.start += from;
            all.tokens.push_back(token);
        }
        all.after = line.after;
        from = end + 1;
    }
    return all;
}

LexedLine lex(QStringView text)
{
    return lexLines(text, lexLine);
}

} // namespace signalbox::promql
