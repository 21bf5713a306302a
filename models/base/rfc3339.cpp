// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/rfc3339.h"

#include <chrono>

namespace signalbox {

namespace {

/// Exactly `count` ASCII digits from the front, which are then gone; -1 otherwise.
int takeDigits(QStringView& text, int count)
{
    if (text.size() < count)
        return -1;
    int value = 0;
    for (int i = 0; i < count; ++i) {
        const char16_t c = text[i].unicode();
        if (c < u'0' || c > u'9')
            return -1;
        value = value * 10 + (c - u'0');
    }
    text = text.sliced(count);
    return value;
}

bool take(QStringView& text, QLatin1Char c)
{
    if (!text.startsWith(c))
        return false;
    text = text.sliced(1);
    return true;
}

/// The part behind the dot, in nanoseconds; -1 when there is no digit.
std::int64_t takeFraction(QStringView& text)
{
    std::int64_t nanoseconds = 0;
    int digits = 0;
    for (; !text.isEmpty() && text[0] >= u'0' && text[0] <= u'9'; text = text.sliced(1)) {
        if (digits++ < 9)
            nanoseconds = nanoseconds * 10 + (text[0].unicode() - u'0');
    }
    for (int i = digits; i < 9; ++i)
        nanoseconds *= 10;
    return digits > 0 ? nanoseconds : -1;
}

/// "Z" or "+hh:mm" as seconds, with nothing behind it.
std::optional<int> zoneOffset(QStringView text)
{
    if (text.compare(u"Z", Qt::CaseInsensitive) == 0)
        return 0;
    const bool isWest = text.startsWith(u'-');
    if (!isWest && !text.startsWith(u'+'))
        return std::nullopt;
    text = text.sliced(1);
    const int hours = takeDigits(text, 2);
    if (hours < 0 || hours > 23 || !take(text, QLatin1Char(':')))
        return std::nullopt;
    const int minutes = takeDigits(text, 2);
    if (minutes < 0 || minutes > 59 || !text.isEmpty())
        return std::nullopt;
    const int seconds = hours * 3600 + minutes * 60;
    return isWest ? -seconds : seconds;
}

} // namespace

std::optional<Instant> instantFromRfc3339(QStringView text)
{
    using namespace std::chrono;
    const int y = takeDigits(text, 4);
    if (y < 1678 || y > 2261 || !take(text, QLatin1Char('-')))
        return std::nullopt;
    const int mo = takeDigits(text, 2);
    if (!take(text, QLatin1Char('-')))
        return std::nullopt;
    const int d = takeDigits(text, 2);
    if (mo < 1 || d < 1 ||
        !(take(text, QLatin1Char('T')) || take(text, QLatin1Char('t')) || take(text, QLatin1Char(' '))))
        return std::nullopt;
    const int h = takeDigits(text, 2);
    if (h < 0 || h > 23 || !take(text, QLatin1Char(':')))
        return std::nullopt;
    const int mi = takeDigits(text, 2);
    if (mi < 0 || mi > 59 || !take(text, QLatin1Char(':')))
        return std::nullopt;
    const int s = takeDigits(text, 2);
    if (s < 0 || s > 60) // 60: a leap second, which is read as the next one
        return std::nullopt;
    std::int64_t fraction = 0;
    if (take(text, QLatin1Char('.')) && (fraction = takeFraction(text)) < 0)
        return std::nullopt;
    const std::optional<int> offset = zoneOffset(text);
    const year_month_day date{year{y}, month{static_cast<unsigned>(mo)}, day{static_cast<unsigned>(d)}};
    if (!offset || !date.ok())
        return std::nullopt;
    const auto seconds =
        sys_days(date).time_since_epoch() + hours{h} + minutes{mi} + std::chrono::seconds{s - *offset};
    return Instant{duration_cast<nanoseconds>(seconds).count() + fraction};
}

} // namespace signalbox
