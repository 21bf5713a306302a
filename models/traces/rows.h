// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/traces/reading.h"

#include <vector>

namespace signalbox::traces {

enum class RowKind : std::uint8_t
{
    Span,
    Gap,
    Log,
    Hidden, ///< spans that a filter leaves out
    Lane    ///< lines of one service that match no span
};

/// A row of the waterfall.
struct Row
{
    RowKind kind = RowKind::Span;
    bool open = false; ///< its children are shown
    std::uint32_t depth = 0;
    std::uint32_t index = 0; ///< of the span, gap or line; of the first hidden span; of the lane's first line
    std::uint32_t count = 0; ///< hidden spans; lines of the lane; spans that a closed row holds back
    bool operator==(const Row&) const = default;
};

/// What a person chose to see of a trace; positions and lane numbers of that trace.
struct RowChoice
{
    std::vector<bool> closed;   ///< by span; shorter means "open"
    std::vector<bool> kept;     ///< by span; empty: no filter
    std::vector<bool> revealed; ///< by span: shown all the same
    std::vector<bool> openLanes;
    bool logs = true;
    bool gaps = true;

    [[nodiscard]] bool isClosed(std::uint32_t span) const { return span < closed.size() && closed[span]; }
};

/// The rows in order: a span, then at their time its children, gaps and lines; lanes at the end. Spans above
/// a kept one are shown with it. O(rows), without recursion.
[[nodiscard]] std::vector<Row> layOut(const Reading& reading, const RowChoice& choice);

/// Closes or opens at once. The choice gets its size from the trace.
void closeAll(RowChoice& choice, const Reading& reading, bool closed);
/// Spans of that depth and deeper are hidden behind closed rows; those above are open.
void closeFromDepth(RowChoice& choice, const Reading& reading, std::uint32_t depth);
/// All spans of a service.
void closeService(RowChoice& choice, const Reading& reading, const QString& service, bool closed);
/// How deep the tree is open: the depth of the deepest row.
[[nodiscard]] std::uint32_t openDepth(const std::vector<Row>& rows);
/// Opens what is above a span, and shows it in spite of a filter.
void showSpan(RowChoice& choice, const Reading& reading, std::uint32_t span);

} // namespace signalbox::traces
