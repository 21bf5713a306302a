// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/logql/fields.h"
#include "models/base/result.h"

#include <cstdint>
#include <functional>
#include <memory>

namespace signalbox::simulator::logql {

struct Entry
{
    std::int64_t ns = 0; ///< since the epoch
    std::string line;    ///< UTF-8
    Fields metadata;     ///< structured metadata, detected_level among it
    bool operator==(const Entry&) const = default;
};

enum class Direction
{
    Backward, ///< newest first
    Forward
};

/// Walks the entries of one stream. What next() points to is good until the next call.
class Cursor
{
public:
    virtual ~Cursor() = default;
    /// Null at the end, and ever after.
    [[nodiscard]] virtual const Entry* next() = 0;
};

/// Where the simulated Loki has its lines from: streams with labels, and per stream its entries by time.
/// Entries may be made up while they are read; what nobody reads need never exist. One thread.
class LogStore
{
public:
    virtual ~LogStore() = default;

    [[nodiscard]] virtual std::size_t streamCount() const = 0;
    [[nodiscard]] virtual const Fields& labels(std::size_t stream) const = 0;
    /// The entries with startNs <= ns < endNs, in the direction's order.
    [[nodiscard]] virtual std::unique_ptr<Cursor> open(std::size_t stream, std::int64_t startNs,
                                                       std::int64_t endNs, Direction direction) const = 0;

    struct Size
    {
        std::uint64_t entries = 0;
        std::uint64_t bytes = 0;
    };
    /// How much lies in [startNs, endNs): by counting, unless a store knows better. May be an estimate.
    [[nodiscard]] virtual Size size(std::size_t stream, std::int64_t startNs, std::int64_t endNs) const;

    /// For tails. A mark stands for "all that has arrived so far"; visitArrivals() shows what came after a
    /// mark, in the order of arrival, and returns the new mark.
    [[nodiscard]] virtual std::uint64_t mark() const = 0;
    using Visitor = std::function<void(std::size_t stream, const Entry&)>;
    virtual std::uint64_t visitArrivals(std::uint64_t mark, const Visitor& visit) const = 0;

    /// Takes one pushed line. A store that makes its own lines refuses.
    virtual Result<void> append(const Fields& labels, Entry entry) = 0;
};

} // namespace signalbox::simulator::logql
