// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/golden/deviation.h"

#include "models/base/duration.h"
#include "models/chart/valuetext.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace signalbox::golden {

using namespace std::chrono_literals;

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double highest = 1e4; // scores beyond say nothing more
constexpr double clearly = 4;
constexpr std::size_t newest = 3;

/// The median of the newest finite points: one outlier is no state.
double currentOf(const Series& series)
{
    std::vector<double> values;
    for (std::size_t i = series.values.size(); i > 0 && values.size() < newest; --i)
        if (std::isfinite(series.values[i - 1]))
            values.push_back(series.values[i - 1]);
    if (values.empty())
        return nan;
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

struct Normal
{
    double median = nan;
    double spread = nan; ///< one robust deviation
};

Normal normalAt(const chart::Baseline& baseline, std::int64_t ns)
{
    const auto& times = baseline.band.times;
    if (times.empty())
        return {};
    auto it = std::upper_bound(times.begin(), times.end(), ns);
    // The newest point that is known: a range may begin before the profile's server did.
    for (auto i = static_cast<std::ptrdiff_t>(it - times.begin()) - 1; i >= 0; --i) {
        const auto at = static_cast<std::size_t>(i);
        if (std::isfinite(baseline.median[at]))
            return {baseline.median[at], (baseline.band.high[at] - baseline.median[at]) / 3};
    }
    return {};
}

State judged(const DeviationInput& in, double now, double normal, double score)
{
    const bool known = std::isfinite(normal);
    const bool clear = known && score > clearly;
    switch (in.signal) {
    case Signal::Latency:
        if (clear && now > 3 * normal && now - normal > 0.1)
            return State::Bad;
        if (clear && now > 1.5 * normal && now - normal > 0.01)
            return State::Warn;
        break;
    case Signal::Traffic:
        if (clear && (now < 0.5 * normal || now > 2 * normal))
            return State::Warn;
        break;
    case Signal::Errors:
        if (now > 0.05 && (!known || now > 5 * normal))
            return State::Bad;
        if (now > 0.01 && (!known || now > 2 * normal))
            return State::Warn;
        break;
    case Signal::Saturation:
        if (in.unit != chart::Unit::Ratio) {
            if (clear && now > 3 * normal)
                return State::Warn;
            break;
        }
        if (now >= 0.95 && (!known || now - normal > 0.05))
            return State::Bad;
        if (now > 0.85 || (clear && now - normal > 0.25))
            return State::Warn;
        break;
    }
    return known || in.signal == Signal::Errors || in.signal == Signal::Saturation ? State::Ok
                                                                                   : State::Unknown;
}

QString nameOf(Signal signal)
{
    return signal == Signal::Latency ? QStringLiteral("p99") : keyOf(signal);
}

QString sinceText(Duration silent)
{
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(silent).count();
    return minutes < 1    ? QStringLiteral("no samples for %1 s").arg(silent / 1s)
           : minutes < 60 ? QStringLiteral("no samples for %1 min").arg(minutes)
                          : QStringLiteral("no samples for %1 h").arg(minutes / 60);
}

QString reasonOf(Signal signal, const Deviation& d)
{
    if (!std::isfinite(d.normal))
        return nameOf(signal) + u' ' +
               chart::text(d.now, signal == Signal::Latency ? chart::Unit::Seconds : chart::Unit::Ratio);
    if (signal == Signal::Saturation)
        return QStringLiteral("saturation far above normal");
    const double factor = d.normal > 0 ? d.now / d.normal : 0;
    if (factor >= 2)
        return nameOf(signal) + u' ' + QString::number(factor, 'f', factor < 10 ? 1 : 0) +
               QStringLiteral(" × normal");
    if (signal == Signal::Errors)
        return QStringLiteral("errors %1, normally none").arg(chart::text(d.now, chart::Unit::Ratio));
    return signal == Signal::Traffic && factor < 1
               ? QStringLiteral("traffic %1 of normal").arg(chart::text(factor, chart::Unit::Ratio))
               : nameOf(signal) + QStringLiteral(" above normal");
}

} // namespace

Deviation deviationOf(const DeviationInput& in)
{
    Deviation out{.state = State::NoData, .now = nan, .normal = nan};
    if (!in.series || in.series->times.empty())
        return out;
    const std::int64_t last = in.series->times.back();
    out.silentFor = std::max<Duration>(in.now - Instant{last}, 0ns);
    // Two missed points and the server's own delay are no silence.
    if (out.silentFor > std::max<Duration>(3 * in.step, 90s))
        return out;
    out.silentFor = 0ns;
    out.now = currentOf(*in.series);
    if (std::isnan(out.now)) {
        // Answered, and not a number: no request had a duration. Quiet, not blind.
        out.state = State::Ok;
        return out;
    }
    const Normal normal = in.baseline ? normalAt(*in.baseline, last) : Normal{};
    out.normal = normal.median;
    if (std::isfinite(normal.median)) {
        const double off = out.now - normal.median;
        const double spread = std::max(normal.spread, std::numeric_limits<double>::min());
        const double score = (in.signal == Signal::Traffic ? std::fabs(off) : off) / spread;
        out.score = off == 0 ? 0 : std::clamp(score, 0.0, highest);
    }
    out.state = judged(in, out.now, out.normal, out.score);
    return out;
}

ServiceState stateOf(const std::array<Deviation, 4>& bySignal)
{
    ServiceState out{.state = State::Missing};
    bool blind = true;
    Duration silent{0};
    std::optional<Signal> worst;
    for (const Signal signal : allSignals) {
        const Deviation& d = bySignal[static_cast<std::size_t>(signal)];
        if (d.state == State::Missing)
            continue;
        blind = blind && (d.state == State::NoData || d.state == State::Failed);
        if (d.state == State::NoData)
            silent = std::max(silent, d.silentFor);
        const bool worse = d.state > out.state;
        // Errors and latency hurt people; what feeds them comes after.
        const double weight = signal == Signal::Errors ? 4 : signal == Signal::Latency ? 3 : 1;
        if (d.state == State::Warn || d.state == State::Bad)
            out.score += weight * (d.state == State::Bad ? 10 : 1) * (1 + std::log1p(d.score));
        if (worse ||
            (d.state == out.state && worst && *worst == Signal::Latency && signal == Signal::Errors)) {
            out.state = d.state;
            worst = signal;
        }
    }
    // One signal without data is its own matter while others are there.
    if (out.state == State::NoData && !blind)
        out.state = State::Unknown;
    switch (out.state) {
    case State::Bad:
    case State::Warn:
        out.reason = reasonOf(*worst, bySignal[static_cast<std::size_t>(*worst)]);
        break;
    case State::NoData:
        out.reason = silent > 0ns ? sinceText(silent) : QStringLiteral("no samples in this range");
        break;
    case State::Failed:
        out.reason = QStringLiteral("the queries failed");
        break;
    case State::Unknown:
        out.reason = QStringLiteral("normal is not known yet");
        break;
    case State::Ok:
        out.reason = QStringLiteral("within normal");
        break;
    case State::Missing:
        out.reason = QStringLiteral("no signal is measured");
        break;
    }
    return out;
}

} // namespace signalbox::golden
