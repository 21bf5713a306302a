// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of PrometheusApi that lists: labels, series, metadata, rules, alerts, targets.
#include "connectors/simulator/promql/labels.h"
#include "connectors/simulator/promql/parser.h"
#include "connectors/simulator/promql/prometheusapi.h"
#include "connectors/simulator/promql/prometheusreply.h"

#include <algorithm>
#include <map>
#include <set>

namespace signalbox::simulator::promql {

namespace {

/// What labels, values and series are asked for.
struct Listing
{
    std::vector<Matchers> matchers; ///< none: everything
    std::int64_t start = 0;
    std::int64_t end = 0;
};

tl::expected<Listing, Reply> readListing(const Request& request, std::int64_t now, bool namesTheParameter)
{
    Listing out;
    for (const auto& [name, into, otherwise] :
         {std::tuple{QStringLiteral("start"), &out.start, std::int64_t{0}},
          std::tuple{QStringLiteral("end"), &out.end, now}}) {
        const auto time = parseTimeOr(request, name, otherwise);
        if (!time)
            return tl::unexpected(invalidParameter(name, time.error()));
        *into = *time;
    }
    const auto wrong = [&](const QString& text) {
        return tl::unexpected(namesTheParameter ? invalidParameter(QStringLiteral("match[]"), text)
                                                : badData(text));
    };
    for (const QString& text : formValues(request, u"match[]")) {
        auto matchers = parseSelector(text.toUtf8());
        if (!matchers)
            return wrong(matchers.error().text);
        out.matchers.push_back(std::move(*matchers));
    }
    if (!std::ranges::all_of(out.matchers, hasNonEmptyMatcher))
        return wrong(QStringLiteral("match[] must contain at least one non-empty matcher"));
    return out;
}

std::vector<LabelSet> listed(const SampleSource& source, const Listing& listing)
{
    std::vector<LabelSet> out;
    if (listing.matchers.empty())
        out = source.series({}, listing.start, listing.end);
    for (const Matchers& matchers : listing.matchers)
        std::ranges::move(source.series(matchers, listing.start, listing.end), std::back_inserter(out));
    std::ranges::sort(out, [](const LabelSet& a, const LabelSet& b) { return compareLabels(a, b) < 0; });
    const auto [first, last] = std::ranges::unique(out);
    out.erase(first, last);
    return out;
}

QByteArray sortedArray(const std::set<QString>& texts)
{
    JsonWriter json;
    json.beginArray();
    for (const QString& text : texts)
        json.string(text);
    json.endArray();
    return json.take();
}

} // namespace

Reply PrometheusApi::labelNames(const Request& request) const
{
    const auto listing = readListing(request, now(), false);
    if (!listing)
        return listing.error();
    std::set<QString> names;
    for (const LabelSet& labels : listed(m_source, *listing)) {
        for (const Label& label : labels)
            names.insert(label.name);
    }
    return success(sortedArray(names));
}

Reply PrometheusApi::labelValues(const Request& request, const QString& name) const
{
    if (!isLabelName(name))
        return badData(QLatin1String("invalid label name: ") + goQuoted(name));
    const auto listing = readListing(request, now(), false);
    if (!listing)
        return listing.error();
    std::set<QString> values;
    for (const LabelSet& labels : listed(m_source, *listing)) {
        if (labels.contains(name))
            values.insert(labels.value(name));
    }
    return success(sortedArray(values));
}

Reply PrometheusApi::series(const Request& request) const
{
    if (formValues(request, u"match[]").isEmpty())
        return badData(QStringLiteral("no match[] parameter provided"));
    const auto listing = readListing(request, now(), true);
    if (!listing)
        return listing.error();
    JsonWriter json;
    json.beginArray();
    for (const LabelSet& labels : listed(m_source, *listing))
        json.labels(labels);
    json.endArray();
    return success(json.take());
}

Reply PrometheusApi::metadata(const Request& request) const
{
    qsizetype limit = -1;
    if (const QString text = formValue(request, u"limit"); !text.isEmpty()) {
        bool good = false;
        limit = text.toInt(&good);
        if (!good)
            return badData(QStringLiteral("limit must be a number"));
    }
    const QString metric = formValue(request, u"metric");
    JsonWriter json;
    json.beginObject();
    qsizetype written = 0;
    for (const auto& [name, entry] : m_source.metadata()) {
        if (limit >= 0 && written >= limit)
            break;
        if (!metric.isEmpty() && name != metric)
            continue;
        ++written;
        json.key(name);
        json.beginArray();
        json.beginObject();
        json.field("type", entry.type);
        json.field("help", entry.help);
        json.field("unit", entry.unit);
        json.endObject();
        json.endArray();
    }
    json.endObject();
    return success(json.take());
}

Reply PrometheusApi::rules(const Request& request) const
{
    const QString type = formValue(request, u"type").toLower();
    if (!type.isEmpty() && type != QLatin1String("alert") && type != QLatin1String("record"))
        return invalidParameter(QStringLiteral("type"),
                                QLatin1String("not supported value ") + goQuoted(type));
    JsonWriter json;
    json.beginObject();
    json.key("groups");
    json.beginArray();
    for (const RuleEngine::GroupStatus& group :
         m_rules ? m_rules->at(now()) : std::vector<RuleEngine::GroupStatus>()) {
        const QByteArray evaluatedAt = rfc3339(group.evaluatedAt);
        const auto evaluation = [&](double seconds) {
            json.key("evaluationTime");
            json.number(seconds);
            json.key("lastEvaluation");
            json.latin(evaluatedAt);
        };
        json.beginObject();
        json.field("name", group.group->name);
        json.field("file", group.group->file);
        json.key("rules");
        json.beginArray();
        for (const RuleEngine::RuleStatus& rule : group.rules) {
            if (type == QLatin1String("record"))
                break;
            json.beginObject();
            json.field("state", stateName(rule.state));
            json.field("name", rule.rule->name);
            json.field("query", rule.query);
            json.key("duration");
            json.number(static_cast<double>(rule.rule->holdFor) / 1000);
            json.key("keepFiringFor");
            json.number(0);
            json.key("labels");
            json.labels(LabelSet(rule.rule->labels));
            json.key("annotations");
            json.labels(LabelSet(rule.rule->annotations));
            json.key("alerts");
            json.beginArray();
            for (const ActiveAlert& alert : rule.alerts)
                writeAlert(json, alert);
            json.endArray();
            json.key("health");
            json.latin(rule.error.isEmpty() ? "ok" : "err");
            if (!rule.error.isEmpty())
                json.field("lastError", rule.error);
            evaluation(0.001);
            json.key("type");
            json.latin("alerting");
            json.endObject();
        }
        json.endArray();
        json.key("interval");
        json.number(static_cast<double>(group.group->interval) / 1000);
        json.key("limit");
        json.number(0);
        evaluation(0.001 * static_cast<double>(group.rules.size()));
        json.endObject();
    }
    json.endArray();
    json.endObject();
    return success(json.take());
}

Reply PrometheusApi::alerts() const
{
    JsonWriter json;
    json.beginObject();
    json.key("alerts");
    json.beginArray();
    for (const RuleEngine::GroupStatus& group :
         m_rules ? m_rules->at(now()) : std::vector<RuleEngine::GroupStatus>()) {
        for (const RuleEngine::RuleStatus& rule : group.rules) {
            for (const ActiveAlert& alert : rule.alerts)
                writeAlert(json, alert);
        }
    }
    json.endArray();
    json.endObject();
    return success(json.take());
}

Reply PrometheusApi::targets(const Request& request) const
{
    const QString state = formValue(request, u"state").toLower();
    const bool active = state != QLatin1String("dropped");
    JsonWriter json;
    json.beginObject();
    json.key("activeTargets");
    json.beginArray();
    for (const ScrapeTarget& target :
         active&& m_options.targets ? m_options.targets(m_clock.now()) : std::vector<ScrapeTarget>()) {
        std::vector<Label> discovered;
        for (const Label& label : target.labels)
            discovered.push_back(
                {label.name == QLatin1String("instance") ? QStringLiteral("__address__") : label.name,
                 label.value});
        json.beginObject();
        json.key("discoveredLabels");
        json.labels(LabelSet(std::move(discovered)));
        json.key("labels");
        json.labels(target.labels);
        json.field("scrapePool", target.pool);
        json.field("scrapeUrl", target.url);
        json.field("globalUrl", target.url);
        json.field("lastError", target.lastError);
        json.key("lastScrape");
        json.latin(rfc3339(target.lastScrape));
        json.key("lastScrapeDuration");
        json.number(target.lastScrapeSeconds);
        json.key("health");
        json.latin(target.up ? "up" : "down");
        json.key("scrapeInterval");
        json.latin("15s");
        json.key("scrapeTimeout");
        json.latin("10s");
        json.endObject();
    }
    json.endArray();
    json.key("droppedTargets");
    json.beginArray();
    json.endArray();
    json.endObject();
    return success(json.take());
}

Reply PrometheusApi::buildInfo() const
{
    JsonWriter json;
    json.beginObject();
    json.field("version", m_options.version);
    json.field("revision", m_options.revision);
    json.field("branch", m_options.branch);
    json.field("buildUser", m_options.buildUser);
    json.field("buildDate", m_options.buildDate);
    json.field("goVersion", m_options.goVersion);
    json.endObject();
    return success(json.take());
}

} // namespace signalbox::simulator::promql
