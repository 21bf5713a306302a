// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/world/metricsource.h"

#include "connectors/simulator/promql/labels.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace signalbox::simulator::world {

namespace {

constexpr std::int64_t sparse = 4;                ///< of so many scrapes one is kept in the far past
constexpr std::int64_t exemplarMinutes = 60;      ///< looked at in one answer
constexpr std::size_t exemplarsOfOneSeries = 100; ///< what a ring buffer would hold

std::array<double, 5> asArray(const Story::Basis& b)
{
    return {b.time, b.healthy, b.broken, b.calm, b.herring};
}

} // namespace

MetricSource::MetricSource(const Scenario& scenario, const Story& story, const Fleet& fleet,
                           const Planner& planner, const MetricCatalog& catalog, const Clock& clock,
                           std::uint64_t seed)
    : m_scenario(scenario)
    , m_story(story)
    , m_fleet(fleet)
    , m_planner(planner)
    , m_catalog(catalog)
    , m_clock(clock)
    , m_seed(mixed(seed, 0x5c4a9e))
{
}

std::int64_t MetricSource::offsetOf(std::size_t pod) const
{
    return static_cast<std::int64_t>(mixed(m_seed, pod) % static_cast<std::uint64_t>(scrapeInterval));
}

std::int64_t MetricSource::lastScrape(std::size_t pod, std::int64_t ms) const
{
    const std::int64_t offset = offsetOf(pod);
    return (ms - offset) / scrapeInterval * scrapeInterval + offset;
}

std::vector<std::uint32_t> MetricSource::matching(const promql::Matchers& matchers) const
{
    const auto named = std::ranges::find_if(matchers, [](const promql::Matcher& m) {
        return m.kind() == promql::MatchKind::Equal && m.name() == promql::metricNameLabel();
    });
    std::vector<std::uint32_t> out;
    if (named != matchers.end()) {
        out = m_catalog.byName.value(named->value());
    } else {
        out.resize(m_catalog.series.size());
        std::iota(out.begin(), out.end(), 0U);
    }
    std::erase_if(out, [&](std::uint32_t i) { return !matchesAll(matchers, m_catalog.series[i].labels); });
    return out;
}

void MetricSource::findScrapes(Scrapes& scrapes, std::size_t index, std::int64_t from, std::int64_t to) const
{
    scrapes.known = true;
    const Pod& pod = m_fleet.pods()[index];
    const std::int64_t offset = offsetOf(index);
    const std::int64_t now = std::min(to, m_clock.now().milliseconds());
    const std::int64_t first = std::max({from, m_story.begin(), pod.start});
    const std::int64_t detailed = m_story.incident() - m_scenario.fullDetail;
    for (std::int64_t n = (first - offset + scrapeInterval - 1) / scrapeInterval;; ++n) {
        const std::int64_t t = n * scrapeInterval + offset;
        if (t > now)
            break;
        if (t >= pod.end) {
            if (t < pod.end + scrapeInterval)
                scrapes.stale = t;
            break;
        }
        if (t >= detailed || n % sparse == 0)
            scrapes.times.push_back(t);
    }
}

void MetricSource::findSums(Scrapes& scrapes, const Pod& pod) const
{
    std::int64_t process = 0;
    std::array<double, 5> before{};
    scrapes.sums.reserve(scrapes.times.size());
    for (const std::int64_t t : scrapes.times) {
        if (const std::int64_t start = pod.processStart(t); start != process) {
            process = start;
            before = asArray(m_story.at(start));
        }
        auto sums = asArray(m_story.at(t));
        for (std::size_t i = 0; i < sums.size(); ++i)
            sums[i] -= before[i];
        scrapes.sums.push_back(sums);
    }
}

