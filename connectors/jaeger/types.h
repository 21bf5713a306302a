// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"
#include "models/telemetry/labelset.h"
#include "models/telemetry/trace.h"

#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace signalbox::jaeger {

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
    QString service;
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

/// What a server can do, found out by asking it.
struct Capabilities
{
    enum class Spm
    {
        Off,
        On,
        Unknown
    };
    bool v3 = false;           ///< /api/v3/services, operations, traces
    bool summaries = false;    ///< /api/v3/trace-summaries (2.19 and later)
    bool legacySearch = false; ///< /api/services, /api/traces (up to 2.20)
    Spm spm = Spm::Unknown;    ///< /api/metrics/*
    QString spmReason;         ///< what the server says when it is off
    QString version;           ///< empty when the server does not tell
    bool operator==(const Capabilities&) const = default;
};

/// Service performance metrics, computed by the server from spans.
struct MetricsQuery
{
    enum class Kind
    {
        Latencies,
        Calls,
        Errors
    };
    Kind kind = Kind::Calls;
    QStringList services;
    double quantile = 0.95; ///< latencies only
    bool byOperation = false;
    QStringList spanKinds; ///< empty: the server's default, "server"
    Instant end;
    Duration lookback = std::chrono::hours(1);
    Duration step = std::chrono::minutes(1);
    Duration ratePer = std::chrono::minutes(10);
    bool operator==(const MetricsQuery&) const = default;
};

struct MetricSeries
{
    LabelSet labels;
    std::vector<Instant> times;
    std::vector<double> values; ///< latencies in ms; NaN where the server had nothing to divide
};

struct Metrics
{
    bool on = true;    ///< false: the server has no metrics storage
    QString offReason; ///< its words for that
    QString name;
    QString help;
    std::vector<MetricSeries> series;
    qint64 badEntries = 0;
};

/// What a body with traces holds.
struct ParsedTraces
{
    std::vector<std::shared_ptr<const Trace>> traces;
    qint64 badEntries = 0; ///< entries left out as unreadable, over all traces
    QStringList notes;     ///< what the server said besides, such as ids not found
};

} // namespace signalbox::jaeger
