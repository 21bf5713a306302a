// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/traces/timeline.h"

#include <QString>

#include <algorithm>
#include <optional>
#include <vector>

namespace signalbox::traces {

/// Calls from one service to another.
struct MapEdge
{
    QString from;
    QString to;
    std::int64_t calls = 0;             ///< in the traces at hand; else those that the backend tells
    std::optional<std::int64_t> told;   ///< calls that the backend tells, in the whole range
    std::optional<std::int64_t> errors; ///< absent: the backend tells only the calls
    std::optional<Offset> p95;          ///< of the called spans
    bool inTraces = false;              ///< seen in the traces at hand, not only told by the backend
    bool operator==(const MapEdge&) const = default;
    /// As many as are known of.
    [[nodiscard]] std::int64_t weight() const { return std::max(calls, told.value_or(0)); }
};

/// By from, then to.
struct ServiceMap
{
    std::vector<MapEdge> edges;
    qsizetype traces = 0; ///< how many were looked at
};

/// Counts, for each pair of services, the spans whose parent belongs to the other one.
[[nodiscard]] ServiceMap mapOf(const std::vector<TracePtr>& traces);

/// Adds what the backend knows beyond the traces; edges that are there keep their figures beside it.
void addDependencies(ServiceMap& map, const std::vector<MapEdge>& told);

/// A place in the drawing: columns from the left (who calls) to the right (who is called), from 0.
struct MapNode
{
    QString service;
    int column = 0;
    int row = 0;
    std::int64_t calls = 0; ///< into it
    std::int64_t errors = 0;
    bool operator==(const MapNode&) const = default;
};

struct MapDrawing
{
    std::vector<MapNode> nodes;
    int columns = 0;
    int rows = 0; ///< of the fullest column

    [[nodiscard]] const MapNode* find(const QString& service) const;
};

/// Layers by the longest way from a caller, edges that close a circle not counted; within a layer ordered so
/// that few edges cross. A layer with more than `mostRows` goes on in the next column.
[[nodiscard]] MapDrawing drawMap(const ServiceMap& map, int mostRows = 12);

} // namespace signalbox::traces
