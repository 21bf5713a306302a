// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/latest.h"
#include "models/base/timerange.h"

#include <QObject>
#include <QStringList>

namespace signalbox::app {

class Backends;

/// The names of the services, as the backends tell them: Loki's and Prometheus' label values, the list of
/// Jaeger or Tempo. What one backend cannot tell the others still do.
class ServiceList : public QObject
{
    Q_OBJECT

public:
    explicit ServiceList(Backends* backends, QObject* parent = nullptr);

    void refresh(const Interval& range);
    [[nodiscard]] const QStringList& names() const { return m_names; }
    /// Those that the server of traces knows; empty until it answered.
    [[nodiscard]] const QStringList& traced() const { return m_traced; }
    /// The values of that label of Loki's streams.
    [[nodiscard]] const QStringList& logged() const { return m_logged; }
    /// The label of Loki's streams that names the service; empty until known.
    [[nodiscard]] const QString& lokiLabel() const { return m_lokiLabel; }
    /// Why there are none, in a sentence; empty while all is well.
    [[nodiscard]] const QString& problem() const { return m_problem; }

Q_SIGNALS:
    void changed();

private:
    void askLokiForValues(const Interval& range);
    void take(QStringList& place, QStringList names);

    Backends* m_backends;
    Latest<QStringList> m_traces;
    Latest<QStringList> m_loki;
    QStringList m_traced;
    QStringList m_logged;
    QStringList m_names;
    QString m_lokiLabel;
    QString m_problem;
};

} // namespace signalbox::app
