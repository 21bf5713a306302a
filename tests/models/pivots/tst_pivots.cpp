// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pivots/plan.h"

#include "tests/support/testmain.h"

#include <QtTest>

namespace tst_pivots {

using namespace signalbox;
using namespace signalbox::pivots;
using namespace std::chrono_literals;
using mapping::Store;
using mapping::Vocabulary;

namespace {

const Instant noon = Instant::fromSeconds(1'767'355'200); // 2026-01-02T12:00:00Z
const TraceId wideId{0x4bf92f3577b34da6, 0xa3ce929d0e0e4736};
const TraceId narrowId{0, 0xa3ce929d0e0e4736};

QString text(const char* latin)
{
    return QString::fromLatin1(latin);
}

/// How four ways of setting things up call the service checkout, and its pod.
struct Habit
{
    const char* name;
    std::vector<Vocabulary> vocabularies;
    QString logLabel;
    QString logValue;
    QString podInLogs;
};

const std::vector<Habit>& habits()
{
    const auto logs = [](const char* label, const QStringList& values) {
        return Vocabulary{Store::Logs, text(label), values};
    };
    const Vocabulary metrics{Store::Metrics, text("service"), {text("checkout"), text("payments")}};
    const Vocabulary podOfMetrics{Store::Metrics, text("pod"), {}};
    const Vocabulary traces{Store::Traces, text("service"), {text("checkout"), text("payments")}};
    static const std::vector<Habit> all{
        {"kube-prometheus and promtail",
         {metrics, podOfMetrics, traces, logs("app", {text("checkout"), text("payments")}),
          logs("job", {text("shop/checkout"), text("shop/payments")}), logs("pod", {})},
         text("app"),
         text("checkout"),
         text("pod")},
        {"OpenTelemetry collector and Loki 3",
         {metrics,
          podOfMetrics,
          traces,
          {Store::Traces, text("service"), {text("ledger")}},
          logs("service_name", {text("checkout"), text("payments")}),
          logs("k8s_pod_name", {})},
         text("service_name"),
         text("checkout"),
         text("k8s_pod_name")},
        {"docker compose",
         {metrics, traces, logs("container_name", {text("demo-checkout-1"), text("demo-payments-1")})},
         text("container_name"),
         text("demo-checkout-1"),
         QString()},
        {"Istio",
         {metrics, podOfMetrics, traces, logs("app", {text("checkout"), text("payments")}),
          logs("container", {text("server"), text("istio-proxy")}), logs("pod", {})},
         text("app"),
         text("checkout"),
         text("pod")}};
    return all;
}

/// The text that Loki would be sent.
QString queryOf(const Rung& rung, const mapping::Mapping& mapping)
{
    logql::Question question = std::get<LogStep>(rung.step).question;
    const auto names = mapping.logNames(question.services);
    question.serviceLabel = names.label;
    question.services = names.values;
    const Result<QString> query = logql::toLogQl(question);
    return query ? *query : QString();
}

MetricPick spike()
{
    return {.services = {text("checkout")},
            .fault = MetricPick::Fault::Errors,
            .chart = text("Errors"),
            .labels = {{text("pod"), Matcher::Op::Equal, text("checkout-1")}},
            .range = {noon, noon + 2min},
            .step = 10s};
}

LinePick line()
{
    return {.service = text("checkout"),
            .at = noon,
            .isError = true,
            .trace = wideId,
            .request = text("req-17"),
            .shape = text("pool exhausted: .* waiting")};
}

SpanPick span()
{
    return {.trace = wideId,
            .range = {noon, noon + 3s},
            .whole = {noon - 1s, noon + 5s},
            .service = text("checkout"),
            .operation = text("POST /pay"),
            .isFailed = true,
            .others = {text("payments"), text("ledger")}};
}

AlertPick alert()
{
    return {.labels = LabelSet{{text("alertname"), text("HighErrors")}, {text("service"), text("checkout")}},
            .since = noon,
            .until = {}};
}

DeployPick deploy()
{
    return {.service = text("checkout"), .version = text("2.4.1"), .at = noon};
}

using Make = std::function<Plan(const Ground&)>;
struct Direction
{
    const char* name;
    Target target;
    Make make;
};
const std::vector<Direction>& directions()
{
    static const std::vector<Direction> all{
        {"metric to logs", Target::Logs, [](const Ground& g) { return logsOf(spike(), g); }},
        {"metric to traces", Target::Traces, [](const Ground& g) { return tracesOf(spike(), g); }},
        {"metric to metrics", Target::Signals, [](const Ground& g) { return signalsOf(spike(), g); }},
        {"line to trace", Target::Traces, [](const Ground& g) { return traceOf(line(), g); }},
        {"line to lines of its trace", Target::Logs, [](const Ground& g) { return logsOfTrace(line(), g); }},
        {"line to lines of its request", Target::Logs,
         [](const Ground& g) { return logsOfRequest(line(), g); }},
        {"line to its rate", Target::Logs, [](const Ground& g) { return rateOf(line(), g); }},
        {"line to signals", Target::Signals, [](const Ground& g) { return signalsOf(line(), g); }},
        {"span to logs", Target::Logs, [](const Ground& g) { return logsOf(span(), g); }},
        {"trace to logs", Target::Logs,
         [](const Ground& g) {
             SpanPick whole = span();
             whole.service.clear();
             return logsOf(whole, g);
         }},
        {"span to signals", Target::Signals, [](const Ground& g) { return signalsOf(span(), g); }},
        {"span to traces like it", Target::Traces, [](const Ground& g) { return tracesLike(span(), g); }},
        {"trace to a linked one", Target::Traces,
         [](const Ground&) {
             return linked(wideId, SpanId{7}, {noon, noon});
         }},
        {"alert to logs", Target::Logs, [](const Ground& g) { return pivotOf(alert(), Target::Logs, g); }},
        {"alert to traces", Target::Traces,
         [](const Ground& g) { return pivotOf(alert(), Target::Traces, g); }},
        {"alert to signals", Target::Signals,
         [](const Ground& g) { return pivotOf(alert(), Target::Signals, g); }},
        {"deploy to logs", Target::Logs, [](const Ground& g) { return pivotOf(deploy(), Target::Logs, g); }},
        {"deploy to traces", Target::Traces,
         [](const Ground& g) { return pivotOf(deploy(), Target::Traces, g); }},
        {"deploy to signals", Target::Signals,
         [](const Ground& g) { return pivotOf(deploy(), Target::Signals, g); }}};
    return all;
}

} // namespace

class TestPivots : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyDirection_data()
    {
        QTest::addColumn<int>("direction");
        QTest::addColumn<int>("habit");
        for (std::size_t d = 0; d < directions().size(); ++d)
            for (std::size_t h = 0; h < habits().size(); ++h)
                QTest::addRow("%s, %s", directions()[d].name, habits()[h].name)
                    << static_cast<int>(d) << static_cast<int>(h);
    }
    void everyDirection()
    {
        QFETCH(int, direction);
        QFETCH(int, habit);
        const Direction& way = directions()[static_cast<std::size_t>(direction)];
        const Habit& setup = habits()[static_cast<std::size_t>(habit)];
        const mapping::Mapping mapping = mapping::learn(setup.vocabularies);
        const Plan plan = way.make({.mapping = &mapping, .now = noon + 1h});
        QCOMPARE(plan.target, way.target);
        QVERIFY2(!plan.isEmpty(), qPrintable(plan.problem));
        QVERIFY(!plan.how.isEmpty());
        Duration before{0};
        for (const Rung& rung : plan.rungs) {
            QVERIFY(rung.range.end - rung.range.start >= 1s); // Loki finds nothing in a range of no length
            QVERIFY(!rung.where.isEmpty());
            if (!std::holds_alternative<LogStep>(rung.step))
                continue;
            const QString query = queryOf(rung, mapping);
            QVERIFY2(query.startsWith(u'{') && !query.startsWith(text("{}")), qPrintable(query));
            const QStringList& services = std::get<LogStep>(rung.step).question.services;
            if (services.contains(text("checkout")))
                QVERIFY2(query.contains(setup.logValue), qPrintable(query));
            QVERIFY2(query.contains(setup.logLabel), qPrintable(query));
            QVERIFY(!query.contains(text(" unknown_place "))); // a label that these logs do not have
            before = std::max(before, rung.range.length());
        }
    }

