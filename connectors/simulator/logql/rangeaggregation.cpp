// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/rangeaggregation.h"

#include "connectors/simulator/logql/logquery.h"
#include "connectors/simulator/logql/units.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <span>

namespace signalbox::simulator::logql {

namespace {

struct Sample
{
    std::int64_t ns = 0;
    double value = 0;
};
using Samples = std::map<Fields, std::vector<Sample>>;

Error pipelineError(const std::string& kind, const Fields& labels)
{
    const std::string text = "pipeline error: '" + kind + "' for series: '" + labels.toString() +
                             "'.\nUse a label filter to intentionally skip this error. (e.g | __error__!=\"" +
                             kind +
                             "\").\nTo skip all potential errors you can match empty errors.(e.g "
                             "__error__=\"\")\nThe label filter can "
                             "also be specified after unwrap. (e.g | unwrap latency | __error__=\"\" )\n";
    return {
        .kind = ErrorKind::Invalid, .what = QString::fromStdString(text), .detail = {}, .httpStatus = 400};
}

/// The number behind an unwrap, or nothing when the line has none. A text that is no number marks the line.
std::optional<double> unwrapped(const Unwrap& unwrap, LineState& state)
{
    const std::string* text = state.find(unwrap.label);
    if (!text)
        return std::nullopt;
    std::optional<double> value;
    switch (unwrap.conversion) {
    case Unwrap::Conversion::Number:
        value = parseNumber(*text);
        break;
    case Unwrap::Conversion::DurationSeconds:
        if (const auto ns = parseDuration(*text))
            value = static_cast<double>(*ns) / 1e9;
        break;
    case Unwrap::Conversion::Bytes:
        value = parseBytes(*text);
        break;
    }
    if (!value)
        state.fail("SampleExtractionErr",
                   "strconv.ParseFloat: parsing " + quotedText(*text) + ": invalid syntax");
    return value.value_or(0);
}

class SampleReader
{
public:
    SampleReader(const RangeAggregation& agg, const Grouping* outer)
        : m_agg(agg)
        , m_outer(outer)
    {
    }

    /// False when the query as a whole fails.
    bool read(const Fields& streamLabels, const Entry& entry)
    {
        m_state.reset(streamLabels, entry);
        if (!applyAll(m_agg.selector.pipeline, m_state))
            return true;
        double value = m_agg.op == RangeOp::Bytes || m_agg.op == RangeOp::BytesRate
                           ? static_cast<double>(m_state.line.size())
                           : 1;
        if (m_agg.unwrap) {
            const auto number = unwrapped(*m_agg.unwrap, m_state);
            if (!number)
                return true;
            value = *number;
            m_state.remove(m_agg.unwrap->label);
            if (!applyAll(m_agg.unwrap->filters, m_state))
                return true;
        }
        if (const std::string* kind = m_state.parsed().find("__error__")) {
            m_error = pipelineError(*kind, m_state.all());
            return false;
        }
        Fields labels = m_state.all();
        if (m_agg.grouping.kind != Grouping::Kind::None)
            labels = m_agg.grouping.apply(labels);
        if (m_outer)
            labels = m_outer->apply(labels);
        m_samples[std::move(labels)].push_back({.ns = entry.ns, .value = value});
        return true;
    }

    [[nodiscard]] const Error& error() const { return m_error; }
    [[nodiscard]] Samples& samples() { return m_samples; }

private:
    const RangeAggregation& m_agg;
    const Grouping* m_outer;
    LineState m_state;
    Samples m_samples;
    Error m_error;
};

double window(const RangeAggregation& agg, std::span<const Sample> samples)
{
    const double seconds = static_cast<double>(agg.rangeNs) / 1e9;
    const auto sum = [&] {
        return std::accumulate(samples.begin(), samples.end(), 0.0,
                               [](double total, const Sample& s) { return total + s.value; });
    };
    const auto byValue = [](const Sample& a, const Sample& b) { return a.value < b.value; };
    switch (agg.op) {
    case RangeOp::Count:
        return static_cast<double>(samples.size());
    case RangeOp::Rate:
        return (agg.unwrap ? sum() : static_cast<double>(samples.size())) / seconds;
    case RangeOp::Bytes:
    case RangeOp::Sum:
        return sum();
    case RangeOp::BytesRate:
        return sum() / seconds;
    case RangeOp::Avg:
        return sum() / static_cast<double>(samples.size());
    case RangeOp::Min:
        return std::min_element(samples.begin(), samples.end(), byValue)->value;
    case RangeOp::Max:
        return std::max_element(samples.begin(), samples.end(), byValue)->value;
    case RangeOp::First:
        return samples.front().value;
    case RangeOp::Last:
        return samples.back().value;
    case RangeOp::Quantile:
        break;
    }
    std::vector<double> values;
    values.reserve(samples.size());
    for (const Sample& s : samples)
        values.push_back(s.value);
    return quantileOf(std::move(values), agg.quantile);
}

std::vector<std::optional<double>> windows(const RangeAggregation& agg, const std::vector<Sample>& samples,
                                           const Steps& steps)
{
    std::vector<std::optional<double>> out(steps.count);
    std::size_t first = 0;
    std::size_t last = 0;
    for (std::size_t i = 0; i < steps.count; ++i) {
        const std::int64_t to = steps.at(i) - agg.offsetNs;
        const std::int64_t from = to - agg.rangeNs;
        while (last < samples.size() && samples[last].ns <= to)
            ++last;
        while (first < last && samples[first].ns <= from)
            ++first;
        if (first < last)
            out[i] = window(agg, std::span(samples).subspan(first, last - first));
    }
    return out;
}

} // namespace

double quantileOf(std::vector<double> values, double q)
{
    if (values.empty() || std::isnan(q))
        return std::nan("");
    if (q < 0)
        return -std::numeric_limits<double>::infinity();
    if (q > 1)
        return std::numeric_limits<double>::infinity();
    std::sort(values.begin(), values.end());
    const double rank = q * static_cast<double>(values.size() - 1);
    const auto lower = static_cast<std::size_t>(std::floor(rank));
    const std::size_t upper = std::min(lower + 1, values.size() - 1);
    const double weight = rank - std::floor(rank);
    return values[lower] * (1 - weight) + values[upper] * weight;
}

Result<Series> evaluateRange(const LogStore& store, const RangeAggregation& agg, const Steps& steps,
                             const Grouping* outer)
{
    SampleReader reader(agg, outer);
    const std::int64_t from =
        steps.startNs - agg.offsetNs - agg.rangeNs + 1;                   // the window is open at its start
    const std::int64_t to = steps.at(steps.count - 1) - agg.offsetNs + 1; // and closed at its end
    for (const std::size_t stream : selectedStreams(store, agg.selector)) {
        const auto cursor = store.open(stream, from, to, Direction::Forward);
        while (const Entry* entry = cursor->next()) {
            if (!reader.read(store.labels(stream), *entry))
                return failure(reader.error());
        }
    }
    Series out;
    for (auto& [labels, samples] : reader.samples()) {
        std::stable_sort(samples.begin(), samples.end(),
                         [](const Sample& a, const Sample& b) { return a.ns < b.ns; });
        out.push_back({.labels = labels, .values = windows(agg, samples, steps)});
    }
    return out;
}

} // namespace signalbox::simulator::logql
