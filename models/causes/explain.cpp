// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/causes/explain.h"

#include <algorithm>
#include <cmath>

namespace signalbox::causes {

namespace {

constexpr double fewestBad = 10;    ///< more than before: with fewer nothing can be said
constexpr double leastShare = 0.5;  ///< of the change
constexpr double leastExcess = 0.2; ///< over what one would expect
constexpr double leastFactor = 2.0; ///< worse than the others, and than before
constexpr double surelyBad = 5.0;   ///< standard errors; requests come in bursts
constexpr double leastRise = 0.25;  ///< of the traffic before

bool isCount(double v)
{
    return std::isfinite(v) && v >= 0;
}

bool isSound(const ValueCounts& v)
{
    return isCount(v.allBefore) && isCount(v.allDuring) && isCount(v.badBefore) && isCount(v.badDuring);
}

ValueCounts sumOf(const Breakdown& breakdown)
{
    ValueCounts sum;
    for (const ValueCounts& v : breakdown.values) {
        if (!isSound(v))
            continue;
        sum.allBefore += v.allBefore;
        sum.allDuring += v.allDuring;
        sum.badBefore += v.badBefore;
        sum.badDuring += v.badDuring;
    }
    return sum;
}

double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : 0;
}

/// How many standard errors apart the shares of bad requests are.
double distance(double badA, double allA, double badB, double allB)
{
    if (allA <= 0 || allB <= 0)
        return 0;
    const double pooled = std::clamp((badA + badB) / (allA + allB), 1e-9, 1.0);
    const double error = std::sqrt(std::max(pooled * (1 - pooled), 1e-12) * (1 / allA + 1 / allB));
    return (badA / allA - badB / allB) / error;
}

/// Two labels whose values count the same are one finding.
void join(std::vector<Explanation>& all, Explanation next)
{
    for (Explanation& each : all) {
        const double scale = std::max({each.count, next.count, 1.0});
        if (std::abs(each.count - next.count) <= 0.02 * scale && std::abs(each.share - next.share) <= 0.02) {
            each.alsoNamed.append(next.label + u'=' + next.value);
            return;
        }
    }
    all.push_back(std::move(next));
}

void order(std::vector<Explanation>& all)
{
    std::stable_sort(all.begin(), all.end(), [](const Explanation& a, const Explanation& b) {
        return a.share * (a.share - a.usual) > b.share * (b.share - b.usual);
    });
}

} // namespace

std::vector<Explanation> explainBad(const std::vector<Breakdown>& breakdowns)
{
    std::vector<Explanation> out;
    for (const Breakdown& breakdown : breakdowns) {
        if (breakdown.values.size() < 2)
            continue; // who is alone carries all, and that says nothing
        const ValueCounts sum = sumOf(breakdown);
        const double rise = sum.badDuring - sum.badBefore;
        if (rise < fewestBad)
            continue;
        for (const ValueCounts& v : breakdown.values) {
            if (!isSound(v))
                continue;
            const double share = (v.badDuring - v.badBefore) / rise;
            const double usual = ratio(v.allDuring, sum.allDuring);
            const double own = ratio(v.badDuring, v.allDuring);
            const double others = ratio(sum.badDuring - v.badDuring, sum.allDuring - v.allDuring);
            // What failed before as often is no news.
            const double earlier = ratio(v.badBefore + 0.5, v.allBefore + 1);
            const bool becameWorse = v.allBefore <= 0 || own >= leastFactor * earlier;
            const bool isWorse =
                own >= leastFactor * others && distance(v.badDuring, v.allDuring, sum.badDuring - v.badDuring,
                                                        sum.allDuring - v.allDuring) >= surelyBad;
            if (share < leastShare || share - usual < leastExcess || !becameWorse || !isWorse)
                continue;
            join(out, {.label = breakdown.label,
                       .value = v.value,
                       .share = std::min(share, 1.0),
                       .usual = usual,
                       .count = v.badDuring,
                       .all = sum.badDuring,
                       .requests = sum.allDuring,
                       .isNew = v.allBefore <= 0,
                       .alsoNamed = {}});
        }
    }
    order(out);
    return out;
}

std::vector<Explanation> explainAmount(const std::vector<Breakdown>& breakdowns)
{
    std::vector<Explanation> out;
    for (const Breakdown& breakdown : breakdowns) {
        if (breakdown.values.size() < 2)
            continue;
        const ValueCounts sum = sumOf(breakdown);
        const double change = sum.allDuring - sum.allBefore;
        if (std::abs(change) < std::max(fewestBad, leastRise * sum.allBefore))
            continue;
        for (const ValueCounts& v : breakdown.values) {
            if (!isSound(v))
                continue;
            const double own = v.allDuring - v.allBefore;
            const double share = own / change;
            const double usual = ratio(v.allBefore, sum.allBefore);
            const double error = std::sqrt(v.allBefore + v.allDuring + 1);
            if (share < leastShare || share - usual < leastExcess || std::abs(own) < surelyBad * error)
                continue;
            join(out, {.label = breakdown.label,
                       .value = v.value,
                       .share = std::min(share, 1.0),
                       .usual = usual,
                       .count = v.allDuring,
                       .all = sum.allDuring,
                       .requests = sum.allDuring,
                       .isNew = v.allBefore <= 0,
                       .alsoNamed = {}});
        }
    }
    // A label of which one value went and another came, as a version does, explains no amount.
    std::erase_if(out, [&](const Explanation& each) {
        const auto it = std::find_if(breakdowns.begin(), breakdowns.end(),
                                     [&](const Breakdown& b) { return b.label == each.label; });
        const ValueCounts sum = sumOf(*it);
        double moved = 0;
        for (const ValueCounts& v : it->values)
            if (isSound(v))
                moved += std::abs(v.allDuring - v.allBefore);
        return moved > 2 * std::abs(sum.allDuring - sum.allBefore);
    });
    order(out);
    return out;
}

QStringList silentLabels(const std::vector<Breakdown>& breakdowns,
                         const std::vector<Explanation>& explanations)
{
    QStringList out;
    for (const Breakdown& breakdown : breakdowns) {
        const bool speaks =
            std::any_of(explanations.begin(), explanations.end(), [&](const Explanation& each) {
                return each.label == breakdown.label ||
                       each.alsoNamed.filter(breakdown.label + u'=').size() > 0;
            });
        if (!speaks)
            out.append(breakdown.label);
    }
    return out;
}

} // namespace signalbox::causes
