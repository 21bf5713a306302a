// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/chart/ticks.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace signalbox::chart {

namespace {

constexpr std::int64_t second = 1000; // all in ms
constexpr std::int64_t minute = 60 * second;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t dayMs = 24 * hour;
constexpr std::array timeSteps{std::int64_t{1},
                               std::int64_t{2},
                               std::int64_t{5},
                               std::int64_t{10},
                               std::int64_t{20},
                               std::int64_t{50},
                               std::int64_t{100},
                               std::int64_t{200},
                               std::int64_t{500},
                               second,
                               2 * second,
                               5 * second,
                               10 * second,
                               15 * second,
                               30 * second,
                               minute,
                               2 * minute,
                               5 * minute,
                               10 * minute,
                               15 * minute,
                               30 * minute,
                               hour,
                               2 * hour,
                               3 * hour,
                               6 * hour,
                               12 * hour,
                               dayMs,
                               2 * dayMs,
                               7 * dayMs,
                               14 * dayMs};
constexpr std::array monthSteps{1, 2, 3, 6, 12, 24, 60, 120, 240, 600};
constexpr double space = 20; ///< between two labels at least
constexpr int most = 200;    ///< ticks, whatever the width

std::int64_t offsetMs(const QTimeZone& zone, std::int64_t ms)
{
    return std::int64_t{1000} * zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC));
}

std::int64_t roundedUp(std::int64_t value, std::int64_t step)
{
    const std::int64_t rest = value % step;
    return rest == 0 ? value : value - rest + (value > 0 ? step : 0);
}

/// The first moment not before `ms` whose time of day there is a multiple of `step`. Where the clock is put
/// forward or back the offset changes on the way, hence twice.
std::int64_t nextRound(const QTimeZone& zone, std::int64_t ms, std::int64_t step)
{
    std::int64_t at = ms;
    for (int turn = 0; turn < 3; ++turn) {
        const std::int64_t offset = offsetMs(zone, at);
        const std::int64_t found = roundedUp(at + offset, step) - offset;
        if (found == at || offsetMs(zone, found) == offset)
            return found;
        at = found;
        // Jumped over the change: the first moment behind it may be round already.
        const auto change = zone.previousTransition(QDateTime::fromMSecsSinceEpoch(found + 1, Qt::UTC));
        if (change.atUtc.isValid())
            at = std::max<std::int64_t>(ms, change.atUtc.toMSecsSinceEpoch());
    }
    return at;
}

QString clockLabel(const QDateTime& local, std::int64_t step)
{
    if (step < second)
        return local.toString(QStringLiteral("HH:mm:ss.zzz"));
    return local.toString(step < minute ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
}

QString dateLabel(const QDate& date)
{
    // Day and month, as everywhere in the program; the language is that of the interface.
    return QLocale::c().toString(date, QStringLiteral("d MMM"));
}

QString monthLabel(const QDate& date)
{
    return date.month() == 1 ? QString::number(date.year())
                             : QLocale::c().toString(date, QStringLiteral("MMM"));
}

QDateTime localTime(const QTimeZone& zone, std::int64_t ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, zone);
}

std::vector<TimeTick> clockTicks(std::int64_t from, std::int64_t to, std::int64_t step, const QTimeZone& zone)
{
    std::vector<TimeTick> ticks;
    // A tick is the first of its day unless one of the same day stood before it.
    QDate today = localTime(zone, from - 1).date();
    for (std::int64_t at = nextRound(zone, from, step); at <= to && ticks.size() < most;
         at = nextRound(zone, at + 1, step)) {
        const QDateTime local = localTime(zone, at);
        const bool newDay = local.date() != today;
        today = local.date();
        const bool midnight = local.time().msecsSinceStartOfDay() == 0;
        QString label = newDay ? dateLabel(today) : clockLabel(local, step);
        if (newDay && !midnight) // there is no midnight where the clock is put forward then
            label += QLatin1Char(' ') + clockLabel(local, step);
        ticks.push_back({Instant::fromMilliseconds(at), label, newDay});
    }
    return ticks;
}

