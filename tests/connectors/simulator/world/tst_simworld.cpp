// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/lokiapi.h"
#include "connectors/simulator/promql/engine.h"
#include "connectors/simulator/promql/prometheusapi.h"
#include "connectors/simulator/tracing/jaegerapi.h"
#include "connectors/simulator/world/world.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QTest>

#include <map>
#include <set>

namespace tst_simworld {

using namespace signalbox;
namespace logql = signalbox::simulator::logql;
namespace promql = signalbox::simulator::promql;
namespace tracing = signalbox::simulator::tracing;
namespace world = signalbox::simulator::world;
using simulator::Request;

namespace {

constexpr std::int64_t minute = 60'000;
constexpr std::int64_t minuteNs = 60'000'000'000;
constexpr std::int64_t incident = 1'795'262'400'000;
constexpr std::int64_t incidentNs = incident * 1'000'000;

struct Stage
{
    explicit Stage(int atMinute, std::uint64_t seed = 1)
        : clock(Instant::fromMilliseconds(incident + atMinute * minute))
        , world(*world::shopScenario(), incident, seed, clock)
    {
    }

    ManualClock clock;
    world::World world;
};

Request get(const char* path, std::vector<std::pair<QString, QString>> params)
{
    Request out;
    out.method = "GET";
    out.path = QLatin1String(path);
    out.encodedPath = path;
    out.params = std::move(params);
    return out;
}

/// What the four backends say to a fixed set of questions.
QByteArray everything(Stage& stage)
{
    const promql::PrometheusApi prometheus(stage.world.samples(), &stage.world.rules(), stage.clock);
    const logql::LokiApi loki(&stage.world.logs(), &stage.clock);
    tracing::JaegerApi jaeger(&stage.world.traces(), &stage.clock);
    const QString start = QString::number(incident / 1000 - 300);
    const QString end = QString::number(incident / 1000 + 300);
    QByteArray out;
    out += prometheus
               .handle(get("/api/v1/query_range",
                           {{QStringLiteral("query"), QStringLiteral("{service_name=~\"payments|kafka\"}")},
                            {QStringLiteral("start"), start},
                            {QStringLiteral("end"), end},
                            {QStringLiteral("step"), QStringLiteral("60")}}))
               .body;
    out += prometheus.handle(get("/api/v1/rules", {})).body;
    out += loki.handle(get("/loki/api/v1/query_range",
                           {{QStringLiteral("query"), QStringLiteral("{namespace=\"shop\"}")},
                            {QStringLiteral("start"), start},
                            {QStringLiteral("end"), end},
                            {QStringLiteral("limit"), QStringLiteral("3000")}}))
               .body;
    out += jaeger
               .handle(get("/api/traces", {{QStringLiteral("service"), QStringLiteral("payments")},
                                           {QStringLiteral("start"), start + QStringLiteral("000000")},
                                           {QStringLiteral("end"), end + QStringLiteral("000000")},
                                           {QStringLiteral("limit"), QStringLiteral("50")}}))
               .body;
    return out;
}

std::vector<tracing::TracePtr> tracesIn(const Stage& stage, int from, int to, const char* service = "")
{
    std::vector<tracing::TracePtr> out;
    tracing::TraceQuery query;
    query.service = service;
    query.startNs = incidentNs + from * minuteNs;
    query.endNs = incidentNs + to * minuteNs;
    stage.world.traces().visit(query, [&out](const tracing::TracePtr& trace) {
        out.push_back(trace);
        return true;
    });
    return out;
}

std::vector<std::pair<std::size_t, logql::Entry>> linesIn(Stage& stage, int from, int to)
{
    std::vector<std::pair<std::size_t, logql::Entry>> out;
    for (std::size_t s = 0; s < stage.world.logs().streamCount(); ++s) {
        const auto cursor = stage.world.logs().open(s, incidentNs + from * minuteNs,
                                                    incidentNs + to * minuteNs, logql::Direction::Forward);
        while (const logql::Entry* entry = cursor->next())
            out.emplace_back(s, *entry);
    }
    return out;
}

/// The id in a line, wherever its service writes it.
QByteArray traceIdIn(const logql::Entry& entry)
{
    if (const std::string* id = entry.metadata.find("trace_id"))
        return QByteArray::fromStdString(*id);
    const QByteArray line = QByteArray::fromStdString(entry.line);
    for (const QByteArray& key : {QByteArray("\"trace_id\":\""), QByteArray(" traceID=")}) {
        if (const qsizetype at = line.indexOf(key); at >= 0)
            return line.mid(at + key.size(), 32);
    }
    return {};
}

promql::Matchers matchers(std::initializer_list<std::pair<const char*, const char*>> conditions)
{
    promql::Matchers out;
    for (const auto& [name, value] : conditions)
        out.push_back(
            promql::Matcher::make(promql::MatchKind::Regex, QLatin1String(name), QLatin1String(value))
                .matcher);
    return out;
}

} // namespace

class TestSimWorld : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_stage = std::make_unique<Stage>(30); }

    void sameSeedSameBytes()
    {
        Stage first(8, 7);
        Stage second(8, 7);
        Stage other(8, 8);
        const QByteArray bytes = everything(first);
        QVERIFY(bytes.size() > 100'000);
        QCOMPARE(everything(second), bytes);
        QVERIFY(everything(other) != bytes);
        // Whatever was asked before must not show.
        const auto known = linesIn(second, -600, -560);
        QVERIFY(!known.empty());
        QCOMPARE(everything(second), bytes);
    }

    void theFutureDoesNotChangeThePast()
    {
        Stage early(2);
        const auto before = linesIn(early, -5, 1);
        const auto traces = tracesIn(early, -5, 0);
        early.clock.advance(std::chrono::minutes(20));
        QCOMPARE(linesIn(early, -5, 1), before);
        const auto later = tracesIn(early, -5, 0);
        QCOMPARE(later.size(), traces.size());
        for (std::size_t i = 0; i < later.size(); ++i)
            QVERIFY(later[i]->id == traces[i]->id && later[i]->spans.size() == traces[i]->spans.size());
    }

    void countersNeverRunBackwards()
    {
        const auto all =
            m_stage->world.samples().select(matchers({{"__name__", ".+(_total|_count|_sum|_bucket)"}}),
                                            incident - 30 * minute, incident + 30 * minute);
        QVERIFY(all.size() > 1000);
        std::set<QString> labels;
        for (const auto& series : all)
            QVERIFY2(labels.insert(series.labels.toString()).second, qPrintable(series.labels.toString()));
        int resets = 0;
        for (const auto& series : all) {
            if (series.labels.value(u"__name__").startsWith(u"pg_stat_activity"))
                continue; // a gauge by its name
            for (std::size_t i = 1; i < series.values.size(); ++i) {
                QVERIFY(series.times[i] > series.times[i - 1]);
                if (series.values[i] >= series.values[i - 1] || promql::isStale(series.values[i]))
                    continue;
                ++resets;
                // Only the container that came back begins anew, and in its first scrape after that.
                QCOMPARE(series.labels.value(u"service_name"), QStringLiteral("checkout"));
                QVERIFY(series.times[i] - (incident + 6 * minute) < 15'000);
            }
        }
        QVERIFY(resets > 10);
    }

    void windowsAgree()
    {
        const auto& samples = m_stage->world.samples();
        const auto which = matchers({{"service_name", "payments|postgres"}});
        const auto wide = samples.select(which, incident - 60 * minute, incident + 30 * minute);
        std::map<QString, std::map<std::int64_t, double>> known;
        for (const auto& series : wide) {
            for (std::size_t i = 0; i < series.times.size(); ++i)
                known[series.labels.toString()][series.times[i]] = series.values[i];
        }
        for (const auto& series : samples.select(which, incident - 5 * minute, incident + 2 * minute)) {
            for (std::size_t i = 0; i < series.times.size(); ++i) {
                const double other = known[series.labels.toString()].at(series.times[i]);
                QVERIFY(other == series.values[i] ||
                        (promql::isStale(other) && promql::isStale(series.values[i])));
            }
        }
    }

    void bucketsAreCumulative()
    {
        const auto all = m_stage->world.samples().select(
            matchers({{"__name__", "http_server_request_duration_seconds_(bucket|count)"},
                      {"service_name", "payments|checkout"}}),
            incident - 5 * minute, incident + 20 * minute);
        std::map<QString, std::map<double, std::vector<double>>> histograms; ///< by the other labels
        std::map<QString, std::vector<double>> counts;
        for (const auto& series : all) {
            const QString key = series.labels.without(u"le").without(u"__name__").toString();
            const QString le = series.labels.value(u"le");
            std::vector<double> values = series.values;
            std::erase_if(values, promql::isStale);
            if (le.isEmpty())
                counts[key] = values;
            else
                histograms[key][le == u"+Inf" ? HUGE_VAL : le.toDouble()] = values;
        }
        QVERIFY(counts.size() > 20);
        QCOMPARE(histograms.size(), counts.size());
        for (const auto& [key, buckets] : histograms) {
            QCOMPARE(buckets.size(), 15U);
            QCOMPARE(buckets.rbegin()->second, counts[key]);
            for (auto it = std::next(buckets.begin()); it != buckets.end(); ++it) {
                for (std::size_t i = 0; i < it->second.size(); ++i)
                    QVERIFY(it->second[i] >= std::prev(it)->second[i]);
            }
        }
    }

    void oldScrapesAreSparser()
    {
        const auto count = [this](std::int64_t from) {
            const auto found = m_stage->world.samples().select(
                matchers({{"__name__", "up"}, {"pod", "postgres-0"}}), from, from + 60 * minute - 1);
            return found.size() == 1 ? found.front().times.size() : 0;
        };
        QCOMPARE(count(incident - 60 * minute), 240U);
        QCOMPARE(count(incident - 25 * 60 * minute), 240U);
        QCOMPARE(count(incident - 80 * 60 * minute), 60U);
    }

    void aSearchHasHundredsOfTraces()
    {
        const auto traces = tracesIn(*m_stage, 3, 8);
        QVERIFY2(traces.size() > 300 && traces.size() < 2000, qPrintable(QString::number(traces.size())));
        std::set<std::size_t> sizes;
        std::set<TraceId> ids;
        std::int64_t before = std::numeric_limits<std::int64_t>::max();
        for (const auto& trace : traces) {
            sizes.insert(trace->spans.size());
            QVERIFY(ids.insert(trace->id).second);
            const std::int64_t start = trace->spans.front().startNs;
            QVERIFY(start <= before);
            before = start;
            std::set<SpanId> spans;
            for (const auto& span : trace->spans) {
                QVERIFY(spans.insert(span.id).second);
                QVERIFY(span.endNs >= span.startNs);
                QVERIFY(span.parent.isNull() || spans.contains(span.parent));
            }
        }
        QVERIFY2(*sizes.begin() >= 5, qPrintable(QString::number(*sizes.begin())));
        QVERIFY2(*sizes.rbegin() > 40, qPrintable(QString::number(*sizes.rbegin())));
    }

    void aJobHasThousandsOfSpans()
    {
        std::size_t large = 0;
        for (const auto& trace : tracesIn(*m_stage, -20, 10, "shipping")) {
            if (trace->spans.size() < 2500)
                continue;
            ++large;
            QVERIFY(trace->spans.size() < 3600);
            QCOMPARE(trace->spans.front().name, std::string("print labels"));
        }
        QCOMPARE(large, 3U);
    }

    void theSlowSpanTellsTheCause()
    {
        std::size_t slow = 0;
        for (const auto& trace : tracesIn(*m_stage, 4, 10, "payments")) {
            for (const auto& span : trace->spans) {
                if (span.name != "SELECT ledger" || span.endNs - span.startNs < 500'000'000)
                    continue;
                ++slow;
                const auto* statement = tracing::find(span.attributes, "db.statement");
                QVERIFY(statement != nullptr);
                QVERIFY(std::get<std::string>(statement->v).find("FROM ledger") != std::string::npos);
                const auto* version = tracing::find(span.resource->attributes, "service.version");
                QCOMPARE(std::get<std::string>(version->v), std::string("2.4.1"));
            }
        }
        QVERIFY2(slow > 50, qPrintable(QString::number(slow)));
        for (const auto& trace : tracesIn(*m_stage, -20, -10, "payments")) {
            for (const auto& span : trace->spans)
                QVERIFY(span.name != "SELECT ledger" || span.endNs - span.startNs < 100'000'000);
        }
    }

    void idsFindTheirTrace()
    {
        const auto& store = m_stage->world.traces();
        for (const auto& trace : tracesIn(*m_stage, -1440, -1439)) {
            const auto found = store.trace(trace->id);
            QVERIFY(found);
            QCOMPARE(found->spans.size(), trace->spans.size());
            QCOMPARE(found->spans.back().name, trace->spans.back().name);
            QVERIFY(!store.trace({.high = trace->id.high, .low = trace->id.low + 1}));
            QVERIFY(!store.trace({.high = trace->id.high + 1, .low = trace->id.low}));
        }
        QVERIFY(!store.trace({.high = 0, .low = 42}));
        QVERIFY(!store.trace({.high = ~0ULL, .low = ~0ULL}));
    }

    void servicesAndOperationsAreThoseOfTheSpans()
    {
        const auto& store = m_stage->world.traces();
        std::set<std::string> services;
        std::map<std::string, std::set<tracing::Operation>> operations;
        for (const auto& trace : tracesIn(*m_stage, 0, 12)) {
            for (const auto& span : trace->spans) {
                services.insert(span.resource->serviceName());
                operations[span.resource->serviceName()].insert({.name = span.name, .kind = span.kind});
            }
        }
        const auto known = store.services();
        QCOMPARE(std::set<std::string>(known.begin(), known.end()), services);
        for (const std::string& service : services) {
            const auto list = store.operations(service);
            const std::set<tracing::Operation> all(list.begin(), list.end());
            for (const auto& operation : operations[service])
                QVERIFY2(all.contains(operation), operation.name.c_str());
        }
        QVERIFY(store.operations("nobody").empty());
        const auto calls = store.dependencies(incidentNs - 60 * minuteNs, incidentNs);
        QVERIFY(std::ranges::any_of(calls, [](const tracing::Dependency& d) {
            return d.parent == "checkout" && d.child == "payments" && d.calls > 100;
        }));
    }

    void linesBelongToTraces()
    {
        const auto& store = m_stage->world.traces();
        std::set<std::string> withIds;
        std::map<QByteArray, tracing::TracePtr> known;
        std::size_t checked = 0;
        for (const auto& [stream, entry] : linesIn(*m_stage, 5, 7)) {
            const QByteArray id = traceIdIn(entry);
            if (id.isEmpty())
                continue;
            const auto parsed = TraceId::fromHex(std::string_view(id.constData(), 32));
            QVERIFY(parsed);
            auto& trace = known[id];
            if (!trace)
                trace = store.trace(*parsed);
            QVERIFY2(trace, entry.line.c_str());
            const auto& labels = m_stage->world.logs().labels(stream);
            withIds.insert(*labels.find("service_name"));
            QVERIFY(std::ranges::any_of(trace->spans, [&](const tracing::Span& span) {
                const auto* pod = tracing::find(span.resource->attributes, "k8s.pod.name");
                return std::get<std::string>(pod->v) == *labels.find("pod") && span.startNs <= entry.ns &&
                       entry.ns <= span.endNs;
            }));
            ++checked;
        }
        QVERIFY(checked > 500);
        QCOMPARE(withIds, (std::set<std::string>{"api-gateway", "cart", "checkout", "inventory",
                                                 "notifications", "payments", "shipping", "web"}));
    }

    void failuresAreLogged()
    {
        std::size_t errors = 0;
        std::size_t calm = 0;
        for (const auto& [stream, entry] : linesIn(*m_stage, 5, 8))
            errors += entry.line.find("timeout acquiring connection from pool ledger") != std::string::npos;
        for (const auto& [stream, entry] : linesIn(*m_stage, -20, -17))
            calm += entry.line.find("timeout acquiring connection from pool ledger") != std::string::npos;
        QVERIFY2(errors > 20, qPrintable(QString::number(errors)));
        QVERIFY2(calm < 4, qPrintable(QString::number(calm)));
    }

    void bothDirectionsShowTheSame()
    {
        auto& logs = m_stage->world.logs();
        for (std::size_t stream = 0; stream < logs.streamCount(); ++stream) {
            const std::int64_t from = incidentNs - 3 * minuteNs;
            const std::int64_t to = incidentNs + minuteNs;
            std::vector<logql::Entry> forward;
            std::vector<logql::Entry> backward;
            const auto there = logs.open(stream, from, to, logql::Direction::Forward);
            while (const logql::Entry* entry = there->next())
                forward.push_back(*entry);
            const auto back = logs.open(stream, from, to, logql::Direction::Backward);
            while (const logql::Entry* entry = back->next())
                backward.push_back(*entry);
            std::ranges::reverse(backward);
            QCOMPARE(backward, forward);
            for (std::size_t i = 1; i < forward.size(); ++i)
                QVERIFY(forward[i].ns >= forward[i - 1].ns);
        }
    }

    void tailsMissNothing()
    {
        Stage stage(4);
        auto& logs = stage.world.logs();
        std::uint64_t mark = logs.mark();
        const std::int64_t from = stage.clock.now().ns + 1;
        std::vector<logql::Entry> told;
        for (int i = 0; i < 40; ++i) {
            stage.clock.advance(std::chrono::milliseconds(500));
            mark = logs.visitArrivals(
                mark, [&told](std::size_t, const logql::Entry& entry) { told.push_back(entry); });
        }
        std::size_t there = 0;
        for (std::size_t stream = 0; stream < logs.streamCount(); ++stream) {
            const auto cursor = logs.open(stream, from, stage.clock.now().ns + 1, logql::Direction::Forward);
            while (cursor->next() != nullptr)
                ++there;
        }
        QVERIFY(there > 100);
        QCOMPARE(told.size(), there);
        QVERIFY(std::ranges::is_sorted(told, {}, &logql::Entry::ns));
        QVERIFY(!logs.append({}, {}));
    }

    void sizesOfLongWindowsAreClose()
    {
        auto& logs = m_stage->world.logs();
        const std::int64_t to = incidentNs - 60 * minuteNs;
        const std::int64_t from = to - 180 * minuteNs;
        const auto guessed = logs.size(3, from, to);
        std::uint64_t counted = 0;
        const auto cursor = logs.open(3, from, to, logql::Direction::Forward);
        while (cursor->next() != nullptr)
            ++counted;
        QVERIFY(counted > 500);
        const double ratio = static_cast<double>(guessed.entries) / static_cast<double>(counted);
        QVERIFY2(ratio > 0.8 && ratio < 1.25, qPrintable(QString::number(ratio)));
    }

    void exemplarsPointAtTraces()
    {
        const auto found = m_stage->world.samples().exemplars(
            matchers(
                {{"__name__", "http_server_request_duration_seconds_bucket"}, {"service_name", "payments"}}),
            incident + 2 * minute, incident + 8 * minute);
        QVERIFY(found.size() > 10);
        std::size_t checked = 0;
        for (const auto& series : found) {
            const QString le = series.series.value(u"le");
            const double bound = le == u"+Inf" ? HUGE_VAL : le.toDouble();
            for (const auto& exemplar : series.exemplars) {
                QVERIFY(exemplar.value <= bound);
                const auto id = TraceId::fromHex(exemplar.labels.value(u"trace_id"));
                QVERIFY(id);
                const auto trace = m_stage->world.traces().trace(*id);
                QVERIFY(trace);
                const auto span = std::ranges::find_if(trace->spans, [&](const tracing::Span& s) {
                    return s.id.toHex() == exemplar.labels.value(u"span_id");
                });
                QVERIFY(span != trace->spans.end());
                QCOMPARE(span->endNs / 1'000'000, exemplar.time);
                QCOMPARE(span->resource->serviceName(), std::string("payments"));
                ++checked;
            }
        }
        QVERIFY(checked > 100);
    }

    void wideQueriesStayCheap()
    {
        const promql::Engine engine(m_stage->world.samples());
        const QByteArray query =
            "sum by (service_name)(rate(http_server_request_duration_seconds_count[5m]))";
        QElapsedTimer timer;
        timer.start();
        const auto hour = engine.range(
            query, {.start = incident - 40 * minute, .end = incident + 20 * minute, .interval = 15'000});
        const auto hourMs = timer.restart();
        const auto week = engine.range(
            query, {.start = incident - 7 * 1440 * minute, .end = incident, .interval = 10 * minute});
        const auto weekMs = timer.elapsed();
        QVERIFY(hour && hour->size() == 5);
        QVERIFY(week && week->size() == 5);
        qInfo("1 h at 15 s: %lld ms, 7 d at 10 min: %lld ms", static_cast<long long>(hourMs),
              static_cast<long long>(weekMs));
        // Generous: unoptimised builds and sanitizers run this, too.
        QVERIFY(hourMs < 6'000);
        QVERIFY(weekMs < 60'000);
    }

private:
    std::unique_ptr<Stage> m_stage;
};

} // namespace tst_simworld

SIGNALBOX_GUILESS_TEST(tst_simworld, TestSimWorld)
#include "tst_simworld.moc"
