// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/logql/logstore.h"

#include <optional>

namespace signalbox::simulator::logql {

/// One line on its way through a pipeline: its text and its labels in Loki's three categories (of the
/// stream, structured metadata, found by a stage). Reused from line to line; borrows the entry's fields
/// until a stage changes them.
class LineState
{
public:
    void reset(const Fields& streamLabels, const Entry& entry);

    std::int64_t ns = 0;
    std::string line;

    [[nodiscard]] const Fields& stream() const { return m_ownStream ? *m_ownStream : *m_stream; }
    [[nodiscard]] const Fields& metadata() const { return m_ownMetadata ? *m_ownMetadata : *m_metadata; }
    [[nodiscard]] const Fields& parsed() const { return m_parsed; }
    /// The value that a filter or template sees; null when absent.
    [[nodiscard]] const std::string* find(std::string_view name) const;

    /// A parser found this. A name that the stream or the metadata has gets the suffix _extracted.
    void extract(std::string_view name, std::string_view value);
    /// A format stage sets this: it takes the name from the other categories.
    void assign(std::string_view name, std::string_view value);
    void remove(std::string_view name);
    /// The first mistake stays. Sets __error__ and __error_details__.
    void fail(std::string_view kind, std::string_view details);
    [[nodiscard]] bool failed() const { return m_parsed.contains("__error__"); }
    /// All three categories in one.
    [[nodiscard]] Fields all() const;

private:
    const Fields* m_stream = nullptr;
    const Fields* m_metadata = nullptr;
    std::optional<Fields> m_ownStream;
    std::optional<Fields> m_ownMetadata;
    Fields m_parsed;
};

/// A step of a pipeline. Built once per query, used for many lines; keeps nothing between them.
class Stage
{
public:
    virtual ~Stage() = default;
    /// False drops the line.
    [[nodiscard]] virtual bool apply(LineState& state) const = 0;
    /// As Loki's formatter writes it, with the leading "| ".
    [[nodiscard]] virtual std::string toString() const = 0;
    /// A line filter leaves labels alone; tails treat a query without other stages differently.
    [[nodiscard]] virtual bool isLineFilter() const { return false; }
};

using StagePtr = std::unique_ptr<Stage>;
using Pipeline = std::vector<StagePtr>;

[[nodiscard]] bool applyAll(const Pipeline& pipeline, LineState& state);

} // namespace signalbox::simulator::logql
