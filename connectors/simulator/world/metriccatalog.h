// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/promql/samplesource.h"
#include "connectors/simulator/world/expectation.h"

#include <QHash>

namespace signalbox::simulator::world {

enum class SeriesKind : std::uint8_t
{
    Counter,
    Gauge,
    ProcessStart,
};

/// A time series as a formula; its samples are made when they are asked for.
struct SeriesFormula
{
    LabelSet labels;
    std::uint32_t pod = 0;
    SeriesKind kind = SeriesKind::Counter;
    bool whole = true;
    /// Counters: rates of plain time, healthy, broken, calm and herring traffic, none negative. Gauges:
    /// always, traffic, broken, herring.
    std::array<double, 5> terms{};
    double noise = 0;
    std::optional<double> most;
    std::uint64_t seed = 0;
};

/// Where the exemplars of a histogram belong: the bucket series by what they count.
struct BucketKey
{
    std::uint32_t pod = 0;
    Activity activity;
    std::size_t bucket = 0;
    auto operator<=>(const BucketKey&) const = default;
};

/// All series of the world, and what Prometheus would know about their families.
struct MetricCatalog
{
    std::vector<SeriesFormula> series;
    QHash<QString, std::vector<std::uint32_t>> byName;
    std::map<BucketKey, std::uint32_t> buckets;
    std::map<QString, promql::MetricMetadata> families;
};

[[nodiscard]] MetricCatalog makeCatalog(const Scenario& scenario, const Fleet& fleet,
                                        const Expectation& expectation, std::uint64_t seed);
/// The labels that every series of a pod wears.
[[nodiscard]] std::vector<Label> podLabels(const Scenario& scenario, const Pod& pod);

} // namespace signalbox::simulator::world
