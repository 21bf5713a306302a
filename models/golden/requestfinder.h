// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/golden/discovery.h"

namespace signalbox::golden {

/// The inventory as the finders ask it: what is there, and under which label services stand.
struct Lookup
{
    const Inventory& inventory;
    const Corrections& corrections;

    [[nodiscard]] bool has(const QString& metric) const { return inventory.names.contains(metric); }
    [[nodiscard]] QStringList labelsOf(const QString& metric) const { return inventory.labels.value(metric); }
    [[nodiscard]] QStringList servicesOf(const QString& metric) const
    {
        return inventory.services.value(metric);
    }
    /// The first of the metrics that is there; empty when none is.
    [[nodiscard]] QString firstHere(const QStringList& metrics) const;
    /// As a person corrected it, or the first candidate that the metric wears.
    [[nodiscard]] QString serviceLabel(const QString& convention, const QStringList& candidates,
                                       const QString& metric) const;
};

/// What that convention finds. A service may have its durations under one name and its count under another,
/// and its neighbour under an older name yet: durations and counts are paired service by service, and each
/// pair becomes a source with the services that have just it.
void findRequests(const RequestConvention& convention, const Lookup& lookup, Discovery& out);

} // namespace signalbox::golden
