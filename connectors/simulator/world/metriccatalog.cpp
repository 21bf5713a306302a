// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/world/metriccatalog.h"

#include <cmath>

namespace signalbox::simulator::world {

namespace {

QString utf8(const std::string& text)
{
    return QString::fromStdString(text);
}

/// A family and the labels that tell its histograms apart.
struct Histogram
{
    QString family;
    QString help;
    std::vector<Label> labels;
};

class Maker
{
public:
    Maker(const Scenario& scenario, const Fleet& fleet, const Expectation& expectation, std::uint64_t seed)
        : m_scenario(scenario)
        , m_fleet(fleet)
        , m_expectation(expectation)
        , m_seed(mixed(seed, 0x3e7))
    {
        for (const double bound : durationBounds)
            m_bounds.push_back(QString::number(bound));
        m_bounds.push_back(QStringLiteral("+Inf"));
    }

    MetricCatalog make()
    {
        for (std::size_t i = 0; i < m_fleet.pods().size(); ++i)
            addPod(static_cast<std::uint32_t>(i));
        for (std::uint32_t i = 0; i < m_out.series.size(); ++i)
            m_out.byName[m_out.series[i].labels.value(u"__name__")].push_back(i);
        return std::move(m_out);
    }

private:
    void addPod(std::uint32_t index)
    {
        const Pod& pod = m_fleet.pods()[index];
        const Service& service = m_scenario.services[pod.service];
        m_pod = index;
        m_base = podLabels(m_scenario, pod);
        addConstant(QStringLiteral("up"), QStringLiteral("1 when the last scrape worked."), {}, 1);
        addInfo(pod, service);
        for (const Metric& metric : m_scenario.everyPod)
            addMetric(metric);
        for (const Metric& metric : service.metrics)
            addMetric(metric);
        for (const auto& [activity, pair] : m_expectation.activities()) {
            if (activity.service == pod.service)
                addHistogram(activity, pair, pod.share);
        }
    }

    SeriesFormula& add(const QString& name, std::vector<Label> labels, SeriesKind kind)
    {
        labels.insert(labels.end(), m_base.begin(), m_base.end());
        labels.push_back({QStringLiteral("__name__"), name});
        m_out.series.push_back({.labels = LabelSet(std::move(labels)),
                                .pod = m_pod,
                                .kind = kind,
                                .whole = true,
                                .terms = {},
                                .noise = 0,
                                .most = std::nullopt,
                                .seed = mixed(m_seed, m_out.series.size())});
        return m_out.series.back();
    }

    void describe(const QString& family, const char* type, const QString& help, const QString& unit = {})
    {
        m_out.families[family] = {.type = QLatin1String(type), .help = help, .unit = unit};
    }

    void addConstant(const QString& name, const QString& help, std::vector<Label> labels, double value)
    {
        describe(name, "gauge", help);
        add(name, std::move(labels), SeriesKind::Gauge).terms[0] = value;
    }

    void addInfo(const Pod& pod, const Service& service)
    {
        const QString version = utf8(pod.version);
        addConstant(QStringLiteral("target_info"), QStringLiteral("Target metadata"),
                    {{QStringLiteral("service_version"), version},
                     {QStringLiteral("deployment_environment"), m_scenario.environment},
                     {QStringLiteral("k8s_pod_name"), utf8(pod.name)},
                     {QStringLiteral("k8s_namespace_name"), m_scenario.name},
                     {QStringLiteral("telemetry_sdk_language"), QStringLiteral("go")}},
                    1);
        addConstant(QStringLiteral("build_info"),
                    QStringLiteral("1, with the version that the pod was built from."),
                    {{QStringLiteral("version"), version},
                     {QStringLiteral("revision"),
                      QString::number(
                          mixed(m_seed, std::hash<std::string>{}(service.name + pod.version)) >> 36U, 16)}},
                    1);
        describe(QStringLiteral("process_start_time_seconds"), "gauge",
                 QStringLiteral("Start time of the process since unix epoch in seconds."),
                 QStringLiteral("seconds"));
        add(QStringLiteral("process_start_time_seconds"), {}, SeriesKind::ProcessStart);
    }

    void addMetric(const Metric& metric)
    {
        const bool counter = metric.type == u"counter";
        describe(metric.name, counter ? "counter" : "gauge", metric.help, metric.unit);
        SeriesFormula& made =
            add(metric.name, metric.labels, counter ? SeriesKind::Counter : SeriesKind::Gauge);
        made.whole = metric.whole;
        made.noise = metric.noise;
        made.most = metric.most;
        if (!counter)
            made.terms = {metric.always, metric.traffic, metric.broken, metric.herring, 0};
        else if (metric.herring < 0)
            made.terms = {metric.always, 0, metric.broken, metric.traffic, metric.traffic + metric.herring};
        else
            made.terms = {metric.always, metric.traffic, metric.traffic + metric.broken, 0, metric.herring};
    }

