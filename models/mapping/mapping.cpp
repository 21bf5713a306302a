// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/mapping/mapping.h"

#include "models/mapping/likeness.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace signalbox::mapping {

namespace {

/// More services than this are not compared with everything.
constexpr qsizetype mostValues = 2'000;

/// Labels that usually name a service, the likeliest first. They decide between equals, and where nothing
/// overlaps.
const QStringList& usualLabels()
{
    static const QStringList labels{QStringLiteral("service_name"),
                                    QStringLiteral("service"),
                                    QStringLiteral("app"),
                                    QStringLiteral("app_kubernetes_io_name"),
                                    QStringLiteral("compose_service"),
                                    QStringLiteral("container"),
                                    QStringLiteral("container_name"),
                                    QStringLiteral("job"),
                                    QStringLiteral("component"),
                                    QStringLiteral("deployment"),
                                    QStringLiteral("workload"),
                                    QStringLiteral("canonical_service"),
                                    QStringLiteral("unit"),
                                    QStringLiteral("syslog_identifier")};
    return labels;
}

bool isNoName(const QString& label)
{
    static const QSet<QString> labels{
        QStringLiteral("filename"),    QStringLiteral("level"),        QStringLiteral("detected_level"),
        QStringLiteral("stream"),      QStringLiteral("severity"),     QStringLiteral("trace_id"),
        QStringLiteral("span_id"),     QStringLiteral("__name__"),     QStringLiteral("instance"),
        QStringLiteral("pod"),         QStringLiteral("k8s_pod_name"), QStringLiteral("pod_name"),
        QStringLiteral("pod_uid"),     QStringLiteral("node"),         QStringLiteral("node_name"),
        QStringLiteral("host"),        QStringLiteral("hostname"),     QStringLiteral("namespace"),
        QStringLiteral("container_id")};
    return labels.contains(label);
}

/// What each dimension may be called, the likeliest first.
QStringList namesOf(Dimension dimension)
{
    switch (dimension) {
    case Dimension::Version:
        return {QStringLiteral("version"),
                QStringLiteral("service_version"),
                QStringLiteral("service.version"),
                QStringLiteral("app_version"),
                QStringLiteral("image_tag"),
                QStringLiteral("app_kubernetes_io_version"),
                QStringLiteral("destination_version")};
    case Dimension::Zone:
        return {QStringLiteral("zone"), QStringLiteral("availability_zone"),
                QStringLiteral("topology_kubernetes_io_zone"), QStringLiteral("cloud_availability_zone"),
                QStringLiteral("cloud.availability_zone")};
    case Dimension::Pod:
        return {QStringLiteral("pod"),
                QStringLiteral("pod_name"),
                QStringLiteral("k8s_pod_name"),
                QStringLiteral("kubernetes_pod_name"),
                QStringLiteral("k8s.pod.name"),
                QStringLiteral("service_instance_id"),
                QStringLiteral("service.instance.id")};
    case Dimension::Host:
        return {
            QStringLiteral("host"),          QStringLiteral("hostname"),  QStringLiteral("node"),
            QStringLiteral("node_name"),     QStringLiteral("nodename"),  QStringLiteral("host_name"),
            QStringLiteral("k8s_node_name"), QStringLiteral("host.name"), QStringLiteral("k8s.node.name")};
    case Dimension::Namespace:
        return {QStringLiteral("namespace"),
                QStringLiteral("k8s_namespace_name"),
                QStringLiteral("service_namespace"),
                QStringLiteral("kubernetes_namespace"),
                QStringLiteral("k8s.namespace.name"),
                QStringLiteral("service.namespace"),
                QStringLiteral("destination_service_namespace")};
    }
    return {};
}

struct Match
{
    qsizetype value = 0;
    qsizetype service = 0;
    Likeness likeness;
};

/// Each value to one service and each service to one value, the surest first.
std::vector<Match> matchesOf(const QStringList& values, const QStringList& services)
{
    std::vector<Match> out;
    QSet<qsizetype> usedValues;
    QSet<qsizetype> usedServices;
    // Most are the same words: what is left is compared letter by letter.
    QHash<QString, qsizetype> byName;
    for (qsizetype s = 0; s < services.size(); ++s)
        byName.insert(services[s], s);
    for (qsizetype v = 0; v < values.size(); ++v) {
        const auto same = byName.constFind(values[v]);
        if (same == byName.cend() || usedServices.contains(*same))
            continue;
        usedValues.insert(v);
        usedServices.insert(*same);
        out.push_back({v, *same, likenessOf(values[v], services[*same])});
    }
    const auto left = [](const QStringList& all, const QSet<qsizetype>& used) {
        std::vector<qsizetype> places;
        for (qsizetype i = 0; i < all.size(); ++i)
            if (!used.contains(i))
                places.push_back(i);
        return places;
    };
    const std::vector<qsizetype> leftValues = left(values, usedValues);
    const std::vector<qsizetype> leftServices = left(services, usedServices);
    if (leftValues.empty() || leftServices.empty())
        return out;
    const Affixes affixes = affixesOf(values, services);
    std::vector<Match> all;
    for (const qsizetype v : leftValues)
        for (const qsizetype s : leftServices)
            if (Likeness likeness = likenessOf(values[v], services[s], affixes);
                likeness.confidence >= surely)
                all.push_back({v, s, std::move(likeness)});
    std::stable_sort(all.begin(), all.end(), [](const Match& a, const Match& b) {
        return a.likeness.confidence > b.likeness.confidence;
    });
    for (Match& match : all) {
        if (usedValues.contains(match.value) || usedServices.contains(match.service))
            continue;
        usedValues.insert(match.value);
        usedServices.insert(match.service);
        out.push_back(std::move(match));
    }
    return out;
}

struct Candidate
{
    const Vocabulary* vocabulary = nullptr;
    QStringList values;
    std::vector<Match> matches;
    double score = 0;
};

/// Of how many services it knows the name, and of how many of its values one can say so.
double scoreOf(const Candidate& candidate, qsizetype services)
{
    double sure = 0;
    for (const Match& match : candidate.matches)
        sure += match.likeness.confidence;
    if (services == 0 || candidate.values.isEmpty())
        return 0;
    const double recall = sure / static_cast<double>(services);
    const double precision = sure / static_cast<double>(candidate.values.size());
    return recall * (0.5 + 0.5 * precision);
}

} // namespace

