// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/logbatch.h"

#include <span>
#include <string_view>
#include <vector>

namespace signalbox {

/// Fills a LogBatch: text goes straight into the store that the batch will own, so that a parser can
/// unescape into its last place. Use it once. A store ends at 4 GiB, which is above every body cap; a row
/// that would not fit is refused.
class LogBatchBuilder
{
public:
    struct Slice
    {
        std::uint32_t offset = 0;
        std::uint32_t size = 0;
    };
    /// A piece of metadata, or (`parsed`) a field that a query took out of the line.
    struct Field
    {
        std::string_view name;
        std::string_view value;
        bool parsed = false;
    };

    /// `bytes` is a guess at the size of all text; what is not used is given back by build().
    explicit LogBatchBuilder(std::size_t bytes);

    [[nodiscard]] std::uint32_t addStream(LabelSet labels);
    /// For input in which a stream's labels come behind its lines.
    void setStream(std::uint32_t stream, LabelSet labels);

    /// Room for `size` bytes at the end of the store; null when the store is full. Valid until the next call.
    [[nodiscard]] char* room(std::size_t size);
    /// Keeps the first `size` bytes of that room.
    [[nodiscard]] Slice keep(std::size_t size);
    [[nodiscard]] Slice addText(std::string_view text);
    /// Sorts the fields by kind and name. No fields: 0.
    [[nodiscard]] std::uint32_t addFields(std::span<Field> fields);

    /// Fields as LogBatch::fieldBytes() gives them.
    [[nodiscard]] std::uint32_t addStoredFields(std::string_view fields);

    void addRow(std::int64_t ns, std::uint32_t stream, Slice line, std::uint32_t fields);
    [[nodiscard]] std::size_t rowCount() const { return m_rows.size(); }

    [[nodiscard]] LogBatchPtr build();

private:
    QByteArray m_bytes;
    std::size_t m_used = 1; ///< offset 0 means "no fields"
    std::vector<LabelSet> m_streams;
    std::vector<LogBatch::Row> m_rows;
};

} // namespace signalbox
