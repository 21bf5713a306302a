// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/chart/unit.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace signalbox::golden {

/// What makes a request a failure, as an exporter labels it.
enum class StatusKind
{
    None,       ///< failures cannot be told apart
    Http,       ///< 200, 404, 5xx
    GrpcNumber, ///< 0 to 16
    GrpcName,   ///< OK, Unavailable, ...
    ErrorLabel, ///< the label is there when the request failed
    Span        ///< STATUS_CODE_ERROR
};

/// A known way of measuring requests: names to look for and what their labels mean. Data, not code: read
/// from resources/dashboards and from what people add. Lists are in order of preference.
struct RequestConvention
{
    QString id;
    QString title;
    int priority = 0;       ///< of several for one service the highest goes first
    QStringList histograms; ///< base names, without _bucket
    QStringList summaries;  ///< with a quantile label
    QStringList counters;   ///< counts of requests; empty: the histogram's _count
    QStringList serviceLabels;
    QStringList statusLabels;
    StatusKind status = StatusKind::None;
    QStringList operationLabels; ///< all that are there, together
    QString matchers;            ///< added where their labels are worn: reporter="destination"
    QStringList milliseconds;    ///< base names that are in ms and do not say so
    bool onlyKnown = false;      ///< what it calls a service is one only if others know it as well
    bool operator==(const RequestConvention&) const = default;
};

/// A known way of measuring how full something is: a gauge alone, or one thing against another.
struct ResourceConvention
{
    QString id;
    QString title;
    QString resource; ///< "memory", "db pool": the name of the line
    QStringList of;
    QString ofMatchers; ///< state="used"
    bool ofRate = false;
    QStringList to; ///< empty: `of` is already the figure
    QString toMatchers;
    bool toRate = false;
    QStringList toDivisor; ///< what `to` is divided by: a quota by its period
    QStringList each;      ///< labels that tell the parts apart, of which the fullest counts
    QStringList serviceLabels;
    chart::Unit unit = chart::Unit::Ratio;
    double scale = 1;           ///< of the figure
    bool isFree = false;        ///< it tells what is left, not what is used
    bool namesServices = false; ///< its service label is one of ours, not a container's
    bool operator==(const ResourceConvention&) const = default;
};

/// Where the version of a service stands.
struct VersionConvention
{
    QStringList metrics;
    QStringList versionLabels;
    QStringList serviceLabels;
    bool operator==(const VersionConvention&) const = default;
};

struct Conventions
{
    std::vector<RequestConvention> requests;
    std::vector<ResourceConvention> resources;
    std::vector<VersionConvention> versions;
    QStringList warnings; ///< keys that mean nothing to us
    bool operator==(const Conventions&) const = default;

    /// One with an id that is there already takes its place.
    void add(Conventions&& more);
};

/// One file. An Error names the file and the key; unknown keys are a warning.
[[nodiscard]] Result<Conventions> parseConventions(const QByteArray& json, const QString& file);

} // namespace signalbox::golden
