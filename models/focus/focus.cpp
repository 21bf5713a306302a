// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/focus/focus.h"

namespace signalbox::focus {

namespace {

constexpr Duration shortest = std::chrono::milliseconds(1);
constexpr Duration longest = std::chrono::hours(24 * 366 * 10);

bool endsNow(const TimeRange& range)
{
    return range.to == InstantSpec::now();
}

TimeRange scaled(const TimeRange& range, double factor, Instant now)
{
    const Result<Interval> interval = range.resolved(now);
    if (!interval)
        return range;
    const double wanted = static_cast<double>(interval->length().count()) * factor;
    const Duration length(static_cast<std::int64_t>(
        qBound(static_cast<double>(shortest.count()), wanted, static_cast<double>(longest.count()))));
    if (endsNow(range))
        return TimeRange::last(length);
    const Instant middle = interval->start + interval->length() / 2;
    return TimeRange::absolute({middle - length / 2, middle + (length - length / 2)});
}

} // namespace

QString summary(const Focus& focus)
{
    QString who = QStringLiteral("all services");
    if (!focus.services.isEmpty()) {
        who = focus.services.front();
        if (focus.services.size() > 1)
            who += QStringLiteral(" +%1").arg(focus.services.size() - 1);
    }
    QString text = who + QStringLiteral(" · ") + focus.range.toString();
    if (focus.trace)
        text += QStringLiteral(" · trace ") + focus.trace->toShortHex().left(8);
    return text;
}

TimeRange zoomedOut(const TimeRange& range, Instant now)
{
    return scaled(range, 2, now);
}
TimeRange zoomedIn(const TimeRange& range, Instant now)
{
    return scaled(range, 0.5, now);
}

TimeRange shifted(const TimeRange& range, double share, Instant now)
{
    const Result<Interval> interval = range.resolved(now);
    if (!interval)
        return range;
    const Duration by(static_cast<std::int64_t>(static_cast<double>(interval->length().count()) * share));
    return TimeRange::absolute({interval->start + by, interval->end + by});
}

TimeRange lockedToNow(const TimeRange& range, Instant now)
{
    const Result<Interval> interval = range.resolved(now);
    return interval ? TimeRange::last(interval->length()) : range;
}

} // namespace signalbox::focus