    void fromASpikeIntoItsLogs()
    {
        for (const Habit& setup : habits()) {
            const mapping::Mapping mapping = mapping::learn(setup.vocabularies);
            const Plan plan = logsOf(spike(), {.mapping = &mapping, .now = noon + 1h});
            const bool hasPod = !setup.podInLogs.isEmpty();
            // Exactly the lines of that time: the pod first where the logs know pods.
            QCOMPARE(plan.rungs.front().range, spike().range);
            const QString first = queryOf(plan.rungs.front(), mapping);
            QCOMPARE(hasPod && first.contains(setup.podInLogs + text("=\"checkout-1\"")), hasPod);
            const QString second = queryOf(plan.rungs[hasPod ? 1 : 0], mapping);
            QCOMPARE(second, QStringLiteral("{%1=\"%2\"}").arg(setup.logLabel, setup.logValue));
            QVERIFY(plan.rungs[hasPod ? 2 : 1].range.length() > spike().range.length());
            // What is left when the service is silent: the warnings of all others.
            QVERIFY(queryOf(plan.rungs.back(), mapping).contains(text("detected_level")));
        }
    }

    void theTracesFitThePoint()
    {
        const mapping::Mapping mapping = mapping::learn(habits().front().vocabularies);
        const Ground ground{.mapping = &mapping, .now = noon + 1h};
        const Plan failed = tracesOf(spike(), ground);
        QVERIFY(std::get<SearchStep>(failed.rungs.front().step).errorsOnly);
        QCOMPARE(std::get<SearchStep>(failed.rungs.front().step).tags.front().first, text("k8s.pod.name"));
        QVERIFY(!std::get<SearchStep>(failed.rungs.back().step).errorsOnly);

        MetricPick slow = spike();
        slow.fault = MetricPick::Fault::Latency;
        slow.labels.clear();
        slow.latency = 4s;
        const Plan plan = tracesOf(slow, ground);
        QCOMPARE(*std::get<SearchStep>(plan.rungs.front().step).minDuration, Duration(2s));

        // An exemplar of the point goes first: the nearest by value and time.
        slow.value = 4.0;
        slow.exemplars = {{noon + 1min, 0.1, TraceId{0, 1}},
                          {noon + 50s, 3.9, TraceId{0, 2}},
                          {noon + 1h, 4.0, TraceId{0, 3}}};
        const Plan exact = tracesOf(slow, ground);
        QCOMPARE(std::get<TraceStep>(exact.rungs.front().step).trace, (TraceId{0, 2}));
        QVERIFY(std::holds_alternative<SearchStep>(exact.rungs[1].step));
    }

