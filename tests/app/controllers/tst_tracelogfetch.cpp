// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/tracelogfetch.h"

#include "connectors/http/httpclient.h"
#include "connectors/http/secretreader.h"
#include "connectors/loki/client.h"
#include "tests/support/scriptedserver.h"
#include "tests/support/testmain.h"
#include "tests/support/tracemaker.h"

#include <QTest>
#include <QThreadPool>

namespace tst_tracelogfetch {

using namespace signalbox;
using app::TraceLogFetch;
using test::Received;
using test::Reply;

namespace {

QByteArray answer(const QByteArrayList& lines)
{
    QByteArray values;
    for (int i = 0; i < lines.size(); ++i)
        values += (i ? "," : "") + ("[\"" + QByteArray::number(qlonglong{1'700'000'000'000'000'000LL + i}) +
                                    "\",\"" + lines[i] + "\"]");
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"streams\",\"result\":[{\"stream\":{\"service_"
           "name\":\"pay\"},\"values\":[" +
           values + "]}]}}";
}

const QByteArray nothing = "{\"status\":\"success\",\"data\":{\"resultType\":\"streams\",\"result\":[]}}";

} // namespace

class TestTraceLogFetch : public QObject
{
    Q_OBJECT

    struct Bench
    {
        test::ScriptedServer server;
        SystemClock clock;
        http::SecretReader secrets;
        QThreadPool pool;
        std::unique_ptr<http::HttpClient> http;
        std::unique_ptr<loki::Client> client;
        TraceLogFetch fetch;
        std::optional<TraceLogFetch::Found> found;

        Bench()
        {
            profile::Backend backend;
            backend.name = QStringLiteral("loki");
            backend.kind = profile::BackendKind::Loki;
            backend.url = server.url();
            http = std::make_unique<http::HttpClient>(
                backend, http::Environment{.clock = &clock, .secrets = &secrets, .pool = &pool});
            client = std::make_unique<loki::Client>(http.get());
        }
        void run(const QStringList& services = {QStringLiteral("pay")})
        {
            const auto trace = test::makeTrace({{.id = 1, .service = "pay", .length = 3000}}, 0xabcdef);
            fetch.fetch(client.get(), trace, QStringLiteral("service_name"), services,
                        [this](const TraceLogFetch::Found& got) { found = got; });
            QTRY_VERIFY(found.has_value());
        }
    };
    static bool isMetadata(const Received& request)
    {
        return request.param("query").contains(" | trace_id=~");
    }

private Q_SLOTS:
    void theQuestionsFindBothPlaces()
    {
        const TraceId id{0, 0x00ABCDEF01234567};
        const QString one =
            TraceLogFetch::selectorFor(QStringLiteral("service_name"), {QStringLiteral("pay")});
        QCOMPARE(one, QStringLiteral("{service_name=\"pay\"}"));
        QCOMPARE(TraceLogFetch::textQuery(one, id),
                 QStringLiteral("{service_name=\"pay\"} |~ `(?i)abcdef01234567`"));
        QVERIFY(TraceLogFetch::metadataQuery(one, id).contains(
            QLatin1String("trace_id=~`(?i)0*abcdef01234567`")));
        // A rest that any line holds is not looked for.
        QVERIFY(TraceLogFetch::textQuery(one, {0, 1}).contains(QLatin1String("(?i)0000000000000001")));
        QCOMPARE(TraceLogFetch::selectorFor(QStringLiteral("app"), {}), QStringLiteral("{app=~\".+\"}"));
        const QString many =
            TraceLogFetch::selectorFor(QStringLiteral("app"), {QStringLiteral("a.b"), QStringLiteral("c|d")});
        QVERIFY2(many.contains(QLatin1String("a")) && !many.contains(QLatin1String("\"a.b|c|d\"")),
                 qPrintable(many));
    }

    void linesOfBothAnswersAreThereOnce()
    {
        Bench bench;
        bench.server.otherwise([](const Received& request) {
            return Reply::json(isMetadata(request) ? answer({"in metadata", "in both"})
                                                   : answer({"in text", "in both"}));
        });
        bench.run();
        QCOMPARE(bench.found->lines->size(), std::size_t{3});
        QVERIFY(!bench.found->error);
        QVERIFY(bench.found->padding == std::chrono::seconds(2));
        QCOMPARE(bench.server.requests().size(), std::size_t{2});
        const auto start = bench.server.requests()[0].param("start").toLongLong();
        QCOMPARE(start, (test::traceEra - 2000) * 1'000'000);
    }

    void theWindowWidensUntilSomeAreFound()
    {
        Bench bench;
        int asked = 0;
        bench.server.otherwise(
            [&asked](const Received&) { return Reply::json(++asked <= 4 ? nothing : answer({"late"})); });
        bench.run();
        QCOMPARE(bench.found->lines->size(), std::size_t{1});
        QVERIFY(bench.found->padding == std::chrono::minutes(5));
        QVERIFY(bench.found->allStreams);
        QCOMPARE(asked, 6);
    }

    void nothingAnywhereIsSaidAfterAllSteps()
    {
        Bench bench;
        bench.server.otherwise([](const Received&) { return Reply::json(nothing); });
        bench.run({});
        QVERIFY(bench.found->lines->isEmpty());
        QVERIFY(bench.found->allStreams);
        QVERIFY(bench.found->padding == std::chrono::hours(1));
        QCOMPARE(bench.server.requests().size(), std::size_t{6});
    }

    void aServiceOfAnotherNameIsFoundInAllStreams()
    {
        Bench bench;
        bench.server.otherwise([](const Received& request) {
            const bool isAll = request.param("query").startsWith("{service_name=~\".+\"}");
            return Reply::json(isAll ? answer({"of pay-svc"}) : nothing);
        });
        bench.run();
        QCOMPARE(bench.found->lines->size(), std::size_t{1});
        QVERIFY(bench.found->allStreams);
        QVERIFY(bench.found->padding == std::chrono::seconds(2));
        QCOMPARE(bench.server.requests().size(), std::size_t{4});
    }

    void halfAnAnswerIsHalfAnAnswer()
    {
        Bench bench;
        bench.server.otherwise([](const Received& request) {
            return isMetadata(request) ? Reply::text("parse error", 400) : Reply::json(answer({"in text"}));
        });
        bench.run();
        QCOMPARE(bench.found->lines->size(), std::size_t{1});
        QVERIFY(bench.found->error);
    }

    void cancelledTellsNobody()
    {
        Bench bench;
        bench.server.otherwise([](const Received&) { return Reply::faulty(Reply::Fault::Hang); });
        const auto trace = test::makeTrace({{.id = 1, .length = 3000}});
        bool told = false;
        bench.fetch.fetch(bench.client.get(), trace, QStringLiteral("app"), {},
                          [&told](const auto&) { told = true; });
        QTRY_COMPARE(bench.server.requests().size(), std::size_t{2});
        bench.fetch.cancel();
        QTRY_COMPARE(bench.server.openConnections(), 0);
        QVERIFY(!told);
    }
};

} // namespace tst_tracelogfetch

SIGNALBOX_GUILESS_TEST(tst_tracelogfetch, TestTraceLogFetch)
#include "tst_tracelogfetch.moc"
