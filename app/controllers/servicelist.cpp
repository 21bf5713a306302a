// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/servicelist.h"

#include "app/backends.h"
#include "connectors/loki/client.h"
#include "connectors/tracing/backend.h"

namespace signalbox::app {

using profile::BackendKind;

ServiceList::ServiceList(Backends* backends, QObject* parent)
    : QObject(parent)
    , m_backends(backends)
{
}

void ServiceList::take(QStringList& place, QStringList names)
{
    names.sort();
    if (names == place)
        return;
    place = std::move(names);
    m_names = m_traced + m_logged;
    m_names.sort();
    m_names.removeDuplicates();
    Q_EMIT changed();
}

void ServiceList::refresh(const Interval& range)
{
    m_problem.clear();
    if (const auto traces = m_backends->traces()) {
        m_traces.await((*traces)->services(), this, [this](const Result<QStringList>& names) {
            if (names) {
                take(m_traced, *names);
            } else {
                m_problem = names.error().what;
                Q_EMIT changed();
            }
        });
    }
    const auto loki = m_backends->choose({BackendKind::Loki}, {});
    if (!loki)
        return;
    if (!m_lokiLabel.isEmpty()) {
        askLokiForValues(range);
        return;
    }
    m_loki.await((*loki)->loki->labels({range.start, range.end}), this,
                 [this, range](const Result<QStringList>& labels) {
                     if (!labels) {
                         m_problem = labels.error().what;
                         Q_EMIT changed();
                         return;
                     }
                     for (const QString& candidate :
                          {QStringLiteral("service_name"), QStringLiteral("service"), QStringLiteral("app"),
                           QStringLiteral("container"), QStringLiteral("job")}) {
                         if (labels->contains(candidate)) {
                             m_lokiLabel = candidate;
                             break;
                         }
                     }
                     if (m_lokiLabel.isEmpty() && !labels->isEmpty())
                         m_lokiLabel = labels->front();
                     if (!m_lokiLabel.isEmpty()) {
                         Q_EMIT changed();
                         askLokiForValues(range);
                     }
                 });
}

void ServiceList::askLokiForValues(const Interval& range)
{
    const auto loki = m_backends->choose({BackendKind::Loki}, {});
    if (!loki)
        return;
    m_loki.await((*loki)->loki->labelValues(m_lokiLabel, {range.start, range.end}), this,
                 [this](const Result<QStringList>& values) {
                     if (values)
                         take(m_logged, *values);
                     else
                         m_problem = values.error().what;
                 });
}

} // namespace signalbox::app
