// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/servicecharts.h"

#include "models/chart/baseline.h"
#include "models/chart/marks.h"
#include "models/chart/valuetext.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace signalbox::app {

using chart::ChartData;
using chart::LineRole;
using chart::Unit;
using golden::Signal;

namespace {

constexpr std::size_t mostResources = 6;
constexpr std::int64_t mostExemplars = 40;

QString tr(const char* text)
{
    return QCoreApplication::translate("ServiceCharts", text);
}

ChartData frameOf(Signal signal, const ServiceAnswers& answers)
{
    ChartData out;
    switch (signal) {
    case Signal::Latency:
        out.title = tr("Latency");
        out.unitWords = tr("seconds");
        out.unit = Unit::Seconds;
        break;
    case Signal::Traffic:
        out.title = tr("Traffic");
        out.unitWords = tr("requests per second");
        out.unit = Unit::PerSecond;
        break;
    case Signal::Errors:
        out.title = tr("Errors");
        out.unitWords = tr("share of requests");
        out.unit = Unit::Ratio;
        break;
    case Signal::Saturation:
        out.title = tr("Saturation");
        out.unitWords = tr("share used");
        out.unit = Unit::Ratio;
        break;
    }
    out.range = answers.range;
    out.step = answers.step;
    if (answers.range.end >= answers.now - answers.step)
        out.fillingFrom = std::min(answers.range.end, answers.now) - answers.step;
    out.knownTo = std::min(answers.range.end, answers.now);
    return out;
}

double highestOf(const Series& series)
{
    double highest = -1;
    for (const double value : series.values)
        if (std::isfinite(value))
            highest = std::max(highest, value);
    return highest;
}

void addBand(ChartData& out, const ServiceAnswers::Line& line, const ServiceAnswers& answers)
{
    std::vector<chart::EarlierDay> days;
    for (std::size_t d = 0; d < line.days.size(); ++d)
        if (line.days[d] && !line.days[d]->empty())
            days.push_back({&line.days[d]->front(), std::chrono::hours(24 * (static_cast<int>(d) + 1))});
    chart::Baseline baseline = chart::baselineOf(days, answers.range, answers.baselineStep);
    if (baseline.isKnown())
        out.band = std::move(baseline.band);
}

/// The chart's line over the points of a shared answer: the answer lives as long as the line.
std::shared_ptr<const Series> shared(const ServiceAnswers::SeriesPtr& all, std::size_t index)
{
    return {all, &(*all)[index]};
}

void addLines(ChartData& out, Signal signal, const ServiceAnswers& answers)
{
    struct Resource
    {
        const ServiceAnswers::Line* line;
        double highest;
    };
    std::vector<Resource> resources;
    for (const ServiceAnswers::Line& line : answers.lines) {
        if (line.query.signal != signal || !line.series || line.series->empty())
            continue;
        if (signal == Signal::Saturation) {
            resources.push_back({&line, highestOf(line.series->front())});
            continue;
        }
        out.lines.push_back({.name = line.query.name,
                             .role = line.query.role,
                             .dashed = line.query.dashed,
                             .series = shared(line.series, 0)});
        if (hasBaseline(line.query, false))
            addBand(out, line, answers);
    }
    if (resources.empty())
        return;
    // Shares and counts have no axis in common: shares go first.
    const bool shares = std::any_of(resources.begin(), resources.end(),
                                    [](const Resource& r) { return r.line->query.unit == Unit::Ratio; });
    QStringList left;
    std::erase_if(resources, [&](const Resource& r) {
        if ((r.line->query.unit == Unit::Ratio) == shares)
            return false;
        left += r.line->query.name;
        return true;
    });
    if (!shares) {
        out.unit = resources.front().line->query.unit;
        out.unitWords = resources.front().line->query.name;
    }
    std::stable_sort(resources.begin(), resources.end(),
                     [](const Resource& a, const Resource& b) { return a.highest > b.highest; });
    for (std::size_t i = mostResources; i < resources.size(); ++i)
        left += resources[i].line->query.name;
    resources.resize(std::min(resources.size(), mostResources));
    int slot = 0;
    for (const Resource& resource : resources)
        out.lines.push_back({.name = resource.line->query.name,
                             .role = LineRole::Series,
                             .slot = slot++,
                             .series = shared(resource.line->series, 0)});
    addBand(out, *resources.front().line, answers);
    out.moreLines = static_cast<int>(left.size());
    if (!left.isEmpty())
        out.moreText = tr("and %1").arg(left.join(QStringLiteral(", ")));
}

/// The slowest of each slice of the range, among those that the lines leave room for: dots all over the top
/// edge would say nothing.
void addExemplars(ServiceCharts& out, const ServiceAnswers& answers)
{
    ChartData& latency = out.bySignal[static_cast<std::size_t>(Signal::Latency)];
    double highest = 0;
    for (const chart::Line& line : latency.lines)
        highest = std::max(highest, highestOf(*line.series));
    std::map<std::int64_t, chart::ExemplarDot> slices;
    const std::int64_t slice = std::max<std::int64_t>(answers.range.length().count() / mostExemplars, 1);
    for (const ExemplarSeries& series : answers.exemplars)
        for (const Exemplar& exemplar : series.exemplars) {
            const TraceId trace = traceIdOf(exemplar);
            if (trace.isNull() || !answers.range.contains(exemplar.at))
                continue;
            ++out.exemplarsAll;
            if (!(exemplar.value <= highest))
                continue;
            chart::ExemplarDot& kept = slices[(exemplar.at - answers.range.start).count() / slice];
            if (kept.trace.isNull() || exemplar.value > kept.value)
                kept = {
                    .at = exemplar.at, .value = exemplar.value, .trace = trace, .labels = exemplar.labels};
        }
    for (auto& [at, dot] : slices)
        latency.exemplars.push_back(std::move(dot));
    out.exemplarsShown = static_cast<int>(latency.exemplars.size());
}

} // namespace

bool hasBaseline(const golden::DashboardQuery& query, bool firstOfSaturation)
{
    switch (query.signal) {
    case Signal::Latency:
        return query.role == LineRole::P99;
    case Signal::Traffic:
        return query.role == LineRole::Total;
    case Signal::Errors:
        return query.role == LineRole::ServerError;
    case Signal::Saturation:
        return firstOfSaturation;
    }
    return false;
}

ServiceCharts chartsOf(const ServiceAnswers& answers)
{
    ServiceCharts out;
    std::vector<chart::Mark> marks;
    if (answers.versions)
        marks = chart::deployMarks(*answers.versions, answers.step);
    std::vector<chart::AlertSpan> spans;
    if (answers.alerts) {
        std::vector<Series> concerned;
        for (const Series& series : *answers.alerts)
            if (chart::concerns(series.labels, answers.service))
                concerned.push_back(series);
        spans = chart::alertSpans(concerned, answers.step, std::min(answers.range.end, answers.now));
    }
    for (chart::Mark& mark : chart::alertMarks(spans, answers.range.start))
        marks.push_back(std::move(mark));
    for (const Signal signal : golden::allSignals) {
        ChartData data = frameOf(signal, answers);
        addLines(data, signal, answers);
        data.marks = marks;
        data.alerts = spans;
        const auto target = answers.targets.find({answers.service, signal});
        if (target != answers.targets.end())
            data.thresholds.push_back(
                {tr("SLO %1").arg(chart::text(target->second, data.unit)), target->second});
        out.bySignal[static_cast<std::size_t>(signal)] = std::move(data);
    }
    addExemplars(out, answers);
    return out;
}

} // namespace signalbox::app
