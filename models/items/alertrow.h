// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/alert.h"

#include <vector>

namespace signalbox::items {

/// An alert as a row: one for what Prometheus and Alertmanager both tell.
struct AlertRow
{
    Alert alert;
    QString source; ///< the backends that told, "Prometheus, Alertmanager"
    bool operator==(const AlertRow&) const = default;
};

/// How much an alert hurts, for order and colour; the worst last.
enum class AlertGravity
{
    Quiet,
    Pending,
    Warning,
    Critical
};
[[nodiscard]] AlertGravity gravityOf(const Alert& alert);

/// Merges by labels, so that an alert that two backends tell stands once; worst first, then by name. Inactive
/// ones are left out.
[[nodiscard]] std::vector<AlertRow>
merged(const std::vector<std::pair<QString, std::vector<Alert>>>& bySource);

} // namespace signalbox::items
