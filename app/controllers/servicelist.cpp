// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/servicelist.h"

#include "app/backends.h"
#include "connectors/loki/client.h"
#include "connectors/tracing/backend.h"
#include "models/golden/serviceview.h"

namespace signalbox::app {

using mapping::Store;
using profile::BackendKind;

namespace {

constexpr qsizetype mostLabels = 16; ///< whose values are asked for
constexpr std::chrono::minutes anewAfter{5};
constexpr int soonMs = 30;
constexpr int mappingPatienceMs = 1'500;

} // namespace

ServiceList::ServiceList(Backends* backends, QObject* parent)
    : QObject(parent)
    , m_backends(backends)
    , m_corrections(backends->profile().mapping)
{
    for (QTimer* timer : {&m_soon, &m_patience})
        timer->setSingleShot(true);
    m_soon.setInterval(soonMs);
    m_patience.setInterval(mappingPatienceMs);
    connect(&m_soon, &QTimer::timeout, this, &ServiceList::learn);
    connect(&m_patience, &QTimer::timeout, this, &ServiceList::learn);
}

ServiceList::~ServiceList() = default;

void ServiceList::fail(const Error& error)
{
    m_problem = error.what;
    Q_EMIT changed();
}

logql::Question ServiceList::inLogs(logql::Question question) const
{
    const mapping::Mapping::LogNames names = m_mapping.logNames(question.services);
    question.serviceLabel = names.label;
    // Who has no streams is asked for by name: an empty answer is better than everybody's lines.
    if (!names.values.isEmpty())
        question.services = names.values;
    return question;
}

QString ServiceList::inTraces(const QString& service) const
{
    const mapping::Name* name = m_mapping.nameIn(Store::Traces, service);
    return name ? name->value : service;
}

void ServiceList::setMetrics(const golden::ServiceView& view)
{
    QStringList labels;
    for (const golden::RequestSource& source : view.discovery().requests)
        labels.append(source.labels);
    labels.removeDuplicates();
    if (view.services() == m_measured && labels == m_metricLabels)
        return;
    m_measured = view.services();
    m_metricLabels = labels;
    learnSoon();
}

void ServiceList::setCorrections(const mapping::Corrections& corrections)
{
    m_corrections = corrections;
    learnSoon();
}

void ServiceList::refresh(const Interval& range)
{
    m_problem.clear();
    if (const auto traces = m_backends->traces()) {
        m_traces.await((*traces)->services(), this, [this](Result<QStringList> names) {
            if (!names) {
                fail(names.error());
                return;
            }
            names->sort();
            if (*names != m_traced) {
                m_traced = std::move(*names);
                learnSoon();
            }
        });
    }
    const Instant now = m_backends->clock().now();
    if (m_askedAll && now - *m_askedAll < anewAfter && !lokiLabel().isEmpty()) {
        askValues({lokiLabel()}, range);
        return;
    }
    askLoki(range);
}

void ServiceList::askLoki(const Interval& range)
{
    const auto loki = m_backends->choose({BackendKind::Loki}, {});
    if (!loki || m_labels.isRunning())
        return;
    m_labels.await((*loki)->loki->labels({range.start, range.end}), this,
                   [this, range](Result<QStringList> labels) {
                       if (!labels) {
                           fail(labels.error());
                           return;
                       }
                       m_logLabels = std::move(*labels);
                       m_askedAll = m_backends->clock().now();
                       m_patience.start();
                       askValues(mapping::labelsToAsk(m_logLabels, mostLabels), range);
                       learnSoon();
                   });
}

void ServiceList::askValues(const QStringList& labels, const Interval& range)
{
    const auto loki = m_backends->choose({BackendKind::Loki}, {});
    if (!loki)
        return;
    for (const QString& label : labels) {
        auto& latest = m_values[label];
        if (!latest)
            latest = std::make_unique<Latest<QStringList>>();
        latest->await((*loki)->loki->labelValues(label, {range.start, range.end}), this,
                      [this, label](Result<QStringList> values) {
                          if (!values) {
                              fail(values.error());
                          } else {
                              values->sort();
                              m_logged[label] = std::move(*values);
                          }
                          learnSoon();
                      });
    }
}

void ServiceList::learnSoon()
{
    // One label before the others would be taken for the best.
    const bool isAsking = std::any_of(m_values.begin(), m_values.end(),
                                      [](const auto& each) { return each.second->isRunning(); });
    if (!isAsking || !m_patience.isActive())
        m_soon.start();
}

void ServiceList::learn()
{
    m_patience.stop();
    std::vector<mapping::Vocabulary> all{{Store::Metrics, QStringLiteral("service"), m_measured},
                                         {Store::Traces, QStringLiteral("service"), m_traced}};
    for (const QString& label : m_metricLabels)
        all.push_back({Store::Metrics, label, {}});
    for (const QString& label : m_logLabels)
        if (!m_logged.contains(label))
            all.push_back({Store::Logs, label, {}});
    for (const auto& [label, values] : m_logged)
        all.push_back({Store::Logs, label, values});
    m_learning.await(
        runOnPool(QThreadPool::globalInstance(),
                  [all = std::move(all), corrections = m_corrections]() -> Result<mapping::Mapping> {
                      return mapping::learn(all, corrections);
                  }),
        this, [this](Result<mapping::Mapping> learned) {
            if (*learned == m_mapping)
                return;
            m_mapping = std::move(*learned);
            Q_EMIT changed();
        });
}

} // namespace signalbox::app
