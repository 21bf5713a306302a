// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/alert.h"

#include <vector>

namespace signalbox {

/// An alert and the backends that told of it, by name.
struct ListedAlert
{
    Alert alert;
    QStringList sources;
    bool operator==(const ListedAlert&) const = default;
};

/// What Alertmanagers and Prometheus servers say, as one list: what burns first, then by severity, then the
/// oldest. An alert of a Prometheus that an Alertmanager also has is there once: the Alertmanager's state,
/// which knows silences, and the Prometheus' value. The former may carry more labels (external ones).
class AlertList
{
public:
    void addFromAlertmanager(const std::vector<Alert>& alerts, const QString& backend);
    void addFromPrometheus(const std::vector<Alert>& alerts, const QString& backend);
    /// Once, when all have been added.
    [[nodiscard]] std::vector<ListedAlert> sorted() const;

private:
    std::vector<ListedAlert> m_managed;
    std::vector<ListedAlert> m_evaluated;
};

} // namespace signalbox
