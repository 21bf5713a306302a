// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/logline.h"

#include <QByteArray>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace signalbox {

class LogBatch;
using LogBatchPtr = std::shared_ptr<const LogBatch>;

enum class LogOrder
{
    OldestFirst,
    NewestFirst
};

/// Many lines in one immutable block: 24 bytes a row, all text in one byte store, each label set once.
/// Metadata is decoded and a level detected when a row is looked at, not before. Batches made by select()
/// and inOrder() share the store. Thread: any, also several at once. Must not be filled in place: see
/// LogBatchBuilder.
class LogBatch
{
public:
    LogBatch(const LogBatch&) = delete;
    LogBatch& operator=(const LogBatch&) = delete;

    [[nodiscard]] static LogBatchPtr empty();
    [[nodiscard]] static LogBatchPtr fromLines(std::span<const LogLine> lines);
    /// One block of many, with the text of their rows copied: small blocks and shared stores cost more.
    [[nodiscard]] static LogBatchPtr joined(std::span<const LogBatchPtr> batches);

    [[nodiscard]] std::size_t size() const { return m_rows.size(); }
    [[nodiscard]] bool isEmpty() const { return m_rows.empty(); }

    [[nodiscard]] Instant time(std::size_t i) const { return {m_rows[i].ns}; }
    /// UTF-8, valid as long as the batch.
    [[nodiscard]] std::string_view line(std::size_t i) const;
    [[nodiscard]] std::uint32_t streamIndex(std::size_t i) const { return m_rows[i].stream; }
    [[nodiscard]] const LabelSet& labels(std::size_t i) const;
    [[nodiscard]] LabelSet metadata(std::size_t i) const;
    [[nodiscard]] LabelSet parsed(std::size_t i) const;
    /// Detected at the first call for this row and kept.
    [[nodiscard]] Level level(std::size_t i) const;
    /// Everything of one row; traceId stays empty.
    [[nodiscard]] LogLine at(std::size_t i) const;

    /// Metadata and parsed fields in their stored form. Equal exactly when metadata and parsed are.
    [[nodiscard]] std::string_view fieldBytes(std::size_t i) const;

    /// Each label set of the batch once, by streamIndex().
    [[nodiscard]] const std::vector<LabelSet>& streams() const;

    /// What the batch holds in memory, without what the allocator adds.
    [[nodiscard]] std::size_t byteSize() const;

    /// Those rows, in that sequence.
    [[nodiscard]] LogBatchPtr select(std::span<const std::uint32_t> rows) const;
    /// By time; lines of one nanosecond by stream labels, then as they came.
    [[nodiscard]] LogBatchPtr inOrder(LogOrder order) const;

private:
    friend class LogBatchBuilder;

    struct Row
    {
        std::int64_t ns;
        std::uint32_t stream;
        std::uint32_t line; ///< offset in the store
        std::uint32_t lineSize;
        std::uint32_t fields; ///< offset in the store; 0 is "none"
    };
    struct Store
    {
        QByteArray bytes;
        std::vector<LabelSet> streams;
    };

    LogBatch(std::shared_ptr<const Store> store, std::vector<Row> rows);

    std::shared_ptr<const Store> m_store;
    std::vector<Row> m_rows;
    mutable std::vector<std::atomic<std::uint8_t>> m_levels; ///< filled as rows are looked at
};

} // namespace signalbox
