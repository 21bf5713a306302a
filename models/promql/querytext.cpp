// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/querytext.h"

#include <algorithm>

namespace signalbox::promql {

namespace {

constexpr char32_t zeroWidthNonJoiner = 0x200C;
constexpr char32_t zeroWidthJoiner = 0x200D;

bool isDropped(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Surrogate:
        return true;
    case QChar::Other_Format: // marks that reorder or hide what they surround
        return c != zeroWidthNonJoiner && c != zeroWidthJoiner;
    default:
        return false;
    }
}

bool isAsciiLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_';
}

bool isPlain(QStringView name, bool colons)
{
    const auto may = [colons](QChar c) { return isAsciiLetter(c) || (colons && c == u':'); };
    return !name.isEmpty() && may(name.front()) && std::all_of(name.begin(), name.end(), [&may](QChar c) {
        return may(c) || (c >= u'0' && c <= u'9');
    });
}

QChar simpleEscape(QChar letter)
{
    switch (letter.unicode()) {
    case u'n':
        return u'\n';
    case u't':
        return u'\t';
    case u'r':
        return u'\r';
    case u'\\':
    case u'"':
    case u'\'':
        return letter;
    default:
        return {};
    }
}

// The digits after \x, \u and \U; 0 for any other letter.
int digitsAfter(QChar letter)
{
    return letter == u'x' ? 2 : letter == u'u' ? 4 : letter == u'U' ? 8 : 0;
}

} // namespace

QString cleanedQuery(QStringView text, qsizetype maxLength)
{
    QString out;
    out.reserve(std::min(text.size(), maxLength));
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'\r' || c == u'\n' || c.category() == QChar::Separator_Line ||
            c.category() == QChar::Separator_Paragraph) {
            const bool two = c == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n';
            i += two ? 1 : 0;
            if (out.size() + 1 > maxLength)
                break;
            out += u'\n';
            continue;
        }
        const bool pair = c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        const char32_t whole = pair ? QChar::surrogateToUcs4(c, text[i + 1]) : c.unicode();
        const qsizetype units = pair ? 2 : 1;
        if (c.isSpace() || !isDropped(whole)) {
            if (out.size() + units > maxLength)
                break;
            if (c.isSpace())
                out += u' ';
            else
                out += text.sliced(i, units);
        }
        i += units - 1;
    }
    return out;
}

bool isPlainMetric(QStringView name)
{
    return isPlain(name, true);
}

bool isPlainLabel(QStringView name)
{
    return isPlain(name, false);
}

QString unquoted(QStringView literal)
{
    if (literal.isEmpty())
        return {};
    const QChar quote = literal.front();
    QString out;
    qsizetype i = 1;
    while (i < literal.size() && literal[i] != quote) {
        const QChar next = i + 1 < literal.size() ? literal[i + 1] : QChar();
        if (literal[i] != u'\\' || quote == u'`' || next.isNull()) {
            out += literal[i++];
            continue;
        }
        if (const QChar simple = simpleEscape(next); !simple.isNull()) {
            out += simple;
            i += 2;
            continue;
        }
        const int digits = digitsAfter(next);
        bool ok = digits > 0 && i + 2 + digits <= literal.size();
        const uint code = ok ? literal.sliced(i + 2, digits).toUInt(&ok, 16) : 0;
        if (ok && code <= QChar::LastValidCodePoint && !QChar::isSurrogate(code)) {
            out += QChar::fromUcs4(code);
            i += 2 + digits;
        } else {
            out += literal[i++];
        }
    }
    return out;
}

QString escaped(QStringView content, QChar quote)
{
    QString out;
    out.reserve(content.size());
    for (const QChar c : content) {
        if (quote == u'`') {
            if (c != u'`') // there is no way to write one
                out += c;
        } else if (c == u'\n') {
            out += QLatin1String("\\n");
        } else if (c == u'\r') {
            out += QLatin1String("\\r");
        } else if (c == u'\t') {
            out += QLatin1String("\\t");
        } else if (c.unicode() < 0x20 || c.unicode() == 0x7F) {
            out += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        } else {
            if (c == quote || c == u'\\')
                out += u'\\';
            out += c;
        }
    }
    return out;
}

QString regexEscaped(QStringView text)
{
    QString out;
    out.reserve(text.size());
    for (const QChar c : text) {
        if (QStringView(u"\\.+*?()|[]{}^$").contains(c))
            out += u'\\';
        out += c;
    }
    return out;
}

} // namespace signalbox::promql
