// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/error.h"

#include <array>

namespace signalbox {

Error Error::cancelled()
{
    return {
        .kind = ErrorKind::Cancelled, .what = QStringLiteral("Cancelled."), .detail = {}, .httpStatus = 0};
}

QString toString(ErrorKind kind)
{
    static constexpr std::array names{"cancelled", "timeout",    "network",      "tls",
                                      "http",      "overloaded", "circuit-open", "too-large",
                                      "parse",     "storage",    "invalid"};
    return QString::fromLatin1(names.at(static_cast<std::size_t>(kind)));
}

namespace {

bool isUnsafe(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_PrivateUse:
    case QChar::Other_Surrogate: // alone, else it would be a character
        return true;
    default:
        return c == QChar::ReplacementCharacter;
    }
}

} // namespace

QString cleaned(QStringView text, qsizetype maxChars)
{
    QString out;
    out.reserve(qMin(text.size(), maxChars + 1));
    bool pendingSpace = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i].isSpace()) {
            pendingSpace = !out.isEmpty();
            continue;
        }
        const bool pair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        const char32_t c = pair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : text[i].unicode();
        const bool unsafe = isUnsafe(c);
        const qsizetype units = pair && !unsafe ? 2 : 1;
        if (out.size() + (pendingSpace ? 1 : 0) + units > maxChars) {
            out.append(QChar(0x2026));
            return out;
        }
        if (pendingSpace)
            out.append(QLatin1Char(' '));
        pendingSpace = false;
        if (unsafe)
            out.append(QChar(0x00B7));
        else
            out.append(text.mid(i, units));
        i += pair ? 1 : 0;
    }
    return out;
}

QString cleaned(const QByteArray& utf8, qsizetype maxChars)
{
    // Four bytes a character at most, and as much again for folded white space: enough to fill the line.
    const QString text = QString::fromUtf8(utf8.left(maxChars * 8));
    return cleaned(QStringView(text), maxChars);
}

} // namespace signalbox
