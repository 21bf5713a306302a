// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traces/comparison.h"

#include <QHash>

#include <algorithm>
#include <cstdlib>
#include <numeric>

namespace signalbox::traces {

namespace {

using Children = std::vector<std::vector<std::uint32_t>>;

/// The last entry holds the roots.
Children childrenOf(const std::vector<MergedNode>& nodes)
{
    Children children(nodes.size() + 1);
    for (std::uint32_t i = 0; i < nodes.size(); ++i)
        children[nodes[i].parent < 0 ? nodes.size() : static_cast<std::size_t>(nodes[i].parent)].push_back(i);
    return children;
}

QString nameOf(const MergedNode& node)
{
    return node.service + QChar(0) + node.operation;
}

DiffNode::Change changeOf(const DiffNode& node, Offset notable)
{
    using Change = DiffNode::Change;
    if (node.countBefore == 0)
        return Change::OnlyAfter;
    if (node.countAfter == 0)
        return Change::OnlyBefore;
    const Offset difference = node.totalAfter - node.totalBefore;
    if (std::abs(difference) >= notable)
        return difference > 0 ? Change::Slower : Change::Faster;
    if (node.countAfter != node.countBefore)
        return node.countAfter > node.countBefore ? Change::More : Change::Fewer;
    return Change::Same;
}

} // namespace

std::vector<DiffNode> compareTraces(const Reading& before, const Reading& after)
{
    const std::vector<MergedNode> first = mergeSpans(before);
    const std::vector<MergedNode> second = mergeSpans(after);
    const Children firstChildren = childrenOf(first);
    const Children secondChildren = childrenOf(second);
    const Offset notable = std::max(before.times.length, after.times.length) / 20;

    struct Pair
    {
        std::int64_t before = -1; ///< a node of that tree
        std::int64_t after = -1;
        std::int32_t parent = -1;
        std::uint32_t depth = 0;
    };
    std::vector<DiffNode> made;
    std::vector<Pair> waiting;
    // What lies below a pair, the second tree's order first. Put in reversed, since it is a stack.
    const auto push = [&](const std::vector<std::uint32_t>* olds, const std::vector<std::uint32_t>* news,
                          std::int32_t parent, std::uint32_t depth) {
        QHash<QString, std::uint32_t> byName;
        if (olds)
            for (const std::uint32_t old : *olds)
                byName.insert(nameOf(first[old]), old);
        const bool rootsAlone = parent < 0 && olds && news && olds->size() == 1 && news->size() == 1;
        std::vector<Pair> pairs;
        if (news)
            for (const std::uint32_t node : *news) {
                Pair pair{.after = node, .parent = parent, .depth = depth};
                if (rootsAlone) {
                    pair.before = olds->front();
                    byName.clear();
                } else if (const auto old = byName.find(nameOf(second[node])); old != byName.end()) {
                    pair.before = *old;
                    byName.erase(old);
                }
                pairs.push_back(pair);
            }
        if (olds)
            for (const std::uint32_t old : *olds)
                if (const auto left = byName.constFind(nameOf(first[old])); left != byName.constEnd())
                    pairs.push_back({.before = old, .parent = parent, .depth = depth});
        waiting.insert(waiting.end(), pairs.rbegin(), pairs.rend());
    };
    push(&firstChildren.back(), &secondChildren.back(), -1, 0);
    while (!waiting.empty()) {
        const Pair pair = waiting.back();
        waiting.pop_back();
        DiffNode node{.parent = pair.parent, .depth = pair.depth};
        const std::vector<std::uint32_t>* olds = nullptr;
        const std::vector<std::uint32_t>* news = nullptr;
        if (pair.before >= 0) {
            const MergedNode& old = first[static_cast<std::size_t>(pair.before)];
            node.service = old.service;
            node.operation = old.operation;
            node.countBefore = old.count;
            node.totalBefore = old.total;
            node.ownBefore = old.own;
            node.errorsBefore = old.errors;
            olds = &firstChildren[static_cast<std::size_t>(pair.before)];
        }
        if (pair.after >= 0) {
            const MergedNode& now = second[static_cast<std::size_t>(pair.after)];
            node.service = now.service;
            node.operation = now.operation;
            node.countAfter = now.count;
            node.totalAfter = now.total;
            node.ownAfter = now.own;
            node.errorsAfter = now.errors;
            news = &secondChildren[static_cast<std::size_t>(pair.after)];
        }
        node.change = changeOf(node, notable);
        made.push_back(std::move(node));
        push(olds, news, static_cast<std::int32_t>(made.size()) - 1, pair.depth + 1);
    }
    return made;
}

std::vector<std::uint32_t> largestChanges(const std::vector<DiffNode>& nodes, std::size_t atMost)
{
    std::vector<std::uint32_t> places(nodes.size());
    std::iota(places.begin(), places.end(), std::uint32_t{0});
    std::erase_if(places, [&nodes](std::uint32_t i) { return nodes[i].ownDifference() <= 0; });
    std::stable_sort(places.begin(), places.end(), [&nodes](std::uint32_t a, std::uint32_t b) {
        return nodes[a].ownDifference() > nodes[b].ownDifference();
    });
    if (places.size() > atMost)
        places.resize(atMost);
    return places;
}

} // namespace signalbox::traces
