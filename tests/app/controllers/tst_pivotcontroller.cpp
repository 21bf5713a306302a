// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Pivots climb over a simulated Loki whose labels and ids are written in every habit, with no mapping given.
#include "app/backends.h"
#include "app/controllers/linepick.h"
#include "app/controllers/pivotcontroller.h"
#include "app/controllers/pivotcounter.h"
#include "app/controllers/servicelist.h"
#include "connectors/simulator/logql/lokiapi.h"
#include "connectors/simulator/logql/memorylogstore.h"
#include "connectors/simulator/server/faults.h"
#include "connectors/simulator/server/httpserver.h"
#include "tests/support/scriptedserver.h"
#include "tests/support/testmain.h"

#include <QTest>

namespace tst_pivotcontroller {

using namespace signalbox;
using namespace std::chrono_literals;
using app::PivotController;
using app::PivotCount;
using app::PivotCounter;
using pivots::LogStep;
using pivots::Plan;
using pivots::Rung;

namespace {

constexpr int patience = 20'000;
const TraceId wideId{0x4bf92f3577b34da6, 0xa3ce929d0e0e4736};
const TraceId narrowId{0, 0xa3ce929d0e0e4736};

QString text(const char* latin)
{
    return QString::fromLatin1(latin);
}

} // namespace

class TestPivotController : public QObject
{
    Q_OBJECT

    /// A profile of one Loki, and what pivots need; the server may be another one.
    struct Bench
    {
        simulator::logql::MemoryLogStore store;
        SystemClock clock;
        simulator::logql::LokiApi api{&store, &clock};
        simulator::FaultBoard faults;
        simulator::HttpServer http{
            simulator::ServerOptions{.name = QStringLiteral("loki"), .clock = &clock, .faults = &faults},
            api.handler()};
        Instant at = clock.now() - 10min;
        std::unique_ptr<app::Backends> backends;
        std::unique_ptr<app::ServiceList> services;
        std::unique_ptr<PivotController> pivots;
        std::optional<Rung> reached;
        QString said;
        QString vain;
        std::optional<Error> failed;
        QStringList climbed;

