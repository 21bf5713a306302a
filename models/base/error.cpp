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

bool isUnsafe(QChar c)
{
    const QChar::Category category = c.category();
    return category == QChar::Other_Control || category == QChar::Other_Format ||
           category == QChar::Other_PrivateUse || c == QChar::ReplacementCharacter;
}

} // namespace

QString cleaned(QStringView text, qsizetype maxChars)
{
    QString out;
    out.reserve(qMin(text.size(), maxChars + 1));
    bool pendingSpace = false;
    for (const QChar c : text) {
        if (c.isSpace()) {
            pendingSpace = !out.isEmpty();
            continue;
        }
        if (out.size() + (pendingSpace ? 1 : 0) >= maxChars) {
            if (!out.isEmpty() && out.back().isHighSurrogate())
                out.chop(1);
            out.append(QChar(0x2026));
            return out;
        }
        if (pendingSpace)
            out.append(QLatin1Char(' '));
        pendingSpace = false;
        out.append(isUnsafe(c) ? QChar(0x00B7) : c);
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
