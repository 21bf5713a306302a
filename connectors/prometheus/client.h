// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/message.h"
#include "connectors/prometheus/answers.h"
#include "models/base/pending.h"

#include <QObject>

#include <optional>

namespace signalbox::http {
class HttpClient;
}

namespace signalbox::prometheus {

struct InstantQuery
{
    QString expr;
    std::optional<Instant> time; ///< none: the server's now
    int limit = 0;               ///< series; 0: the cap only
    QString supersedeKey;
};

struct RangeQuery
{
    QString expr;
    Instant start;
    Instant end;
    /// None: chosen from the width, no finer than `minStep`. Given: kept as it is (rounded up to a
    /// millisecond), and a range too long for one answer is asked for in parts.
    std::optional<Duration> step;
    int plotWidth = 1200; ///< pixels
    Duration minStep = std::chrono::seconds(1);
    /// The first point lies at `start` itself, as in an answer that is read once; else at a multiple of the
    /// step, so that a plot does not wobble when it is refreshed.
    bool fromStart = false;
    QString supersedeKey;
};

/// What label and series lists are about. `selectors` are whole ones such as up{job="a"}.
struct Scope
{
    QStringList selectors;
    std::optional<Instant> start;
    std::optional<Instant> end;
    int limit = 0;
};

struct RuleQuery
{
    std::optional<Rule::Kind> kind;
    QStringList names;
    QStringList groups;
    QStringList files;
    bool withAlerts = true;
};

/// The questions to a Prometheus, or to what speaks its API. Asks and waits; must not parse (parser.h does,
/// on the pool) and keeps no state between calls. Every future may be cancelled. Thread: that of `http`.
class Client : public QObject
{
    Q_OBJECT

public:
    explicit Client(http::HttpClient* http, QObject* parent = nullptr);

    template <typename T>
    using Answer = QFuture<Result<T>>;
    using Priority = http::Priority;

    [[nodiscard]] Answer<QueryAnswer> instant(const InstantQuery& query,
                                              Priority priority = Priority::Interactive);
    [[nodiscard]] Answer<RangeAnswer> range(const RangeQuery& query,
                                            Priority priority = Priority::Interactive);
    [[nodiscard]] Answer<ExemplarAnswer> exemplars(const QString& expr, Instant start, Instant end,
                                                   Priority priority = Priority::Interactive);
    [[nodiscard]] Answer<ListAnswer> labelNames(const Scope& scope = {},
                                                Priority priority = Priority::Interactive);
    [[nodiscard]] Answer<ListAnswer> labelValues(const QString& label, const Scope& scope = {},
                                                 Priority priority = Priority::Interactive);
    /// Needs a selector: without one the server refuses, and so do we.
    [[nodiscard]] Answer<SeriesAnswer> series(const Scope& scope, Priority priority = Priority::Interactive);
    /// All metrics when `metric` is empty.
    [[nodiscard]] Answer<MetadataAnswer> metadata(const QString& metric = {}, int limit = 0,
                                                  Priority priority = Priority::Interactive);
    /// All pages.
    [[nodiscard]] Answer<RulesAnswer> rules(const RuleQuery& query = {},
                                            Priority priority = Priority::Interactive);
    [[nodiscard]] Answer<AlertsAnswer> alerts(Priority priority = Priority::Interactive);
    [[nodiscard]] Answer<BuildInfo> buildInfo(Priority priority = Priority::Interactive);
    /// For the doctor: buildinfo, then the expression 1, as proxies often hide the former.
    [[nodiscard]] Answer<ServerInfo> serverInfo(Priority priority = Priority::Interactive);
    /// False: the server said "not yet". A proxy that hides the path is asked for the expression 1 instead.
    [[nodiscard]] Answer<bool> ready(Priority priority = Priority::Interactive);
    /// The server's layout of an expression. Comments are lost: never write it over the user's text unasked.
    [[nodiscard]] Answer<QString> formatQuery(const QString& expr, Priority priority = Priority::Interactive);

private:
    http::HttpClient* m_http; ///< borrowed
};

} // namespace signalbox::prometheus
