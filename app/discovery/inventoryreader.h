// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/prometheus/client.h"
#include "models/golden/inventory.h"

#include <QObject>

#include <memory>

namespace signalbox::app {

/// Asks one server what it has: the names of its metrics, their kinds, and for those of a convention their
/// labels and services; few calls at a time and all in the background. A call about one metric that fails
/// costs that metric; only without the names there is no inventory. Use it once. Thread: that of the client.
class InventoryReader : public QObject
{
    Q_OBJECT

public:
    InventoryReader(prometheus::Client* client, golden::Conventions conventions,
                    golden::Corrections corrections, QObject* parent = nullptr);

    [[nodiscard]] QFuture<Result<golden::Inventory>> start();

private:
    void gotNames(Result<prometheus::ListAnswer> names);
    void askMore();
    void inspect(const QString& metric);
    void askServices(const QString& metric, const QString& label);
    void done();

    prometheus::Client* m_client; ///< borrowed
    golden::Conventions m_conventions;
    golden::Corrections m_corrections;
    golden::Inventory m_inventory;
    QStringList m_waiting;
    int m_underWay = 0;
    Pending<golden::Inventory> m_pending;
};

} // namespace signalbox::app
