// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/causes/traits.h"

#include "models/traces/cohort.h"

#include <algorithm>
#include <map>

namespace signalbox::causes {

namespace {

constexpr std::int64_t fewestTraces = 5;
constexpr double oneFalseIn = 0.001; ///< over all that is weighed

struct Count
{
    std::int64_t odd = 0;
    std::int64_t normal = 0;
};

} // namespace

std::vector<SummaryTrait> traitsOf(const std::vector<TraceSummary>& odd,
                                   const std::vector<TraceSummary>& normal)
{
    const auto all = static_cast<std::int64_t>(odd.size());
    const auto others = static_cast<std::int64_t>(normal.size());
    if (all < fewestTraces || others < fewestTraces)
        return {};
    std::map<std::pair<QString, bool>, Count> counts;
    const auto take = [&counts](const std::vector<TraceSummary>& traces, std::int64_t Count::*member) {
        for (const TraceSummary& trace : traces) {
            for (const ServiceCount& service : trace.services) {
                ++(counts[{service.name, false}].*member);
                if (service.errors && *service.errors > 0)
                    ++(counts[{service.name, true}].*member);
            }
        }
    };
    take(odd, &Count::odd);
    take(normal, &Count::normal);
    std::vector<SummaryTrait> out;
    const double bound = oneFalseIn / static_cast<double>(std::max<std::size_t>(1, counts.size()));
    for (const auto& [key, count] : counts) {
        if (count.odd * 2 < all || count.odd * others <= count.normal * all)
            continue;
        // Where most normal ones go, too, tells operations apart and no cause.
        if (!key.second && count.normal * 3 > others)
            continue;
        const double chance = traces::fisherChance(count.odd, all, count.normal, others);
        if (chance <= bound)
            out.push_back({key.first, key.second, count.odd, all, count.normal, others, chance});
    }
    std::stable_sort(out.begin(), out.end(), [](const SummaryTrait& a, const SummaryTrait& b) {
        return a.chance != b.chance ? a.chance < b.chance : a.isFailure > b.isFailure;
    });
    return out;
}

} // namespace signalbox::causes
