// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart/chartdata.h"

#include <cmath>
#include <functional>
#include <memory>
#include <random>

namespace signalbox::test {

constexpr std::int64_t second = 1'000'000'000;
/// 2026-11-21 14:11:12 UTC, the beginning of the half hour of the sheet.
inline const Instant begin = Instant::fromSeconds(1'795'270'272);

inline std::shared_ptr<const Series> samples(int count, int stepSeconds,
                                             const std::function<double(int)>& valueAt)
{
    auto series = std::make_shared<Series>();
    for (int i = 0; i < count; ++i) {
        series->times.push_back(begin.ns + i * stepSeconds * second);
        series->values.push_back(valueAt(i));
    }
    return series;
}

inline chart::Line line(const QString& name, chart::LineRole role, std::shared_ptr<const Series> series)
{
    chart::Line made;
    made.name = name;
    made.role = role;
    made.series = std::move(series);
    return made;
}

/// Latency as on the sheet: it rises a little after 14:29.
inline std::shared_ptr<chart::ChartData> latency()
{
    auto data = std::make_shared<chart::ChartData>();
    data->title = QStringLiteral("Latency");
    data->unitWords = QStringLiteral("seconds");
    data->unit = chart::Unit::Seconds;
    data->range = {begin, begin + Duration(1800 * second)};
    data->step = Duration(10 * second);
    const auto rising = [](double before, double after, int seed) {
        auto random = std::make_shared<std::mt19937>(seed);
        return samples(181, 10, [=](int i) {
            const double noise = std::uniform_real_distribution<double>(0.97, 1.03)(*random);
            return (before + (after - before) / (1 + std::exp(-(i - 117) / 2.5))) * noise;
        });
    };
    using chart::LineRole;
    data->lines = {line(QStringLiteral("p50"), LineRole::P50, rising(0.12, 1.35, 1)),
                   line(QStringLiteral("p95"), LineRole::P95, rising(0.29, 4.3, 2)),
                   line(QStringLiteral("p99"), LineRole::P99, rising(0.38, 5.1, 3)),
                   line(QStringLiteral("p99.9"), LineRole::P999, rising(0.45, 5.4, 4)),
                   line(QStringLiteral("p99 of errors"), LineRole::P99OfErrors, rising(0.5, 5.7, 5))};
    for (int i = 0; i <= 180; ++i) {
        data->band.times.push_back(begin.ns + i * 10 * second);
        data->band.low.push_back(0.25 + 0.02 * std::sin(i / 10.0));
        data->band.high.push_back(0.7 + 0.05 * std::sin(i / 14.0));
    }
    data->thresholds = {{QStringLiteral("SLO 500 ms"), 0.5}};
    const auto at = [](int seconds) { return begin + Duration(seconds * second); };
    data->marks = {{chart::MarkKind::Deploy, at(1072), QStringLiteral("payments v2.4.1")},
                   {chart::MarkKind::Incident, at(1368), QStringLiteral("declared")}};
    data->alerts = {{{at(1250), at(1800)}, QStringLiteral("CheckoutSlow"), true}};
    for (int i = 0; i < 9; ++i)
        data->exemplars.push_back({at(1170 + i * 50), 4 + 0.3 * (i % 4),
                                   TraceId{1, static_cast<std::uint64_t>(i + 1)},
                                   LabelSet{{QStringLiteral("route"), QStringLiteral("/checkout")}}});
    data->fillingFrom = at(1790);
    return data;
}

/// Many dense lines in one chart.
inline std::shared_ptr<chart::ChartData> dense(int lines, int points)
{
    auto data = std::make_shared<chart::ChartData>();
    data->title = QStringLiteral("Traffic");
    data->unitWords = QStringLiteral("requests per second");
    data->unit = chart::Unit::PerSecond;
    data->step = Duration(15 * second);
    data->range = {begin, begin + Duration(15 * second * (points - 1))};
    for (int l = 0; l < lines; ++l) {
        auto random = std::make_shared<std::mt19937>(l + 1);
        chart::Line made =
            line(QStringLiteral("pod-%1").arg(l), chart::LineRole::Series, samples(points, 15, [=](int i) {
                     return 100 + 10 * l + 40 * std::sin(i / 300.0 + l) +
                            std::uniform_real_distribution<double>(0, 10)(*random);
                 }));
        made.slot = l;
        data->lines.push_back(std::move(made));
    }
    return data;
}

} // namespace signalbox::test