std::vector<TimeTick> dayTicks(std::int64_t from, std::int64_t to, std::int64_t days, const QTimeZone& zone)
{
    std::vector<TimeTick> ticks;
    QDate date = localTime(zone, from).date();
    // Counted from a Monday, so that weeks begin with one.
    const auto dayNumber = [](const QDate& d) { return d.toJulianDay(); };
    date = date.addDays((days - dayNumber(date) % days) % days);
    for (; ticks.size() < most; date = date.addDays(days)) {
        const QDateTime begin = date.startOfDay(zone);
        const std::int64_t at = begin.toMSecsSinceEpoch();
        if (!begin.isValid() || at > to)
            break;
        if (at >= from)
            ticks.push_back({Instant::fromMilliseconds(at), dateLabel(date), true});
    }
    return ticks;
}

std::vector<TimeTick> monthTicks(std::int64_t from, std::int64_t to, int months, const QTimeZone& zone)
{
    std::vector<TimeTick> ticks;
    const QDate begin = localTime(zone, from).date();
    const int index = begin.year() * 12 + begin.month() - 1;
    for (int month = index - index % months; ticks.size() < most; month += months) {
        const QDate date(month / 12, month % 12 + 1, 1);
        const QDateTime midnight = date.startOfDay(zone);
        const std::int64_t at = midnight.toMSecsSinceEpoch();
        if (!midnight.isValid() || at > to)
            break;
        if (at >= from)
            ticks.push_back({Instant::fromMilliseconds(at), monthLabel(date), true});
    }
    return ticks;
}

/// Drops what would touch its left neighbour; a date is worth more than a time.
void makeRoom(std::vector<TimeTick>& ticks, const Interval& range, double width, const TextWidth& textWidth)
{
    const double scale = width / static_cast<double>(range.length().count());
    constexpr double overhang = 12; // of a label over the right edge: the margin of a plot
    std::vector<TimeTick> kept;
    double keptEnd = -1e9;
    for (TimeTick& tick : ticks) {
        const double middle = static_cast<double>((tick.at - range.start).count()) * scale;
        const double half = textWidth(tick.label) / 2;
        if (middle + half > width + overhang)
            continue;
        if (middle - half < keptEnd + 4) {
            if (!tick.newDay || kept.empty() || kept.back().newDay)
                continue;
            kept.pop_back();
        }
        keptEnd = middle + half;
        kept.push_back(std::move(tick));
    }
    ticks = std::move(kept);
}

} // namespace

QTimeZone timeZoneOf(Zone zone)
{
    return zone == Zone::Utc ? QTimeZone::utc() : QTimeZone::systemTimeZone();
}

std::vector<TimeTick> timeTicks(const Interval& range, const QTimeZone& zone, double width,
                                const TextWidth& textWidth)
{
    const std::int64_t from = range.start.milliseconds() + (range.start.ns % 1'000'000 != 0 ? 1 : 0);
    const std::int64_t to = range.end.milliseconds();
    if (!(width > 0) || range.end <= range.start || to < from)
        return {};
    const auto length = static_cast<double>(range.length().count()) / 1e6;
    const auto fits = [&](double stepMs, const QString& widest) {
        return stepMs / length * width >= textWidth(widest) + space;
    };
    std::vector<TimeTick> ticks;
    for (const std::int64_t step : timeSteps) {
        const QString widest = step < second   ? QStringLiteral("00:00:00.000")
                               : step < minute ? QStringLiteral("00:00:00")
                               : step < dayMs  ? QStringLiteral("00 Mmm")
                                               : QStringLiteral("00 Mmm ");
        if (!fits(static_cast<double>(step), widest))
            continue;
        ticks = step < dayMs ? clockTicks(from, to, step, zone) : dayTicks(from, to, step / dayMs, zone);
        makeRoom(ticks, range, width, textWidth);
        return ticks;
    }
    for (const int months : monthSteps) {
        if (!fits(static_cast<double>(months) * 30 * static_cast<double>(dayMs), QStringLiteral("0000")))
            continue;
        ticks = monthTicks(from, to, months, zone);
        break;
    }
    makeRoom(ticks, range, width, textWidth);
    return ticks;
}

} // namespace signalbox::chart
