// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/discovery/inventoryreader.h"

#include "models/promql/selector.h"

namespace signalbox::app {

using http::Priority;

namespace {

constexpr int mostUnderWay = 3;
constexpr qsizetype mostNames = 200'000;
constexpr qsizetype mostServices = 5'000;
constexpr qsizetype longestService = 2'048;

prometheus::Scope seriesOf(const QString& metric)
{
    prometheus::Scope scope;
    scope.selectors = {promql::selector(metric, {})};
    return scope;
}

} // namespace

InventoryReader::InventoryReader(prometheus::Client* client, golden::Conventions conventions,
                                 golden::Corrections corrections, QObject* parent)
    : QObject(parent)
    , m_client(client)
    , m_conventions(std::move(conventions))
    , m_corrections(std::move(corrections))
{
}

QFuture<Result<golden::Inventory>> InventoryReader::start()
{
    // The kinds are a help, not a need: many proxies hide them.
    whenReady(m_client->metadata({}, 0, Priority::Background), this,
              [this](Result<prometheus::MetadataAnswer> kinds) {
                  if (kinds)
                      for (auto it = kinds->metrics.cbegin(); it != kinds->metrics.cend(); ++it)
                          if (!it->empty())
                              m_inventory.types[it.key()] = it->front().type;
                  whenReady(m_client->labelValues(QStringLiteral("__name__"), {}, Priority::Background), this,
                            [this](Result<prometheus::ListAnswer> names) { gotNames(std::move(names)); });
              });
    return m_pending.future();
}

void InventoryReader::gotNames(Result<prometheus::ListAnswer> names)
{
    if (!names) {
        m_pending.finish(failure(std::move(names.error())));
        return;
    }
    for (const QString& name : names->values.first(std::min(names->values.size(), mostNames)))
        m_inventory.names.insert(name);
    m_waiting = golden::metricsToInspect(m_inventory, m_conventions);
    askMore();
}

void InventoryReader::askMore()
{
    while (m_underWay < mostUnderWay && !m_waiting.isEmpty())
        inspect(m_waiting.takeFirst());
    if (m_underWay == 0)
        done();
}

void InventoryReader::inspect(const QString& metric)
{
    ++m_underWay;
    whenReady(m_client->labelNames(seriesOf(metric), Priority::Background), this,
              [this, metric](Result<prometheus::ListAnswer> labels) {
                  const QStringList names = labels ? labels->values : QStringList();
                  m_inventory.labels[metric] = names;
                  const QString label = golden::serviceLabelOf(metric, names, m_conventions, m_corrections);
                  if (!label.isEmpty()) {
                      askServices(metric, label);
                      return;
                  }
                  --m_underWay;
                  askMore();
              });
}

void InventoryReader::askServices(const QString& metric, const QString& label)
{
    whenReady(m_client->labelValues(label, seriesOf(metric), Priority::Background), this,
              [this, metric](Result<prometheus::ListAnswer> services) {
                  QStringList kept;
                  if (services)
                      for (const QString& service : services->values)
                          if (kept.size() < mostServices && !service.isEmpty() &&
                              service.size() <= longestService)
                              kept += service;
                  m_inventory.services[metric] = kept;
                  --m_underWay;
                  askMore();
              });
}

void InventoryReader::done()
{
    m_pending.finish(std::move(m_inventory));
}

} // namespace signalbox::app
