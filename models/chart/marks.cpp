// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/chart/marks.h"

#include "models/base/error.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

namespace signalbox::chart {

namespace {

constexpr std::size_t mostMarks = 30;
constexpr std::size_t mostSpans = 50;
constexpr int labelChars = 60;

int gravity(const LabelSet& alert)
{
    const QString severity = alert.value(u"severity").toLower();
    if (severity == QLatin1String("critical") || severity == QLatin1String("page"))
        return 2;
    return severity == QLatin1String("warning") ? 1 : 0;
}

QString shortVersion(const QString& version)
{
    // Of an image only the tag tells the version.
    const qsizetype colon = version.lastIndexOf(u':');
    const QString tag = version.contains(u'/') && colon > 0 ? version.mid(colon + 1) : version;
    return tag.startsWith(u'v') || !tag.at(0).isDigit() ? tag : u'v' + tag;
}

struct Run
{
    std::int64_t from = 0;
    std::int64_t to = 0;
};

/// Stretches without a gap of more than two steps.
std::vector<Run> runsOf(const std::vector<std::int64_t>& times, Duration step)
{
    std::vector<Run> runs;
    const std::int64_t bridged = 3 * std::max<std::int64_t>(step.count(), 1);
    for (const std::int64_t at : times) {
        if (!runs.empty() && at - runs.back().to <= bridged)
            runs.back().to = std::max(runs.back().to, at);
        else
            runs.push_back({at, at});
    }
    return runs;
}

} // namespace

std::vector<Mark> deployMarks(const std::vector<Series>& versions, Duration step)
{
    std::map<QString, std::map<QString, std::vector<Run>>> services;
    {
        std::map<QString, std::map<QString, std::set<std::int64_t>>> seen;
        for (const Series& series : versions)
            if (!series.labels.value(u"version").isEmpty())
                seen[series.labels.value(u"service")][series.labels.value(u"version")].insert(
                    series.times.begin(), series.times.end());
        for (const auto& [service, byVersion] : seen)
            for (const auto& [version, times] : byVersion)
                if (!times.empty())
                    services[service][version] = runsOf({times.begin(), times.end()}, step);
    }
    std::vector<Mark> marks;
    for (const auto& [service, byVersion] : services) {
        const auto mark = [&marks, &name = service](MarkKind kind, std::int64_t at, const QString& version) {
            marks.push_back({.kind = kind,
                             .at = Instant{at},
                             .label = cleaned(QStringView(name + u' ' + shortVersion(version)), labelChars)});
        };
        // What was there when the service was first seen was not deployed then.
        std::int64_t born = std::numeric_limits<std::int64_t>::max();
        for (const auto& [version, runs] : byVersion)
            born = std::min(born, runs.front().from);
        for (const auto& [version, runs] : byVersion) {
            for (std::size_t i = 0; i < runs.size(); ++i) {
                if (runs[i].from > born)
                    mark(i > 0 ? MarkKind::Rollback : MarkKind::Deploy, runs[i].from, version);
                // A try that was taken back while the former version never left: its end is the rollback.
                for (const auto& [other, otherRuns] : byVersion)
                    for (const Run& whole : otherRuns)
                        if (runs[i].from > born && whole.from < runs[i].from &&
                            whole.to > runs[i].to + 2 * step.count())
                            mark(MarkKind::Rollback, runs[i].to, other);
            }
        }
    }
    std::sort(marks.begin(), marks.end(),
              [](const Mark& a, const Mark& b) { return a.at != b.at ? a.at < b.at : a.label < b.label; });
    if (marks.size() > mostMarks)
        marks.erase(marks.begin(), marks.end() - static_cast<std::ptrdiff_t>(mostMarks));
    return marks;
}

std::vector<AlertSpan> alertSpans(const std::vector<Series>& alerts, Duration step, Instant end)
{
    struct Named
    {
        std::vector<std::int64_t> times;
        int gravity = 0;
    };
    std::map<QString, Named> byName;
    for (const Series& series : alerts) {
        Named& named = byName[series.labels.value(u"alertname")];
        named.gravity = std::max(named.gravity, gravity(series.labels));
        named.times.insert(named.times.end(), series.times.begin(), series.times.end());
    }
    std::vector<std::pair<int, AlertSpan>> graded;
    for (auto& [name, named] : byName) {
        std::sort(named.times.begin(), named.times.end());
        for (const Run& run : runsOf(named.times, step))
            graded.emplace_back(
                named.gravity,
                AlertSpan{.range = {Instant{run.from}, Instant{run.to}},
                          .label = cleaned(QStringView(name), labelChars),
                          .open = end.ns - run.to <= 3 * std::max<std::int64_t>(step.count(), 1)});
    }
    std::stable_sort(graded.begin(), graded.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : a.second.range.length() > b.second.range.length();
    });
    if (graded.size() > mostSpans)
        graded.resize(mostSpans);
    std::vector<AlertSpan> spans;
    for (auto& [grade, span] : graded)
        spans.push_back(std::move(span));
    std::sort(spans.begin(), spans.end(), [](const AlertSpan& a, const AlertSpan& b) {
        return a.range.start != b.range.start ? a.range.start < b.range.start : a.label < b.label;
    });
    return spans;
}

std::vector<Mark> alertMarks(const std::vector<AlertSpan>& spans, Instant rangeStart)
{
    std::vector<Mark> marks;
    std::set<QString> seen;
    for (const AlertSpan& span : spans)
        if (span.range.start > rangeStart && seen.insert(span.label).second)
            marks.push_back({.kind = MarkKind::Alert, .at = span.range.start, .label = span.label});
    return marks;
}

bool concerns(const LabelSet& alert, const QString& service)
{
    for (const auto name : {u"service", u"service_name", u"app", u"application", u"job", u"exported_job",
                            u"container", u"destination_service_name"}) {
        const QString value = alert.value(name);
        if (value == service || (name == QStringView(u"job") && value.endsWith(u'/' + service)))
            return true;
    }
    return false;
}

} // namespace signalbox::chart
