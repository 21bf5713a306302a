// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/logbatch.h"
#include "models/telemetry/series.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <vector>

namespace signalbox::loki {

/// [start, end): the end is not part of it, as the server has it.
struct Range
{
    Instant start;
    Instant end;
    bool operator==(const Range&) const = default;
};

enum class Direction
{
    Backward, ///< newest first, the server's default
    Forward
};

/// What the server admits about an answer, and what we could not read of it.
struct Notes
{
    QStringList warnings;        ///< the server's own, in its words
    std::int64_t badEntries = 0; ///< lines that were left out because they could not be read
    std::int64_t badFields = 0;  ///< pieces of metadata that were left out of lines that were kept
    QString firstBad;            ///< why, for the first of either
    bool sanitised = false;      ///< the answer held invalid UTF-8, which was replaced
    bool operator==(const Notes&) const = default;

    /// Adds what another part of the same answer said; each warning stays once.
    void merge(const Notes& other);
};

/// One answer with log lines.
struct LogPage
{
    LogBatchPtr batch = LogBatch::empty();
    Notes notes;
};

/// One answer with numbers. `fromVector` tells that the server sent one sample a series in the form of an
/// instant answer, as it does for a short volume range.
struct MetricPage
{
    std::vector<Series> series;
    Notes notes;
    bool fromVector = false;
};

/// Where a query does not parse, 1-based, as the server counted.
struct QueryPosition
{
    int line = 0;
    int column = 0;
    bool operator==(const QueryPosition&) const = default;
};

} // namespace signalbox::loki
