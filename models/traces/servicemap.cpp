// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traces/servicemap.h"

#include <QHash>

#include <algorithm>
#include <map>

namespace signalbox::traces {

ServiceMap mapOf(const std::vector<TracePtr>& traces)
{
    struct Edge
    {
        std::int64_t errors = 0;
        std::vector<Offset> lengths;
    };
    std::map<std::pair<QString, QString>, Edge> edges;
    for (const TracePtr& trace : traces)
        for (const Span& span : trace->spans()) {
            if (span.parent < 0)
                continue;
            const Span& parent = trace->at(static_cast<std::size_t>(span.parent));
            if (parent.service == span.service)
                continue;
            Edge& edge = edges[{trace->serviceOf(parent), trace->serviceOf(span)}];
            edge.errors += span.error ? 1 : 0;
            edge.lengths.push_back(span.duration.count());
        }
    ServiceMap map{.edges = {}, .traces = static_cast<qsizetype>(traces.size())};
    for (auto& [names, edge] : edges) {
        const std::size_t place = (edge.lengths.size() * 95 + 99) / 100 - 1;
        std::nth_element(edge.lengths.begin(), edge.lengths.begin() + static_cast<std::ptrdiff_t>(place),
                         edge.lengths.end());
        map.edges.push_back({.from = names.first,
                             .to = names.second,
                             .calls = static_cast<std::int64_t>(edge.lengths.size()),
                             .errors = edge.errors,
                             .p95 = edge.lengths[place],
                             .inTraces = true});
    }
    return map;
}

void addDependencies(ServiceMap& map, const std::vector<MapEdge>& told)
{
    const auto before = [](const MapEdge& a, const MapEdge& b) {
        return std::tie(a.from, a.to) < std::tie(b.from, b.to);
    };
    for (const MapEdge& edge : told) {
        if (edge.from == edge.to) // Jaeger counts calls within a service
            continue;
        const auto at = std::lower_bound(map.edges.begin(), map.edges.end(), edge, before);
        if (at == map.edges.end() || before(edge, *at))
            map.edges.insert(at, edge)->told = edge.calls;
        else
            at->told = edge.calls;
    }
}

const MapNode* MapDrawing::find(const QString& service) const
{
    const auto at = std::find_if(nodes.begin(), nodes.end(),
                                 [&service](const MapNode& node) { return node.service == service; });
    return at == nodes.end() ? nullptr : &*at;
}

namespace {

class Drawer
{
public:
    explicit Drawer(const ServiceMap& map)
    {
        for (const MapEdge& edge : map.edges) {
            const std::size_t from = nodeOf(edge.from);
            const std::size_t to = nodeOf(edge.to);
            m_out[from].push_back(to);
            m_in[to].push_back(from);
            m_nodes[to].calls += edge.calls;
            m_nodes[to].errors += edge.errors.value_or(0);
        }
    }

    MapDrawing run(int mostRows)
    {
        cutCircles();
        layer();
        order();
        return finish(mostRows);
    }

private:
    std::size_t nodeOf(const QString& service)
    {
        const auto known = m_known.constFind(service);
        if (known != m_known.constEnd())
            return *known;
        m_known.insert(service, m_nodes.size());
        m_nodes.push_back({.service = service});
        m_out.emplace_back();
        m_in.emplace_back();
        return m_nodes.size() - 1;
    }

    /// Keeps the edges that lead to no node of the way they came: callers without callers go first.
    void cutCircles()
    {
        m_forward.resize(m_nodes.size());
        enum : std::uint8_t
        {
            New,
            Open,
            Done
        };
        std::vector<std::uint8_t> state(m_nodes.size(), New);
        std::vector<std::size_t> starts(m_nodes.size());
        for (std::size_t i = 0; i < starts.size(); ++i)
            starts[i] = i;
        std::stable_sort(starts.begin(), starts.end(),
                         [this](std::size_t a, std::size_t b) { return m_in[a].size() < m_in[b].size(); });
        for (const std::size_t start : starts) {
            if (state[start] != New)
                continue;
            std::vector<std::pair<std::size_t, std::size_t>> way{{start, 0}};
            state[start] = Open;
            while (!way.empty()) {
                auto& [node, next] = way.back();
                if (next == m_out[node].size()) {
                    state[node] = Done;
                    m_finished.push_back(node);
                    way.pop_back();
                    continue;
                }
                const std::size_t to = m_out[node][next++];
                if (state[to] == Open)
                    continue; // it would close a circle
                m_forward[node].push_back(to);
                if (state[to] == New) {
                    state[to] = Open;
                    way.emplace_back(to, 0);
                }
            }
        }
        std::reverse(m_finished.begin(), m_finished.end()); // callers before called
    }

    void layer()
    {
        for (const std::size_t node : m_finished)
            for (const std::size_t to : m_forward[node])
                m_nodes[to].column = std::max(m_nodes[to].column, m_nodes[node].column + 1);
    }

    /// Each node near the middle of its neighbours in the layer before, then in the one behind, a few times.
    void order()
    {
        int columns = 0;
        for (const MapNode& node : m_nodes)
            columns = std::max(columns, node.column + 1);
        m_layers.assign(static_cast<std::size_t>(columns), {});
        for (const std::size_t node : m_finished)
            m_layers[static_cast<std::size_t>(m_nodes[node].column)].push_back(node);
        place();
        for (int round = 0; round < 8; ++round) {
            for (auto& layer : m_layers)
                sortBy(layer, round % 2 == 0 ? m_in : m_out);
            place();
        }
    }

    void place()
    {
        for (const auto& layer : m_layers)
            for (std::size_t row = 0; row < layer.size(); ++row)
                m_nodes[layer[row]].row = static_cast<int>(row);
    }

    void sortBy(std::vector<std::size_t>& layer,
                const std::vector<std::vector<std::size_t>>& neighbours) const
    {
        const auto middle = [&](std::size_t node) {
            if (neighbours[node].empty())
                return static_cast<double>(m_nodes[node].row);
            double sum = 0;
            for (const std::size_t other : neighbours[node])
                sum += m_nodes[other].row;
            return sum / static_cast<double>(neighbours[node].size());
        };
        std::stable_sort(layer.begin(), layer.end(),
                         [&middle](std::size_t a, std::size_t b) { return middle(a) < middle(b); });
    }

    MapDrawing finish(int mostRows)
    {
        MapDrawing drawing;
        for (const auto& layer : m_layers) {
            for (std::size_t i = 0; i < layer.size(); ++i) {
                MapNode& node = m_nodes[layer[i]];
                node.column = drawing.columns + static_cast<int>(i) / mostRows;
                node.row = static_cast<int>(i) % mostRows;
                drawing.rows = std::max(drawing.rows, node.row + 1);
            }
            drawing.columns += (static_cast<int>(layer.size()) + mostRows - 1) / mostRows;
        }
        drawing.nodes = std::move(m_nodes);
        return drawing;
    }

    QHash<QString, std::size_t> m_known;
    std::vector<MapNode> m_nodes;
    std::vector<std::vector<std::size_t>> m_out;
    std::vector<std::vector<std::size_t>> m_in;
    std::vector<std::vector<std::size_t>> m_forward;
    std::vector<std::size_t> m_finished;
    std::vector<std::vector<std::size_t>> m_layers;
};

} // namespace

MapDrawing drawMap(const ServiceMap& map, int mostRows)
{
    return Drawer(map).run(mostRows);
}

} // namespace signalbox::traces
