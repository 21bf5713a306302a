// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/golden/requestfinder.h"

#include <QRegularExpression>

#include <algorithm>
#include <map>
#include <tuple>

namespace signalbox::golden {

namespace {

const QString bucketSuffix = QStringLiteral("_bucket");
const QString countSuffix = QStringLiteral("_count");

double secondsOf(const QString& metric, const RequestConvention& convention)
{
    const auto endsWithAny = [&metric](std::initializer_list<QLatin1String> ends) {
        return std::any_of(ends.begin(), ends.end(), [&metric](auto end) { return metric.endsWith(end); });
    };
    if (convention.milliseconds.contains(metric) ||
        endsWithAny({QLatin1String("_milliseconds"), QLatin1String("_millis"), QLatin1String("_ms")}))
        return 1e-3;
    return endsWithAny({QLatin1String("_microseconds"), QLatin1String("_us")}) ? 1e-6 : 1;
}

/// The labels that a list of matchers speaks of.
QStringList labelsIn(const QString& matchers)
{
    static const QRegularExpression matcher(
        QStringLiteral("([a-zA-Z_][a-zA-Z0-9_]*)\\s*(?:=~|!~|!=|=)\\s*\"(?:[^\"\\\\]|\\\\.)*\""));
    QStringList out;
    for (auto it = matcher.globalMatch(matchers); it.hasNext();)
        out += it.next().captured(1);
    return out;
}

/// One metric that could give a signal, and the services that wear it.
struct Candidate
{
    DurationKind kind = DurationKind::None;
    QString base; ///< of durations
    QString series;
    QString serviceLabel;
    QStringList services;
    QSet<QString> wearers; ///< the same, to ask
};

/// Where one source stands among the candidates; -1 is none. Their order is the convention's.
struct Pair
{
    int durations = -1;
    int counter = -1;
    QString serviceLabel;
    auto operator<=>(const Pair& other) const
    {
        // What has no durations goes behind what has.
        const auto key = [](const Pair& p) {
            return std::tuple(p.durations < 0, p.durations, p.counter < 0, p.counter);
        };
        return key(*this) == key(other) ? serviceLabel.compare(other.serviceLabel) <=> 0
                                        : key(*this) <=> key(other);
    }
};

} // namespace

QString Lookup::firstHere(const QStringList& metrics) const
{
    const auto it = std::find_if(metrics.begin(), metrics.end(), [this](const QString& m) { return has(m); });
    return it == metrics.end() ? QString() : *it;
}

QString Lookup::serviceLabel(const QString& convention, const QStringList& candidates,
                             const QString& metric) const
{
    const auto corrected = corrections.serviceLabels.find(convention);
    return corrected != corrections.serviceLabels.end() ? corrected->second
                                                        : firstOf(candidates, labelsOf(metric));
}

namespace {

class RequestFinder
{
public:
    RequestFinder(const RequestConvention& convention, const Lookup& lookup, Discovery& out)
        : m_convention(convention)
        , m_lookup(lookup)
        , m_out(out)
    {
    }

    void find()
    {
        findDurations();
        findCounters();
        std::map<Pair, QStringList> pairs;
        QSet<std::pair<QString, QString>> seen; // label and value
        for (const auto* candidates : {&m_durations, &m_counters})
            for (const Candidate& candidate : *candidates)
                for (const QString& service : candidate.services) {
                    const std::pair place(candidate.serviceLabel, service);
                    if (seen.contains(place))
                        continue;
                    seen.insert(place);
                    pairs[pairOf(candidate.serviceLabel, service)] += service;
                }
        for (const auto& [pair, services] : pairs)
            add(pair, services);
    }

private:
    void findDurations();
    void findCounters();
    void take(std::vector<Candidate>& into, DurationKind kind, const QString& base, const QString& series);
    [[nodiscard]] bool isNative(const QString& base) const;
    [[nodiscard]] QString statusLabelOf(const QString& series) const;
    [[nodiscard]] Pair pairOf(const QString& label, const QString& service) const;
    void add(const Pair& pair, const QStringList& services);

