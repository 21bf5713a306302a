// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/latest.h"
#include "app/discovery/inventoryreader.h"
#include "models/golden/serviceview.h"

#include <QObject>
#include <QThreadPool>

namespace signalbox::app {

class Backends;

/// Knows which queries answer the golden signals of this profile. Starts with what was found last time,
/// looks anew at each start, and keeps what it has when the server does not answer. Must not ask for the
/// signals themselves. Thread: GUI; disk and matching happen on its pool.
class DiscoveryController : public QObject
{
    Q_OBJECT

public:
    explicit DiscoveryController(Backends* backends, QObject* parent = nullptr);
    ~DiscoveryController() override;

    /// From the disk first, then from the server.
    void start();
    /// Asks the server anew.
    void refresh();

    [[nodiscard]] const golden::ServiceView& view() const { return m_view; }
    [[nodiscard]] bool isRunning() const { return m_inventory.isRunning(); }
    /// Why the last look at the server failed.
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    /// How often the metrics are sampled; a guess until it is known.
    [[nodiscard]] Duration scrapeInterval() const { return m_scrapeInterval; }
    [[nodiscard]] const QStringList& warnings() const { return m_conventions.warnings; }
    [[nodiscard]] const golden::Conventions& conventions() const { return m_conventions; }

    /// Takes effect at once where it can, and by a new look at the server where it must.
    void setCorrections(const golden::Corrections& corrections);

Q_SIGNALS:
    /// The view, the error or isRunning().
    void changed();
    /// A person's word: to be kept in the profile.
    void corrected(const signalbox::golden::Corrections& corrections);

private:
    struct FromDisk
    {
        golden::Conventions conventions;
        std::optional<golden::Discovery> last;
    };
    [[nodiscard]] QString cacheKey() const;
    void took(const golden::Inventory& inventory);
    void show(golden::Discovery discovery);
    void measureScrapeInterval();

    Backends* m_backends;
    golden::Conventions m_conventions;
    golden::Corrections m_corrections;
    golden::ServiceView m_view;
    std::unique_ptr<InventoryReader> m_reader;
    Latest<FromDisk> m_disk;
    Latest<golden::Inventory> m_inventory;
    Latest<std::shared_ptr<const golden::Discovery>> m_matched;
    Latest<prometheus::QueryAnswer> m_interval;
    std::optional<Error> m_error;
    Duration m_scrapeInterval = std::chrono::seconds(15);
    bool m_loaded = false;
    QThreadPool m_pool;
};

} // namespace signalbox::app
