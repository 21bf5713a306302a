// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/latest.h"
#include "models/base/timerange.h"
#include "models/logql/question.h"
#include "models/mapping/mapping.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <map>
#include <memory>

namespace signalbox::golden {
class ServiceView;
}

namespace signalbox::app {

class Backends;

/// A question to Loki that would read more is not asked without a person's word.
inline constexpr std::int64_t heavyLogBytes = 20LL * 1024 * 1024 * 1024;

/// The services, and what each store calls them: learned from what metrics, logs and traces tell of
/// themselves, put right by a person. What one backend cannot tell the others still do. Thread: GUI; learning
/// happens on a pool.
class ServiceList : public QObject
{
    Q_OBJECT

public:
    explicit ServiceList(Backends* backends, QObject* parent = nullptr);
    ~ServiceList() override;

    /// Asks for what may have changed; from time to time for everything.
    void refresh(const Interval& range);
    /// What the metrics know.
    void setMetrics(const golden::ServiceView& view);
    /// A person's word.
    void setCorrections(const mapping::Corrections& corrections);
    [[nodiscard]] const mapping::Corrections& corrections() const { return m_corrections; }

    [[nodiscard]] const mapping::Mapping& mapping() const { return m_mapping; }
    [[nodiscard]] QStringList names() const { return m_mapping.services(); }
    /// Names in the server of traces; empty until it answered.
    [[nodiscard]] const QStringList& traced() const { return m_traced; }
    /// The label of Loki's streams that names the service; empty until known.
    [[nodiscard]] const QString& lokiLabel() const { return m_mapping.logLabel(); }
    /// The question as Loki calls its services.
    [[nodiscard]] logql::Question inLogs(logql::Question question) const;
    /// The service as the server of traces calls it.
    [[nodiscard]] QString inTraces(const QString& service) const;
    /// Why there are none, in a sentence; empty while all is well.
    [[nodiscard]] const QString& problem() const { return m_problem; }

Q_SIGNALS:
    void changed();

private:
    void askLoki(const Interval& range);
    void askValues(const QStringList& labels, const Interval& range);
    void fail(const Error& error);
    void learnSoon();
    void learn();

    Backends* m_backends;
    Latest<QStringList> m_traces;
    Latest<QStringList> m_labels;
    std::map<QString, std::unique_ptr<Latest<QStringList>>> m_values; ///< by label
    Latest<mapping::Mapping> m_learning;
    QTimer m_soon;
    QTimer m_patience; ///< then it is learned from what is here
    QStringList m_traced;
    QStringList m_logLabels;
    std::map<QString, QStringList> m_logged; ///< by label
    QStringList m_measured;
    QStringList m_metricLabels;
    mapping::Corrections m_corrections;
    mapping::Mapping m_mapping;
    std::optional<Instant> m_askedAll;
    QString m_problem;
};

} // namespace signalbox::app