    void idsInEveryPlace_data()
    {
        QTest::addColumn<bool>("isNarrow");
        QTest::newRow("128 bits") << false;
        QTest::newRow("64 bits") << true;
    }
    void idsInEveryPlace()
    {
        QFETCH(bool, isNarrow);
        SpanPick pick = span();
        pick.trace = isNarrow ? narrowId : wideId;
        const mapping::Mapping mapping = mapping::learn(habits()[1].vocabularies);
        const Plan plan = logsOf(pick, {.mapping = &mapping, .now = noon + 1h});
        QStringList queries;
        for (const Rung& rung : plan.rungs)
            queries.append(queryOf(rung, mapping));
        const QString own = text("{service_name=\"checkout\"}");
        const QString hex = isNarrow ? text("a3ce929d0e0e4736") : wideId.toHex();
        QCOMPARE(queries[0], own + text(" | trace_id=~\"(?i)0*") + hex + u'"');
        QVERIFY2(queries[1].startsWith(own + text(" |~ \"(?i)") + hex), qPrintable(queries[1]));
        QVERIFY(queries.filter(text("| traceID=~")).size() >= 1);
        // Then the others of the trace, those that have streams; then all; each time wider.
        QVERIFY(queries.contains(text("{service_name=\"payments\"} | trace_id=~\"(?i)0*") + hex + u'"'));
        QVERIFY(queries.last().startsWith(text("{service_name=~\".+\"}")));
        QVERIFY(plan.rungs.front().range.length() < plan.rungs.back().range.length());

        // Seen there already: that place goes first.
        pick.idPlace = SpanPick::IdPlace{text("traceId"), hex.toUpper()};
        const Plan known = logsOf(pick, {.mapping = &mapping, .now = noon + 1h});
        QCOMPARE(queryOf(known.rungs.front(), mapping), own + text(" | traceId=\"") + hex.toUpper() + u'"');
    }

