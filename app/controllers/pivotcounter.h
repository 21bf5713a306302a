// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/latest.h"
#include "connectors/loki/logpage.h"
#include "connectors/tracing/types.h"
#include "models/pivots/plan.h"

#include <QObject>

namespace signalbox::app {

class Backends;
class ServiceList;

/// What a pivot would find. Unknown is unknown, and is no zero.
struct PivotCount
{
    bool isKnown = false;
    qint64 all = 0;
    qint64 bad = 0;      ///< errors, failed ones
    bool isMore = false; ///< at least so many
    QString reason;      ///< why it is zero or not known
    bool operator==(const PivotCount&) const = default;
    /// "128 (37 errors)".
    [[nodiscard]] QString text(const QString& badWord) const;
};

/// Counts what pivots would find before they are taken, by one bounded query each. A newer pair ends the one
/// before.
class PivotCounter : public QObject
{
    Q_OBJECT

public:
    PivotCounter(Backends* backends, ServiceList* services, QObject* parent = nullptr);
    ~PivotCounter() override;

    void count(const pivots::Plan& logs, const pivots::Plan& traces);
    void cancel();

    static constexpr std::chrono::hours longest{6}; ///< a longer range is not counted

Q_SIGNALS:
    void counted(signalbox::pivots::Target target, const signalbox::app::PivotCount& count);

private:
    void countLogs(const pivots::Plan& plan);
    void countTraces(const pivots::Plan& plan);

    Backends* m_backends;
    ServiceList* m_services;
    Latest<loki::MetricPage> m_logs;
    Latest<tracing::SearchResult> m_traces;
};

} // namespace signalbox::app
