// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/logbatch.h"
#include "models/traces/gaps.h"

#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace signalbox::traces {

/// A line of a log in a trace.
struct TraceLine
{
    /// How it was given its span.
    enum class Place : std::uint8_t
    {
        BySpanId,
        ByTime, ///< its service had a span open then
        Lane    ///< it matches no span
    };
    std::uint32_t span = 0; ///< unless it is in a lane
    Offset at = 0;
    Place place = Place::Lane;
    Level level = Level::Unknown;
    QString service;
    QString text;          ///< the part that was written for people
    std::uint32_t row = 0; ///< of the batch
};

/// Lines in order of time; ids repeated in several streams are not joined.
/// The service of a stream as the trace calls it; empty when it is not known. None: by the usual labels.
using NameOfStream = std::function<QString(const LabelSet&)>;

struct TraceLogs
{
    LogBatchPtr batch = LogBatch::empty();
    std::vector<TraceLine> lines;
    std::size_t unmatched = 0; ///< lines in lanes

    [[nodiscard]] std::vector<Moment> moments() const;
};

/// Where the lines of a service carry the id of their trace.
struct IdPlace
{
    QString field; ///< of the metadata; empty: in the line itself
    QString text;  ///< the id as it is written there
    bool operator==(const IdPlace&) const = default;
};
/// As its first line has it; nothing when it has none.
[[nodiscard]] std::optional<IdPlace> idPlaceOf(const TraceLogs& logs, const QString& service);

/// Gives each line its span: by the id that it carries, of several spans with that id the one of its own
/// service (a server that shares its client's id may have been renamed and is its child then); without an id
/// the innermost span of its service at that time; else a lane of its service.
[[nodiscard]] TraceLogs placeLogs(const Trace& trace, const Timeline& times, LogBatchPtr batch,
                                  const NameOfStream& nameOf = {});

} // namespace signalbox::traces
