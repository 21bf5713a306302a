// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/golden/convention.h"
#include "models/golden/corrections.h"

#include <QHash>
#include <QSet>

namespace signalbox::golden {

/// What a server has, as far as it has been asked. Filled in three steps, each a few cheap calls: the names
/// of all metrics; the kinds of them (optional); then, for metricsToInspect() only, the label names of each
/// metric and the values of the label that serviceLabelOf() chooses.
struct Inventory
{
    QSet<QString> names;
    QHash<QString, QString> types;        ///< by family name; missing when the server hides it
    QHash<QString, QStringList> labels;   ///< by metric
    QHash<QString, QStringList> services; ///< by metric: the values of its service label
    bool operator==(const Inventory&) const = default;
};

/// The metrics of the conventions that exist here, each once. Their labels have to be asked for.
[[nodiscard]] QStringList metricsToInspect(const Inventory& inventory, const Conventions& conventions);

/// The label of that metric whose values are the services; empty when none of its labels can be.
[[nodiscard]] QString serviceLabelOf(const QString& metric, const QStringList& labels,
                                     const Conventions& conventions, const Corrections& corrections);

/// The first of the candidates that the metric wears; empty when there is none.
[[nodiscard]] QString firstOf(const QStringList& candidates, const QStringList& labels);

} // namespace signalbox::golden