    const RequestConvention& m_convention;
    const Lookup& m_lookup;
    Discovery& m_out;
    std::vector<Candidate> m_durations;
    std::vector<Candidate> m_counters;
};

/// A native histogram is one series without suffix. Where the server hides the kinds of its metrics, it is
/// what is neither counted apart (a summary, a timer) nor cut into quantiles.
bool RequestFinder::isNative(const QString& base) const
{
    if (!m_lookup.has(base))
        return false;
    if (m_lookup.inventory.types.contains(base))
        return m_lookup.inventory.types.value(base) == QLatin1String("histogram");
    return m_lookup.inventory.types.isEmpty() && !m_lookup.has(base + countSuffix) &&
           !m_lookup.labelsOf(base).contains(QLatin1String("quantile"));
}

void RequestFinder::take(std::vector<Candidate>& into, DurationKind kind, const QString& base,
                         const QString& series)
{
    const QStringList labels = m_lookup.labelsOf(series);
    if (labels.isEmpty()) {
        m_out.remarks += QStringLiteral("%1 is there, but the server did not tell its labels.").arg(series);
        return;
    }
    const QString label = m_lookup.serviceLabel(m_convention.id, m_convention.serviceLabels, series);
    const QStringList services = label.isEmpty() ? QStringList() : m_lookup.servicesOf(series);
    if (services.isEmpty()) {
        m_out.remarks +=
            QStringLiteral("%1 is there, but none of its labels names a service (looked for %2).")
                .arg(series, m_convention.serviceLabels.join(QStringLiteral(", ")));
        return;
    }
    into.push_back({.kind = kind,
                    .base = base,
                    .series = series,
                    .serviceLabel = label,
                    .services = services,
                    .wearers = QSet<QString>(services.begin(), services.end())});
}

void RequestFinder::findDurations()
{
    for (const QString& base : m_convention.histograms) {
        if (m_lookup.has(base + bucketSuffix))
            take(m_durations, DurationKind::Classic, base, base + bucketSuffix);
        if (isNative(base))
            take(m_durations, DurationKind::Native, base, base);
    }
    for (const QString& base : m_convention.summaries)
        if (m_lookup.has(base) && m_lookup.labelsOf(base).contains(QLatin1String("quantile")))
            take(m_durations, DurationKind::Summary, base, base);
}

void RequestFinder::findCounters()
{
    for (const QString& counter : m_convention.counters)
        if (m_lookup.has(counter))
            take(m_counters, DurationKind::None, {}, counter);
    // What measures durations counts them too, and some (a plain timer of Micrometer) do nothing else.
    QStringList bases = m_convention.histograms + m_convention.summaries;
    bases.removeDuplicates();
    for (const QString& base : bases) {
        if (m_lookup.has(base + countSuffix))
            take(m_counters, DurationKind::None, base, base + countSuffix);
        if (isNative(base) && m_convention.histograms.contains(base))
            take(m_counters, DurationKind::Native, base, base);
    }
}

QString RequestFinder::statusLabelOf(const QString& series) const
{
    const QString label = firstOf(m_convention.statusLabels, m_lookup.labelsOf(series));
    // An error label is only there once something has failed.
    return label.isEmpty() && m_convention.status == StatusKind::ErrorLabel
               ? m_convention.statusLabels.value(0)
               : label;
}

/// The first durations that the service has, and the best that counts its requests: what tells failures
/// apart goes first, then the convention's own counter, then the count of those durations.
Pair RequestFinder::pairOf(const QString& label, const QString& service) const
{
    const auto wears = [&](const Candidate& candidate) {
        return candidate.serviceLabel == label && candidate.wearers.contains(service);
    };
    Pair out{.serviceLabel = label};
    const auto durations = std::find_if(m_durations.begin(), m_durations.end(), wears);
    if (durations != m_durations.end())
        out.durations = static_cast<int>(durations - m_durations.begin());
    std::tuple<bool, bool, bool> best;
    for (std::size_t i = 0; i < m_counters.size(); ++i) {
        const Candidate& counter = m_counters[i];
        const bool isOfPair = durations != m_durations.end() && durations->base == counter.base;
        const bool isNeighbour = isOfPair && durations->kind == counter.kind;
        if (!wears(counter) || (counter.kind == DurationKind::Native && !isNeighbour))
            continue;
        const std::tuple value(!statusLabelOf(counter.series).isEmpty(), counter.base.isEmpty(), isOfPair);
        if (out.counter < 0 || value > best) {
            out.counter = static_cast<int>(i);
            best = value;
        }
    }
    return out;
}

void RequestFinder::add(const Pair& pair, const QStringList& services)
{
    const Candidate* durations =
        pair.durations < 0 ? nullptr : &m_durations[static_cast<std::size_t>(pair.durations)];
    const Candidate* counter =
        pair.counter < 0 ? nullptr : &m_counters[static_cast<std::size_t>(pair.counter)];
    RequestSource source{.convention = m_convention.id,
                         .title = m_convention.title,
                         .priority = m_convention.priority,
                         .serviceLabel = pair.serviceLabel,
                         .services = services,
                         .namesServices = !m_convention.onlyKnown};
    if (durations) {
        source.durations = durations->kind;
        source.histogram = durations->base;
        source.toSeconds = secondsOf(durations->base, m_convention);
    }
    source.labels = m_lookup.labelsOf(counter ? counter->series : durations->series);
    if (counter) {
        source.counter = counter->series;
        source.statusLabel = statusLabelOf(counter->series);
    }
    // A condition on a label that is not there would find nothing.
    const QStringList matched = labelsIn(m_convention.matchers);
    const bool areWorn = std::all_of(matched.begin(), matched.end(), [&](const QString& label) {
        return source.labels.contains(label) &&
               (!durations || m_lookup.labelsOf(durations->series).contains(label));
    });
    if (areWorn)
        source.matchers = m_convention.matchers;
    if (!source.statusLabel.isEmpty())
        source.status = m_convention.status;
    source.histogramHasStatus =
        durations && source.status != StatusKind::None &&
        (m_lookup.labelsOf(durations->series).contains(source.statusLabel) ||
         (m_convention.status == StatusKind::ErrorLabel && counter && counter->base == durations->base));
    for (const QString& label : m_convention.operationLabels)
        if (source.labels.contains(label))
            source.operationLabels += label;
    m_out.requests.push_back(std::move(source));
}

} // namespace

void findRequests(const RequestConvention& convention, const Lookup& lookup, Discovery& out)
{
    RequestFinder(convention, lookup, out).find();
}

} // namespace signalbox::golden
