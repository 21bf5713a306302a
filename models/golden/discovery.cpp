// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/golden/discovery.h"

#include "models/golden/requestfinder.h"

#include <algorithm>

namespace signalbox::golden {

namespace {

void findResource(const ResourceConvention& convention, const Lookup& lookup, Discovery& out)
{
    ResourceSource source{.convention = convention};
    const QString of = lookup.firstHere(convention.of);
    if (of.isEmpty())
        return;
    source.convention.of = {of};
    if (!convention.to.isEmpty()) {
        const QString to = lookup.firstHere(convention.to);
        if (to.isEmpty()) {
            out.remarks +=
                QStringLiteral("%1 is there, but nothing that says how much there may be (looked for %2).")
                    .arg(of, convention.to.join(QStringLiteral(", ")));
            return;
        }
        source.convention.to = {to};
    }
    if (!convention.toDivisor.isEmpty()) {
        const QString divisor = lookup.firstHere(convention.toDivisor);
        if (divisor.isEmpty())
            return;
        source.convention.toDivisor = {divisor};
    }
    const QStringList labels = lookup.labelsOf(of);
    source.serviceLabel = lookup.serviceLabel(convention.id, convention.serviceLabels, of);
    source.services = lookup.servicesOf(of);
    if (source.serviceLabel.isEmpty() || source.services.isEmpty())
        return;
    source.convention.each.clear();
    for (const QString& label : convention.each)
        if (labels.contains(label) &&
            (convention.to.isEmpty() || lookup.labelsOf(source.convention.to.front()).contains(label)))
            source.convention.each += label;
    out.resources.push_back(std::move(source));
}

void findVersion(const VersionConvention& convention, const Lookup& lookup, Discovery& out)
{
    for (const QString& metric : convention.metrics) {
        const QString version = firstOf(convention.versionLabels, lookup.labelsOf(metric));
        const QString service = firstOf(convention.serviceLabels, lookup.labelsOf(metric));
        if (!version.isEmpty() && !service.isEmpty())
            out.versions.push_back({metric, version, service});
    }
}

} // namespace

bool RequestSource::has(Signal signal) const
{
    switch (signal) {
    case Signal::Latency:
        return durations != DurationKind::None;
    case Signal::Traffic:
        return !counter.isEmpty();
    case Signal::Errors:
        return !counter.isEmpty() && status != StatusKind::None;
    case Signal::Saturation:
        return false;
    }
    return false;
}

Discovery discover(const Inventory& inventory, const Conventions& conventions, const Corrections& corrections,
                   Instant at)
{
    Discovery out;
    out.at = at;
    const Lookup lookup{inventory, corrections};
    const auto isOff = [&corrections](const QString& id) { return corrections.off.contains(id); };
    for (const RequestConvention& convention : conventions.requests)
        if (!isOff(convention.id))
            findRequests(convention, lookup, out);
    for (const ResourceConvention& convention : conventions.resources)
        if (!isOff(convention.id))
            findResource(convention, lookup, out);
    for (const VersionConvention& convention : conventions.versions)
        findVersion(convention, lookup, out);
    out.remarks.removeDuplicates();
    std::stable_sort(out.requests.begin(), out.requests.end(),
                     [](const RequestSource& a, const RequestSource& b) { return a.priority > b.priority; });
    if (out.isEmpty() && out.remarks.isEmpty())
        out.remarks += inventory.names.isEmpty()
                           ? QStringLiteral("The server has no metrics yet.")
                           : QStringLiteral("None of its %1 metrics is of a convention that is known.")
                                 .arg(inventory.names.size());
    return out;
}

} // namespace signalbox::golden
