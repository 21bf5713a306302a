// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/world/scenario.h"
#include "connectors/simulator/promql/parser.h"
#include "connectors/simulator/world/scenarioobject.h"

#include <nlohmann/json.hpp>

#include <QFile>

#include <algorithm>

/// A resource in a static library must be asked for by name; the macro works outside of namespaces only.
static void registerDemo()
{
    Q_INIT_RESOURCE(demo);
}

namespace signalbox::simulator::world {

namespace {

using Json = nlohmann::json;

constexpr double rateLimit = 1e6;

class Reader
{
public:
    Scenario read(const Json& json)
    {
        ScenarioObject top(json, {});
        m_out.name = top.text("name");
        m_out.environment = top.text("environment");
        top.each("zones", true, [this](const Json& zone, const QString& path) {
            if (!zone.is_string())
                throw ScenarioFault{path, QStringLiteral("must be a text")};
            m_out.zones.push_back(zone.get<std::string>());
        });
        readTime(top.object("time"));
        readTraffic(top.object("traffic"));
        top.each("services", true, [this](const Json& v, const QString& p) { readService(v, p); });
        top.each("services", true, [this](const Json& v, const QString& p) { readOperations(v, p); });
        top.each("services", true, [this](const Json& v, const QString& p) { readCalls(v, p); });
        top.each("entries", true, [this](const Json& v, const QString& p) { readEntry(v, p); });
        top.each("deployments", false, [this](const Json& v, const QString& p) { readDeployment(v, p); });
        top.each("restarts", false, [this](const Json& v, const QString& p) { readRestart(v, p); });
        top.each("every_pod", false,
                 [this](const Json& v, const QString& p) { m_out.everyPod.push_back(readMetric(v, p)); });
        top.each("rules", false, [this](const Json& v, const QString& p) { readGroup(v, p); });
        top.finish();
        checkCircles();
        return std::move(m_out);
    }

private:
    void readTime(ScenarioObject time)
    {
        m_out.launch = time.storyTime("launch");
        m_out.history = time.span("history");
        m_out.fullDetail = time.span("full_detail");
        m_out.broken = readCurve(time, "broken");
        m_out.herring = readCurve(time, "herring");
        if (m_out.history > 60LL * 86'400'000)
            time.wrong("history", QStringLiteral("must be at most 60d"));
        time.finish();
    }

    void readTraffic(ScenarioObject traffic)
    {
        m_out.requestsPerSecond = traffic.number("requests_per_second", 0.1, rateLimit);
        m_out.tracesPerSecond = traffic.number("traces_per_second", 0.01, 50);
        m_out.dailySwing = traffic.number("daily_swing", 0, 0.6);
        m_out.peakHour = traffic.number("peak_hour", 0, 24);
        traffic.finish();
    }

    static Curve readCurve(ScenarioObject& parent, const char* key)
    {
        Curve out;
        parent.each(key, true, [&out](const Json& point, const QString& path) {
            const auto at = point.is_array() && point.size() == 2 && point[0].is_string()
                                ? parseStoryTime(QString::fromStdString(point[0].get<std::string>()))
                                : std::nullopt;
            if (!at || !point[1].is_number())
                throw ScenarioFault{path, QStringLiteral("must be a pair such as [\"T+3m\", 0.5]")};
            const double value = point[1].get<double>();
            if (!(value >= 0 && value <= 1))
                throw ScenarioFault{path, QStringLiteral("must have a value from 0 to 1")};
            if (!out.points.empty() && out.points.back().at >= *at)
                throw ScenarioFault{path, QStringLiteral("must be later than the point before it")};
            out.points.push_back({*at, value});
        });
        if (out.points.front().value != 0 || out.points.back().value != 0)
            parent.wrong(key, QStringLiteral("must begin and end with 0"));
        if (out.points.back().at - out.points.front().at > 86'400'000)
            parent.wrong(key, QStringLiteral("must not last longer than a day"));
        return out;
    }

    static LogFormat readFormat(ScenarioObject& from)
    {
        const QString name = from.text("logs", QStringLiteral("plain"));
        if (name == u"plain")
            return LogFormat::Plain;
        if (name == u"json")
            return LogFormat::Json;
        if (name == u"logfmt")
            return LogFormat::Logfmt;
        from.wrong("logs", QStringLiteral("must be plain, json or logfmt"));
    }

