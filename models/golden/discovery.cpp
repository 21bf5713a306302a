// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/golden/discovery.h"

#include <algorithm>

namespace signalbox::golden {

namespace {

const QString bucketSuffix = QStringLiteral("_bucket");
const QString countSuffix = QStringLiteral("_count");

double secondsOf(const QString& metric)
{
    for (const auto part : {u"_milliseconds", u"_millis", u"_ms", u"_latency_ms"})
        if (metric.contains(QStringView(part)))
            return 1e-3;
    for (const auto part : {u"_microseconds", u"_us"})
        if (metric.endsWith(QStringView(part)))
            return 1e-6;
    return 1;
}

class Finder
{
public:
    Finder(const Inventory& inventory, const Corrections& corrections)
        : m_inventory(inventory)
        , m_corrections(corrections)
    {
    }

    [[nodiscard]] bool isOff(const QString& id) const { return m_corrections.off.contains(id); }
    [[nodiscard]] bool has(const QString& metric) const { return m_inventory.names.contains(metric); }
    [[nodiscard]] QStringList labelsOf(const QString& metric) const
    {
        return m_inventory.labels.value(metric);
    }
    [[nodiscard]] QString firstHere(const QStringList& metrics) const
    {
        const auto it =
            std::find_if(metrics.begin(), metrics.end(), [this](const QString& m) { return has(m); });
        return it == metrics.end() ? QString() : *it;
    }
    [[nodiscard]] QString serviceLabel(const QString& convention, const QStringList& candidates,
                                       const QString& metric) const
    {
        const auto corrected = m_corrections.serviceLabels.find(convention);
        if (corrected != m_corrections.serviceLabels.end())
            return corrected->second;
        return firstOf(candidates, labelsOf(metric));
    }

    void requests(const RequestConvention& convention, Discovery& out) const;
    void resource(const ResourceConvention& convention, Discovery& out) const;
    void version(const VersionConvention& convention, Discovery& out) const;

private:
    void durations(const RequestConvention& convention, RequestSource& source, QString& series) const;

    const Inventory& m_inventory;
    const Corrections& m_corrections;
};

void Finder::durations(const RequestConvention& convention, RequestSource& source, QString& series) const
{
    for (const QString& base : convention.histograms) {
        if (has(base + bucketSuffix)) {
            source.durations = DurationKind::Classic;
            series = base + bucketSuffix;
        } else if (has(base) && m_inventory.types.value(base) == QLatin1String("histogram")) {
            source.durations = DurationKind::Native;
            series = base;
        } else {
            continue;
        }
        source.histogram = base;
        return;
    }
    for (const QString& base : convention.summaries) {
        if (!has(base) || !labelsOf(base).contains(QLatin1String("quantile")))
            continue;
        source.durations = DurationKind::Summary;
        source.histogram = series = base;
        return;
    }
}

void Finder::requests(const RequestConvention& convention, Discovery& out) const
{
    RequestSource source{.convention = convention.id,
                         .title = convention.title,
                         .priority = convention.priority,
                         .matchers = convention.matchers};
    QString series;
    durations(convention, source, series);
    source.toSeconds = secondsOf(source.histogram);
    source.counter = firstHere(convention.counters);
    if (source.counter.isEmpty() && source.durations == DurationKind::Native)
        source.counter = source.histogram; // histogram_count() of the same series
    else if (source.counter.isEmpty() && !source.histogram.isEmpty() && has(source.histogram + countSuffix))
        source.counter = source.histogram + countSuffix;
    const QString asked = !source.counter.isEmpty() ? source.counter : series;
    if (asked.isEmpty())
        return;
    source.labels = labelsOf(asked);
    if (source.labels.isEmpty()) {
        out.remarks += QStringLiteral("%1 is there, but the server did not tell its labels.").arg(asked);
        return;
    }
    source.serviceLabel = serviceLabel(convention.id, convention.serviceLabels, asked);
    source.services = m_inventory.services.value(asked);
    if (source.serviceLabel.isEmpty() || source.services.isEmpty()) {
        out.remarks += QStringLiteral("%1 is there, but none of its labels names a service (looked for %2).")
                           .arg(asked, convention.serviceLabels.join(QStringLiteral(", ")));
        return;
    }
    source.statusLabel = firstOf(convention.statusLabels, source.labels);
    // An error label is only there once something has failed.
    if (source.statusLabel.isEmpty() && convention.status == StatusKind::ErrorLabel)
        source.statusLabel = convention.statusLabels.value(0);
    if (!source.statusLabel.isEmpty())
        source.status = convention.status;
    source.histogramHasStatus =
        source.durations != DurationKind::None && source.status != StatusKind::None &&
        (labelsOf(series).contains(source.statusLabel) || convention.status == StatusKind::ErrorLabel);
    for (const QString& label : convention.operationLabels)
        if (source.labels.contains(label))
            source.operationLabels += label;
    out.requests.push_back(std::move(source));
}

void Finder::resource(const ResourceConvention& convention, Discovery& out) const
{
    ResourceSource source{.convention = convention};
    const QString of = firstHere(convention.of);
    if (of.isEmpty())
        return;
    source.convention.of = {of};
    if (!convention.to.isEmpty()) {
        const QString to = firstHere(convention.to);
        if (to.isEmpty()) {
            out.remarks +=
                QStringLiteral("%1 is there, but nothing that says how much there may be (looked for %2).")
                    .arg(of, convention.to.join(QStringLiteral(", ")));
            return;
        }
        source.convention.to = {to};
    }
    if (!convention.toDivisor.isEmpty()) {
        const QString divisor = firstHere(convention.toDivisor);
        if (divisor.isEmpty())
            return;
        source.convention.toDivisor = {divisor};
    }
    const QStringList labels = labelsOf(of);
    source.serviceLabel = serviceLabel(convention.id, convention.serviceLabels, of);
    source.services = m_inventory.services.value(of);
    if (source.serviceLabel.isEmpty() || source.services.isEmpty())
        return;
    source.convention.each.clear();
    for (const QString& label : convention.each)
        if (labels.contains(label) &&
            (convention.to.isEmpty() || labelsOf(source.convention.to.front()).contains(label)))
            source.convention.each += label;
    out.resources.push_back(std::move(source));
}

void Finder::version(const VersionConvention& convention, Discovery& out) const
{
    for (const QString& metric : convention.metrics) {
        const QString version = firstOf(convention.versionLabels, labelsOf(metric));
        const QString service = firstOf(convention.serviceLabels, labelsOf(metric));
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
    const Finder finder(inventory, corrections);
    for (const RequestConvention& convention : conventions.requests)
        if (!finder.isOff(convention.id))
            finder.requests(convention, out);
    for (const ResourceConvention& convention : conventions.resources)
        if (!finder.isOff(convention.id))
            finder.resource(convention, out);
    for (const VersionConvention& convention : conventions.versions)
        finder.version(convention, out);
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
