// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/httpdate.h"

#include <QLocale>

#include <algorithm>

namespace signalbox::http {

std::optional<Instant> parsedHttpDate(const QByteArray& value)
{
    const QByteArray text = value.trimmed();
    if (text.size() > 40 || !text.endsWith(" GMT"))
        return std::nullopt;
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(text.chopped(4)),
                                             QStringLiteral("ddd, dd MMM yyyy hh:mm:ss"));
    if (!date.isValid())
        return std::nullopt;
    date.setTimeSpec(Qt::UTC);
    return Instant::fromDateTime(date);
}

std::optional<Duration> parsedRetryAfter(const QByteArray& value, Instant serverNow)
{
    static constexpr Duration day = std::chrono::hours(24);
    const QByteArray text = value.trimmed();
    if (text.isEmpty())
        return std::nullopt;
    if (std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; })) {
        if (text.size() > 6)
            return day;
        return std::min<Duration>(std::chrono::seconds(text.toLongLong()), day);
    }
    const auto date = parsedHttpDate(text);
    if (!date)
        return std::nullopt;
    return std::clamp<Duration>(*date - serverNow, Duration{0}, day);
}

} // namespace signalbox::http
