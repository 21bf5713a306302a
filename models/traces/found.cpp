// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traces/found.h"

#include <QHash>

#include <algorithm>
#include <cmath>

namespace signalbox::traces {

namespace {

Duration quantile(std::vector<Duration> durations, double q)
{
    if (durations.empty())
        return Duration::zero();
    std::sort(durations.begin(), durations.end());
    const double place = q * static_cast<double>(durations.size() - 1);
    const auto low = static_cast<std::size_t>(place);
    const std::size_t high = std::min(low + 1, durations.size() - 1);
    const double part = place - static_cast<double>(low);
    return durations[low] + Duration(static_cast<std::int64_t>(
                                part * static_cast<double>((durations[high] - durations[low]).count())));
}

} // namespace

Duration slowLimit(const std::vector<TraceSummary>& traces)
{
    std::vector<Duration> durations;
    for (const TraceSummary& trace : traces)
        durations.push_back(trace.duration);
    return quantile(std::move(durations), 0.99);
}

bool keeps(const FoundFilter& filter, const TraceSummary& trace, Duration slow)
{
    if (filter.quick == FoundFilter::Quick::Failed && trace.errors == 0)
        return false;
    if (filter.quick == FoundFilter::Quick::Slow && trace.duration <= slow)
        return false;
    return filter.service.isEmpty() ||
           std::any_of(trace.services.begin(), trace.services.end(),
                       [&filter](const ServiceCount& count) { return count.name == filter.service; });
}

QStringList servicesIn(const std::vector<TraceSummary>& traces)
{
    QStringList names;
    for (const TraceSummary& trace : traces)
        for (const ServiceCount& count : trace.services)
            names.append(count.name);
    names.sort();
    names.removeDuplicates();
    return names;
}

Result<TagPairs> parseTags(QStringView text)
{
    TagPairs pairs;
    const auto fail = [](const QString& what) {
        return failure({.kind = ErrorKind::Invalid, .what = what, .detail = {}});
    };
    qsizetype at = 0;
    const auto skip = [&] {
        while (at < text.size() && (text[at].isSpace() || text[at] == u','))
            ++at;
    };
    for (skip(); at < text.size(); skip()) {
        const qsizetype start = at;
        while (at < text.size() && text[at] != u'=' && !text[at].isSpace())
            ++at;
        const QString key = text.sliced(start, at - start).toString();
        if (at >= text.size() || text[at] != u'=' || key.isEmpty())
            return fail(
                QStringLiteral("\"%1\" is no tag: write name=value.").arg(cleaned(QStringView(key), 40)));
        ++at;
        QString value;
        if (at < text.size() && text[at] == u'"') {
            ++at;
            bool closed = false;
            for (; at < text.size() && !closed; ++at) {
                if (text[at] == u'"')
                    closed = true;
                else if (text[at] == u'\\' && at + 1 < text.size())
                    value += text[++at];
                else
                    value += text[at];
            }
            if (!closed)
                return fail(QStringLiteral("The value of \"%1\" has no closing quote.")
                                .arg(cleaned(QStringView(key), 40)));
        } else {
            const qsizetype from = at;
            while (at < text.size() && !text[at].isSpace())
                ++at;
            value = text.sliced(from, at - from).toString();
            if (value.endsWith(u',')) // between two pairs
                value.chop(1);
        }
        pairs.emplace_back(key, value);
    }
    return pairs;
}

QString tagText(const QString& key, const QString& value)
{
    const bool isPlain = !value.isEmpty() && std::none_of(value.begin(), value.end(), [](QChar c) {
        return c.isSpace() || c == u'"' || c == u'\\' || c == u',';
    });
    if (isPlain)
        return key + u'=' + value;
    QString quoted = value;
    quoted.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
    return key + QStringLiteral("=\"") + quoted + u'"';
}

Cohorts cohortsOf(const std::vector<TraceSummary>& traces, std::size_t mostOdd, std::size_t mostNormal)
{
    // Within one root only: other requests differ in everything.
    QHash<QString, std::vector<const TraceSummary*>> byRoot;
    for (const TraceSummary& trace : traces)
        if (!trace.rootOperation.isEmpty())
            byRoot[trace.rootService + u' ' + trace.rootOperation].push_back(&trace);
    Cohorts best;
    std::size_t bestWeight = 0;
    for (auto it = byRoot.cbegin(); it != byRoot.cend(); ++it) {
        Cohorts made{.root = it.key()};
        std::vector<Duration> durations;
        std::size_t failed = 0;
        for (const TraceSummary* trace : it.value()) {
            durations.push_back(trace->duration);
            failed += trace->errors > 0 ? 1 : 0;
        }
        made.byErrors = failed >= 2 && failed < it.value().size();
        const Duration slow = quantile(durations, 0.9);
        const Duration usual = quantile(durations, 0.6);
        std::vector<const TraceSummary*> sorted = it.value();
        std::sort(sorted.begin(), sorted.end(), [](const TraceSummary* a, const TraceSummary* b) {
            return a->duration != b->duration ? a->duration > b->duration : a->id < b->id;
        });
        for (const TraceSummary* trace : sorted) {
            const bool isOdd = made.byErrors ? trace->errors > 0 : trace->duration > slow;
            if (isOdd && made.odd.size() < mostOdd)
                made.odd.push_back(trace->id);
            else if (!isOdd && trace->errors == 0 && (made.byErrors || trace->duration <= usual) &&
                     made.normal.size() < mostNormal)
                made.normal.push_back(trace->id);
        }
        const std::size_t weight = std::min(made.odd.size(), made.normal.size());
        if (weight > bestWeight || (weight == bestWeight && weight > 0 && made.root < best.root)) {
            bestWeight = weight;
            best = std::move(made);
        }
    }
    return best;
}

} // namespace signalbox::traces
