// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/rangefunctions.h"

#include "connectors/simulator/promql/arithmetic.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace signalbox::simulator::promql {

namespace {

double seconds(std::int64_t ms)
{
    return static_cast<double>(ms) / 1000;
}

/// Prometheus 2.42's rule. The change between the first and last sample is stretched towards both ends of the
/// window: all the way when a sample is near (1.1 times the mean distance), half a distance otherwise, and
/// for a counter never beyond the place where it would have been zero.
std::optional<double> extrapolated(const Window& w, bool counter, bool perSecond)
{
    const std::size_t n = w.values.size();
    if (n < 2)
        return std::nullopt;
    double result = w.values.back() - w.values.front();
    if (counter) {
        // Added one by one in the order of time, so that sums round as the real server's.
        for (const std::size_t reset : w.resets)
            result += w.values[reset - w.first - 1];
    }
    double toStart = seconds(w.times.front() - w.start);
    const double toEnd = seconds(w.end - w.times.back());
    const double sampled = seconds(w.times.back() - w.times.front());
    const double between = sampled / static_cast<double>(n - 1);
    if (counter && result > 0 && w.values.front() >= 0) {
        const double toZero = sampled * (w.values.front() / result);
        toStart = std::min(toZero, toStart);
    }
    const double threshold = between * 1.1;
    double stretched = sampled;
    stretched += toStart < threshold ? toStart : between / 2;
    stretched += toEnd < threshold ? toEnd : between / 2;
    double factor = stretched / sampled;
    if (perSecond)
        factor /= seconds(w.end - w.start);
    return result * factor;
}

std::optional<double> lastTwo(const Window& w, bool counter)
{
    const std::size_t n = w.values.size();
    if (n < 2)
        return std::nullopt;
    const double last = w.values[n - 1];
    const double previous = w.values[n - 2];
    const double change = counter && last < previous ? last : last - previous;
    return counter ? change / seconds(w.times[n - 1] - w.times[n - 2]) : change;
}

struct Line
{
    double slope = 0;
    double intercept = 0;
};

Line regression(const Window& w, std::int64_t origin)
{
    KahanSum x;
    KahanSum y;
    KahanSum xy;
    KahanSum xx;
    bool constant = true;
    for (std::size_t i = 0; i < w.values.size(); ++i) {
        const double v = w.values[i];
        constant = constant && (i == 0 || v == w.values.front());
        const double t = static_cast<double>(w.times[i] - origin) / 1e3;
        x.add(t);
        y.add(v);
        xy.add(t * v);
        xx.add(t * t);
    }
    if (constant) {
        if (std::isinf(w.values.front())) {
            constexpr double nan = std::numeric_limits<double>::quiet_NaN();
            return {nan, nan};
        }
        return {0, w.values.front()};
    }
    const auto n = static_cast<double>(w.values.size());
    const double sumX = x.sum + x.rest;
    const double sumY = y.sum + y.rest;
    const double covariance = (xy.sum + xy.rest) - sumX * sumY / n;
    const double variance = (xx.sum + xx.rest) - sumX * sumX / n;
    const double slope = covariance / variance;
    return {slope, sumY / n - slope * sumX / n};
}

double mean(const Window& w)
{
    KahanSum running;
    double count = 0;
    for (const double v : w.values) {
        ++count;
        if (!meanIsSettled(running.sum, v))
            running.add(v / count - running.sum / count);
    }
    return std::isinf(running.sum) ? running.sum : running.sum + running.rest;
}

double variance(const Window& w)
{
    KahanSum average;
    KahanSum squares;
    double count = 0;
    for (const double v : w.values) {
        ++count;
        const double delta = v - (average.sum + average.rest);
        average.add(delta / count);
        squares.add(delta * (v - (average.sum + average.rest)));
    }
    return (squares.sum + squares.rest) / count;
}

double sum(const Window& w)
{
    KahanSum out;
    for (const double v : w.values)
        out.add(v);
    return std::isinf(out.sum) ? out.sum : out.sum + out.rest;
}

template <typename Better>
double extreme(const Window& w, Better better)
{
    double out = w.values.front();
    for (const double v : w.values) {
        if (better(v, out) || std::isnan(out))
            out = v;
    }
    return out;
}

double changes(const Window& w)
{
    double out = 0;
    for (std::size_t i = 1; i < w.values.size(); ++i) {
        const double a = w.values[i - 1];
        const double b = w.values[i];
        if (a != b && !(std::isnan(a) && std::isnan(b)))
            ++out;
    }
    return out;
}

} // namespace

RangeFunction rangeFunction(Fn fn)
{
    using Value = std::optional<double>;
    switch (fn) {
    case Fn::Rate:
        return [](const Window& w) { return extrapolated(w, true, true); };
    case Fn::Increase:
        return [](const Window& w) { return extrapolated(w, true, false); };
    case Fn::Delta:
        return [](const Window& w) { return extrapolated(w, false, false); };
    case Fn::Irate:
        return [](const Window& w) { return lastTwo(w, true); };
    case Fn::Idelta:
        return [](const Window& w) { return lastTwo(w, false); };
    case Fn::Deriv:
        return [](const Window& w) {
            return w.values.size() < 2 ? Value() : Value(regression(w, w.times.front()).slope);
        };
    case Fn::PredictLinear:
        return [](const Window& w) {
            if (w.values.size() < 2)
                return Value();
            const Line line = regression(w, w.now);
            return Value(line.slope * w.parameter + line.intercept);
        };
    case Fn::Changes:
        return [](const Window& w) { return Value(changes(w)); };
    case Fn::Resets:
        return [](const Window& w) { return Value(static_cast<double>(w.resets.size())); };
    case Fn::AvgOverTime:
        return [](const Window& w) { return Value(mean(w)); };
    case Fn::MinOverTime:
        return
            [](const Window& w) { return Value(extreme(w, [](double v, double out) { return v < out; })); };
    case Fn::MaxOverTime:
        return
            [](const Window& w) { return Value(extreme(w, [](double v, double out) { return v > out; })); };
    case Fn::SumOverTime:
        return [](const Window& w) { return Value(sum(w)); };
    case Fn::CountOverTime:
        return [](const Window& w) { return Value(static_cast<double>(w.values.size())); };
    case Fn::LastOverTime:
        return [](const Window& w) { return Value(w.values.back()); };
    case Fn::AbsentOverTime:
    case Fn::PresentOverTime:
        return [](const Window&) { return Value(1); };
    case Fn::StddevOverTime:
        return [](const Window& w) { return Value(std::sqrt(variance(w))); };
    case Fn::StdvarOverTime:
        return [](const Window& w) { return Value(variance(w)); };
    case Fn::QuantileOverTime:
        return [](const Window& w) {
            std::vector<double> values(w.values.begin(), w.values.end());
            return Value(quantile(w.parameter, values));
        };
    default:
        return nullptr;
    }
}

bool walksWindow(Fn fn)
{
    switch (fn) {
    case Fn::Rate:
    case Fn::Increase:
    case Fn::Delta:
    case Fn::Irate:
    case Fn::Idelta:
    case Fn::Resets:
    case Fn::CountOverTime:
    case Fn::LastOverTime:
    case Fn::AbsentOverTime:
    case Fn::PresentOverTime:
        return false;
    default:
        return true;
    }
}

bool usesResets(Fn fn)
{
    return fn == Fn::Rate || fn == Fn::Increase || fn == Fn::Resets;
}

} // namespace signalbox::simulator::promql
