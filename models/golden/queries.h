// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart/chartdata.h"
#include "models/golden/serviceview.h"

namespace signalbox::golden {

// The PromQL of the golden signals. Pure text: names come from the discovery, values of labels are quoted,
// and there is no average anywhere.

/// One query for all services at once: a row of the answer is a service.
struct OverviewQuery
{
    Signal signal = Signal::Latency;
    QString source;   ///< id of the convention
    QString resource; ///< Saturation only
    QString expr;
    QString serviceLabel; ///< of the answer; empty: the whole answer is `service`
    QString service;      ///< of an own expression
    chart::Unit unit = chart::Unit::None;
    bool operator==(const OverviewQuery&) const = default;
};

/// One line of a service's dashboard, or one for each value of `split`.
struct DashboardQuery
{
    Signal signal = Signal::Latency;
    QString name; ///< of the legend
    chart::LineRole role = chart::LineRole::Series;
    bool dashed = false;
    QString split; ///< empty: one line
    QString expr;
    chart::Unit unit = chart::Unit::None;
    bool operator==(const DashboardQuery&) const = default;
};

/// The figures of a table by operation, or by any other label, over one stretch of time.
struct GroupQueries
{
    QStringList labels;       ///< a group is their values
    QString traffic;          ///< requests a second
    QString failed;           ///< failures a second; empty: not told apart
    QString successP99;       ///< seconds
    QString failureP99;       ///< seconds; empty: not told apart
    QString secondsPerSecond; ///< time spent in requests: latency x volume
    QString count;            ///< how many groups there are
    bool operator==(const GroupQueries&) const = default;
};

/// A scrape may be missed: at least four of them, and never less than one step, in whole seconds.
[[nodiscard]] Duration rateWindow(Duration scrapeInterval, Duration step);
/// For earlier days, which a server may keep more coarsely: wide enough for samples of a minute.
[[nodiscard]] Duration baselineWindow(Duration window);

[[nodiscard]] std::vector<OverviewQuery> overviewQueries(const ServiceView& view, Duration window);
[[nodiscard]] std::vector<DashboardQuery> dashboardQueries(const ServiceView& view, const QString& service,
                                                           Duration window);
/// By the labels that name an operation; none when the service has no such source. `most` bounds the groups.
[[nodiscard]] std::optional<GroupQueries> operationQueries(const ServiceView& view, const QString& service,
                                                           Duration window, int most);
[[nodiscard]] std::optional<GroupQueries> breakdownQueries(const ServiceView& view, const QString& service,
                                                           const QString& label, Duration window, int most);
/// What the service can be broken down by: labels that are neither the service, the outcome nor a bucket.
[[nodiscard]] QStringList breakdownLabels(const ServiceView& view, const QString& service);
/// The series whose exemplars belong to the service; empty when there are none.
[[nodiscard]] QString exemplarSelector(const ServiceView& view, const QString& service);
/// Counts pods by service and version; an answer's labels are "service" and "version". For all services
/// when `service` is empty. Empty when no metric tells a version.
[[nodiscard]] QString versionQuery(const ServiceView& view, const QString& service);

} // namespace signalbox::golden