QString keyOf(Store store)
{
    switch (store) {
    case Store::Metrics:
        return QStringLiteral("metrics");
    case Store::Logs:
        return QStringLiteral("logs");
    case Store::Traces:
        return QStringLiteral("traces");
    }
    return {};
}

QString keyOf(Dimension dimension)
{
    switch (dimension) {
    case Dimension::Version:
        return QStringLiteral("version");
    case Dimension::Zone:
        return QStringLiteral("zone");
    case Dimension::Pod:
        return QStringLiteral("pod");
    case Dimension::Host:
        return QStringLiteral("host");
    case Dimension::Namespace:
        return QStringLiteral("namespace");
    }
    return {};
}

QString usualTagOf(Dimension dimension)
{
    switch (dimension) {
    case Dimension::Version:
        return QStringLiteral("service.version");
    case Dimension::Zone:
        return QStringLiteral("cloud.availability_zone");
    case Dimension::Pod:
        return QStringLiteral("k8s.pod.name");
    case Dimension::Host:
        return QStringLiteral("host.name");
    case Dimension::Namespace:
        return QStringLiteral("k8s.namespace.name");
    }
    return {};
}

QStringList labelsToAsk(const QStringList& labels, qsizetype atMost)
{
    QStringList out;
    for (const QString& usual : usualLabels())
        if (labels.contains(usual))
            out.append(usual);
    for (const QString& label : labels)
        if (!out.contains(label) && !isNoName(label) && !label.startsWith(u"__"))
            out.append(label);
    return out.mid(0, atMost);
}

