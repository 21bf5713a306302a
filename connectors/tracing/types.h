// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"
#include "models/telemetry/trace.h"

#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace signalbox::tracing {

struct Operation
{
    QString name;
    QString kind; ///< "server", "client"...; empty when the server does not tell
    bool operator==(const Operation&) const = default;
};

/// One edge of the map of services.
struct Dependency
{
    QString parent;
    QString child;
    qint64 calls = 0;
    bool operator==(const Dependency&) const = default;
};

struct TagFilter
{
    QString key;
    QString value; ///< compared as text, exactly
    bool operator==(const TagFilter&) const = default;
};

/// What to look for. All conditions hold together.
struct SearchQuery
{
    QString service;   ///< empty: any, where the backend can do that
    QString operation; ///< empty: any
    std::vector<TagFilter> tags;
    std::optional<Duration> minDuration;
    std::optional<Duration> maxDuration;
    Instant start;
    Instant end;
    int limit = 20;          ///< traces
    bool errorsOnly = false; ///< the same as the tag error=true
    bool raw = false;        ///< without the server's adjustments
    bool operator==(const SearchQuery&) const = default;
};

/// The answer to a search, newest first.
struct SearchResult
{
    std::vector<TraceSummary> traces;
    bool limitReached = false; ///< "N or more": which N is the server's choice, and not surely the newest
    QStringList notes;         ///< sentences about what is missing or was done here
    qint64 badEntries = 0;
};

/// What a body with traces holds.
struct ParsedTraces
{
    std::vector<std::shared_ptr<const Trace>> traces;
    qint64 badEntries = 0; ///< entries left out as unreadable, over all traces
    QStringList notes;     ///< what the server said besides, such as ids not found
};

} // namespace signalbox::tracing