void MetricSource::fill(promql::SampleSeries& out, const SeriesFormula& formula, Scrapes& scrapes) const
{
    const Pod& pod = m_fleet.pods()[formula.pod];
    out.times = scrapes.times;
    out.values.reserve(scrapes.times.size() + 1);
    switch (formula.kind) {
    case SeriesKind::Counter:
        if (scrapes.sums.empty())
            findSums(scrapes, pod);
        for (const auto& sums : scrapes.sums) {
            double value = 0;
            for (std::size_t i = 0; i < sums.size(); ++i)
                value += formula.terms[i] * sums[i];
            out.values.push_back(formula.whole ? std::floor(value) : value);
        }
        break;
    case SeriesKind::Gauge:
        if (scrapes.moments.empty()) {
            for (const std::int64_t t : scrapes.times)
                scrapes.moments.push_back({m_story.shape(t), m_story.broken(t), m_story.herring(t)});
        }
        for (std::size_t i = 0; i < scrapes.times.size(); ++i) {
            const Moment& m = scrapes.moments[i];
            double value = formula.terms[0] + formula.terms[1] * m.traffic + formula.terms[2] * m.broken +
                           formula.terms[3] * m.herring;
            if (formula.noise > 0) {
                const auto scrape = static_cast<std::uint64_t>(scrapes.times[i] / scrapeInterval);
                value *= 1 + formula.noise * (2 * unit(mixed(formula.seed, scrape)) - 1);
            }
            value = std::max(0.0, std::min(value, formula.most.value_or(value)));
            out.values.push_back(formula.whole ? std::floor(value) : value);
        }
        break;
    case SeriesKind::ProcessStart:
        for (const std::int64_t t : scrapes.times)
            out.values.push_back(static_cast<double>(pod.processStart(t)) / 1000);
        break;
    }
    if (scrapes.stale) {
        out.times.push_back(*scrapes.stale);
        out.values.push_back(promql::staleNan());
    }
}

std::vector<promql::SampleSeries> MetricSource::select(const promql::Matchers& matchers, std::int64_t from,
                                                       std::int64_t to) const
{
    std::vector<promql::SampleSeries> out;
    std::vector<Scrapes> pods(m_fleet.pods().size());
    for (const std::uint32_t i : matching(matchers)) {
        const SeriesFormula& formula = m_catalog.series[i];
        Scrapes& scrapes = pods[formula.pod];
        if (!scrapes.known)
            findScrapes(scrapes, formula.pod, from, to);
        if (scrapes.times.empty() && !scrapes.stale)
            continue;
        out.push_back({.labels = formula.labels, .times = {}, .values = {}});
        fill(out.back(), formula, scrapes);
    }
    return out;
}

std::vector<LabelSet> MetricSource::series(const promql::Matchers& matchers, std::int64_t from,
                                           std::int64_t to) const
{
    const std::int64_t first = std::max(from, m_story.begin());
    const std::int64_t last = std::min(to, m_clock.now().milliseconds());
    std::vector<LabelSet> out;
    for (const std::uint32_t i : matching(matchers)) {
        const Pod& pod = m_fleet.pods()[m_catalog.series[i].pod];
        if (pod.start <= last && pod.end > first && first <= last)
            out.push_back(m_catalog.series[i].labels);
    }
    return out;
}

std::vector<promql::ExemplarSeries> MetricSource::exemplars(const promql::Matchers& matchers,
                                                            std::int64_t from, std::int64_t to) const
{
    constexpr std::int64_t minute = 60'000;
    std::vector<bool> wanted(m_catalog.series.size());
    for (const std::uint32_t i : matching(matchers))
        wanted[i] = true;
    const std::int64_t first = std::max(from, m_story.begin()) / minute;
    const std::int64_t last = std::min(to, m_clock.now().milliseconds()) / minute;
    // A wide window is looked at here and there: an exemplar is an example.
    const std::int64_t stride = std::max<std::int64_t>(1, (last - first + exemplarMinutes) / exemplarMinutes);
    std::map<std::uint32_t, std::vector<promql::Exemplar>> found;
    for (std::int64_t m = (first + stride - 1) / stride * stride; m <= last; m += stride) {
        const auto traces = m_planner.minute(m);
        for (const PlannedTrace& trace : *traces) {
            if (trace.endNs > m_clock.now().ns)
                continue;
            for (std::size_t s = 0; s < trace.spans.size(); ++s) {
                const PlannedSpan& span = trace.spans[s];
                const std::int64_t time = span.endNs / 1'000'000;
                const auto it = m_catalog.buckets.find({.pod = span.pod,
                                                        .activity = activityOf(span, m_fleet),
                                                        .bucket = bucketOf(span.endNs - span.startNs)});
                if (it == m_catalog.buckets.end() || !wanted[it->second] || time < from || time > to)
                    continue;
                auto& list = found[it->second];
                if (list.size() < exemplarsOfOneSeries)
                    list.push_back({.labels = {{QStringLiteral("trace_id"), trace.id.toHex()},
                                               {QStringLiteral("span_id"), trace.spanId(s).toHex()}},
                                    .value = static_cast<double>(span.endNs - span.startNs) / 1e9,
                                    .time = time});
            }
        }
    }
    std::vector<promql::ExemplarSeries> out;
    for (auto& [index, list] : found) {
        std::ranges::stable_sort(list, {}, &promql::Exemplar::time);
        out.push_back({.series = m_catalog.series[index].labels, .exemplars = std::move(list)});
    }
    return out;
}

} // namespace signalbox::simulator::world