        void write(const simulator::logql::Fields& labels, const std::string& line,
                   const simulator::logql::Fields& metadata = {}, Duration later = Duration{0})
        {
            QVERIFY(store.append(labels, {.ns = (at + later).ns, .line = line, .metadata = metadata}));
        }
        void connectTo(const QUrl& url, std::chrono::milliseconds deadline = 60s)
        {
            profile::Profile profile;
            profile.name = text("test");
            profile::Backend loki;
            loki.name = text("logs");
            loki.kind = profile::BackendKind::Loki;
            loki.url = url;
            loki.limits.attempts = 1;
            loki.limits.deadline = deadline;
            profile.backends = {loki};
            backends = std::make_unique<app::Backends>(profile);
            services = std::make_unique<app::ServiceList>(backends.get());
            pivots = std::make_unique<PivotController>(backends.get(), services.get());
            QObject::connect(pivots.get(), &PivotController::reached, pivots.get(),
                             [this](const Rung& rung) { reached = rung; });
            QObject::connect(pivots.get(), &PivotController::said, pivots.get(),
                             [this](const QString& sentence) { said = sentence; });
            QObject::connect(pivots.get(), &PivotController::vain, pivots.get(),
                             [this](const QString& sentence) { vain = sentence; });
            QObject::connect(pivots.get(), &PivotController::failed, pivots.get(),
                             [this](const Error& error) { failed = error; });
            QObject::connect(pivots.get(), &PivotController::climbing, pivots.get(),
                             [this](const QString& sentence) { climbed.append(sentence); });
        }
        void start(std::chrono::milliseconds deadline = 60s)
        {
            const auto port = http.listen();
            QVERIFY(port);
            connectTo(QUrl(QStringLiteral("http://127.0.0.1:%1").arg(*port)), deadline);
            services->refresh({at - 1h, clock.now()});
            QTRY_VERIFY_WITH_TIMEOUT(!services->lokiLabel().isEmpty(), patience);
        }
        void fallSilentAtTheSecondAttempt()
        {
            QObject::connect(pivots.get(), &PivotController::climbing, pivots.get(),
                             [this](const QString& sentence) {
                                 if (sentence.contains(text("(2 of ")))
                                     faults.set(text("loki"), {.wire = simulator::Faults::Wire::Hang});
                             });
        }
        [[nodiscard]] pivots::SpanPick span(const TraceId& id) const
        {
            return {.trace = id,
                    .range = {at - 1s, at + 1s},
                    .whole = {at - 1s, at + 1s},
                    .service = text("checkout"),
                    .operation = text("POST /pay"),
                    .others = {text("payments")}};
        }
        /// How many lines the reached question finds.
        qint64 found()
        {
            PivotCounter counter(backends.get(), services.get());
            std::optional<PivotCount> count;
            QObject::connect(&counter, &PivotCounter::counted, &counter,
                             [&](pivots::Target target, const PivotCount& got) {
                                 if (target == pivots::Target::Logs)
                                     count = got;
                             });
            counter.count({.rungs = {*reached}}, {});
            const auto wait = [&] { QTRY_VERIFY_WITH_TIMEOUT(count.has_value(), patience); };
            wait();
            return count && count->isKnown ? count->all : -1;
        }
    };

private Q_SLOTS:
    void idsInEveryHabit_data()
    {
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("metadata"); ///< its name; its value is the id
        QTest::addColumn<QString>("id");       ///< as written
        QTest::addColumn<bool>("isNarrow");
        const QString wide = wideId.toHex();
        const QString narrow = QStringLiteral("a3ce929d0e0e4736");
        const auto row = [](const char* title, const char* label, const char* name, const QString& line,
                            const char* metadata, const QString& id, bool isNarrow = false) {
            QTest::newRow(title) << text(label) << text(name) << line << text(metadata) << id << isNarrow;
        };
        const QString json = text("{\"msg\":\"no money\",\"trace_id\":\"%1\"}");
        const QString logfmt = text("level=error msg=\"no money\" trace_id=%1");
        row("metadata", "service_name", "checkout", text("no money"), "trace_id", wide);
        row("metadata of another name", "service_name", "checkout", text("no money"), "traceID", wide);
        row("JSON", "service_name", "checkout", json, "", wide);
        row("logfmt", "service_name", "checkout", logfmt, "", wide);
        row("upper case", "service_name", "checkout", json, "", wide.toUpper());
        row("upper case beside it", "service_name", "checkout", text("no"), "trace_id", wide.toUpper());
        row("16 digits", "service_name", "checkout", logfmt, "", narrow, true);
        row("16 digits beside it", "service_name", "checkout", text("no"), "trace_id", narrow, true);
        row("32 digits with zeros", "service_name", "checkout", logfmt, "", narrowId.toHex(), true);
        row("promtail", "app", "checkout", json, "", wide);
        row("compose", "container_name", "demo-checkout-1", logfmt, "", wide);
        row("a label of one's own", "komponente", "Checkout", json, "", wide);
    }
    void idsInEveryHabit()
    {
        QFETCH(QString, label);
        QFETCH(QString, name);
        QFETCH(QString, line);
        QFETCH(QString, metadata);
        QFETCH(QString, id);
        QFETCH(bool, isNarrow);
        Bench bench;
        const std::string key = label.toStdString();
        const std::string other = QString(name).replace(text("heckout"), text("ayments")).toStdString();
        bench.write(
            {{key, name.toStdString()}}, (line.contains(text("%1")) ? line.arg(id) : line).toStdString(),
            metadata.isEmpty() ? simulator::logql::Fields{}
                               : simulator::logql::Fields{{metadata.toStdString(), id.toStdString()}});
        bench.write({{key, name.toStdString()}}, "another line");
        bench.write({{key, other}}, "a line of somebody else");
        bench.start();
        bench.pivots->follow(
            pivots::logsOf(bench.span(isNarrow ? narrowId : wideId), bench.pivots->ground()));
        QTRY_VERIFY_WITH_TIMEOUT(bench.reached && !bench.pivots->isClimbing(), patience);
        QVERIFY2(bench.vain.isEmpty() && !bench.failed, qPrintable(bench.vain));
        QCOMPARE(bench.found(), qint64{1});
    }

    void wherTheServiceIsSilentOthersAreAsked()
    {
        Bench bench;
        bench.write({{"service_name", "checkout"}}, "nothing of it");
        for (int i = 0; i < 14; ++i)
            bench.write({{"service_name", "payments"}}, "trace_id=" + wideId.toHex().toStdString(), {},
                        90s + std::chrono::microseconds(i));
        bench.start();
        bench.pivots->follow(pivots::logsOf(bench.span(wideId), bench.pivots->ground()));
        QTRY_VERIFY_WITH_TIMEOUT(bench.reached && !bench.pivots->isClimbing(), patience);
        QCOMPARE(bench.said,
                 text("No line with this trace id beside the lines in the streams of checkout within "
                      "2 s. Found 14 in the streams of payments within 5 min."));
        QVERIFY(bench.climbed.filter(text("3 of")).size() >= 1); // it told that it was looking
        QVERIFY(bench.climbed.last().isEmpty());
    }

