// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/secretreader.h"
#include "connectors/tempo/client.h"
#include "connectors/tempo/parser.h"
#include "connectors/tracing/parser.h"
#include "tests/support/answerof.h"
#include "tests/support/scriptedserver.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTest>
#include <QThreadPool>

#include <nlohmann/json.hpp>

namespace tst_tempoclient {

using namespace signalbox;
using namespace signalbox::tempo;
using nlohmann::json;
using signalbox::test::answerOf;
using signalbox::test::Received;
using signalbox::test::Reply;
using signalbox::test::ScriptedServer;

namespace {

const QString folder = QStringLiteral(SIGNALBOX_FIXTURES "/tempo/");

json load(const QString& name)
{
    QFile in(folder + name + QStringLiteral(".json"));
    if (!in.open(QIODevice::ReadOnly))
        qFatal("no fixture %s", qPrintable(name));
    return json::parse(in.readAll().toStdString());
}

QByteArray bodyOf(const QString& name)
{
    return QByteArray::fromStdString(load(name)["response"]["body"].get<std::string>());
}

Reply recorded(const QString& name)
{
    const json response = load(name)["response"];
    Reply reply;
    reply.status = response["status"];
    reply.body = QByteArray::fromStdString(response["body"].get<std::string>());
    reply.contentType = QByteArray::fromStdString(response["headers"].value("Content-Type", "text/plain"));
    return reply;
}

/// Spans by id in hex, out of a plain walk over the JSON.
std::map<std::string, std::pair<std::string, std::string>> plainSpans(const json& doc)
{
    std::map<std::string, std::pair<std::string, std::string>> spans;
    const json& list = doc.contains("batches") ? doc["batches"] : doc["trace"]["resourceSpans"];
    for (const json& resource : list) {
        std::string service;
        for (const json& attribute :
             resource.value("resource", json::object()).value("attributes", json::array()))
            if (attribute["key"] == "service.name")
                service = attribute["value"]["stringValue"];
        for (const json& scope : resource["scopeSpans"])
            for (const json& span : scope.value("spans", json::array()))
                spans[QByteArray::fromBase64(QByteArray::fromStdString(span["spanId"]))
                          .toHex()
                          .toStdString()] = {service, span.value("name", "")};
    }
    return spans;
}

} // namespace

class TestTempoClient : public QObject
{
    Q_OBJECT

private:
    struct Bench
    {
        ScriptedServer server;
        SystemClock clock;
        http::SecretReader secrets;
        QThreadPool pool;
        std::unique_ptr<http::HttpClient> http;
        std::unique_ptr<Client> client;

        explicit Bench()
        {
            profile::Backend backend;
            backend.name = QStringLiteral("tempo-test");
            backend.kind = profile::BackendKind::Tempo;
            backend.url = server.url();
            const http::Environment environment{.clock = &clock, .secrets = &secrets, .pool = &pool};
            http = std::make_unique<http::HttpClient>(backend, environment);
            client = std::make_unique<Client>(http.get());
        }
    };

private Q_SLOTS:
    void recordedTracesAreRead_data()
    {
        QTest::addColumn<QString>("file");
        for (const char* file :
             {"004-trace-odd", "005-trace-batch", "006-trace-64bit", "007-trace-stripped", "012-v2-trace-odd",
              "013-v2-trace-batch", "014-v2-trace-64bit", "015-v2-trace-stripped"})
            QTest::newRow(file) << QString::fromLatin1(file);
    }
    void recordedTracesAreRead()
    {
        QFETCH(QString, file);
        const QByteArray body = bodyOf(file);
        const auto parsed = tracing::parseTraces(body, QStringLiteral("tempo"));
        QVERIFY(parsed.has_value());
        QCOMPARE(parsed->traces.size(), std::size_t{1});
        const Trace& trace = *parsed->traces.front();
        const auto plain = plainSpans(json::parse(body.toStdString()));
        QVERIFY(!plain.empty());
        for (const auto& [id, names] : plain) {
            const auto found = trace.find(SpanId::fromHex(id).value_or(SpanId{}));
            QVERIFY2(!found.empty(), id.c_str());
            const Span& span = trace.at(found.front());
            if (found.size() == 1) {
                QCOMPARE(trace.serviceOf(span).toStdString(), names.first);
                QCOMPARE(trace.operationOf(span).toStdString(), names.second);
            }
        }
        QVERIFY(trace.duration() > Duration::zero());
    }

