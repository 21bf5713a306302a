// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/traceid.h"

namespace signalbox {

namespace {

int digitOf(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

struct Words
{
    std::uint64_t high = 0;
    std::uint64_t low = 0;
};

std::optional<Words> parseHex(std::string_view hex, std::size_t maxDigits)
{
    if (hex.empty() || hex.size() > maxDigits)
        return std::nullopt;
    Words words;
    for (const char c : hex) {
        const int digit = digitOf(c);
        if (digit < 0)
            return std::nullopt;
        words.high = (words.high << 4) | (words.low >> 60);
        words.low = (words.low << 4) | static_cast<std::uint64_t>(digit);
    }
    return words;
}

QString hex16(std::uint64_t v)
{
    return QStringLiteral("%1").arg(v, 16, 16, QLatin1Char('0'));
}

} // namespace

QString TraceId::toHex() const
{
    return hex16(high) + hex16(low);
}
QString TraceId::toShortHex() const
{
    return high == 0 ? hex16(low) : toHex();
}

std::optional<TraceId> TraceId::fromHex(std::string_view hex)
{
    const auto words = parseHex(hex, 32);
    if (!words || (words->high == 0 && words->low == 0))
        return std::nullopt;
    return TraceId{words->high, words->low};
}

std::optional<TraceId> TraceId::fromHex(QStringView hex)
{
    const QByteArray latin = hex.toLatin1();
    return fromHex(std::string_view(latin.constData(), static_cast<std::size_t>(latin.size())));
}

QString SpanId::toHex() const
{
    return hex16(value);
}

std::optional<SpanId> SpanId::fromHex(std::string_view hex)
{
    const auto words = parseHex(hex, 16);
    if (!words || words->low == 0)
        return std::nullopt;
    return SpanId{words->low};
}

std::optional<SpanId> SpanId::fromHex(QStringView hex)
{
    const QByteArray latin = hex.toLatin1();
    return fromHex(std::string_view(latin.constData(), static_cast<std::size_t>(latin.size())));
}

} // namespace signalbox