    void nothingToGoBy()
    {
        const mapping::Mapping mapping =
            mapping::learn({{Store::Metrics, text("service"), {text("checkout")}},
                            {Store::Traces, text("service"), {text("web")}}});
        const Ground ground{.mapping = &mapping, .now = noon};
        LinePick bare{.service = text("checkout"), .at = noon};
        QVERIFY(traceOf(bare, ground).isEmpty());
        QVERIFY(traceOf(bare, ground).problem.contains(text("checkout")));
        QVERIFY(logsOfTrace(bare, ground).isEmpty());
        QVERIFY(logsOfRequest(bare, ground).isEmpty());
        QVERIFY(rateOf(bare, ground).isEmpty());
        QVERIFY(!vainSentence(traceOf(bare, ground)).isEmpty());
        // Without a service only a backend that needs none can be asked for traces.
        MetricPick all = spike();
        all.services.clear();
        all.labels.clear();
        QVERIFY(tracesOf(all, ground).isEmpty());
        QVERIFY(!tracesOf(all, {.mapping = &mapping, .now = noon, .anyServiceInTraces = true}).isEmpty());
        // No streams of checkout: the warnings of all are still worth a look.
        const Plan logs = logsOf(spike(), ground);
        QCOMPARE(logs.rungs.size(), std::size_t{1});
    }

    void whatMayNotBeAsked()
    {
        Plan plan{.rungs = {{LogStep{}, {noon, noon + 1min}, text("nothing")},
                            {SearchStep{.service = text("a")}, {noon, noon}, text("no length")},
                            {SearchStep{.service = text("a")}, {noon, noon}, text("again")},
                            {SearchStep{.service = text("a")}, {noon + 5s, noon}, text("backwards")},
                            {TraceStep{}, {noon, noon + 1s}, text("no id")}}};
        const Plan good = sound(plan);
        QCOMPARE(good.rungs.size(), std::size_t{2});
        for (const Rung& rung : good.rungs)
            QVERIFY(rung.range.length() >= 1s);
        QVERIFY(!sound({}).problem.isEmpty());
    }

    void whichRung()
    {
        const mapping::Mapping mapping = mapping::learn(habits()[1].vocabularies);
        const Plan plan = logsOf(span(), {.mapping = &mapping, .now = noon + 1h});
        QVERIFY(sentence(plan, 0, 14).isEmpty());
        std::size_t others = 0;
        while (!plan.rungs[others].where.contains(text("of payments")))
            ++others;
        QCOMPARE(sentence(plan, others, 14),
                 text("No line with this trace id beside the lines in the streams of checkout within 2 s. "
                      "Found 14 beside the lines in the streams of payments within 5 min."));
        QVERIFY(vainSentence(plan).contains(text("all services within 1 h")));
    }

    void aDeployIsComparedWithAsMuchBefore()
    {
        const mapping::Mapping mapping = mapping::learn(habits().front().vocabularies);
        const Ground ground{.mapping = &mapping, .now = noon + 1h};
        const Plan logs = pivotOf(deploy(), Target::Logs, ground);
        QCOMPARE(logs.rungs.front().range.start, noon);
        const Plan signals_ = pivotOf(deploy(), Target::Signals, ground);
        QVERIFY(signals_.rungs.front().range.start < noon && noon < signals_.rungs.front().range.end);
        // Just now: no time after it yet, and still a range.
        const Plan fresh = pivotOf(deploy(), Target::Logs, {.mapping = &mapping, .now = noon});
        QVERIFY(fresh.rungs.front().range.length() >= 1min);
    }
};

} // namespace tst_pivots

SIGNALBOX_BARE_TEST(tst_pivots, TestPivots)
#include "tst_pivots.moc"
