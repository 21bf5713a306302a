// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/latest.h"
#include "connectors/loki/logpage.h"
#include "connectors/prometheus/answers.h"
#include "connectors/tracing/types.h"
#include "models/causes/hints.h"
#include "models/golden/serviceview.h"
#include "models/pivots/plan.h"

#include <QElapsedTimer>
#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>

namespace signalbox::app {

class Backends;
class ServiceList;

/// What is asked about: one line of a chart.
struct CauseQuestion
{
    QString service;
    golden::Signal signal = golden::Signal::Errors;
    std::shared_ptr<const Series> series;
    Duration step{0};
    Duration window{0}; ///< of its rate
    std::vector<chart::Mark> marks;
};

/// Finds when a signal changed and what may explain it: the metric's labels, lines of the logs, traces,
/// deploys, alerts. At most so many queries; a newer question ends an older one.
class CauseFinder : public QObject
{
    Q_OBJECT

public:
    CauseFinder(Backends* backends, ServiceList* services, QObject* parent = nullptr);
    ~CauseFinder() override;

    void ask(const CauseQuestion& question, const golden::ServiceView& view);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    [[nodiscard]] const causes::Findings& findings() const { return m_findings; }
    [[nodiscard]] const causes::Report& report() const { return m_report; }
    [[nodiscard]] int queries() const { return m_queries; }
    [[nodiscard]] std::chrono::milliseconds took() const { return m_took; }
    /// Why some of it could not be looked at.
    [[nodiscard]] const QStringList& problems() const { return m_problems; }

    static constexpr int mostQueries = 20;
    static constexpr int mostLabels = 12;
    static constexpr int mostValues = 100; ///< of a label; with more it is no group

Q_SIGNALS:
    /// The onset is known, or that there is none; then the report.
    void changed();

private:
    void compare();
    void askLabels();
    void askLabelsOf(const QStringList& labels);
    void askLines();
    void askVersions();
    void askTraces();
    void took(const QString& what, const Error& error);
    void done();
    void conclude();
    template <typename T, typename F>
    void await(QFuture<Result<T>> future, F&& f);
    [[nodiscard]] QStringList suspects() const;

    Backends* m_backends;
    ServiceList* m_services;
    QThreadPool m_pool;
    CauseQuestion m_question;
    golden::ServiceView m_view;
    causes::Findings m_findings;
    causes::Report m_report;
    std::optional<loki::LogPage> m_linesBefore;
    std::optional<loki::LogPage> m_linesDuring;
    Latest<std::optional<causes::Onset>> m_looking;
    Latest<causes::Report> m_reporting;
    std::vector<std::shared_ptr<void>> m_awaited; ///< cancelled when they go
    std::shared_ptr<std::atomic<bool>> m_stopped = std::make_shared<std::atomic<bool>>(false);
    QStringList m_bounds; ///< of the buckets
    QStringList m_problems;
    QElapsedTimer m_since;
    std::chrono::milliseconds m_took{0};
    int m_queries = 0;
    int m_pending = 0;
    bool m_isRunning = false;
};

} // namespace signalbox::app
