// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/spanindex.h"
#include "models/telemetry/tracebuilder.h"

#include <memory>
#include <vector>

namespace signalbox {

/// Turns the spans of one group into a Trace: duplicates, parents, cycles, order, marks and sums, in
/// O(n log n) and without recursion. Part of TraceBuilder; one assembler serves all groups of an answer.
class TraceAssembler
{
public:
    explicit TraceAssembler(std::shared_ptr<TraceStore> store)
        : m_store(std::move(store))
    {
    }

    [[nodiscard]] std::shared_ptr<const Trace> assemble(TraceBuilder::Group& group);

private:
    void resolveProcesses();
    void resolveParents(ParentRule rule);
    void adoptReference(std::uint32_t position);
    void setParent(std::uint32_t position, std::int64_t parent);
    void joinSharedIds();
    void cutCycles();
    void orderChildren();
    void walk();
    void markTimes();
    void count();
    void describe(const TraceBuilder::Group& group);
    [[nodiscard]] bool earlier(std::uint32_t a, std::uint32_t b) const;

    std::shared_ptr<TraceStore> m_store;
    std::shared_ptr<Trace> m_trace;
    SpanIndex m_index;
    std::uint32_t m_copies = 0;
    std::vector<std::uint32_t> m_serviceSlot; ///< by name: position in the trace's services, plus one
};

} // namespace signalbox
