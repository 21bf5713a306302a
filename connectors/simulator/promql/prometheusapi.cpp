// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/prometheusapi.h"

#include "connectors/simulator/promql/labels.h"
#include "connectors/simulator/promql/parser.h"
#include "connectors/simulator/promql/prometheusreply.h"

#include <algorithm>

namespace signalbox::simulator::promql {

namespace {

constexpr std::int64_t maxPoints = 11'000;

const QString& apiPrefix()
{
    static const QString prefix = QStringLiteral("/api/v1/");
    return prefix;
}

/// POST is taken where a query may be too long for a URL.
bool takesPost(const QString& endpoint)
{
    static const QStringList names{QStringLiteral("query"),           QStringLiteral("query_range"),
                                   QStringLiteral("query_exemplars"), QStringLiteral("format_query"),
                                   QStringLiteral("labels"),          QStringLiteral("series")};
    return names.contains(endpoint);
}

} // namespace

PrometheusApi::PrometheusApi(const SampleSource& source, const RuleEngine* rules, const Clock& clock,
                             PrometheusOptions options)
    : m_source(source)
    , m_rules(rules)
    , m_clock(clock)
    , m_options(std::move(options))
    , m_engine(source, m_options.limits)
{
}

Handler PrometheusApi::handler() const
{
    return [this](const Request& request) { return handle(request); };
}

Reply PrometheusApi::handle(const Request& request) const
{
    if (request.path == QLatin1String("/-/ready"))
        return plainText(200, "Prometheus Server is Ready.\n");
    if (request.path == QLatin1String("/-/healthy"))
        return plainText(200, "Prometheus Server is Healthy.\n");
    if (!request.path.startsWith(apiPrefix()))
        return plainText(404, "404 page not found\n");
    if (request.method == "OPTIONS")
        return plainText(204, {});
    const QString endpoint = request.path.mid(apiPrefix().size());
    return route(request, endpoint);
}

Reply PrometheusApi::route(const Request& request, const QString& endpoint) const
{
    const bool wrongMethod = request.method != "GET" && !(request.method == "POST" && takesPost(endpoint));
    const auto is = [&](const char* name) { return endpoint == QLatin1String(name); };
    using Answer = std::function<Reply()>;
    Answer answer;
    if (is("query"))
        answer = [&] { return query(request); };
    else if (is("query_range"))
        answer = [&] { return queryRange(request); };
    else if (is("query_exemplars"))
        answer = [&] { return exemplars(request); };
    else if (is("format_query"))
        answer = [&] { return formatQuery(request); };
    else if (is("labels"))
        answer = [&] { return labelNames(request); };
    else if (is("series"))
        answer = [&] { return series(request); };
    else if (is("metadata"))
        answer = [&] { return metadata(request); };
    else if (is("rules"))
        answer = [&] { return rules(request); };
    else if (is("alerts"))
        answer = [&] { return alerts(); };
    else if (is("targets"))
        answer = [&] { return targets(request); };
    else if (is("status/buildinfo"))
        answer = [&] { return buildInfo(); };
    else if (const QStringList parts = endpoint.split(u'/');
             parts.size() == 3 && parts[0] == QLatin1String("label") && parts[2] == QLatin1String("values"))
        answer = [&, name = parts[1]] { return labelValues(request, name); };
    if (!answer)
        return plainText(404, "404 page not found\n");
    return wrongMethod ? plainText(405, "Method Not Allowed\n") : answer();
}

Reply PrometheusApi::query(const Request& request) const
{
    const auto time = parseTimeOr(request, QStringLiteral("time"), now());
    if (!time)
        return invalidParameter(QStringLiteral("time"), time.error());
    if (const QString timeout = formValue(request, u"timeout"); !timeout.isEmpty()) {
        if (const auto parsed = parseStep(timeout); !parsed)
            return invalidParameter(QStringLiteral("timeout"), parsed.error());
    }
    const auto answer = m_engine.instant(formValue(request, u"query").toUtf8(), *time);
    if (!answer) {
        return answer.error().type == ErrorType::BadData
                   ? invalidParameter(QStringLiteral("query"), answer.error().text)
                   : refuse(answer.error());
    }
    return success(instantData(*answer, *time));
}

Reply PrometheusApi::queryRange(const Request& request) const
{
    const auto start = parseTime(formValue(request, u"start"));
    if (!start)
        return invalidParameter(QStringLiteral("start"), start.error());
    const auto end = parseTime(formValue(request, u"end"));
    if (!end)
        return invalidParameter(QStringLiteral("end"), end.error());
    if (*end < *start)
        return invalidParameter(QStringLiteral("end"),
                                QStringLiteral("end timestamp must not be before start time"));
    const auto step = parseStep(formValue(request, u"step"));
    if (!step)
        return invalidParameter(QStringLiteral("step"), step.error());
    if (*step <= 0) {
        return invalidParameter(
            QStringLiteral("step"),
            QStringLiteral("zero or negative query resolution step widths are not accepted. Try a "
                           "positive integer"));
    }
    const std::int64_t interval = *step / 1'000'000;
    // More than 11,000 whole steps; in floating point, since a hostile range in nanoseconds overflows.
    const long double nanoseconds = static_cast<long double>(*end - *start) * 1'000'000;
    if ((interval < 1 && *end > *start) || nanoseconds >= static_cast<long double>(maxPoints + 1) * *step) {
        return badData(
            QStringLiteral("exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the "
                           "query resolution (?step=XX)"));
    }
    if (const QString timeout = formValue(request, u"timeout"); !timeout.isEmpty()) {
        if (const auto parsed = parseStep(timeout); !parsed)
            return invalidParameter(QStringLiteral("timeout"), parsed.error());
    }
    const Steps steps{.start = *start, .end = *end, .interval = std::max<std::int64_t>(interval, 1)};
    const auto answer = m_engine.range(formValue(request, u"query").toUtf8(), steps);
    return answer ? success(matrixData(*answer, steps)) : refuse(answer.error());
}

Reply PrometheusApi::exemplars(const Request& request) const
{
    const auto start = parseTimeOr(request, QStringLiteral("start"), 0);
    if (!start)
        return invalidParameter(QStringLiteral("start"), start.error());
    const auto end = parseTimeOr(request, QStringLiteral("end"), now());
    if (!end)
        return invalidParameter(QStringLiteral("end"), end.error());
    if (*end < *start)
        return badData(QStringLiteral("end timestamp must not be before start timestamp"));
    const auto parsed = parseQuery(formValue(request, u"query").toUtf8());
    if (!parsed)
        return badData(parsed.error().text);
    const std::vector<Matchers> selectors = selectorsOf(**parsed);
    if (selectors.empty())
        return plainText(204, {});
    std::vector<ExemplarSeries> found;
    for (const Matchers& matchers : selectors) {
        for (ExemplarSeries& one : m_source.exemplars(matchers, *start, *end)) {
            if (std::ranges::find(found, one.series, &ExemplarSeries::series) == found.end())
                found.push_back(std::move(one));
        }
    }
    std::ranges::sort(found, [](const ExemplarSeries& a, const ExemplarSeries& b) {
        return compareLabels(a.series, b.series) < 0;
    });
    JsonWriter json;
    json.beginArray();
    for (const ExemplarSeries& one : found) {
        json.beginObject();
        json.key("seriesLabels");
        json.labels(one.series);
        json.key("exemplars");
        json.beginArray();
        for (const Exemplar& exemplar : one.exemplars) {
            json.beginObject();
            json.key("labels");
            json.labels(exemplar.labels);
            json.key("value");
            json.latin(sampleNumber(exemplar.value));
            json.key("timestamp");
            json.raw(secondsText(exemplar.time));
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }
    json.endArray();
    return success(json.take());
}

Reply PrometheusApi::formatQuery(const Request& request) const
{
    const auto parsed = parseQuery(formValue(request, u"query").toUtf8());
    if (!parsed)
        return invalidParameter(QStringLiteral("query"), parsed.error().text);
    return success(jsonString(prettyPrinted(**parsed)));
}

} // namespace signalbox::simulator::promql
