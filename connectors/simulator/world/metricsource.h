// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/world/metriccatalog.h"
#include "models/base/clock.h"

namespace signalbox::simulator::world {

/// The world's metrics as Prometheus would have scraped them up to now. Samples are computed from formulas;
/// nothing is stored.
class MetricSource final : public promql::SampleSource
{
public:
    /// All borrowed.
    MetricSource(const Scenario& scenario, const Story& story, const Fleet& fleet, const Planner& planner,
                 const MetricCatalog& catalog, const Clock& clock, std::uint64_t seed);

    [[nodiscard]] std::vector<promql::SampleSeries> select(const promql::Matchers& matchers,
                                                           std::int64_t from, std::int64_t to) const override;
    [[nodiscard]] std::vector<LabelSet> series(const promql::Matchers& matchers, std::int64_t from,
                                               std::int64_t to) const override;
    [[nodiscard]] std::map<QString, promql::MetricMetadata> metadata() const override
    {
        return m_catalog.families;
    }
    [[nodiscard]] std::vector<promql::ExemplarSeries>
    exemplars(const promql::Matchers& matchers, std::int64_t from, std::int64_t to) const override;

    static constexpr std::int64_t scrapeInterval = 15'000; ///< ms

    /// When the pod was last scraped at or before `ms`.
    [[nodiscard]] std::int64_t lastScrape(std::size_t pod, std::int64_t ms) const;

private:
    struct Moment
    {
        double traffic = 0;
        double broken = 0;
        double herring = 0;
    };
    /// The scrapes of one pod in a window, and what all its formulas need there.
    struct Scrapes
    {
        bool known = false;
        std::vector<std::int64_t> times;
        std::optional<std::int64_t> stale; ///< the first scrape without it
        std::vector<std::array<double, 5>> sums;
        std::vector<Moment> moments;
        std::vector<double> starts;
    };

    [[nodiscard]] std::vector<std::uint32_t> matching(const promql::Matchers& matchers) const;
    [[nodiscard]] std::int64_t offsetOf(std::size_t pod) const;
    void findScrapes(Scrapes& scrapes, std::size_t pod, std::int64_t from, std::int64_t to) const;
    void findSums(Scrapes& scrapes, const Pod& pod) const;
    void fill(promql::SampleSeries& out, const SeriesFormula& formula, Scrapes& scrapes) const;

    const Scenario& m_scenario;
    const Story& m_story;
    const Fleet& m_fleet;
    const Planner& m_planner;
    const MetricCatalog& m_catalog;
    const Clock& m_clock;
    std::uint64_t m_seed;
};

} // namespace signalbox::simulator::world
