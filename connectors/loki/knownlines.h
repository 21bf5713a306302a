// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/logbatch.h"

#include <optional>
#include <utility>
#include <vector>

namespace signalbox::loki {

/// A row of a batch, which it keeps alive.
struct SeenLine
{
    LogBatchPtr batch;
    std::uint32_t row = 0;
};

/// By time, labels, text and fields. Only a hash: see isSameLine().
[[nodiscard]] std::size_t hashOfLine(const LogBatch& batch, std::uint32_t row);
[[nodiscard]] bool isSameLine(const LogBatch& a, std::uint32_t i, const LogBatch& b, std::uint32_t j);

/// Lines that are here already: each answers for one equal line that comes, and is gone then, so that of two
/// equal lines the second one is new.
class KnownLines
{
public:
    void add(const std::vector<LogBatchPtr>& batches);
    void clear() { m_lines.clear(); }
    [[nodiscard]] bool isEmpty() const { return m_lines.empty(); }
    /// The known line that is equal to that row.
    [[nodiscard]] std::optional<SeenLine> take(const LogBatch& batch, std::uint32_t row);
    /// The rows that no known line answers for.
    [[nodiscard]] LogBatchPtr unknownOf(const LogBatchPtr& batch);

private:
    std::vector<std::pair<std::size_t, SeenLine>> m_lines; ///< by hash
};

} // namespace signalbox::loki
