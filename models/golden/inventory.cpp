// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/golden/inventory.h"

namespace signalbox::golden {

namespace {

// Every metric that a base name may stand for in a server.
QStringList shapesOf(const QString& base)
{
    return {base + QStringLiteral("_bucket"), base + QStringLiteral("_count"), base};
}

} // namespace

QStringList metricsToInspect(const Inventory& inventory, const Conventions& conventions)
{
    QStringList out;
    QSet<QString> seen;
    const auto look = [&](const QStringList& names) {
        for (const QString& name : names)
            if (inventory.names.contains(name) && !seen.contains(name)) {
                seen.insert(name);
                out += name;
            }
    };
    for (const RequestConvention& one : conventions.requests) {
        for (const QStringList& bases : {one.histograms, one.summaries})
            for (const QString& base : bases)
                look(shapesOf(base));
        look(one.counters);
    }
    for (const ResourceConvention& one : conventions.resources) {
        // The figure alone: what it is held against need not be asked for its labels.
        look(one.of);
        look(one.to);
        look(one.toDivisor);
    }
    for (const VersionConvention& one : conventions.versions)
        look(one.metrics);
    return out;
}

QString serviceLabelOf(const QString& metric, const QStringList& labels, const Conventions& conventions,
                       const Corrections& corrections)
{
    const auto chosen = [&](const QString& id, const QStringList& candidates) {
        const auto corrected = corrections.serviceLabels.find(id);
        return corrected != corrections.serviceLabels.end() ? corrected->second : firstOf(candidates, labels);
    };
    for (const RequestConvention& one : conventions.requests) {
        QStringList all = one.counters;
        for (const QStringList& bases : {one.histograms, one.summaries})
            for (const QString& base : bases)
                all += shapesOf(base);
        if (all.contains(metric))
            return chosen(one.id, one.serviceLabels);
    }
    for (const ResourceConvention& one : conventions.resources)
        if (one.of.contains(metric))
            return chosen(one.id, one.serviceLabels);
    return {};
}

QString firstOf(const QStringList& candidates, const QStringList& labels)
{
    for (const QString& candidate : candidates)
        if (labels.contains(candidate))
            return candidate;
    return {};
}

} // namespace signalbox::golden
