// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/golden/serviceview.h"

#include <QSet>

namespace signalbox::golden {

ServiceView::ServiceView(Discovery discovery, Corrections corrections)
    : m_discovery(std::move(discovery))
    , m_corrections(std::move(corrections))
{
    QSet<QString> names;
    const auto take = [&names](const Values& values) {
        for (auto it = values.cbegin(); it != values.cend(); ++it)
            names.insert(it.key());
    };
    for (const RequestSource& source : m_discovery.requests) {
        m_requestValues.push_back(valuesOf(source.serviceLabel, source.services));
        if (source.namesServices)
            take(m_requestValues.back());
    }
    for (const ResourceSource& source : m_discovery.resources) {
        m_resourceValues.push_back(valuesOf(source.serviceLabel, source.services));
        if (source.convention.namesServices)
            take(m_resourceValues.back());
    }
    for (const auto& [place, expression] : m_corrections.own)
        names.insert(place.service);
    m_services = QStringList(names.begin(), names.end());
    m_services.sort();
}

QString ServiceView::nameOf(const QString& label, const QString& value) const
{
    const auto renamed = m_corrections.renamed.find(value);
    if (renamed != m_corrections.renamed.end())
        return renamed->second;
    return label == QLatin1String("job") ? value.mid(value.lastIndexOf(u'/') + 1) : value;
}

ServiceView::Values ServiceView::valuesOf(const QString& label, const QStringList& values) const
{
    Values out;
    for (const QString& value : values)
        if (const QString name = nameOf(label, value); !name.isEmpty() && !out.contains(name))
            out.insert(name, value);
    return out;
}

std::optional<QString> ServiceView::valueOf(const RequestSource& source, const QString& service) const
{
    const Values& values = m_requestValues[static_cast<std::size_t>(&source - m_discovery.requests.data())];
    const auto it = values.constFind(service);
    return it == values.cend() ? std::nullopt : std::optional(*it);
}

std::optional<QString> ServiceView::valueOf(const ResourceSource& source, const QString& service) const
{
    const Values& values = m_resourceValues[static_cast<std::size_t>(&source - m_discovery.resources.data())];
    const auto it = values.constFind(service);
    return it == values.cend() ? std::nullopt : std::optional(*it);
}

const RequestSource* ServiceView::sourceOf(const QString& service, Signal signal) const
{
    const auto chosen = m_corrections.chosen.find({service, signal});
    const RequestSource* first = nullptr;
    for (const RequestSource& source : m_discovery.requests) {
        if (!source.has(signal) || !valueOf(source, service))
            continue;
        if (chosen != m_corrections.chosen.end() && chosen->second == source.convention)
            return &source;
        if (!first)
            first = &source;
    }
    return first;
}

std::vector<const ResourceSource*> ServiceView::resourcesOf(const QString& service) const
{
    std::vector<const ResourceSource*> out;
    for (const ResourceSource& source : m_discovery.resources)
        if (valueOf(source, service))
            out.push_back(&source);
    return out;
}

QString ServiceView::ownExpression(const QString& service, Signal signal) const
{
    const auto it = m_corrections.own.find({service, signal});
    return it == m_corrections.own.end() ? QString() : it->second;
}

std::vector<Finding> ServiceView::findingsOf(const QString& service) const
{
    std::vector<Finding> out;
    for (const Signal signal : allSignals) {
        if (const QString own = ownExpression(service, signal); !own.isEmpty()) {
            out.push_back(
                {.service = service,
                 .signal = signal,
                 .found = true,
                 .title = QStringLiteral("Your own expression"),
                 .metric = own,
                 .why = QStringLiteral("You wrote this expression; it goes before every convention."),
                 .corrected = true});
        } else {
            out.push_back(signal == Signal::Saturation ? saturationFinding(service)
                                                       : requestFinding(service, signal));
        }
    }
    return out;
}

Finding ServiceView::requestFinding(const QString& service, Signal signal) const
{
    Finding out{.service = service, .signal = signal};
    const RequestSource* source = sourceOf(service, signal);
    QStringList knownBy;
    for (const RequestSource& one : m_discovery.requests) {
        if (!valueOf(one, service))
            continue;
        knownBy += one.counter.isEmpty() ? one.histogram : one.counter;
        if (&one != source && one.has(signal) && !out.alternatives.contains(one.convention))
            out.alternatives += one.convention;
    }
    if (!source) {
        if (knownBy.isEmpty())
            out.why = QStringLiteral("No metric of a known convention counts its requests.");
        else if (signal == Signal::Latency)
            out.why = QStringLiteral("%1 counts its requests, but nothing measures how long they take.")
                          .arg(knownBy.front());
        else
            out.why = QStringLiteral("%1 has no label that tells failures apart.").arg(knownBy.front());
        return out;
    }
    const auto chosen = m_corrections.chosen.find({service, signal});
    out.found = true;
    out.convention = source->convention;
    out.title = source->title;
    out.metric = signal == Signal::Latency ? source->histogram : source->counter;
    out.serviceLabel = source->serviceLabel;
    out.value = valueOf(*source, service).value_or(QString());
    out.corrected = (chosen != m_corrections.chosen.end() && chosen->second == source->convention) ||
                    m_corrections.serviceLabels.contains(source->convention);
    out.why = QStringLiteral("%1 is here, and its label %2 has the value \"%3\".")
                  .arg(out.metric, source->serviceLabel, cleaned(QStringView(out.value), 80));
    if (signal == Signal::Latency && source->durations == DurationKind::Summary)
        out.why += QStringLiteral(" Its quantiles are computed by each process; the worst is shown.");
    else if (signal == Signal::Latency && source->durations == DurationKind::Native)
        out.why += QStringLiteral(" It is a native histogram.");
    else if (signal == Signal::Latency && !source->histogramHasStatus)
        out.why += QStringLiteral(" It does not tell successes from failures: all requests are in it.");
    else if (signal == Signal::Errors)
        out.why += QStringLiteral(" Failures are told by %1.").arg(source->statusLabel);
    return out;
}

Finding ServiceView::saturationFinding(const QString& service) const
{
    Finding out{.service = service, .signal = Signal::Saturation};
    const auto sources = resourcesOf(service);
    if (sources.empty()) {
        out.why = QStringLiteral("No metric of a known resource (CPU, memory, pools, queues) names it.");
        return out;
    }
    QStringList resources;
    QStringList metrics;
    for (const ResourceSource* source : sources) {
        resources += source->convention.resource;
        metrics += source->convention.of.front();
    }
    resources.removeDuplicates();
    out.found = true;
    out.convention = sources.front()->convention.id;
    out.title = resources.join(QStringLiteral(", "));
    out.metric = metrics.join(QStringLiteral(", "));
    out.serviceLabel = sources.front()->serviceLabel;
    out.why = resources.size() == 1
                  ? QStringLiteral("Of its resources only this one is measured.")
                  : QStringLiteral("%1 of its resources are measured; the fullest is shown first.")
                        .arg(resources.size());
    return out;
}

} // namespace signalbox::golden
