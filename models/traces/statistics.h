// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/traces/reading.h"

#include <QString>

#include <vector>

namespace signalbox::traces {

/// The spans of a trace that have something in common.
struct Group
{
    QString name;    ///< the service, the operation, or the value of the tag
    QString service; ///< for its colour; empty when they are of several
    std::int64_t count = 0;
    std::int64_t errors = 0;
    Offset total = 0; ///< of their durations, those inside another of the group not counted again
    Offset own = 0;
    Offset average = 0;
    Offset p95 = 0;
    Offset longest = 0;
    double share = 0;          ///< of the own time of the whole trace
    std::int64_t underOne = 0; ///< the most of them that are children of one span
    std::int64_t parent = -1;  ///< that span
    std::uint32_t slowest = 0; ///< position
    bool operator==(const Group&) const = default;
    /// Many calls of one kind out of one span: what a loop around a query looks like.
    [[nodiscard]] bool isRepeated() const { return underOne >= 10; }
};

enum class GroupBy
{
    Service,
    Operation,
    Tag
};

/// Most own time first. Spans without the tag make one group with an empty name.
[[nodiscard]] std::vector<Group> groupSpans(const Reading& reading, GroupBy by, const QString& tag = {});

/// The keys of all tags, those on most spans first; at most so many.
[[nodiscard]] QStringList tagKeys(const Trace& trace, std::size_t atMost = 200);

} // namespace signalbox::traces
