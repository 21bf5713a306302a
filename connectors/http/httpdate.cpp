// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/httpdate.h"

#include "models/base/rfc3339.h"
#include "models/base/text.h"

#include <algorithm>
#include <string_view>

namespace signalbox::http {

std::optional<Instant> parsedHttpDate(const QByteArray& value)
{
    // By hand: each answer carries one, and QLocale showed in the profile of the window's thread.
    static constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    static constexpr std::string_view days = "MonTueWedThuFriSatSun";
    const QByteArray text = value.trimmed();
    if (text.size() != 29 || text.mid(3, 2) != ", " || text[7] != ' ' || text[11] != ' ' || text[16] != ' ' ||
        !text.endsWith(" GMT"))
        return std::nullopt;
    const auto nameAt = [&text](std::string_view names, qsizetype at) {
        const std::size_t found = names.find(std::string_view(text.constData() + at, 3));
        return found != names.npos && found % 3 == 0 ? static_cast<int>(found / 3) + 1 : 0;
    };
    const int month = nameAt(months, 8);
    const auto date = instantFromRfc3339(
        QStringLiteral("%1-%2-%3T%4Z")
            .arg(QString::fromLatin1(text.mid(12, 4)))
            .arg(month, 2, 10, QLatin1Char('0'))
            .arg(QString::fromLatin1(text.mid(5, 2)), QString::fromLatin1(text.mid(17, 8))));
    // 5 January 1970 was a Monday, and the first of its week here.
    constexpr std::int64_t week = 7 * 86'400;
    if (!date || ((date->seconds() - 4 * 86'400) % week + week) % week / 86'400 + 1 != nameAt(days, 0))
        return std::nullopt;
    return date;
}

std::optional<Duration> parsedRetryAfter(const QByteArray& value, Instant serverNow)
{
    static constexpr Duration day = std::chrono::hours(24);
    const QByteArray text = value.trimmed();
    if (text.isEmpty())
        return std::nullopt;
    if (std::ranges::all_of(text, isDigit)) {
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
