// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart/chartdata.h"
#include "models/golden/queries.h"
#include "models/telemetry/exemplar.h"

#include <array>
#include <map>
#include <memory>

namespace signalbox::app {

/// What the four charts of a service are made from: answers as they came, shared.
struct ServiceAnswers
{
    using SeriesPtr = std::shared_ptr<const std::vector<Series>>;
    struct Line
    {
        golden::DashboardQuery query;
        SeriesPtr series;
        std::vector<SeriesPtr> days; ///< of a line that has a baseline; yesterday first
    };

    QString service;
    Interval range;
    Duration step{0};
    Duration baselineStep{0};
    Instant now;
    std::vector<Line> lines;
    SeriesPtr versions;
    SeriesPtr alerts;
    std::vector<ExemplarSeries> exemplars;
    std::map<golden::Corrections::Place, double> targets;
};

struct ServiceCharts
{
    std::array<chart::ChartData, 4> bySignal;
    int exemplarsShown = 0;
    int exemplarsAll = 0;
};

/// Pure; runs on the pool.
[[nodiscard]] ServiceCharts chartsOf(const ServiceAnswers& answers);

/// Of each signal the line whose normal is drawn as a band.
[[nodiscard]] bool hasBaseline(const golden::DashboardQuery& query, bool firstOfSaturation);

} // namespace signalbox::app
