// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/loki/document.h"
#include "models/telemetry/logbatchbuilder.h"

#include <array>
#include <vector>

namespace signalbox::loki {

/// Reads `[{"stream":{…},"values":[[ns,line,{…}]]}]` into a batch, entry by entry; what cannot be read is
/// counted in the notes. Each entry's own shape tells how its metadata is written, no flag does. Must not
/// outlive the bytes it reads.
class StreamReader
{
public:
    StreamReader(std::size_t bytes, Notes& notes);

    /// Fatal errors only: behind those nothing can be read.
    [[nodiscard]] simdjson::error_code read(json::ondemand::value list);
    [[nodiscard]] LogBatchPtr build() { return m_builder.build(); }

private:
    using Value = json::ondemand::value;

    [[nodiscard]] simdjson::error_code readStream(Value value);
    [[nodiscard]] simdjson::error_code readLabels(Value value, std::uint32_t stream);
    [[nodiscard]] simdjson::error_code readEntries(Value value, std::uint32_t stream);
    [[nodiscard]] simdjson::error_code readEntry(Value value, std::uint32_t stream);
    [[nodiscard]] simdjson::error_code readFields(Value value, std::uint32_t& fields);
    [[nodiscard]] simdjson::error_code collectFields(json::ondemand::object object, bool parsed, bool nested);
    [[nodiscard]] bool readText(Value value, std::string_view& text);

    void badEntry(const char* why);
    void badField(const char* why);

    /// Metadata repeats from line to line. What was met lately is stored once.
    struct Known
    {
        std::string_view raw;
        std::uint32_t fields = 0;
    };

    LogBatchBuilder m_builder;
    Notes& m_notes;
    std::vector<LogBatchBuilder::Field> m_fields;
    std::array<Known, 64> m_known;
};

} // namespace signalbox::loki