    Metric readMetric(const Json& json, const QString& path)
    {
        ScenarioObject from(json, path);
        Metric out{.name = from.text("name"),
                   .type = from.text("type"),
                   .help = from.text("help", QString()),
                   .unit = from.text("unit", QString()),
                   .labels = readLabels(from, "labels"),
                   .always = from.number("always", -1e15, 1e15, 0.0),
                   .traffic = from.number("traffic", -1e15, 1e15, 0.0),
                   .broken = from.number("broken", -1e15, 1e15, 0.0),
                   .herring = from.number("herring", -1e15, 1e15, 0.0),
                   .noise = from.number("noise", 0, 1, 0.0),
                   .most = std::nullopt,
                   .whole = from.flag("whole")};
        if (from.has("most"))
            out.most = from.number("most", -1e15, 1e15);
        if (out.type == u"counter") {
            if (out.always < 0 || out.traffic < 0)
                from.wrong("traffic", QStringLiteral("of a counter must not be negative"));
            if (out.traffic + std::min(0.0, out.broken) < 0 || out.traffic + std::min(0.0, out.herring) < 0 ||
                (out.broken < 0 && out.herring < 0))
                from.wrong("broken", QStringLiteral("must not make a counter run backwards"));
            if (out.most || out.noise != 0)
                from.wrong("most", QStringLiteral("and noise are for gauges only"));
        } else if (out.type != u"gauge") {
            from.wrong("type", QStringLiteral("must be counter or gauge"));
        }
        from.finish();
        return out;
    }

    static std::vector<Label> readLabels(ScenarioObject& from, const char* key)
    {
        std::vector<Label> out;
        if (!from.has(key))
            return out;
        ScenarioObject labels = from.object(key);
        for (const auto& item : labels.raw().items())
            out.push_back({QString::fromStdString(item.key()), labels.text(item.key().c_str())});
        return out;
    }

    void readService(const Json& json, const QString& path)
    {
        ScenarioObject from(json, path);
        Service out{.name = from.utf8("name"),
                    .version = from.utf8("version"),
                    .pods = from.integer("pods", 1, 50),
                    .port = from.integer("port", 1, 65535, 8080),
                    .stateful = from.flag("stateful"),
                    .logs = readFormat(from),
                    .chatter = {},
                    .metrics = {}};
        from.each("chatter", false, [&out](const Json& v, const QString& p) {
            ScenarioObject line(v, p);
            out.chatter.push_back({.perMinute = line.number("per_minute", 0, 600),
                                   .level = line.utf8("level"),
                                   .message = line.utf8("message"),
                                   .broken = line.number("broken", 0, 600, 0.0),
                                   .herring = line.number("herring", 0, 600, 0.0)});
            line.finish();
        });
        from.each("metrics", false,
                  [&](const Json& v, const QString& p) { out.metrics.push_back(readMetric(v, p)); });
        from.ignore("operations");
        from.finish();
        if (serviceOf(out.name))
            from.wrong("name", QStringLiteral("is taken by another service"));
        m_out.services.push_back(std::move(out));
    }

    void readOperations(const Json& json, const QString& path)
    {
        const std::size_t service = *serviceOf(json["name"].get<std::string>());
        ScenarioObject from(json, path);
        from.each("operations", false, [&](const Json& v, const QString& p) {
            ScenarioObject op(v, p);
            Operation out = readOperation(op, service);
            op.ignore("calls");
            op.finish();
            if (operationOf(idOf(out)))
                op.wrong("name", QStringLiteral("is taken by another operation of the service"));
            m_out.operations.push_back(std::move(out));
        });
    }