    void whatWouldReadTooMuchIsNotAsked()
    {
        Bench bench;
        bench.write({{"service_name", "checkout"}}, "nothing of it");
        bench.write({{"service_name", "ledger"}}, "trace_id=" + wideId.toHex().toStdString(), {}, 1min);
        bench.start();
        bench.pivots->setHeavyBytes(-1); // all is too much
        bench.pivots->follow(pivots::logsOf(bench.span(wideId), bench.pivots->ground()));
        QTRY_VERIFY_WITH_TIMEOUT(!bench.vain.isEmpty(), patience);
        QVERIFY2(bench.vain.contains(text("Not asked")) && bench.vain.contains(text("would have to be read")),
                 qPrintable(bench.vain));
    }

    void bothPlacesAreLookedAt()
    {
        Bench bench;
        const std::string id = wideId.toHex().toStdString();
        bench.write({{"service_name", "web"}}, "GET / 504", {{"trace_id", id}});
        bench.write({{"service_name", "payments"}}, "{\"msg\":\"no\",\"trace_id\":\"" + id + "\"}");
        bench.write({{"service_name", "checkout"}}, "msg=no trace_id=" + id);
        bench.start();
        const pivots::LinePick line{.service = text("payments"), .at = bench.at, .trace = wideId};
        bench.pivots->follow(pivots::logsOfTrace(line, bench.pivots->ground()));
        QTRY_VERIFY_WITH_TIMEOUT(bench.reached && !bench.pivots->isClimbing(), patience);
        QCOMPARE(bench.found(), qint64{2}); // those that carry it in the line, which are more
        QVERIFY2(bench.said.startsWith(text("1 more beside the lines")), qPrintable(bench.said));
    }

    void nothingAnywhere()
    {
        Bench bench;
        bench.write({{"service_name", "checkout"}}, "nothing of it");
        bench.start();
        const Plan plan = pivots::logsOf(bench.span(wideId), bench.pivots->ground());
        bench.pivots->follow(plan);
        QTRY_VERIFY_WITH_TIMEOUT(!bench.vain.isEmpty(), patience);
        QVERIFY(bench.vain.contains(text("all services within 1 h")));
        QCOMPARE(*bench.reached, plan.rungs.front()); // the question stands as it was asked first
    }

    void anEmptyPlanSaysWhy()
    {
        Bench bench;
        bench.write({{"service_name", "checkout"}}, "a line");
        bench.start();
        bench.pivots->follow({.problem = text("the line carries no trace id.")});
        QCOMPARE(bench.vain, text("The line carries no trace id."));
        QVERIFY(!bench.reached);
    }

    void aBrokenServerEndsTheClimb()
    {
        test::ScriptedServer server;
        server.otherwise([](const test::Received&) {
            return test::Reply{.status = 400, .body = "parse error at line 1, col 12: syntax error"};
        });
        Bench bench;
        bench.connectTo(server.url());
        bench.pivots->follow(pivots::logsOf(bench.span(wideId), bench.pivots->ground()));
        QTRY_VERIFY_WITH_TIMEOUT(bench.failed.has_value(), patience);
        QVERIFY(bench.reached.has_value()); // its pane shows the question, to be asked again
        QVERIFY(!bench.pivots->isClimbing());
    }

    void aSilentServerIsGivenUpAtItsDeadline()
    {
        Bench bench;
        bench.write({{"service_name", "checkout"}}, "nothing of it");
        bench.start(3s);
        bench.fallSilentAtTheSecondAttempt();
        const Plan plan = pivots::logsOf(bench.span(wideId), bench.pivots->ground());
        bench.pivots->follow(plan);
        QTRY_VERIFY_WITH_TIMEOUT(bench.failed.has_value(), patience);
        QCOMPARE(*bench.reached, plan.rungs[1]); // where it stood, to be asked again there
        QVERIFY(bench.failed->kind == ErrorKind::Timeout);
        QVERIFY(!bench.pivots->isClimbing());
        QVERIFY(bench.vain.isEmpty()); // not looked at is not the same as not found
    }

    void aSilentServerIsLeftAtOnceByWhoGoesElsewhere()
    {
        Bench bench;
        bench.write({{"service_name", "checkout"}}, "nothing of it");
        bench.start();
        bench.fallSilentAtTheSecondAttempt();
        bench.pivots->follow(pivots::logsOf(bench.span(wideId), bench.pivots->ground()));
        QTRY_VERIFY_WITH_TIMEOUT(!bench.faults.of(text("loki")).isHealthy(), patience);
        bench.pivots->cancel();
        // The socket of an answer that nobody waits for is closed.
        QTRY_COMPARE_WITH_TIMEOUT(bench.http.connectionCount(), 0, patience);
        QVERIFY(!bench.reached);
        QVERIFY(!bench.failed);
        QCOMPARE(bench.climbed.last(), QString());
    }

