// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/metrics.h"

#include "app/backends.h"
#include "app/cli/table.h"
#include "app/cli/text.h"
#include "connectors/loki/client.h"
#include "connectors/prometheus/client.h"

#include <algorithm>
#include <cmath>

namespace signalbox::cli {

namespace {

using profile::BackendKind;

/// For servers that we must tell the step: about as many points as a terminal is wide.
Duration stepFor(const Interval& range)
{
    using std::chrono::seconds;
    return std::max<Duration>(seconds(1), std::chrono::ceil<seconds>(range.length() / 240));
}

QString numberText(double value)
{
    if (std::isnan(value))
        return QStringLiteral("NaN");
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("+Inf") : QStringLiteral("-Inf");
    return QString::number(value, 'g', 6);
}

QStringList partialWarnings(std::int64_t badEntries, const QString& firstBad)
{
    if (badEntries == 0)
        return {};
    return {QStringLiteral("%1 entries could not be read and were left out; the first: %2")
                .arg(badEntries)
                .arg(firstBad)};
}

} // namespace

Json toJson(const Series& series)
{
    Json points = Json::array();
    for (std::size_t i = 0; i < series.times.size(); ++i)
        points.push_back({std::to_string(series.times[i]), numberJson(series.values[i])});
    Json made;
    made["labels"] = toJson(series.labels);
    made["points"] = std::move(points);
    if (!series.histograms.empty()) {
        Json histograms = Json::array();
        for (const HistogramPoint& point : series.histograms) {
            Json buckets = Json::array();
            for (const HistogramBucket& bucket : point.buckets) {
                buckets.push_back({static_cast<int>(bucket.rule), numberJson(bucket.lower),
                                   numberJson(bucket.upper), numberJson(bucket.count)});
            }
            histograms.push_back({{"time", toJson(point.at)},
                                  {"count", numberJson(point.count)},
                                  {"sum", numberJson(point.sum)},
                                  {"buckets", std::move(buckets)}});
        }
        made["histograms"] = std::move(histograms);
    }
    return made;
}

QString seriesTable(const std::vector<Series>& series, std::optional<int> width)
{
    Table table({{.heading = QStringLiteral("POINTS"), .rightAligned = true},
                 {.heading = QStringLiteral("MIN"), .rightAligned = true},
                 {.heading = QStringLiteral("MAX"), .rightAligned = true},
                 {.heading = QStringLiteral("LAST"), .rightAligned = true},
                 {.heading = QStringLiteral("LAST AT")},
                 {.heading = QStringLiteral("SERIES")}});
    for (const Series& one : series) {
        double least = std::numeric_limits<double>::quiet_NaN();
        double most = least;
        for (const double value : one.values) {
            least = std::fmin(least, value);
            most = std::fmax(most, value);
        }
        const bool hasFloats = !one.times.empty();
        const QString dash = QStringLiteral("-");
        const Instant last = hasFloats                ? Instant{one.times.back()}
                             : one.histograms.empty() ? Instant{}
                                                      : one.histograms.back().at;
        table.addRow({QString::number(one.pointCount()), hasFloats ? numberText(least) : dash,
                      hasFloats ? numberText(most) : dash,
                      hasFloats                ? numberText(one.values.back())
                      : one.histograms.empty() ? dash
                                               : QStringLiteral("histogram"),
                      one.isEmpty() ? dash : timeText(last), one.labels.toString()});
    }
    return table.render(width);
}

MetricsCommand::MetricsCommand(const Context& context, MetricsOptions options, QObject* parent)
    : Command(context, parent)
    , m_options(std::move(options))
{
}

void MetricsCommand::start()
{
    std::vector<BackendKind> kinds{BackendKind::Prometheus};
    if (!common().backend.isEmpty())
        kinds.push_back(BackendKind::Loki);
    const auto chosen = backends().choose(kinds, common().backend);
    if (!chosen) {
        fail(chosen.error(), WrongUsage);
        return;
    }
    if (loki::Client* client = (*chosen)->loki.get()) {
        const loki::Range range{.start = m_options.range.start, .end = m_options.range.end};
        const Duration step = m_options.step.value_or(stepFor(m_options.range));
        whenReady(client->metricRange(m_options.query, range, step), this,
                  [this](const Result<loki::MetricPage>& page) {
                      if (page)
                          show(page->series, page->notes.warnings + partialWarnings(page->notes.badEntries,
                                                                                    page->notes.firstBad));
                      else
                          fail(page.error());
                  });
        return;
    }
    whenReady((*chosen)->prometheus->range({.expr = m_options.query,
                                            .start = m_options.range.start,
                                            .end = m_options.range.end,
                                            .step = m_options.step,
                                            // Who names the step counts from --from on.
                                            .fromStart = m_options.step.has_value(),
                                            .supersedeKey = {}}),
              this, [this](const Result<prometheus::RangeAnswer>& answer) {
                  if (answer)
                      show(answer->series,
                           answer->notes.warnings + answer->notes.infos +
                               partialWarnings(answer->notes.badEntries, answer->notes.firstBadEntry));
                  else
                      fail(answer.error());
              });
}

void MetricsCommand::show(const std::vector<Series>& series, const QStringList& warnings)
{
    if (common().json) {
        // Series by series: the whole of a long answer as JSON would be many times its size.
        output().write(QByteArrayLiteral("{\"series\":["));
        for (std::size_t i = 0; i < series.size(); ++i)
            output().write((i > 0 ? QByteArrayLiteral(",") : QByteArray()) + dumped(toJson(series[i])));
        output().write(QByteArrayLiteral("],\"warnings\":") + dumped(toJson(warnings)) +
                       QByteArrayLiteral("}\n"));
    } else if (series.empty()) {
        output().write(QStringLiteral("No series from %1 to %2.\n")
                           .arg(m_options.range.start.toRfc3339(), m_options.range.end.toRfc3339()));
    } else {
        output().write(seriesTable(series, output().width()));
    }
    for (const QString& warning : warnings)
        output().say(warning);
    finish(Done);
}

} // namespace signalbox::cli