    Operation readOperation(ScenarioObject& from, std::size_t service)
    {
        Operation out;
        out.service = service;
        out.type = readType(from);
        out.name = from.utf8("name");
        out.system = from.utf8("system", QString());
        out.peer = from.utf8("peer", QString());
        out.statement = from.utf8("statement", QString());
        out.collection = from.utf8("collection", QString());
        out.latency = readLatency(from, "p50_ms", "p99_ms");
        out.errorChance = from.number("error", 0, 1, 0.0);
        out.errorStatus = from.integer("error_status", 1, 599, out.type == OperationType::Http ? 500 : 13);
        if (from.has("broken_p50_ms"))
            out.brokenLatency = readLatency(from, "broken_p50_ms", "broken_p99_ms");
        out.brokenErrorChance = from.number("broken_error", 0, 1, out.errorChance);
        out.deadlineNs = from.span("deadline", 0) * 1'000'000;
        out.message = from.utf8("log", QString());
        out.errorMessage = from.utf8("log_error", QString());
        out.slowMessage = from.utf8("log_slow", QString());
        out.slowNs = static_cast<std::int64_t>(from.number("slow_ms", 0, 1e6, 1000.0) * 1e6);
        if (out.type == OperationType::Http && out.name.find(' ') == std::string::npos)
            from.wrong("name", QStringLiteral("of an http operation must be a method and a route"));
        if (out.type == OperationType::Rpc && out.name.find('/') == std::string::npos)
            from.wrong("name", QStringLiteral("of an rpc operation must be Service/Method"));
        if (out.type == OperationType::Database && !serviceOf(out.peer))
            from.wrong("peer", QStringLiteral("must be one of the services"));
        return out;
    }

    static OperationType readType(ScenarioObject& from)
    {
        const QString type = from.text("type");
        if (type == u"http")
            return OperationType::Http;
        if (type == u"rpc")
            return OperationType::Rpc;
        if (type == u"db")
            return OperationType::Database;
        if (type == u"internal")
            return OperationType::Internal;
        if (type == u"consume")
            return OperationType::Consume;
        from.wrong("type", QStringLiteral("must be http, rpc, db, internal or consume"));
    }