    void theNewestPlanWins()
    {
        Bench bench;
        bench.write({{"service_name", "checkout"}}, "needle");
        bench.start();
        logql::Question question;
        question.services = {text("checkout")};
        question.lines = {{.match = logql::LineMatch::Contains, .text = text("needle")}};
        bench.pivots->follow(pivots::logsOf(bench.span(wideId), bench.pivots->ground()));
        const Rung needle{LogStep{question}, {bench.at - 1min, bench.at + 1min}, text("here")};
        bench.pivots->follow({.how = text("b"), .thing = text("line"), .rungs = {needle}});
        QTRY_VERIFY_WITH_TIMEOUT(bench.reached.has_value(), patience);
        QCOMPARE(*bench.reached, needle);
        QVERIFY(bench.vain.isEmpty());
        bench.reached.reset();
        bench.pivots->follow(pivots::logsOf(bench.span(wideId), bench.pivots->ground()));
        bench.pivots->cancel();
        QVERIFY(!bench.pivots->isClimbing());
        QCOMPARE(bench.climbed.last(), QString());
    }

    void countsByLevel()
    {
        Bench bench;
        for (int i = 0; i < 5; ++i)
            bench.write({{"service_name", "checkout"}}, "level=info msg=fine", {{"detected_level", "info"}},
                        std::chrono::microseconds(i));
        for (int i = 0; i < 3; ++i)
            bench.write({{"service_name", "checkout"}}, "level=error msg=no", {{"detected_level", "error"}},
                        std::chrono::microseconds(i));
        bench.start();
        PivotCounter counter(bench.backends.get(), bench.services.get());
        QMap<pivots::Target, PivotCount> counts;
        connect(&counter, &PivotCounter::counted, this,
                [&](pivots::Target target, const PivotCount& count) { counts[target] = count; });
        const pivots::MetricPick pick{.services = {text("checkout")},
                                      .range = {bench.at - 1s, bench.at + 1s}};
        counter.count(pivots::logsOf(pick, bench.pivots->ground()),
                      pivots::tracesOf(pick, bench.pivots->ground()));
        QTRY_VERIFY_WITH_TIMEOUT(counts.size() == 2, patience);
        QVERIFY(counts[pivots::Target::Logs].isKnown);
        QCOMPARE(counts[pivots::Target::Logs].text(text("errors")), text("8 (3 errors)"));
        // No server of traces: not zero, unknown, with the reason.
        QVERIFY(!counts[pivots::Target::Traces].isKnown);
        QVERIFY(!counts[pivots::Target::Traces].reason.isEmpty());
        QVERIFY(counts[pivots::Target::Traces].text(text("failed")).isEmpty());

        counts.clear();
        const pivots::MetricPick before{.services = {text("checkout")},
                                        .range = {bench.at - 1h, bench.at - 30min}};
        counter.count(pivots::logsOf(before, bench.pivots->ground()), {});
        QTRY_VERIFY_WITH_TIMEOUT(counts.contains(pivots::Target::Logs), patience);
        QVERIFY(counts[pivots::Target::Logs].isKnown);
        QCOMPARE(counts[pivots::Target::Logs].all, qint64{0});
        QVERIFY(counts[pivots::Target::Logs].reason.contains(text("checkout")));

        counts.clear();
        const pivots::MetricPick year{.services = {text("checkout")}, .range = {bench.at - 8760h, bench.at}};
        counter.count(pivots::logsOf(year, bench.pivots->ground()), {});
        QVERIFY(!counts[pivots::Target::Logs].isKnown); // at once: it is not asked
    }

    void whatALineTells_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("request");
        QTest::newRow("JSON") << QStringLiteral(R"({"msg":"x","request_id":"req-123456"})") << "req-123456";
        QTest::newRow("header") << QStringLiteral("msg=x x-request-id=abcdef") << "abcdef";
        QTest::newRow("nested") << QStringLiteral(R"({"http":{"requestId":"abc-def-1"}})") << "abc-def-1";
        QTest::newRow("too short") << QStringLiteral("request_id=17") << "";
        QTest::newRow("none") << QStringLiteral("msg=x id=abcdef") << "";
    }
    void whatALineTells()
    {
        QFETCH(QString, line);
        QFETCH(QString, request);
        const LogLine one{.at = Instant::fromSeconds(5),
                          .labels = LabelSet{{text("app"), text("shop-checkout")}},
                          .line = line.toUtf8(),
                          .level = Level::Error};
        const auto mapping = mapping::learn(
            {{mapping::Store::Metrics, text("service"), {text("checkout"), text("payments")}},
             {mapping::Store::Logs, text("app"), {text("shop-checkout"), text("shop-payments")}}});
        const pivots::LinePick pick = app::pickOf(one, mapping);
        QCOMPARE(pick.request, request);
        QCOMPARE(pick.service, text("checkout"));
        QVERIFY(pick.isError);
        QVERIFY(!pick.trace);
    }
};

} // namespace tst_pivotcontroller

SIGNALBOX_GUILESS_TEST(tst_pivotcontroller, TestPivotController)
#include "tst_pivotcontroller.moc"