    void recordedSearchesAreRead_data()
    {
        QTest::addColumn<QString>("file");
        for (const char* file : {"020-search-all", "021-search-service", "022-search-errors",
                                 "023-search-slow", "024-search-attr", "025-search-none",
                                 "027-search-structural", "028-search-tags", "029-search-tags-duration"})
            QTest::newRow(file) << QString::fromLatin1(file);
    }
    void recordedSearchesAreRead()
    {
        QFETCH(QString, file);
        const QByteArray body = bodyOf(file);
        const auto found = parseSearch(body, QStringLiteral("tempo"), 5);
        QVERIFY(found.has_value());
        const json doc = json::parse(body.toStdString());
        const json traces = doc.value("traces", json::array());
        QCOMPARE(found->traces.size(), traces.size());
        QCOMPARE(found->limitReached, traces.size() >= 5);
        for (const json& plain : traces) {
            const auto id =
                TraceId::fromHex(std::string_view(plain["traceID"].get_ref<const std::string&>()));
            const auto it = std::find_if(found->traces.begin(), found->traces.end(),
                                         [&id](const TraceSummary& s) { return s.id == *id; });
            QVERIFY(it != found->traces.end());
            QCOMPARE(it->rootOperation.toStdString(), plain.value("rootTraceName", ""));
            QCOMPARE(qlonglong{it->duration.count() / 1'000'000}, plain.value("durationMs", 0LL));
            qint64 spans = 0;
            qint64 errors = 0;
            const json stats = plain.value("serviceStats", json::object());
            for (const auto& [service, counts] : stats.items()) {
                spans += counts.value("spanCount", 0);
                errors += counts.value("errorCount", 0);
            }
            QCOMPARE(it->spans, spans);
            QCOMPARE(it->errors, errors);
        }
    }

    void oddSummaries()
    {
        const QByteArray body = "{\"traces\":[{\"traceID\":\"abc\",\"rootServiceName\":\"<root span not yet "
                                "received>\",\"startTimeUnixNano\":\"5\"},{\"traceID\":\"xyz\"},7]}";
        const auto found = parseSearch(body, QStringLiteral("tempo"), 20);
        QVERIFY(found.has_value());
        QCOMPARE(found->traces.size(), std::size_t{1});
        QVERIFY(found->traces[0].rootService.isEmpty());
        QCOMPARE(found->traces[0].id.low, std::uint64_t{0xabc});
        QCOMPARE(found->badEntries, qint64{2});
        QVERIFY(
            !parseSearch("{\"status\":\"success\",\"data\":{}}", QStringLiteral("tempo"), 20).has_value());
        QVERIFY(!parseSearch("<html>", QStringLiteral("tempo"), 20).has_value());
        QVERIFY(parseSearch("{\"metrics\":{}}", QStringLiteral("tempo"), 20).has_value());
    }

    void valuesOfBothVersions_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("first") << "033-values";
        QTest::newRow("second") << "034-v2-values";
    }
    void valuesOfBothVersions()
    {
        QFETCH(QString, file);
        const auto values = parseValues(bodyOf(file), QStringLiteral("tempo"));
        QVERIFY(values.has_value());
        QCOMPARE(*values, QStringList({QStringLiteral("checkout"), QStringLiteral("inventory"),
                                       QStringLiteral("payments"), QStringLiteral("shipping"),
                                       QStringLiteral("web")}));
    }

    void aTraceIsTakenByTheNewerCall()
    {
        Bench bench;
        bench.server.route("/api/v2/traces/b4594a2ceabbddddc36ee43d802b4d11",
                           recorded(QStringLiteral("012-v2-trace-odd")));
        const auto trace = answerOf(
            bench.client->trace(*TraceId::fromHex(QStringView(u"b4594a2ceabbddddc36ee43d802b4d11"))));
        QVERIFY(trace.has_value());
        QVERIFY((*trace)->size() > 0);
        QCOMPARE(bench.server.requests().size(), std::size_t{1});
        QVERIFY(bench.server.last().query().isEmpty()); // a time would be a filter
    }

