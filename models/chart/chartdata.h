// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/base/traceid.h"
#include "models/chart/unit.h"
#include "models/telemetry/series.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace signalbox::chart {

/// What a line stands for. The theme gives it its colour: percentiles are one hue, classes are states, all
/// else takes a slot of the series colours.
enum class LineRole
{
    Series, ///< by `slot`
    P50,
    P95,
    P99,
    P999,
    P99OfErrors,
    Success,
    Redirect,
    ClientError,
    ServerError,
    Total
};

/// One line. Its points are shared, never copied: the chart, the table and the export read the same.
struct Line
{
    QString name; ///< of the legend, "p99"
    LineRole role = LineRole::Series;
    int slot = 0;        ///< of the series colours; any number, taken modulo
    bool dashed = false; ///< quiet or derived lines
    std::shared_ptr<const Series> series;
    bool operator==(const Line&) const = default;
};

/// What is normal: the range of values at the same time on earlier days. As many lows and highs as times;
/// NaN where too little is known.
struct Band
{
    std::vector<std::int64_t> times; ///< ns since the epoch, ascending
    std::vector<double> low;
    std::vector<double> high;
    bool operator==(const Band&) const = default;
    [[nodiscard]] bool isEmpty() const { return times.empty(); }
};

struct Threshold
{
    QString label; ///< "SLO 500 ms"
    double value = 0;
    bool operator==(const Threshold&) const = default;
};

enum class MarkKind
{
    Deploy,
    Rollback,
    Alert,
    Incident,
    Evidence
};

struct Mark
{
    MarkKind kind = MarkKind::Deploy;
    Instant at;
    QString label; ///< "payments v2.4.1"
    bool operator==(const Mark&) const = default;
};

/// An alert over the time in which it fired.
struct AlertSpan
{
    Interval range;
    QString label;
    bool open = false; ///< it still fires at the end of what is known
    bool operator==(const AlertSpan&) const = default;
};

struct ExemplarDot
{
    Instant at;
    double value = 0;
    TraceId trace;
    LabelSet labels;
    bool operator==(const ExemplarDot&) const = default;
};

/// Everything that one chart shows. A snapshot: made off the GUI thread, shared as const from then on.
struct ChartData
{
    QString title;
    QString unitWords; ///< "requests per second", beside the title
    Unit unit = Unit::None;
    Interval range;
    Duration step{0};
    std::vector<Line> lines;
    Band band;
    std::vector<Threshold> thresholds;
    std::vector<Mark> marks;
    std::vector<AlertSpan> alerts;
    std::vector<ExemplarDot> exemplars;
    std::optional<Instant> fillingFrom; ///< from here on the points may still change
    std::optional<Instant> knownTo; ///< the server's now: nothing is missing behind it; else the end of range
    int moreLines = 0;              ///< lines that were left out; said in the legend
    QString moreText;               ///< "and 12 more pods"; empty when none were left out
};

using ChartDataPtr = std::shared_ptr<const ChartData>;

} // namespace signalbox::chart