    [[nodiscard]] std::optional<Histogram> histogramOf(const Activity& activity) const
    {
        const Operation& operation = m_scenario.operations[activity.operation];
        const QString name = utf8(operation.name);
        const QString status = QString::number(activity.status);
        const QString address = utf8(m_scenario.services[operation.service].name);
        const bool server = activity.role == Role::Server;
        if (activity.role == Role::Database)
            return Histogram{
                QStringLiteral("db_client_operation_duration_seconds"),
                QStringLiteral("Duration of database client operations."),
                {{QStringLiteral("db_system_name"), utf8(operation.system)},
                 {QStringLiteral("db_operation_name"), name.section(u' ', 0, 0)},
                 {QStringLiteral("db_collection_name"), utf8(operation.collection)},
                 {QStringLiteral("server_address"), utf8(operation.peer)},
                 {QStringLiteral("error_type"), activity.failed ? QStringLiteral("timeout") : QString()}}};
        if (activity.role == Role::Consumer)
            return Histogram{
                QStringLiteral("messaging_process_duration_seconds"),
                QStringLiteral("Duration of processing operations."),
                {{QStringLiteral("messaging_system"), QStringLiteral("kafka")},
                 {QStringLiteral("error_type"), activity.failed ? QStringLiteral("timeout") : QString()},
                 {QStringLiteral("messaging_destination_name"), utf8(operation.collection)}}};
        if (activity.role != Role::Client && !server)
            return std::nullopt;
        if (operation.type == OperationType::Rpc) {
            Histogram out{server ? QStringLiteral("rpc_server_duration_seconds")
                                 : QStringLiteral("rpc_client_duration_seconds"),
                          server ? QStringLiteral("Duration of inbound RPCs.")
                                 : QStringLiteral("Duration of outbound RPCs."),
                          {{QStringLiteral("rpc_system"), QStringLiteral("grpc")},
                           {QStringLiteral("rpc_service"), name.section(u'/', 0, 0)},
                           {QStringLiteral("rpc_method"), name.section(u'/', 1)},
                           {QStringLiteral("rpc_grpc_status_code"), status}}};
            if (!server)
                out.labels.push_back({QStringLiteral("server_address"), address});
            return out;
        }
        Histogram out{server ? QStringLiteral("http_server_request_duration_seconds")
                             : QStringLiteral("http_client_request_duration_seconds"),
                      server ? QStringLiteral("Duration of HTTP server requests.")
                             : QStringLiteral("Duration of HTTP client requests."),
                      {{QStringLiteral("http_request_method"), name.section(u' ', 0, 0)},
                       {QStringLiteral("http_response_status_code"), status}}};
        out.labels.push_back(
            {server ? QStringLiteral("http_route") : QStringLiteral("url_template"), name.section(u' ', 1)});
        if (!server)
            out.labels.push_back({QStringLiteral("server_address"), address});
        return out;
    }

    void addHistogram(const Activity& activity, const ExpectedPair& pair, double share)
    {
        auto found = histogramOf(activity);
        if (!found)
            return;
        std::erase_if(found->labels, [](const Label& label) { return label.value.isEmpty(); });
        const double rate = m_scenario.requestsPerSecond * share;
        describe(found->family, "histogram", found->help, QStringLiteral("seconds"));
        const auto set = [rate](SeriesFormula& made, double healthy, double broken) {
            made.terms[1] = rate * healthy;
            made.terms[2] = rate * broken;
        };
        for (std::size_t b = 0; b < bucketCount; ++b) {
            std::vector<Label> labels = found->labels;
            labels.push_back({QStringLiteral("le"), m_bounds[b]});
            m_out.buckets[{m_pod, activity, b}] = static_cast<std::uint32_t>(m_out.series.size());
            set(add(found->family + QStringLiteral("_bucket"), std::move(labels), SeriesKind::Counter),
                pair.healthy.cumulative[b], pair.broken.cumulative[b]);
        }
        set(add(found->family + QStringLiteral("_count"), found->labels, SeriesKind::Counter),
            pair.healthy.count, pair.broken.count);
        SeriesFormula& sum = add(found->family + QStringLiteral("_sum"), found->labels, SeriesKind::Counter);
        set(sum, pair.healthy.seconds, pair.broken.seconds);
        sum.whole = false;
        if (pair.healthy.retries + pair.broken.retries <= 0)
            return;
        const QString resent = QStringLiteral("http_client_resends_total");
        describe(resent, "counter", QStringLiteral("Requests that were sent again after a failure."));
        set(add(resent, found->labels, SeriesKind::Counter), pair.healthy.retries, pair.broken.retries);
    }

    const Scenario& m_scenario;
    const Fleet& m_fleet;
    const Expectation& m_expectation;
    std::uint64_t m_seed;
    std::vector<QString> m_bounds;
    std::uint32_t m_pod = 0;
    std::vector<Label> m_base;
    MetricCatalog m_out;
};

} // namespace

std::vector<Label> podLabels(const Scenario& scenario, const Pod& pod)
{
    const Service& service = scenario.services[pod.service];
    const QString name = utf8(service.name);
    return {{QStringLiteral("job"), scenario.name + u'/' + name},
            {QStringLiteral("instance"), utf8(pod.ip) + u':' + QString::number(service.port)},
            {QStringLiteral("service_name"), name},
            {QStringLiteral("service_namespace"), scenario.name},
            {QStringLiteral("pod"), utf8(pod.name)},
            {QStringLiteral("zone"), utf8(pod.zone)}};
}

MetricCatalog makeCatalog(const Scenario& scenario, const Fleet& fleet, const Expectation& expectation,
                          std::uint64_t seed)
{
    return Maker(scenario, fleet, expectation, seed).make();
}

} // namespace signalbox::simulator::world