    void anOldServerIsAskedTheOldWay()
    {
        Bench bench;
        bench.server.route("/api/traces/0000000000000000941f545de40f1b7f",
                           recorded(QStringLiteral("006-trace-64bit")));
        const auto trace = answerOf(bench.client->trace(*TraceId::fromHex(QStringView(u"941f545de40f1b7f"))));
        QVERIFY(trace.has_value());
        QCOMPARE((*trace)->id().low, std::uint64_t{0x941f545de40f1b7f});
    }

    void notFoundIsSaidSo_data()
    {
        QTest::addColumn<bool>("isNew");
        QTest::newRow("200 with an empty trace") << true;
        QTest::newRow("404 of an old one") << false;
    }
    void notFoundIsSaidSo()
    {
        QFETCH(bool, isNew);
        Bench bench;
        if (isNew)
            bench.server.otherwise(
                [](const Received&) { return recorded(QStringLiteral("016-v2-trace-unknown")); });
        else
            bench.server.otherwise(
                [](const Received&) { return recorded(QStringLiteral("008-trace-unknown")); });
        const auto trace = answerOf(bench.client->trace({1, 2}));
        QVERIFY(!trace.has_value());
        QVERIFY(tracing::isNotFound(trace.error()));
        QVERIFY2(trace.error().what.contains(QLatin1String("tempo-test")), qPrintable(trace.error().what));
    }

    void aPartIsSaidToBeOne()
    {
        Bench bench;
        QByteArray body = bodyOf(QStringLiteral("012-v2-trace-odd"));
        body.chop(1);
        body += ",\"status\":\"PARTIAL\",\"message\":\"trace exceeds max size\"}";
        bench.server.otherwise([body](const Received&) { return Reply::json(body); });
        const auto trace = answerOf(
            bench.client->trace(*TraceId::fromHex(QStringView(u"b4594a2ceabbddddc36ee43d802b4d11"))));
        QVERIFY(trace.has_value());
        QVERIFY((*trace)
                    ->warnings()
                    .join(QLatin1Char('|'))
                    .contains(QLatin1String("only a part of this trace: trace exceeds max size")));
    }

    void aBadQuestionComesBackInTheServersWords()
    {
        Bench bench;
        bench.server.otherwise([](const Received&) { return recorded(QStringLiteral("026-search-bad")); });
        const auto found = answerOf(
            bench.client->search({.start = Instant::fromSeconds(1), .end = Instant::fromSeconds(2)}));
        QVERIFY(!found.has_value());
        QVERIFY2(found.error().what.contains(QLatin1String("parse error at line 1, col 12")),
                 qPrintable(found.error().what));
    }

    void aLongRangeIsCutAndSaid()
    {
        Bench bench;
        bench.server.otherwise([](const Received&) { return recorded(QStringLiteral("025-search-none")); });
        const Instant end = Instant::fromSeconds(1'795'252'500);
        const auto found =
            answerOf(bench.client->search({.start = end - std::chrono::hours(24 * 30), .end = end}));
        QVERIFY(found.has_value());
        QVERIFY(found->notes.join(QLatin1Char(' ')).contains(QLatin1String("last week")));
        QVERIFY(bench.server.last().param("end").toLongLong() -
                    bench.server.last().param("start").toLongLong() <=
                168 * 3600);
    }

    void servicesOfOldAndNew_data()
    {
        QTest::addColumn<bool>("isNew");
        QTest::newRow("new") << true;
        QTest::newRow("old") << false;
    }
    void servicesOfOldAndNew()
    {
        QFETCH(bool, isNew);
        Bench bench;
        if (isNew)
            bench.server.route("/api/v2/search/tag/resource.service.name/values",
                               recorded(QStringLiteral("034-v2-values")));
        else
            bench.server.route("/api/search/tag/service.name/values", recorded(QStringLiteral("033-values")));
        const auto names = answerOf(bench.client->services());
        QVERIFY(names.has_value());
        QCOMPARE(names->size(), 5);
        QVERIFY(answerOf(bench.client->dependencies({}, {})).has_value());
    }

    void theVersionIsTold()
    {
        Bench bench;
        bench.server.route("/api/status/buildinfo", recorded(QStringLiteral("003-buildinfo")));
        const auto version = answerOf(bench.client->probe());
        QVERIFY(version.has_value());
        QCOMPARE(*version, QStringLiteral("3.0.3"));
    }
};

} // namespace tst_tempoclient

SIGNALBOX_GUILESS_TEST(tst_tempoclient, TestTempoClient)
#include "tst_tempoclient.moc"
