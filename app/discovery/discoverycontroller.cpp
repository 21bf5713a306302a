// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/discovery/discoverycontroller.h"

#include "app/backends.h"
#include "app/discovery/conventionfiles.h"
#include "app/discovery/discoverycache.h"
#include "models/promql/selector.h"

#include <cmath>

namespace signalbox::app {

using namespace std::chrono_literals;

DiscoveryController::DiscoveryController(Backends* backends, QObject* parent)
    : QObject(parent)
    , m_backends(backends)
    , m_corrections(backends->profile().corrections)
{
    m_pool.setMaxThreadCount(1); // the file of the cache is written by one at a time
}

DiscoveryController::~DiscoveryController() = default;

QString DiscoveryController::cacheKey() const
{
    const profile::Backend* prometheus = m_backends->profile().firstOf(profile::BackendKind::Prometheus);
    return m_backends->profile().name + u'\n' +
           (prometheus ? prometheus->url.toString() + prometheus->tenant : QString());
}

void DiscoveryController::start()
{
    m_disk.await(runOnPool(&m_pool,
                           [key = cacheKey()]() -> Result<FromDisk> {
                               FromDisk out{.conventions = readConventions(conventionFolder()), .last = {}};
                               if (auto last = DiscoveryCache(DiscoveryCache::usualFolder(), key).read())
                                   out.last = std::move(*last);
                               return out;
                           }),
                 this, [this](Result<FromDisk> disk) {
                     m_loaded = true;
                     m_conventions = std::move(disk->conventions);
                     if (disk->last)
                         show(std::move(*disk->last));
                     refresh();
                 });
}

void DiscoveryController::refresh()
{
    const auto chosen = m_backends->choose({profile::BackendKind::Prometheus}, {});
    if (!m_loaded || !chosen) {
        if (!chosen)
            m_error = chosen.error();
        Q_EMIT changed();
        return;
    }
    m_reader = std::make_unique<InventoryReader>((*chosen)->prometheus.get(), m_conventions, m_corrections);
    m_inventory.await(m_reader->start(), this, [this](Result<golden::Inventory> inventory) {
        if (inventory) {
            took(*inventory);
        } else {
            m_error = inventory.error();
            Q_EMIT changed();
        }
    });
    Q_EMIT changed();
}

void DiscoveryController::took(const golden::Inventory& inventory)
{
    m_matched.await(
        runOnPool(&m_pool,
                  [inventory, conventions = m_conventions, corrections = m_corrections, key = cacheKey(),
                   now = m_backends->clock().now()]() -> Result<std::shared_ptr<const golden::Discovery>> {
                      auto found = std::make_shared<const golden::Discovery>(
                          golden::discover(inventory, conventions, corrections, now));
                      // A cache that cannot be written is no reason to show less.
                      (void)DiscoveryCache(DiscoveryCache::usualFolder(), key).write(*found);
                      return found;
                  }),
        this, [this](Result<std::shared_ptr<const golden::Discovery>> found) {
            m_error.reset();
            show(**found);
            measureScrapeInterval();
        });
}

void DiscoveryController::show(golden::Discovery discovery)
{
    m_view = golden::ServiceView(std::move(discovery), m_corrections);
    Q_EMIT changed();
}

void DiscoveryController::setCorrections(const golden::Corrections& corrections)
{
    if (corrections == m_corrections)
        return;
    const bool concernsFinding =
        corrections.off != m_corrections.off || corrections.serviceLabels != m_corrections.serviceLabels;
    m_corrections = corrections;
    show(m_view.discovery());
    Q_EMIT corrected(m_corrections);
    if (concernsFinding)
        refresh();
}

void DiscoveryController::measureScrapeInterval()
{
    const auto chosen = m_backends->choose({profile::BackendKind::Prometheus}, {});
    const auto& requests = m_view.discovery().requests;
    if (!chosen || requests.empty() || requests.front().counter.isEmpty() ||
        requests.front().services.isEmpty())
        return;
    const golden::RequestSource& source = requests.front();
    const QString series =
        promql::selector(source.counter, {{.name = source.serviceLabel, .value = source.services.front()}});
    const prometheus::InstantQuery query{.expr = QStringLiteral("max(count_over_time(%1[10m]))").arg(series)};
    m_interval.await((*chosen)->prometheus->instant(query, http::Priority::Background), this,
                     [this](Result<prometheus::QueryAnswer> answer) {
                         if (!answer || answer->series.empty() || answer->series.front().values.empty())
                             return;
                         const double samples = answer->series.front().values.back();
                         if (!(samples >= 2) || !std::isfinite(samples))
                             return;
                         // Ten minutes hold one interval less than samples, as a rule of thumb for both ends.
                         const double seconds = std::round(600.0 / (samples - 0.5));
                         const Duration measured =
                             std::chrono::seconds(static_cast<std::int64_t>(std::max(1.0, seconds)));
                         if (std::exchange(m_scrapeInterval, measured) != measured)
                             Q_EMIT changed();
                     });
}

} // namespace signalbox::app
