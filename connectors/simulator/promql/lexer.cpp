// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/lexer.h"

#include "connectors/simulator/promql/gotext.h"
#include "models/base/text.h"

#include <QList>

namespace signalbox::simulator::promql {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool isAlpha(char c)
{
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool isAlphaNumeric(char c)
{
    return isAlpha(c) || isDigit(c);
}

int hexDigit(char32_t c)
{
    if (c >= U'0' && c <= U'9')
        return static_cast<int>(c - U'0');
    if (c >= U'a' && c <= U'f')
        return static_cast<int>(c - U'a') + 10;
    if (c >= U'A' && c <= U'F')
        return static_cast<int>(c - U'A') + 10;
    return 16;
}

constexpr char32_t endOfText = 0xffffffff;
constexpr char32_t brokenUtf8 = 0xfffd;

QString unicodeName(char32_t c)
{
    // Go's %#U of a rune that is not there prints the number it uses for "end of text".
    if (c == endOfText)
        return QStringLiteral("U+FFFFFFFFFFFFFFFF");
    QString out =
        QLatin1String("U+") + QString::number(static_cast<uint>(c), 16).toUpper().rightJustified(4, u'0');
    if (QChar::isPrint(c))
        out += QLatin1String(" '") + QString::fromUcs4(&c, 1) + u'\'';
    return out;
}

} // namespace

Token Lexer::next()
{
    if (m_failed) {
        m_start = m_text.size();
        return emit(Tok::End);
    }
    Token token = scan();
    m_start = m_pos;
    return token;
}

Token Lexer::scan()
{
    while (true) {
        if (m_durationNext) {
            m_durationNext = false;
            return durationAfterBracket();
        }
        if (m_pos < m_text.size() && isSpace(m_text[m_pos])) {
            ++m_pos;
        } else if (peek() == '#') {
            while (m_pos < m_text.size() && m_text[m_pos] != '\n' && m_text[m_pos] != '\r')
                ++m_pos;
        } else {
            break;
        }
        m_start = m_pos;
    }
    return m_brace ? insideBraces() : outside();
}

Token Lexer::insideBraces()
{
    if (m_pos >= m_text.size())
        return fail(QStringLiteral("unexpected end of input inside braces"));
    const char c = m_text[m_pos];
    if (isAlpha(c)) {
        while (isAlphaNumeric(peek()))
            ++m_pos;
        return emit(Tok::Identifier);
    }
    switch (c) {
    case ',':
        ++m_pos;
        return emit(Tok::Comma);
    case '"':
    case '\'':
    case '`':
        return string(c);
    case '=':
        ++m_pos;
        if (peek() != '~')
            return emit(Tok::Assign);
        ++m_pos;
        return emit(Tok::MatchRegex);
    case '!':
        if (peek(1) == '~' || peek(1) == '=') {
            m_pos += 2;
            return emit(m_text[m_pos - 1] == '~' ? Tok::MatchNotRegex : Tok::NotEqual);
        }
        return fail(QLatin1String("unexpected character after '!' inside braces: ") + runeAt(m_pos + 1));
    case '{':
        return fail(QStringLiteral("unexpected left brace '{'"));
    case '}':
        ++m_pos;
        m_brace = false;
        return emit(Tok::RightBrace);
    default:
        return fail(QLatin1String("unexpected character inside braces: ") + runeAt(m_pos));
    }
}

Token Lexer::outside()
{
    if (m_pos >= m_text.size()) {
        if (m_parens != 0)
            return fail(QStringLiteral("unclosed left parenthesis"));
        if (m_bracket)
            return fail(QStringLiteral("unclosed left bracket"));
        return emit(Tok::End);
    }
    const char c = m_text[m_pos];
    const auto one = [this](Tok kind) {
        ++m_pos;
        return emit(kind);
    };
    const auto oneOrTwo = [this](char second, Tok two, Tok single) {
        ++m_pos;
        if (peek() != second)
            return emit(single);
        ++m_pos;
        return emit(two);
    };
    switch (c) {
    case ',':
        return one(Tok::Comma);
    case '*':
        return one(Tok::Mul);
    case '/':
        return one(Tok::Div);
    case '%':
        return one(Tok::Mod);
    case '+':
        return one(Tok::Add);
    case '-':
        return one(Tok::Sub);
    case '^':
        return one(Tok::Pow);
    case '@':
        return one(Tok::At);
    case '<':
        return oneOrTwo('=', Tok::LessEqual, Tok::Less);
    case '>':
        return oneOrTwo('=', Tok::GreaterEqual, Tok::Greater);
    case '=':
        if (peek(1) == '~')
            return fail(QStringLiteral("unexpected character after '=': '~'"));
        return oneOrTwo('=', Tok::Equal, Tok::Assign);
    case '!':
        if (peek(1) != '=')
            return fail(QLatin1String("unexpected character after '!': ") + runeAt(m_pos + 1));
        m_pos += 2;
        return emit(Tok::NotEqual);
    case '"':
    case '\'':
    case '`':
        return string(c);
    case '(':
        ++m_parens;
        return one(Tok::LeftParen);
    case '{':
        m_brace = true;
        return one(Tok::LeftBrace);
    case '[':
        return openBracket();
    case ')':
    case ']':
        return closing(c);
    default:
        break;
    }
    if (isDigit(c) || (c == '.' && isDigit(peek(1))))
        return numberOrDuration();
    if (isAlpha(c) || c == ':')
        return word();
    return fail(QLatin1String("unexpected character: ") + runeAt(m_pos));
}

Token Lexer::closing(char c)
{
    if (c == ')') {
        if (m_parens == 0) {
            m_start = m_pos + 1; // the real lexer has passed it on before it looks
            return fail(QStringLiteral("unexpected right parenthesis ')'"));
        }
        --m_parens;
        ++m_pos;
        return emit(Tok::RightParen);
    }
    if (!m_bracket)
        return fail(QStringLiteral("unexpected right bracket ']'"));
    m_bracket = false;
    ++m_pos;
    return emit(Tok::RightBracket);
}

Token Lexer::openBracket()
{
    if (m_bracket)
        return fail(QStringLiteral("unexpected left bracket '['"));
    m_bracket = true;
    m_colon = false;
    m_durationNext = true;
    ++m_pos;
    return emit(Tok::LeftBracket);
}

Token Lexer::durationAfterBracket()
{
    while (isSpace(peek()))
        ++m_pos;
    m_start = m_pos;
    if (scanNumber())
        return fail(QStringLiteral("missing unit character in duration"));
    if (!acceptDuration())
        return fail(QLatin1String("bad duration syntax: ") +
                    goQuoted(QString::fromUtf8(m_text.mid(m_start, m_pos - m_start))));
    return emit(Tok::Duration);
}

Token Lexer::numberOrDuration()
{
    if (scanNumber())
        return emit(Tok::Number);
    if (acceptDuration())
        return emit(Tok::Duration);
    return fail(QLatin1String("bad number or duration syntax: ") +
                goQuoted(QString::fromUtf8(m_text.mid(m_start, m_pos - m_start))));
}

Token Lexer::word()
{
    if (m_bracket) {
        // Within [ ] only the colon of a subquery may stand here.
        if (m_colon)
            return fail(QLatin1String("unexpected colon ") + runeAt(m_pos));
        m_colon = true;
        ++m_pos;
        return emit(Tok::Colon);
    }
    while (isAlphaNumeric(peek()) || peek() == ':')
        ++m_pos;
    const QByteArray text = m_text.mid(m_start, m_pos - m_start);
    const Tok kind = wordKind(text);
    return emit(kind == Tok::Identifier && text.contains(':') ? Tok::MetricIdentifier : kind);
}

Token Lexer::string(char quote)
{
    ++m_pos;
    while (true) {
        int bytes = 0;
        const char32_t c = rune(m_pos, &bytes);
        if (c == endOfText || (c == U'\n' && quote != '`'))
            return fail(quote == '`' ? QStringLiteral("unterminated raw string")
                                     : QStringLiteral("unterminated quoted string"));
        if (c == brokenUtf8)
            return fail(QStringLiteral("invalid UTF-8 rune"));
        m_pos += bytes;
        if (c == static_cast<char32_t>(quote))
            return emit(Tok::String);
        if (c == U'\\' && quote != '`') {
            if (const QString error = badEscape(quote); !error.isEmpty())
                return fail(error);
        }
    }
}

QString Lexer::badEscape(char quote)
{
    int bytes = 0;
    char32_t c = rune(m_pos, &bytes);
    int digits = 0;
    char32_t base = 16;
    char32_t limit = 0x10ffff;
    if (c < 0x80 && QByteArrayView("abfnrtv\\").contains(static_cast<char>(c)) && c != 0) {
        m_pos += bytes;
        return {};
    }
    if (c == static_cast<char32_t>(quote)) {
        m_pos += bytes;
        return {};
    }
    if (c >= U'0' && c <= U'7') {
        digits = 3;
        base = 8;
        limit = 255;
    } else if (c == U'x' || c == U'u' || c == U'U') {
        m_pos += bytes;
        digits = c == U'x' ? 2 : c == U'u' ? 4 : 8;
        limit = c == U'x' ? 255 : limit;
    } else if (c == endOfText) {
        return QStringLiteral("escape sequence not terminated");
    } else {
        return QLatin1String("unknown escape sequence ") + unicodeName(c);
    }
    std::uint64_t value = 0;
    for (int i = 0; i < digits; ++i) {
        c = rune(m_pos, &bytes);
        if (c == endOfText)
            return QStringLiteral("escape sequence not terminated");
        const auto digit = static_cast<char32_t>(hexDigit(c));
        if (digit >= base)
            return QStringLiteral("illegal character %1 in escape sequence").arg(unicodeName(c));
        value = value * base + digit;
        m_pos += bytes;
    }
    if (value > limit || (value >= 0xd800 && value < 0xe000))
        return QStringLiteral("escape sequence is an invalid Unicode code point");
    return {};
}

bool Lexer::scanNumber()
{
    QByteArrayView digits = "0123456789";
    if (accept("0") && accept("xX"))
        digits = "0123456789abcdefABCDEF";
    acceptRun(digits);
    if (accept("."))
        acceptRun(digits);
    if (accept("eE")) {
        if (peek() == '+' || peek() == '-')
            ++m_pos;
        acceptRun("0123456789");
    }
    return !isAlphaNumeric(peek());
}

bool Lexer::acceptDuration()
{
    if (!accept("smhdwy"))
        return false;
    if (peek() == 's') // of ms; a wrong pair is found when the duration is read
        ++m_pos;
    while (isDigit(peek())) {
        acceptRun("0123456789");
        if (!accept("smhdw"))
            return false;
        if (peek() == 's')
            ++m_pos;
    }
    if (!isAlphaNumeric(peek()))
        return true;
    ++m_pos; // the error shows the first character too many
    return false;
}

bool Lexer::accept(QByteArrayView set)
{
    if (m_pos >= m_text.size() || !set.contains(m_text[m_pos]))
        return false;
    ++m_pos;
    return true;
}

void Lexer::acceptRun(QByteArrayView set)
{
    while (accept(set)) {
    }
}

char32_t Lexer::rune(qsizetype at, int* bytes) const
{
    *bytes = 0;
    if (at >= m_text.size())
        return endOfText;
    const auto lead = static_cast<unsigned char>(m_text[at]);
    const int length = lead < 0x80                   ? 1
                       : lead >= 0xc2 && lead < 0xe0 ? 2
                       : lead >= 0xe0 && lead < 0xf0 ? 3
                       : lead >= 0xf0 && lead < 0xf5 ? 4
                                                     : 0;
    *bytes = 1;
    if (length == 0 || at + length > m_text.size())
        return brokenUtf8;
    const QString decoded = QString::fromUtf8(m_text.constData() + at, length);
    const auto runes = decoded.toUcs4();
    if (runes.size() != 1 || runes.front() == brokenUtf8)
        return brokenUtf8;
    *bytes = length;
    return runes.front();
}

char Lexer::peek(qsizetype ahead) const
{
    return m_pos + ahead < m_text.size() ? m_text[m_pos + ahead] : '\0';
}

Token Lexer::emit(Tok kind)
{
    return {.kind = kind,
            .start = static_cast<int>(m_start),
            .text = m_text.mid(m_start, m_pos - m_start),
            .error = {}};
}

Token Lexer::fail(const QString& what)
{
    m_failed = true;
    return {.kind = Tok::Error, .start = static_cast<int>(m_start), .text = {}, .error = what};
}

QString Lexer::runeAt(qsizetype at) const
{
    int bytes = 0;
    const char32_t c = rune(at, &bytes);
    return c == endOfText ? QStringLiteral("'\ufffd'") : goQuotedRune(c);
}

QString unquoted(const QByteArray& token)
{
    const QByteArray body = token.mid(1, token.size() - 2);
    if (token.startsWith('`'))
        return QString::fromUtf8(body);
    QByteArray out;
    for (qsizetype i = 0; i < body.size(); ++i) {
        if (body[i] != '\\' || i + 1 >= body.size()) {
            out += body[i];
            continue;
        }
        const char c = body[++i];
        const auto code = [&](qsizetype digits, int base) {
            const uint value = body.mid(i, digits).toUInt(nullptr, base);
            i += digits - 1;
            return value;
        };
        switch (c) {
        case 'a':
            out += '\a';
            break;
        case 'b':
            out += '\b';
            break;
        case 'f':
            out += '\f';
            break;
        case 'n':
            out += '\n';
            break;
        case 'r':
            out += '\r';
            break;
        case 't':
            out += '\t';
            break;
        case 'v':
            out += '\v';
            break;
        case 'x':
            ++i;
            out += static_cast<char>(code(2, 16));
            break;
        case 'u':
        case 'U': {
            ++i;
            const char32_t point = code(c == 'u' ? 4 : 8, 16);
            out += QString::fromUcs4(&point, 1).toUtf8();
            break;
        }
        default:
            if (c >= '0' && c <= '7')
                out += static_cast<char>(code(3, 8));
            else
                out += c;
        }
    }
    return QString::fromUtf8(out);
}

} // namespace signalbox::simulator::promql