Mapping learn(const std::vector<Vocabulary>& vocabularies, const Corrections& corrections)
{
    // Who is known for a service at all: metrics name them, then traces.
    QStringList services;
    const auto take = [&services](const QStringList& values, const Affixes& affixes) {
        for (const QString& value : values.mid(0, mostValues)) {
            if (services.contains(value))
                continue;
            const bool known = std::any_of(services.begin(), services.end(), [&](const QString& service) {
                return likenessOf(value, service, affixes).confidence >= surely;
            });
            if (!known && !value.isEmpty())
                services.append(value);
        }
    };
    for (const Store store : {Store::Metrics, Store::Traces}) {
        const QStringList before = services;
        for (const Vocabulary& vocabulary : vocabularies)
            if (vocabulary.store == store && !vocabulary.values.isEmpty())
                take(vocabulary.values,
                     vocabulary.values == before ? Affixes{} : affixesOf(vocabulary.values, before));
    }

    std::map<Store, std::vector<Candidate>> candidates;
    for (const Vocabulary& vocabulary : vocabularies) {
        if (vocabulary.values.isEmpty())
            continue;
        Candidate candidate{.vocabulary = &vocabulary, .values = vocabulary.values.mid(0, mostValues)};
        candidate.matches = matchesOf(candidate.values, services.mid(0, mostValues));
        candidate.score = scoreOf(candidate, services.size());
        candidates[vocabulary.store].push_back(std::move(candidate));
    }

    Mapping out;
    std::map<QString, Row> rows;
    for (const QString& service : services)
        rows[service].service = service;
    for (auto& [store, list] : candidates) {
        std::stable_sort(list.begin(), list.end(), [](const Candidate& a, const Candidate& b) {
            if (a.score != b.score)
                return a.score > b.score;
            const auto place = [](const Candidate& c) {
                const qsizetype i = usualLabels().indexOf(c.vocabulary->label);
                return i < 0 ? usualLabels().size() : i;
            };
            return place(a) < place(b);
        });
        for (const Candidate& candidate : list) {
            for (const Match& match : candidate.matches) {
                auto& name = rows[services[match.service]].names[static_cast<std::size_t>(store)];
                if (!name)
                    name = Name{candidate.vocabulary->label, candidate.values[match.value],
                                match.likeness.confidence, match.likeness.why};
            }
        }
        if (store != Store::Logs)
            continue;
        // Where nothing overlaps a usual label still names services; another one only selects streams.
        const Candidate& best = list.front();
        out.m_logLabel = best.vocabulary->label;
        const bool isName = best.score > 0 || usualLabels().contains(best.vocabulary->label);
        if (!isName && !services.isEmpty())
            continue;
        QSet<qsizetype> matched;
        for (const Match& match : best.matches)
            matched.insert(match.value);
        for (qsizetype v = 0; v < best.values.size(); ++v) {
            const QString& value = best.values[v];
            if (matched.contains(v) || value.isEmpty() || rows.contains(value))
                continue;
            rows[value] = {.service = value};
            rows[value].names[static_cast<std::size_t>(Store::Logs)] =
                Name{best.vocabulary->label, value, 1, QStringLiteral("only the logs know it")};
        }
    }

    if (out.m_logLabel.isEmpty()) {
        // No values are known: a label is there all the same.
        QStringList labels;
        for (const Vocabulary& vocabulary : vocabularies)
            if (vocabulary.store == Store::Logs)
                labels.append(vocabulary.label);
        const QStringList likely = labelsToAsk(labels, 1);
        out.m_logLabel = !likely.isEmpty() ? likely.front() : labels.value(0);
    }

    for (const auto& [service, fixes] : corrections.services) {
        Row& row = rows[service];
        row.service = service;
        for (const auto& [store, fix] : fixes) {
            auto& name = row.names[static_cast<std::size_t>(store)];
            if (fix.value.isEmpty()) {
                name.reset();
                continue;
            }
            QString label = fix.label;
            if (label.isEmpty())
                label = name                   ? name->label
                        : store == Store::Logs ? out.m_logLabel
                                               : QStringLiteral("service");
            name = Name{label, fix.value, 1, QStringLiteral("you said so"), true};
            // Nobody else is called so.
            for (auto it = rows.begin(); it != rows.end();) {
                auto& other = it->second.names[static_cast<std::size_t>(store)];
                if (it->first != service && other && !other->isCorrected && other->value == fix.value)
                    other.reset();
                const auto& names = it->second.names;
                const bool isLeft = std::any_of(names.begin(), names.end(),
                                                [](const auto& each) { return each.has_value(); });
                it = isLeft || it->first == service || services.contains(it->first) ? std::next(it)
                                                                                    : rows.erase(it);
            }
        }
    }
    for (auto& [service, row] : rows)
        out.m_rows.push_back(std::move(row));
    out.learnDimensions(vocabularies, corrections);
    return out;
}

