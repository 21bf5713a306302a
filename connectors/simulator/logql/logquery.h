// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/logql/ast.h"

namespace signalbox::simulator::logql {

/// One line of an answer.
struct ResultLine
{
    std::int64_t ns = 0;
    std::string line;
    Fields metadata;
    Fields parsed;
};

struct ResultStream
{
    Fields labels;
    std::vector<ResultLine> lines; ///< in the order of the query's direction
};

struct LogResult
{
    std::vector<ResultStream> streams; ///< by their labels
    std::size_t linesRead = 0;
};

struct LogRange
{
    std::int64_t startNs = 0; ///< inclusive
    std::int64_t endNs = 0;   ///< exclusive
    Direction direction = Direction::Backward;
    std::size_t limit = 100; ///< over all streams
};

/// Whether the answer keeps the labels' categories apart (the categorize-labels header), or folds metadata
/// and parsed labels into the stream's.
enum class Encoding
{
    Folded,
    Categorised
};

/// Walks the streams side by side in time and stops at the limit. Of lines at one nanosecond those of the
/// stream that sorts first come first, and one stream is drained before the next, as Loki was seen to do.
[[nodiscard]] LogResult runLogQuery(const LogStore& store, const LogSelector& query, const LogRange& range,
                                    Encoding encoding);

/// The streams that a selector means, sorted by their labels.
[[nodiscard]] std::vector<std::size_t> selectedStreams(const LogStore& store, const LogSelector& selector);

} // namespace signalbox::simulator::logql
