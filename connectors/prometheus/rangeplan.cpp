// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/prometheus/rangeplan.h"

#include <QHash>

#include <algorithm>
#include <array>

namespace signalbox::prometheus {

using Milliseconds = std::chrono::milliseconds;

namespace {

constexpr std::int64_t dayMs = 86'400'000;
constexpr std::array<std::int64_t, 29> niceMs{
    1,          2,          5,          10,         20,        50,        100,       200,
    500,        1'000,      2'000,      5'000,      10'000,    15'000,    30'000,    60'000,
    120'000,    300'000,    600'000,    900'000,    1'200'000, 1'800'000, 3'600'000, 7'200'000,
    10'800'000, 14'400'000, 21'600'000, 43'200'000, dayMs};
constexpr std::size_t mostParts = 10'000;

std::int64_t ceilDiv(std::int64_t a, std::int64_t b)
{
    return a / b + (a % b > 0 ? 1 : 0);
}

std::int64_t floorToMultiple(std::int64_t value, std::int64_t of)
{
    const std::int64_t rest = value % of;
    return rest < 0 ? value - rest - of : value - rest;
}

std::int64_t ceilMs(Duration d)
{
    return std::chrono::ceil<Milliseconds>(d).count();
}

Error invalid(const QString& what)
{
    return {.kind = ErrorKind::Invalid, .what = what, .detail = {}};
}

bool labelsLess(const Series& a, const Series& b)
{
    return std::lexicographical_compare(a.labels.begin(), a.labels.end(), b.labels.begin(), b.labels.end(),
                                        [](const Label& x, const Label& y) {
                                            const int names = x.name.compare(y.name);
                                            return names != 0 ? names < 0 : x.value < y.value;
                                        });
}

} // namespace

Duration stepFor(Duration range, int width, Duration minStep)
{
    const int points = std::clamp(width, 1, mostPoints);
    const std::int64_t wanted = std::max(
        {std::int64_t{1}, ceilMs(minStep), ceilDiv(std::max(ceilMs(range), std::int64_t{0}), points)});
    const auto nice = std::lower_bound(niceMs.begin(), niceMs.end(), wanted);
    if (nice != niceMs.end())
        return Milliseconds(*nice);
    return Milliseconds(ceilDiv(wanted, dayMs) * dayMs);
}

Result<RangePlan> planRange(const RangeQuery& query)
{
    if (query.expr.trimmed().isEmpty())
        return failure(invalid(QStringLiteral("There is no query. Write one, such as: up")));
    if (query.end < query.start)
        return failure(invalid(QStringLiteral("The range ends before it starts. Swap its ends.")));
    if (query.step && query.step->count() <= 0)
        return failure(
            invalid(QStringLiteral("The step must be longer than nothing. Say 15s, or leave it out.")));

    RangePlan plan;
    plan.step = query.step ? Duration(std::chrono::ceil<Milliseconds>(*query.step))
                           : stepFor(query.end - query.start, query.plotWidth, query.minStep);
    const std::int64_t step = std::chrono::duration_cast<Milliseconds>(plan.step).count();
    const std::int64_t end = query.end.milliseconds();
    std::int64_t at = floorToMultiple(query.start.milliseconds(), step);
    // A range with no point of the grid in it would look like one without data: its start is asked for.
    if (query.fromStart || (at < query.start.milliseconds() && at + step > end))
        at = query.start.milliseconds();
    // Aligning may add a point in front; the limit is kept with room to spare.
    const std::int64_t reach = step * (mostPoints - 1);
    if ((end - at) / step / mostPoints >= static_cast<std::int64_t>(mostParts))
        return failure(
            invalid(QStringLiteral("A step of %1 s over this range is more than a hundred million points. "
                                   "Take a wider step or a shorter range.")
                        .arg(static_cast<double>(step) / 1000)));
    for (;;) {
        const std::int64_t until = std::min(end, at + reach);
        plan.parts.push_back(
            {.start = Instant::fromMilliseconds(at), .end = Instant::fromMilliseconds(until)});
        if (at + reach + step > end)
            break;
        at += reach + step;
    }
    return plan;
}

void join(RangeAnswer& whole, QueryAnswer&& part)
{
    whole.notes.merge(part.notes);
    if (part.resultType != ResultType::None)
        whole.resultType = part.resultType;
    QHash<LabelSet, std::size_t> places;
    places.reserve(static_cast<qsizetype>(whole.series.size()));
    for (std::size_t i = 0; i < whole.series.size(); ++i)
        places.insert(whole.series[i].labels, i);
    for (Series& series : part.series) {
        const auto place = places.constFind(series.labels);
        if (place != places.cend()) {
            append(whole.series[*place], std::move(series));
        } else {
            places.insert(series.labels, whole.series.size());
            whole.series.push_back(std::move(series));
        }
    }
}

void finish(RangeAnswer& whole)
{
    for (Series& series : whole.series)
        clip(series, whole.start, whole.end);
    std::erase_if(whole.series, [](const Series& series) { return series.isEmpty(); });
    std::sort(whole.series.begin(), whole.series.end(), labelsLess);
}

} // namespace signalbox::prometheus
