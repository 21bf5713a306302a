// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pivots/recognise.h"

#include "models/base/duration.h"
#include "models/base/error.h"
#include "models/base/rfc3339.h"
#include "models/logs/permalink.h"
#include "models/mapping/likeness.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

#include <algorithm>

namespace signalbox::pivots {

namespace {

constexpr qsizetype longestText = 64 * 1024;
constexpr qsizetype longestQuery = 4'000;

QString forEyes(QStringView text, qsizetype length = 80)
{
    return cleaned(text, length);
}

/// The parameters of a URL, percent-decoded with + as a blank, as servers read them. The fragment may hold
/// some too.
using Parameters = std::vector<std::pair<QString, QString>>;
Parameters parametersOf(const QUrl& url)
{
    Parameters out;
    const auto read = [&out](QStringView text) {
        for (const QStringView pair : text.split(u'&', Qt::SkipEmptyParts)) {
            const qsizetype equals = pair.indexOf(u'=');
            const auto decoded = [](QStringView part) {
                QByteArray bytes = part.toUtf8();
                bytes.replace('+', ' ');
                return QUrl::fromPercentEncoding(bytes);
            };
            if (equals > 0 && out.size() < 200)
                out.emplace_back(decoded(pair.left(equals)), decoded(pair.mid(equals + 1)));
        }
    };
    read(url.query(QUrl::FullyEncoded));
    const QString fragment = url.fragment(QUrl::FullyEncoded);
    read(QStringView(fragment).mid(fragment.indexOf(u'?') + 1));
    return out;
}

QString valueOf(const Parameters& parameters, QStringView name)
{
    const auto it = std::find_if(parameters.begin(), parameters.end(),
                                 [&](const auto& each) { return each.first == name; });
    return it == parameters.end() ? QString() : it->second;
}

std::optional<InstantSpec> momentOf(const QJsonValue& value)
{
    const QString text =
        value.isDouble() ? QString::number(static_cast<qint64>(value.toDouble())) : value.toString();
    const auto read = parseInstantSpec(text);
    return read ? std::optional(*read) : std::nullopt;
}

/// "from" and "to" as Grafana writes them: ms, or now-1h.
std::optional<TimeRange> rangeOf(const QJsonValue& from, const QJsonValue& to)
{
    const auto first = momentOf(from);
    const auto last = momentOf(to);
    if (!first || !last)
        return std::nullopt;
    if (!first->relative && !last->relative && first->at >= last->at)
        return std::nullopt;
    return TimeRange{*first, *last};
}

void addQuery(std::vector<Recognised>& out, const QString& expr, bool isLogs,
              const std::optional<TimeRange>& range, const QString& detail)
{
    if (expr.trimmed().isEmpty())
        return;
    out.push_back({.kind = isLogs ? Recognised::Kind::Lines : Recognised::Kind::Metrics,
                   .what = isLogs ? QStringLiteral("Query of Loki") : QStringLiteral("Query of Prometheus"),
                   .detail = detail + QStringLiteral(": ") + forEyes(expr),
                   .text = expr.left(longestQuery),
                   .range = range,
                   .isSure = true});
}

/// One pane of Grafana's explorer.
void collectPane(const QJsonObject& pane, std::vector<Recognised>& out)
{
    const QJsonObject range = pane.value(QLatin1String("range")).toObject();
    const auto when = rangeOf(range.value(QLatin1String("from")), range.value(QLatin1String("to")));
    for (const QJsonValue& each : pane.value(QLatin1String("queries")).toArray()) {
        const QJsonObject query = each.toObject();
        const QString type =
            query.value(QLatin1String("datasource")).toObject().value(QLatin1String("type")).toString();
        const QString expr = query.value(QLatin1String("expr")).toString();
        // A query of Loki has a selector in front or in a function; one of Prometheus may look alike, so
        // the kind of the source decides where it is told.
        const bool isLogs = type == QLatin1String("loki") ||
                            (type.isEmpty() && expr.trimmed().startsWith(u'{') && expr.contains(u'|'));
        addQuery(out, expr, isLogs, when, QStringLiteral("from Grafana"));
    }
}

void collectGrafana(const Parameters& parameters, std::vector<Recognised>& out)
{
    for (const QStringView name : {QStringView(u"panes"), QStringView(u"left"), QStringView(u"right")}) {
        const QString text = valueOf(parameters, name);
        if (text.isEmpty())
            continue;
        const QJsonObject root = QJsonDocument::fromJson(text.toUtf8()).object();
        if (name != QStringView(u"panes"))
            collectPane(root, out);
        else
            for (const QJsonValue& pane : root)
                collectPane(pane.toObject(), out);
    }
}

/// /graph?g0.expr=..&g0.range_input=1h&g0.end_input=2026-01-01 00:00:00
void collectPrometheus(const Parameters& parameters, std::vector<Recognised>& out)
{
    const QString expr = valueOf(parameters, u"g0.expr");
    if (expr.isEmpty())
        return;
    std::optional<TimeRange> range;
    if (const auto length = parseDuration(valueOf(parameters, u"g0.range_input"));
        length && *length > Duration{0}) {
        const auto end = parseInstant(valueOf(parameters, u"g0.end_input"));
        range = end ? TimeRange::absolute({*end - *length, *end}) : TimeRange::last(*length);
    }
    addQuery(out, expr, false, range, QStringLiteral("from Prometheus"));
}

/// /search?service=..&operation=..&tags={"a":"b"}&minDuration=1s&start=..&end=..
void collectJaeger(const QUrl& url, const Parameters& parameters, std::vector<Recognised>& out)
{
    const QString service = valueOf(parameters, u"service");
    if (service.isEmpty() || !url.path().endsWith(QLatin1String("/search")))
        return;
    Recognised search{.kind = Recognised::Kind::Search,
                      .what = QStringLiteral("Search for traces of %1").arg(forEyes(service)),
                      .detail = QStringLiteral("from Jaeger"),
                      .services = {service.left(256)},
                      .operation = valueOf(parameters, u"operation").left(256),
                      .isSure = true};
    if (search.operation == QLatin1String("all"))
        search.operation.clear();
    const QJsonObject tags = QJsonDocument::fromJson(valueOf(parameters, u"tags").toUtf8()).object();
    for (auto it = tags.begin(); it != tags.end() && search.tags.size() < 20; ++it)
        search.tags.emplace_back(it.key().left(256), it->toString().left(256));
    if (const auto least = parseDuration(valueOf(parameters, u"minDuration")))
        search.minDuration = *least;
    if (const auto range = rangeOf(valueOf(parameters, u"start"), valueOf(parameters, u"end")))
        search.range = range;
    out.push_back(std::move(search));
}

void collectUrl(const QString& text, std::vector<Recognised>& out)
{
    const QUrl url(text, QUrl::TolerantMode);
    if (!url.isValid() || (url.scheme() != QLatin1String("http") && url.scheme() != QLatin1String("https")))
        return;
    const Parameters parameters = parametersOf(url);
    collectGrafana(parameters, out);
    collectPrometheus(parameters, out);
    collectJaeger(url, parameters, out);
}

LabelSet labelsOf(const QJsonObject& object)
{
    std::vector<Label> labels;
    for (auto it = object.begin(); it != object.end() && labels.size() < 100; ++it)
        if (it->isString())
            labels.push_back({it.key().left(256), it->toString().left(1'000)});
    return LabelSet(std::move(labels));
}

/// One alert, a list of them, or the message of a webhook: the first alert counts.
void collectAlert(const QString& text, const QStringList& services, std::vector<Recognised>& out)
{
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    QJsonObject alert = document.isArray() ? document.array().first().toObject() : document.object();
    if (alert.value(QLatin1String("alerts")).isArray())
        alert = alert.value(QLatin1String("alerts")).toArray().first().toObject();
    LabelSet labels = labelsOf(alert.value(QLatin1String("labels")).toObject());
    if (labels.value(u"alertname").isEmpty())
        return;
    QString since = alert.value(QLatin1String("startsAt")).toString();
    if (since.isEmpty())
        since = alert.value(QLatin1String("activeAt")).toString();
    const auto at = parseInstant(since);
    Recognised one{.kind = Recognised::Kind::Alert,
                   .what = QStringLiteral("Alert %1").arg(forEyes(labels.value(u"alertname"))),
                   .detail = at ? QStringLiteral("since %1").arg(at->toRfc3339())
                                : QStringLiteral("without a time: it is looked at now"),
                   .labels = labels,
                   .isSure = true};
    if (at)
        one.at = *at;
    for (const Label& label : labels)
        if (services.contains(label.value))
            one.services = {label.value};
    out.push_back(std::move(one));
}

bool looksLikeLogQl(const QString& text)
{
    if (!text.startsWith(u'{') || !text.contains(u'}'))
        return false;
    const QString head = text.left(text.indexOf(u'}'));
    return head.contains(QLatin1String("=\"")) || head.contains(QLatin1String("=~")) ||
           head.contains(QLatin1String("=`"));
}

void collectServices(const QString& text, const QStringList& services, std::vector<Recognised>& out)
{
    if (text.size() > 100 || text.contains(u'\n'))
        return;
    for (const QString& service : services) {
        const mapping::Likeness likeness = mapping::likenessOf(text, service);
        if (likeness.confidence < mapping::surely)
            continue;
        out.push_back({.kind = Recognised::Kind::Service,
                       .what = QStringLiteral("Service %1").arg(forEyes(service)),
                       .detail = likeness.confidence == 1 ? QStringLiteral("its signals") : likeness.why,
                       .services = {service},
                       .isSure = likeness.confidence == 1});
    }
}

} // namespace

bool isSure(const std::vector<Recognised>& found)
{
    return !found.empty() && found.front().isSure;
}

std::vector<Recognised> recognise(const QString& text, const QStringList& services)
{
    const QString trimmed = text.left(longestText).trimmed();
    std::vector<Recognised> out;
    if (trimmed.isEmpty())
        return out;
    if (logs::looksLikePermalink(trimmed)) {
        out.push_back({.kind = Recognised::Kind::Link,
                       .what = QStringLiteral("Link to a line"),
                       .detail = QStringLiteral("made by Signalbox"),
                       .text = trimmed,
                       .isSure = true});
        return out;
    }
    const bool isUrl =
        trimmed.startsWith(QLatin1String("http://")) || trimmed.startsWith(QLatin1String("https://"));
    // An alert's labels, a query or a name of a service may hold hex digits as well: what is beyond doubt
    // goes first, and an id that nothing names goes behind.
    if (trimmed.startsWith(u'{') || trimmed.startsWith(u'['))
        collectAlert(trimmed, services, out);
    if (out.empty() && looksLikeLogQl(trimmed))
        addQuery(out, trimmed, true, std::nullopt, QStringLiteral("LogQL"));
    if (out.empty())
        collectServices(trimmed, services, out);
    if (auto context = TraceContext::fromPasted(trimmed); context && (out.empty() || !context->weak)) {
        const QString id = context->trace.toShortHex();
        Recognised trace{.kind = Recognised::Kind::Trace,
                         .what = QStringLiteral("Trace %1").arg(id),
                         .detail = context->source.isEmpty()
                                       ? QStringLiteral("its waterfall")
                                       : QStringLiteral("found in %1").arg(forEyes(context->source, 40)),
                         .text = context->traceText,
                         .trace = context,
                         .isSure = !context->weak};
        out.insert(trace.isSure && out.empty() ? out.begin() : out.end(), std::move(trace));
    }
    if (isUrl)
        collectUrl(trimmed, out);
    if (out.empty())
        if (const auto range = parseTimeRange(trimmed))
            out.push_back({.kind = Recognised::Kind::Range,
                           .what = QStringLiteral("Time range"),
                           .detail = forEyes(range->toString()),
                           .range = *range,
                           .isSure = true});
    if (!isUrl && trimmed.size() >= 3 && !isSure(out)) {
        // The longest line says most; a stack trace would match nowhere as a whole.
        QString words;
        for (const QStringView line : QStringView(trimmed).split(u'\n'))
            if (const QStringView bare = line.trimmed(); bare.size() > words.size())
                words = bare.toString();
        out.push_back({.kind = Recognised::Kind::Text,
                       .what = QStringLiteral("Lines with \"%1\"").arg(forEyes(words, 40)),
                       .detail = QStringLiteral("in the logs of the Focus' time"),
                       .text = words.left(200)});
    }
    return out;
}

} // namespace signalbox::pivots
