// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/tracing/types.h"
#include "models/telemetry/labelset.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace signalbox::jaeger {

/// Questions, answers and formats that Jaeger shares with other backends of traces.
using namespace tracing;

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

} // namespace signalbox::jaeger
