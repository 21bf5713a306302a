// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traces/mergedtree.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

namespace signalbox::traces {

std::vector<MergedNode> mergeSpans(const Reading& reading)
{
    const Trace& trace = *reading.trace;
    std::vector<MergedNode> nodes;
    std::map<std::tuple<std::int32_t, NameId, NameId>, std::uint32_t> known;
    std::vector<std::uint32_t> nodeOf(trace.size());
    for (const std::uint32_t position : trace.preorder()) {
        const Span& span = trace.at(position);
        const std::int32_t parent =
            span.parent < 0 ? -1 : static_cast<std::int32_t>(nodeOf[static_cast<std::size_t>(span.parent)]);
        const auto [at, isNew] = known.try_emplace({parent, span.service, span.operation},
                                                   static_cast<std::uint32_t>(nodes.size()));
        if (isNew)
            nodes.push_back({.service = trace.serviceOf(span),
                             .operation = trace.operationOf(span),
                             .parent = parent,
                             .depth = trace.depthOf(position),
                             .example = position});
        nodeOf[position] = at->second;
        MergedNode& node = nodes[at->second];
        const Offset length = reading.times.spans[position].length();
        ++node.count;
        node.errors += span.error ? 1 : 0;
        node.total = added(node.total, length);
        node.own = added(node.own, reading.own[position]);
        if (length > reading.times.spans[node.example].length())
            node.example = position;
    }
    return nodes;
}

std::vector<FlameBox> flameBoxes(const std::vector<MergedNode>& nodes)
{
    std::vector<std::vector<std::uint32_t>> children(nodes.size() + 1);
    for (std::uint32_t i = 0; i < nodes.size(); ++i)
        children[nodes[i].parent < 0 ? nodes.size() : static_cast<std::size_t>(nodes[i].parent)].push_back(i);
    std::vector<FlameBox> boxes(nodes.size());
    const auto place = [&](std::vector<std::uint32_t>& siblings, double left, double width, double whole) {
        std::stable_sort(siblings.begin(), siblings.end(), [&nodes](std::uint32_t a, std::uint32_t b) {
            return nodes[a].total > nodes[b].total;
        });
        double sum = 0;
        for (const std::uint32_t node : siblings)
            sum += static_cast<double>(nodes[node].total);
        const double scale = width / std::max({whole, sum, 1.0});
        for (const std::uint32_t node : siblings) {
            const double part = static_cast<double>(nodes[node].total) * scale;
            boxes[node] = {node, left, part};
            left += part;
        }
    };
    place(children[nodes.size()], 0, 1, 0);
    for (std::uint32_t i = 0; i < nodes.size(); ++i) // parents come first
        place(children[i], boxes[i].left, boxes[i].width, static_cast<double>(nodes[i].total));
    return boxes;
}

} // namespace signalbox::traces