void Mapping::learnDimensions(const std::vector<Vocabulary>& vocabularies, const Corrections& corrections)
{
    std::map<Store, QSet<QString>> labels;
    for (const Vocabulary& vocabulary : vocabularies)
        labels[vocabulary.store].insert(vocabulary.label);
    for (const Dimension dimension : allDimensions) {
        DimensionRow row{.dimension = dimension};
        for (const Store store : allStores)
            for (const QString& name : namesOf(dimension))
                if (row.labels[static_cast<std::size_t>(store)].isEmpty() && labels[store].contains(name))
                    row.labels[static_cast<std::size_t>(store)] = name;
        // Nobody lists the tags of traces; conventions say what they are called.
        if (auto& tag = row.labels[static_cast<std::size_t>(Store::Traces)]; tag.isEmpty())
            tag = usualTagOf(dimension);
        if (const auto it = corrections.labels.find(dimension); it != corrections.labels.end()) {
            for (const auto& [store, label] : it->second) {
                row.labels[static_cast<std::size_t>(store)] = label;
                row.isCorrected = true;
            }
        }
        m_dimensions.push_back(std::move(row));
    }
}

QStringList Mapping::services() const
{
    QStringList out;
    for (const Row& row : m_rows)
        out.append(row.service);
    return out;
}

const Row* Mapping::find(const QString& service) const
{
    const auto it = std::lower_bound(m_rows.begin(), m_rows.end(), service,
                                     [](const Row& row, const QString& name) { return row.service < name; });
    return it != m_rows.end() && it->service == service ? &*it : nullptr;
}

const Name* Mapping::nameIn(Store store, const QString& service) const
{
    const Row* row = find(service);
    return row && row->in(store) ? &*row->in(store) : nullptr;
}

QString Mapping::serviceOf(Store store, const QString& value) const
{
    for (const Row& row : m_rows)
        if (row.in(store) && row.in(store)->value == value)
            return row.service;
    return value;
}

QString Mapping::serviceOf(Store store, const LabelSet& labels) const
{
    for (const Row& row : m_rows)
        if (const auto& name = row.in(store); name && labels.value(name->label) == name->value)
            return row.service;
    QStringList names = usualLabels();
    if (!m_logLabel.isEmpty())
        names.prepend(m_logLabel);
    names.append({QStringLiteral("destination_service_name"), QStringLiteral("exported_job"),
                  QStringLiteral("application")});
    for (const QString& label : names) {
        const QString value = labels.value(label);
        if (value.isEmpty())
            continue;
        if (find(value))
            return value;
        for (const Row& row : m_rows)
            if (likenessOf(value, row.service).confidence >= surely)
                return row.service;
    }
    return {};
}

QString Mapping::labelIn(Store to, const QString& label) const
{
    for (const DimensionRow& row : m_dimensions) {
        const bool isIt = namesOf(row.dimension).contains(label) ||
                          std::find(row.labels.begin(), row.labels.end(), label) != row.labels.end();
        if (isIt)
            return row.in(to);
    }
    return {};
}

Mapping::LogNames Mapping::logNames(const QStringList& services) const
{
    LogNames out{.label = m_logLabel};
    std::map<QString, QStringList> byLabel;
    std::map<QString, QStringList> asked;
    for (const QString& service : services) {
        const Name* name = nameIn(Store::Logs, service);
        // Who is not known here may still be called so: the person named it.
        const QString label = name ? name->label : find(service) ? QString() : m_logLabel;
        byLabel[label].append(name ? name->value : service);
        asked[label].append(service);
    }
    QString chosen = m_logLabel;
    if (!byLabel.contains(chosen))
        for (const auto& [label, values] : byLabel)
            if (!label.isEmpty() && (!byLabel.contains(chosen) || byLabel[chosen].size() < values.size()))
                chosen = label;
    for (const auto& [label, names] : asked)
        if (label != chosen || label.isEmpty())
            out.missing.append(names);
    if (!chosen.isEmpty() && byLabel.contains(chosen)) {
        out.label = chosen;
        out.values = byLabel[chosen];
    }
    return out;
}

} // namespace signalbox::mapping
