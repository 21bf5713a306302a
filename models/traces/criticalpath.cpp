// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traces/criticalpath.h"

#include <algorithm>

namespace signalbox::traces {

namespace {

constexpr Offset rounding = 2000; ///< ns; Jaeger rounds to microseconds

} // namespace

std::uint32_t mainRoot(const Trace& trace, const Timeline& times)
{
    const auto roots = trace.roots();
    return *std::max_element(roots.begin(), roots.end(), [&times](std::uint32_t a, std::uint32_t b) {
        return times.spans[a].length() < times.spans[b].length();
    });
}

std::vector<PathPart> criticalPath(const Trace& trace, const Timeline& times)
{
    std::vector<PathPart> parts;
    if (trace.size() == 0)
        return parts;
    struct Visit
    {
        std::uint32_t span = 0;
        Stretch within;                                      ///< the span, cut to all above it
        Offset cursor = 0;                                   ///< what is later is on the path already
        std::vector<std::pair<Offset, std::uint32_t>> byEnd; ///< children by their cut end, ascending
    };
    const auto visit = [&trace, &times](std::uint32_t span, Stretch within) {
        Visit made{.span = span, .within = within, .cursor = within.end, .byEnd = {}};
        for (const std::uint32_t child : trace.children(span)) {
            const Stretch& whole = times.spans[child];
            const Stretch cut{std::max(whole.begin, within.begin), std::min(whole.end, within.end)};
            if (cut.length() > 0 && !isDetached(trace, times, child))
                made.byEnd.emplace_back(cut.end, child);
        }
        std::sort(made.byEnd.begin(), made.byEnd.end());
        return made;
    };
    const std::uint32_t root = mainRoot(trace, times);
    std::vector<Visit> stack{visit(root, times.spans[root])};
    while (!stack.empty()) {
        Visit& top = stack.back();
        // Back to the last one that had ended by then.
        const auto overlaps = [&](const std::pair<Offset, std::uint32_t>& child) {
            const Offset begin = std::max(times.spans[child.second].begin, top.within.begin);
            return begin >= top.cursor || child.first - top.cursor > rounding + (child.first - begin) / 100;
        };
        while (!top.byEnd.empty() && overlaps(top.byEnd.back()))
            top.byEnd.pop_back();
        if (top.byEnd.empty()) {
            if (top.cursor > top.within.begin)
                parts.push_back({top.span, {top.within.begin, top.cursor}});
            stack.pop_back();
            continue;
        }
        const std::uint32_t child = top.byEnd.back().second;
        const Offset end = std::min(top.byEnd.back().first, top.cursor);
        top.byEnd.pop_back();
        if (end < top.cursor)
            parts.push_back({top.span, {end, top.cursor}});
        const Offset begin = std::max(times.spans[child].begin, top.within.begin);
        top.cursor = begin;
        stack.push_back(visit(child, {begin, end}));
    }
    std::reverse(parts.begin(), parts.end());
    return parts;
}

} // namespace signalbox::traces
