// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/grammar.h"
#include "models/base/timerange.h"
#include "models/base/traceid.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace signalbox::cli {

struct CommonOptions
{
    QString profile; ///< empty: not named
    QString backend; ///< empty: the first that fits
    bool json = false;
    bool verbose = false;
    bool operator==(const CommonOptions&) const = default;
};

struct DoctorOptions
{
    bool operator==(const DoctorOptions&) const = default;
};

struct AlertsOptions
{
    bool operator==(const AlertsOptions&) const = default;
};

struct MetricsOptions
{
    QString query;
    Interval range;
    std::optional<Duration> step;
    bool operator==(const MetricsOptions&) const = default;
};

struct LogsOptions
{
    QString query;
    Interval range;                    ///< with `follow` only the start counts
    std::optional<std::int64_t> limit; ///< 0: all there are
    bool forward = false;
    bool follow = false;
    bool operator==(const LogsOptions&) const = default;
};

struct TracesOptions
{
    QString service;
    QString operation;
    std::vector<std::pair<QString, QString>> tags;
    std::optional<Duration> min;
    std::optional<Duration> max;
    Interval range;
    int limit = 20;
    bool operator==(const TracesOptions&) const = default;
};

struct TraceOptions
{
    TraceId id;
    bool operator==(const TraceOptions&) const = default;
};

struct SimulatorOptions
{
    quint16 port = 0;   ///< 0: free ones
    QStringList faults; ///< as written
    double speed = 1;
    std::uint64_t seed = 1;
    QString dataset;
    bool operator==(const SimulatorOptions&) const = default;
};

struct ShowHelp
{
    std::optional<CommandId> command; ///< none: of the program
    bool operator==(const ShowHelp&) const = default;
};

struct ShowVersion
{
    bool operator==(const ShowVersion&) const = default;
};

/// What a command line asks for.
struct Invocation
{
    CommonOptions common;
    std::variant<ShowHelp, ShowVersion, DoctorOptions, MetricsOptions, AlertsOptions, LogsOptions,
                 TracesOptions, TraceOptions, SimulatorOptions>
        command;
};

/// Reads the words behind the program's name. Times are resolved against `now`. Pure. An Error is a mistake
/// in the command line: `what` says which, and where to find help.
[[nodiscard]] Result<Invocation> parseArguments(const QStringList& words, Instant now);

} // namespace signalbox::cli
