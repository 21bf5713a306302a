// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/duration.h"

#include "models/base/text.h"

#include <array>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace signalbox {

namespace {

constexpr std::int64_t second = 1'000'000'000;

struct Unit
{
    QLatin1String name;
    std::int64_t ns;
};

// The longer name first where one begins another.
constexpr std::array units{Unit{QLatin1String("ns"), 1},
                           Unit{QLatin1String("us"), 1'000},
                           Unit{QLatin1String("ms"), 1'000'000},
                           Unit{QLatin1String("s"), second},
                           Unit{QLatin1String("m"), 60 * second},
                           Unit{QLatin1String("h"), 3'600 * second},
                           Unit{QLatin1String("d"), 86'400 * second},
                           Unit{QLatin1String("w"), 604'800 * second}};

Error refusal(QStringView text, qsizetype at, const QString& expected)
{
    return {.kind = ErrorKind::Invalid,
            .what = QStringLiteral(
                        "\"%1\" is not a duration: at character %2, %3. Write for example 90s or 1h30m.")
                        .arg(cleaned(text, 60))
                        .arg(at + 1)
                        .arg(expected),
            .detail = {},
            .httpStatus = 0};
}

const Unit* unitAt(QStringView text)
{
    // Both micro signs, U+00B5 and the Greek letter that keyboards and Go produce.
    if (text.size() >= 2 && (text[0].unicode() == 0xb5 || text[0].unicode() == 0x3bc) &&
        text[1] == QLatin1Char('s'))
        return &units[1];
    for (const Unit& unit : units) {
        if (text.startsWith(unit.name))
            return &unit;
    }
    return nullptr;
}

/// digits[.digits] times a unit, exactly; false on overflow. Decimals below a nanosecond are dropped.
bool scaled(QStringView whole, QStringView decimals, std::int64_t unit, std::int64_t& ns)
{
    ns = 0;
    for (const QChar c : whole) {
        if (__builtin_mul_overflow(ns, std::int64_t(10), &ns) ||
            __builtin_add_overflow(ns, std::int64_t(c.unicode() - '0'), &ns))
            return false;
    }
    if (__builtin_mul_overflow(ns, unit, &ns))
        return false;
    __extension__ using Wide = __int128;
    Wide fraction = 0;
    Wide scale = 1;
    for (const QChar c : decimals.left(18)) {
        fraction = fraction * 10 + (c.unicode() - '0');
        scale *= 10;
    }
    return !__builtin_add_overflow(ns, static_cast<std::int64_t>(fraction * unit / scale), &ns);
}

std::uint64_t magnitude(Duration d)
{
    const auto v = static_cast<std::uint64_t>(d.count());
    return d.count() < 0 ? 0 - v : v;
}

QString withDecimals(std::uint64_t v, std::uint64_t unit)
{
    QString text = QString::number(v / unit);
    if (v % unit == 0)
        return text;
    QString decimals = QString::number(unit + v % unit).mid(1); // keeps the zeros in front
    while (decimals.endsWith(QLatin1Char('0')))
        decimals.chop(1);
    return text + QLatin1Char('.') + decimals;
}

QString twoUnits(std::uint64_t big, QLatin1String bigUnit, std::uint64_t small, QLatin1String smallUnit)
{
    return QStringLiteral("%1 %2 %3 %4")
        .arg(big)
        .arg(bigUnit)
        .arg(small, 2, 10, QLatin1Char('0'))
        .arg(smallUnit);
}

/// Three figures of v in a unit, without decimals that say nothing: 5.31, 53.1, 531.
QString threeFigures(double v)
{
    const int decimals = v < 9.995 ? 2 : v < 99.95 ? 1 : 0;
    QString text = QString::number(v, 'f', decimals);
    if (decimals > 0) {
        while (text.endsWith(QLatin1Char('0')))
            text.chop(1);
        if (text.endsWith(QLatin1Char('.')))
            text.chop(1);
    }
    return text;
}

QString humanMagnitude(std::uint64_t ns)
{
    const auto v = static_cast<double>(ns);
    if (ns < 1'000)
        return QStringLiteral("%1 ns").arg(ns);
    if (v < 999'500)
        return threeFigures(v / 1e3) + QStringLiteral(" µs");
    if (v < 999'500'000)
        return threeFigures(v / 1e6) + QLatin1String(" ms");
    if (v < 59.95e9)
        return threeFigures(v / 1e9) + QLatin1String(" s");
    const std::uint64_t seconds = (ns + second / 2) / second;
    if (seconds < 3'600)
        return twoUnits(seconds / 60, QLatin1String("m"), seconds % 60, QLatin1String("s"));
    const std::uint64_t minutes = (seconds + 30) / 60;
    if (minutes < 24 * 60)
        return twoUnits(minutes / 60, QLatin1String("h"), minutes % 60, QLatin1String("m"));
    const std::uint64_t hours = (minutes + 30) / 60;
    return twoUnits(hours / 24, QLatin1String("d"), hours % 24, QLatin1String("h"));
}

} // namespace

Result<Duration> parseDuration(QStringView text)
{
    const QStringView all = text;
    const auto trimmedFront = [&text] {
        while (!text.isEmpty() && text.front().isSpace())
            text = text.mid(1);
    };
    trimmedFront();
    while (!text.isEmpty() && text.back().isSpace())
        text.chop(1);
    const auto at = [&] { return text.isNull() ? all.size() : text.data() - all.data(); };
    if (text.isEmpty())
        return failure(refusal(all, 0, QStringLiteral("a number was expected")));
    const bool negative = text.front() == QLatin1Char('-');
    if (negative || text.front() == QLatin1Char('+'))
        text = text.mid(1);
    if (text == QLatin1String("0"))
        return Duration{0};

    std::int64_t total = 0;
    do {
        qsizetype whole = 0;
        while (whole < text.size() && isDigit(text[whole]))
            ++whole;
        qsizetype end = whole;
        if (end < text.size() && text[end] == QLatin1Char('.')) {
            ++end;
            while (end < text.size() && isDigit(text[end]))
                ++end;
        }
        if (whole == 0)
            return failure(refusal(all, at(), QStringLiteral("a number was expected")));
        if (end == whole + 1)
            return failure(refusal(all, at() + end, QStringLiteral("a digit was expected after the point")));
        const Unit* unit = unitAt(text.mid(end));
        if (!unit) {
            return failure(refusal(all, at() + end,
                                   QStringLiteral("a unit (ns, us, ms, s, m, h, d or w) was expected")));
        }
        std::int64_t part = 0;
        const QStringView decimals = end > whole ? text.mid(whole + 1, end - whole - 1) : QStringView();
        if (!scaled(text.left(whole), decimals, unit->ns, part) ||
            __builtin_add_overflow(total, part, &total))
            return failure(refusal(all, at(), QStringLiteral("the number is too large (292 years at most)")));
        text = text.mid(end + unit->name.size());
    } while (!text.isEmpty());
    return Duration{negative ? -total : total};
}

QString prometheusText(Duration d)
{
    const std::uint64_t ns = magnitude(d);
    std::uint64_t ms = ns / 1'000'000 + (ns % 1'000'000 >= 500'000 ? 1 : 0);
    if (ms == 0 && ns != 0)
        ms = 1;
    const QString sign = d.count() < 0 ? QStringLiteral("-") : QString();
    if (ms % 1'000 == 0)
        return sign + QString::number(ms / 1'000) + QLatin1Char('s');
    return sign + QString::number(ms) + QLatin1String("ms");
}

QString goText(Duration d)
{
    std::uint64_t ns = magnitude(d);
    QString text = d.count() < 0 ? QStringLiteral("-") : QString();
    if (ns == 0)
        return QStringLiteral("0s");
    if (ns < 1'000)
        return text + QString::number(ns) + QLatin1String("ns");
    if (ns < 1'000'000)
        return text + withDecimals(ns, 1'000) + QStringLiteral("µs");
    if (ns < second)
        return text + withDecimals(ns, 1'000'000) + QLatin1String("ms");
    constexpr std::uint64_t hour = 3'600 * second;
    constexpr std::uint64_t minute = 60 * second;
    const bool hours = ns >= hour;
    if (hours)
        text += QString::number(ns / hour) + QLatin1Char('h');
    if (hours || ns >= minute)
        text += QString::number(ns % hour / minute) + QLatin1Char('m');
    return text + withDecimals(ns % minute, second) + QLatin1Char('s');
}

QString plainText(Duration d)
{
    if (d.count() == 0)
        return QStringLiteral("0s");
    std::uint64_t ns = magnitude(d);
    QString text = d.count() < 0 ? QStringLiteral("-") : QString();
    for (std::size_t i = units.size(); i-- > 0;) {
        const auto unit = static_cast<std::uint64_t>(units[i].ns);
        // Weeks only when nothing is left over: 8d is read more easily than 1w1d.
        if (ns < unit || (i == units.size() - 1 && ns % unit != 0))
            continue;
        text += QString::number(ns / unit) + units[i].name;
        ns %= unit;
    }
    return text;
}

QString humanText(Duration d)
{
    const QString text = humanMagnitude(magnitude(d));
    return d.count() < 0 ? QChar(0x2212) + text : text;
}

} // namespace signalbox