    static Latency readLatency(ScenarioObject& from, const char* median, const char* high)
    {
        const double p50 = from.number(median, 0.001, 60'000);
        const double p99 = from.number(high, 0.001, 120'000);
        if (p99 < p50)
            from.wrong(high, QStringLiteral("must not be lower than the median"));
        return Latency::between(p50, p99);
    }

    void readCalls(const Json& json, const QString& path)
    {
        const std::string service = json["name"].get<std::string>();
        ScenarioObject from(json, path);
        from.each("operations", false, [&](const Json& v, const QString& p) {
            ScenarioObject op(v, p);
            const std::size_t caller = *operationOf(service + ' ' + v["name"].get<std::string>());
            op.each("calls", false, [&](const Json& c, const QString& cp) {
                ScenarioObject call(c, cp);
                Call out{.target = operation(call, "to"),
                         .chance = call.number("chance", 0, 1, 1.0),
                         .least = call.integer("least", 1, 2000, 1),
                         .most = 1,
                         .retries = call.integer("retries", 0, 5, 0),
                         .parallel = call.flag("parallel"),
                         .optional = call.flag("optional")};
                out.most = call.integer("most", out.least, 2000, out.least);
                call.finish();
                m_out.operations[caller].calls.push_back(out);
            });
        });
    }

    void readEntry(const Json& json, const QString& path)
    {
        ScenarioObject from(json, path);
        const Entry out{.operation = operation(from, "operation"),
                        .share = from.number("share", 0, 1, 0.0),
                        .everyMinutes = from.integer("every_minutes", 0, 1440, 0)};
        if ((out.share > 0) == (out.everyMinutes > 0))
            from.wrong("share", QStringLiteral("or every_minutes must be given, and not both"));
        from.finish();
        m_out.entries.push_back(out);
    }

    void readDeployment(const Json& json, const QString& path)
    {
        ScenarioObject from(json, path);
        const Deployment out{.service = service(from, "service"),
                             .at = from.storyTime("at"),
                             .version = from.utf8("version"),
                             .stagger = from.span("stagger", 10'000)};
        if (m_out.services[out.service].stateful)
            from.wrong("service", QStringLiteral("is stateful and cannot be replaced"));
        for (const Deployment& other : m_out.deployments) {
            if (other.service == out.service && other.at >= out.at)
                from.wrong("at", QStringLiteral("must be later than the service's deployment before it"));
        }
        from.finish();
        m_out.deployments.push_back(out);
    }

    void readRestart(const Json& json, const QString& path)
    {
        ScenarioObject from(json, path);
        const std::size_t which = service(from, "service");
        m_out.restarts.push_back({.service = which,
                                  .pod = from.integer("pod", 0, m_out.services[which].pods - 1),
                                  .at = from.storyTime("at")});
        from.finish();
    }

    void readGroup(const Json& json, const QString& path)
    {
        ScenarioObject from(json, path);
        promql::RuleGroup group{.name = from.text("name"),
                                .file = from.text("file"),
                                .interval = from.span("interval", 15'000),
                                .rules = {}};
        if (group.interval < 1000)
            from.wrong("interval", QStringLiteral("must be at least 1s"));
        from.each("alerts", true, [&group](const Json& v, const QString& p) {
            ScenarioObject rule(v, p);
            promql::AlertRule out{.name = rule.text("alert"),
                                  .expression = rule.text("expr").toUtf8(),
                                  .holdFor = rule.span("for", 0),
                                  .labels = readLabels(rule, "labels"),
                                  .annotations = readLabels(rule, "annotations")};
            if (const auto parsed = promql::parseQuery(out.expression); !parsed)
                rule.wrong("expr", QStringLiteral("is no PromQL: %1").arg(parsed.error().text));
            rule.finish();
            group.rules.push_back(std::move(out));
        });
        from.finish();
        m_out.rules.push_back(std::move(group));
    }

    [[nodiscard]] std::string idOf(const Operation& op) const
    {
        return m_out.services[op.service].name + ' ' + op.name;
    }

    [[nodiscard]] std::optional<std::size_t> serviceOf(const std::string& name) const
    {
        const auto it = std::ranges::find(m_out.services, name, &Service::name);
        if (it == m_out.services.end())
            return std::nullopt;
        return static_cast<std::size_t>(it - m_out.services.begin());
    }

    [[nodiscard]] std::optional<std::size_t> operationOf(const std::string& id) const
    {
        for (std::size_t i = 0; i < m_out.operations.size(); ++i) {
            if (idOf(m_out.operations[i]) == id)
                return i;
        }
        return std::nullopt;
    }

    std::size_t service(ScenarioObject& from, const char* key)
    {
        const auto found = serviceOf(from.utf8(key));
        if (!found)
            from.wrong(key, QStringLiteral("names no service of this file"));
        return *found;
    }

    std::size_t operation(ScenarioObject& from, const char* key)
    {
        const auto found = operationOf(from.utf8(key));
        if (!found)
            from.wrong(key, QStringLiteral("names no operation of this file (\"service operation\")"));
        return *found;
    }

    /// Calls in a circle would make endless traces; deep ones could make the walk overflow the stack.
    void checkCircles() const
    {
        constexpr int deepest = 24;
        std::vector<int> depth(m_out.operations.size(), 0);
        for (bool changed = true; changed;) {
            changed = false;
            for (std::size_t i = 0; i < m_out.operations.size(); ++i) {
                for (const Call& call : m_out.operations[i].calls) {
                    if (depth[call.target] > depth[i])
                        continue;
                    depth[call.target] = depth[i] + 1;
                    changed = true;
                    if (depth[call.target] > deepest)
                        throw ScenarioFault{QStringLiteral("services"),
                                            QStringLiteral("call each other in a circle through \"%1\"")
                                                .arg(QString::fromStdString(idOf(m_out.operations[i])))};
                }
            }
        }
    }

    Scenario m_out;
};

Error faultIn(const QString& problem, const QString& detail = {})
{
    return {.kind = ErrorKind::Parse,
            .what = QStringLiteral("The demo's scenario cannot be used: %1.").arg(cleaned(problem)),
            .detail = detail};
}

} // namespace

double Curve::at(StoryTime t) const
{
    const auto after = std::ranges::upper_bound(points, t, {}, &Point::at);
    if (after == points.begin())
        return points.empty() ? 0 : points.front().value;
    const Point& a = *std::prev(after);
    if (after == points.end())
        return a.value;
    return a.value +
           (after->value - a.value) * static_cast<double>(t - a.at) / static_cast<double>(after->at - a.at);
}

Result<Scenario> readScenario(const QByteArray& json)
{
    const Json parsed = Json::parse(json.begin(), json.end(), nullptr, false);
    if (parsed.is_discarded())
        return failure(faultIn(QStringLiteral("it is no JSON")));
    try {
        return Reader().read(parsed);
    } catch (const ScenarioFault& fault) {
        return failure(faultIn(fault.path + u' ' + fault.problem, fault.path));
    }
}

Result<Scenario> shopScenario()
{
    registerDemo();
    QFile file(QStringLiteral(":/demo/shop.json"));
    if (!file.open(QIODevice::ReadOnly))
        return failure(faultIn(QStringLiteral("it is missing from the program"), file.errorString()));
    return readScenario(file.readAll());
}

} // namespace signalbox::simulator::world
