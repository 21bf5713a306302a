// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/secretreader.h"
#include "connectors/jaeger/client.h"
#include "tests/support/scriptedserver.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTest>
#include <QThreadPool>

#include <nlohmann/json.hpp>

namespace tst_jaegerclient {

using namespace signalbox;
using namespace signalbox::jaeger;
using signalbox::test::Received;
using signalbox::test::Reply;
using signalbox::test::ScriptedServer;

namespace {

/// Which server is played.
enum class Flavour
{
    V2,        ///< 2.20: everything
    V1,        ///< 1.76: no summaries, unknown paths are the page of the UI, attributes are ignored
    Newer,     ///< after 2.20: no legacy services and search
    LegacyOnly ///< an old one: no v3 either
};

Reply recorded(const QString& file)
{
    QFile in(QStringLiteral(SIGNALBOX_FIXTURES "/") + file + QStringLiteral(".json"));
    if (!in.open(QIODevice::ReadOnly))
        qFatal("no fixture %s", qPrintable(file));
    const auto doc = nlohmann::json::parse(in.readAll().toStdString());
    const auto& response = doc["response"];
    Reply reply;
    reply.status = response["status"];
    reply.body = QByteArray::fromStdString(response["body"].get<std::string>());
    reply.contentType = QByteArray::fromStdString(response["headers"].value("Content-Type", "text/plain"));
    return reply;
}

/// A Jaeger that knows a few recorded answers.
class FakeJaeger
{
public:
    explicit FakeJaeger(Flavour flavour)
        : m_flavour(flavour)
        , m_folder(flavour == Flavour::V2 || flavour == Flavour::Newer ? QStringLiteral("jaeger/")
                                                                       : QStringLiteral("jaeger1/"))
    {
        server.otherwise([this](const Received& request) { return answer(request); });
    }

    ScriptedServer server;
    QByteArray version;

private:
    [[nodiscard]] Reply answer(const Received& request) const
    {
        const QByteArray path = request.path();
        const bool hasV3 = m_flavour != Flavour::LegacyOnly;
        const bool hasLegacy = m_flavour != Flavour::Newer;
        if (path == "/")
            return Reply::html("<html><script>const JAEGER_VERSION = " + version + ";</script>");
        if (hasV3 && path.startsWith("/api/v3/"))
            return v3(path.sliced(8), request);
        if (hasLegacy && path == "/api/services")
            return recorded(m_folder + QStringLiteral("001-services"));
        if (hasLegacy && path == "/api/operations")
            return recorded(m_folder + QStringLiteral("002-operations"));
        if (hasLegacy && path == "/api/traces")
            return recorded(m_folder + (request.param("minDuration").isEmpty()
                                            ? QStringLiteral("006-search-checkout")
                                            : QStringLiteral("012-search-none")));
        if (path.startsWith("/api/traces/"))
            return trace(path.sliced(12), false);
        if (path == "/api/dependencies")
            return recorded(m_folder + QStringLiteral("029-dependencies"));
        if (path.startsWith("/api/metrics/"))
            return recorded(m_folder + QStringLiteral("030-metrics-off"));
        return unknown();
    }

    [[nodiscard]] Reply v3(const QByteArray& call, const Received& request) const
    {
        if (call == "services")
            return recorded(m_folder + QStringLiteral("031-v3-services"));
        if (call == "operations")
            return recorded(m_folder + QStringLiteral("032-v3-operations"));
        if (call == "trace-summaries" && m_flavour != Flavour::V1) {
            if (request.param("query.start_time_min").isEmpty())
                return recorded(m_folder + QStringLiteral("037-v3-search-no-times"));
            return request.param("query.duration_min").isEmpty()
                       ? recorded(m_folder + QStringLiteral("041-v3-summaries"))
                       : recorded(m_folder + QStringLiteral("036-v3-search-none"));
        }
        if (call == "traces")
            return recorded(m_folder + QStringLiteral("034-v3-search-errors"));
        return call.startsWith("traces/") ? trace(call.sliced(7), true) : unknown();
    }

    [[nodiscard]] Reply trace(const QByteArray& id, bool v3) const
    {
        if (id == "b4594a2ceabbddddc36ee43d802b4d11")
            return recorded(m_folder +
                            (v3 ? QStringLiteral("038-v3-trace-odd") : QStringLiteral("018-trace-odd")));
        // Known under its padded spelling only, as some storages have it.
        if (id == "0000000000000000941f545de40f1b7f")
            return recorded(m_folder + QStringLiteral("021-trace-64bit"));
        return recorded(m_folder +
                        (v3 ? QStringLiteral("039-v3-trace-unknown") : QStringLiteral("026-trace-unknown")));
    }

    [[nodiscard]] Reply unknown() const
    {
        return m_flavour == Flavour::V2 || m_flavour == Flavour::Newer
                   ? recorded(QStringLiteral("jaeger/042-not-found"))
                   : recorded(QStringLiteral("jaeger1/042-not-found"));
    }

    Flavour m_flavour;
    QString m_folder;
};

/// A client of a server, with all that it needs.
struct Bench
{
    explicit Bench(const QUrl& url)
        : http(backendAt(url),
               {.clock = &clock, .random = [] { return 0.1; }, .secrets = &secrets, .pool = &pool})
        , client(&http)
    {
    }

    static profile::Backend backendAt(const QUrl& url)
    {
        profile::Backend backend;
        backend.name = QStringLiteral("traces-eu");
        backend.kind = profile::BackendKind::Jaeger;
        backend.url = url;
        backend.limits.attempts = 1;
        return backend;
    }

    SystemClock clock;
    QThreadPool pool;
    http::SecretReader secrets;
    http::HttpClient http;
    Client client;
};

/// What a future brings, through the door that the program uses.
template <typename T>
Result<T> taken(const QFuture<Result<T>>& future)
{
    QObject receiver;
    std::optional<Result<T>> got;
    whenReady(future, &receiver, [&](Result<T> result) { got = std::move(result); });
    if (!QTest::qWaitFor([&] { return got.has_value(); }, 30'000))
        return failure({.kind = ErrorKind::Timeout, .what = QStringLiteral("nothing came"), .detail = {}});
    return *got;
}

SearchQuery checkout()
{
    SearchQuery query;
    query.service = QStringLiteral("checkout");
    query.start = Instant::fromSeconds(1'795'251'600);
    query.end = Instant::fromSeconds(1'795'252'500);
    query.limit = 100;
    return query;
}

TraceId idOf(const char* hex)
{
    return *TraceId::fromHex(std::string_view(hex));
}

} // namespace

class TestJaegerClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void probing_data()
    {
        QTest::addColumn<Flavour>("flavour");
        QTest::addColumn<bool>("v3");
        QTest::addColumn<bool>("summaries");
        QTest::addColumn<bool>("legacy");
        QTest::newRow("2.20") << Flavour::V2 << true << true << true;
        QTest::newRow("1.76 says 200 to all") << Flavour::V1 << true << false << true;
        QTest::newRow("after 2.20") << Flavour::Newer << true << true << false;
        QTest::newRow("legacy only") << Flavour::LegacyOnly << false << false << true;
    }
    void probing()
    {
        QFETCH(const Flavour, flavour);
        QFETCH(const bool, v3);
        QFETCH(const bool, summaries);
        QFETCH(const bool, legacy);
        FakeJaeger jaeger(flavour);
        jaeger.version = "{\"gitCommit\":\"abc\",\"gitVersion\":\"v2.20.0\",\"buildDate\":\"\"}";
        Bench bench(jaeger.server.url());
        const auto found = taken(bench.client.probe());
        QVERIFY2(found, found ? "" : qPrintable(found.error().what));
        QCOMPARE(found->v3, v3);
        QCOMPARE(found->summaries, summaries);
        QCOMPARE(found->legacySearch, legacy);
        QVERIFY(found->spm == Capabilities::Spm::Off);
        QVERIFY(found->spmReason.contains(QLatin1String("disabled")));
        QCOMPARE(found->version, QStringLiteral("2.20.0"));
        QVERIFY(bench.client.capabilities() == *found);
        // All calls of this flavour work through whichever API it has.
        QCOMPARE(taken(bench.client.services())->size(), 5);
        QCOMPARE(taken(bench.client.operations(QStringLiteral("checkout")))->size(), std::size_t(4));
        const auto trace = taken(bench.client.trace(idOf("b4594a2ceabbddddc36ee43d802b4d11")));
        QVERIFY(trace);
        QCOMPARE((*trace)->size(), std::size_t(7));
    }

    void noJaegerThere_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("a page for everything") << 200 << QByteArray("<html>Sign in</html>");
        QTest::newRow("another server's JSON") << 200 << QByteArray(R"({"status":"success","data":"x"})");
        QTest::newRow("nothing but 404") << 404 << QByteArray("404 page not found");
        QTest::newRow("not allowed") << 401 << QByteArray("missing tenant header");
    }
    void noJaegerThere()
    {
        QFETCH(const int, status);
        QFETCH(const QByteArray, body);
        ScriptedServer server;
        server.otherwise([&](const Received&) { return Reply{.status = status, .body = body}; });
        Bench bench(server.url());
        const auto found = taken(bench.client.probe());
        QVERIFY(!found);
        QVERIFY2(found.error().what.contains(QLatin1String("traces-eu")), qPrintable(found.error().what));
        QVERIFY(!bench.client.capabilities());
        QVERIFY(!taken(bench.client.search(checkout())));
    }

    void searching_data()
    {
        QTest::addColumn<Flavour>("flavour");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("traces");
        QTest::newRow("2.20 by summaries") << Flavour::V2 << QByteArray("/api/v3/trace-summaries") << 20;
        QTest::newRow("1.76 by legacy search") << Flavour::V1 << QByteArray("/api/traces") << 5;
        QTest::newRow("after 2.20 by summaries")
            << Flavour::Newer << QByteArray("/api/v3/trace-summaries") << 20;
    }
    void searching()
    {
        QFETCH(const Flavour, flavour);
        QFETCH(const QByteArray, path);
        QFETCH(const int, traces);
        FakeJaeger jaeger(flavour);
        Bench bench(jaeger.server.url(QStringLiteral("/")));
        SearchQuery query = checkout();
        const auto found = taken(bench.client.search(query));
        QVERIFY2(found, found ? "" : qPrintable(found.error().what));
        QCOMPARE(static_cast<int>(found->traces.size()), traces);
        QCOMPARE(jaeger.server.last().path(), path);
        QVERIFY(!found->limitReached);
        QVERIFY(std::is_sorted(found->traces.begin(), found->traces.end(),
                               [](const auto& a, const auto& b) { return a.start > b.start; }));
        for (const TraceSummary& summary : found->traces) {
            QCOMPARE(summary.rootService, QStringLiteral("web"));
            QVERIFY(summary.spans > 0 && summary.duration > Duration::zero() && !summary.services.empty());
        }

        query.limit = traces;
        const auto limited = taken(bench.client.search(query));
        QVERIFY(limited->limitReached);
        QVERIFY(limited->notes.join(QLatin1Char(' ')).contains(QStringLiteral("%1 or more").arg(traces)));

        query.minDuration = std::chrono::hours(1);
        const auto none = taken(bench.client.search(query));
        QVERIFY2(none, none ? "" : qPrintable(none.error().what)); // v3 says 404 for that
        QVERIFY(none->traces.empty());
    }

    // A proxy that lets only v3 through, in front of a server that ignores attributes.
    void ignoredTagsAreFilteredHere()
    {
        ScriptedServer server;
        server.route("/api/v3/services", recorded(QStringLiteral("jaeger1/031-v3-services")));
        server.route("/api/v3/traces", recorded(QStringLiteral("jaeger1/034-v3-search-errors")));
        Bench bench(server.url());
        SearchQuery query = checkout();
        const auto all = taken(bench.client.search(query));
        QVERIFY(all);
        query.errorsOnly = true;
        const auto failed = taken(bench.client.search(query));
        QVERIFY(failed);
        QVERIFY(failed->traces.size() < all->traces.size());
        for (const TraceSummary& summary : failed->traces)
            QVERIFY(summary.errors > 0);
        QVERIFY(failed->notes.join(QLatin1Char(' ')).contains(QLatin1String("did not filter by tags")));
        QCOMPARE(server.last().param("query.attributes"), QByteArray(R"({"error":"true"})"));
    }

    // Jaeger 2.13 with memory storage finds nothing by "error".
    void aStorageWithoutTheErrorTagIsFilteredHere()
    {
        ScriptedServer server;
        server.route("/api/v3/services", recorded(QStringLiteral("jaeger1/031-v3-services")));
        server.route("/api/services", recorded(QStringLiteral("jaeger1/001-services")));
        server.route("/api/traces", [](const Received& request) {
            return recorded(request.param("tags").contains("error")
                                ? QStringLiteral("jaeger1/012-search-none")
                                : QStringLiteral("jaeger1/009-search-slow"));
        });
        Bench bench(server.url());
        SearchQuery query = checkout();
        query.errorsOnly = true;
        query.tags = {{QStringLiteral("k"), QStringLiteral("v")}};
        const auto found = taken(bench.client.search(query));
        QVERIFY2(found, found ? "" : qPrintable(found.error().what));
        QCOMPARE(found->traces.size(), std::size_t(3)); // of 5
        for (const TraceSummary& summary : found->traces)
            QVERIFY(summary.errors > 0);
        QCOMPARE(server.count("/api/traces"), 2);
        QCOMPARE(server.last().param("tags"), QByteArray("{\"k\":\"v\"}"));

        query.limit = 1;
        const auto limited = taken(bench.client.search(query));
        QCOMPARE(limited->traces.size(), std::size_t(1));
        QVERIFY(limited->limitReached);
    }

    void aWrongQuestionIsNotSent()
    {
        FakeJaeger jaeger(Flavour::V2);
        Bench bench(jaeger.server.url());
        SearchQuery query = checkout();
        query.service.clear();
        const auto found = taken(bench.client.search(query));
        QVERIFY(!found && found.error().kind == ErrorKind::Invalid);
        QVERIFY(jaeger.server.requests().empty());
    }

    void aShortIdIsTriedInItsSpellings()
    {
        for (const Flavour flavour : {Flavour::V2, Flavour::LegacyOnly}) {
            FakeJaeger jaeger(flavour);
            Bench bench(jaeger.server.url());
            const auto trace = taken(bench.client.trace(idOf("941f545de40f1b7f")));
            QVERIFY2(trace, trace ? "" : qPrintable(trace.error().what));
            QCOMPARE((*trace)->id(), idOf("941f545de40f1b7f"));
            QCOMPARE((*trace)->idText(), QStringLiteral("941f545de40f1b7f"));
        }
    }

    void notFoundSaysWhereItLooked_data()
    {
        QTest::addColumn<Flavour>("flavour");
        QTest::newRow("v3") << Flavour::V2;
        QTest::newRow("legacy") << Flavour::LegacyOnly;
    }
    void notFoundSaysWhereItLooked()
    {
        QFETCH(const Flavour, flavour);
        FakeJaeger jaeger(flavour);
        Bench bench(jaeger.server.url());
        const auto trace = taken(bench.client.trace(idOf("00000000000000000000000000abcdef")));
        QVERIFY(!trace);
        QVERIFY(isNotFound(trace.error()));
        for (const char* part :
             {"traces-eu", "0000000000abcdef", "00000000000000000000000000abcdef", ", abcdef"})
            QVERIFY2(trace.error().what.contains(QLatin1String(part)), qPrintable(trace.error().what));
        QVERIFY(!isNotFound(taken(bench.client.trace(TraceId{})).error()));
    }

    void aMissingPathIsNotAMissingTrace()
    {
        ScriptedServer server;
        server.route("/api/v3/services", recorded(QStringLiteral("jaeger/031-v3-services")));
        Bench bench(server.url());
        const auto trace = taken(bench.client.trace(idOf("abcdef")));
        QVERIFY(!trace);
        QVERIFY(!isNotFound(trace.error()));
        QCOMPARE(trace.error().httpStatus, 404);
        QVERIFY(!bench.client.capabilities()); // it will be probed again
    }

    void rawIsPassedOn()
    {
        FakeJaeger jaeger(Flavour::V2);
        Bench bench(jaeger.server.url());
        QVERIFY(taken(bench.client.trace(idOf("b4594a2ceabbddddc36ee43d802b4d11"), {.raw = true})));
        QCOMPARE(jaeger.server.last().param("raw_traces"), QByteArray("true"));
    }

    void dependenciesAndMetrics()
    {
        FakeJaeger jaeger(Flavour::V1);
        Bench bench(jaeger.server.url());
        const auto dependencies =
            taken(bench.client.dependencies(Instant::fromSeconds(1'795'252'500), std::chrono::hours(24)));
        QVERIFY(dependencies && !dependencies->empty());
        MetricsQuery query;
        query.services = {QStringLiteral("web")};
        query.end = Instant::fromSeconds(1'795'252'500);
        const auto metrics = taken(bench.client.metrics(query));
        QVERIFY(metrics);
        QVERIFY(!metrics->on);
        QCOMPARE(metrics->offReason, QStringLiteral("metrics querying is currently disabled"));
    }

    void theServersOwnWordsAreShown()
    {
        ScriptedServer server;
        server.route("/api/services", recorded(QStringLiteral("jaeger/001-services")));
        server.route("/api/traces", recorded(QStringLiteral("jaeger/015-search-bad-tags")));
        Bench bench(server.url());
        const auto found = taken(bench.client.search(checkout()));
        QVERIFY(!found);
        QCOMPARE(found.error().httpStatus, 400);
        QVERIFY2(found.error().what.startsWith(QLatin1String(
                     "traces-eu answered 400: malformed 'tags' parameter, cannot unmarshal JSON")),
                 qPrintable(found.error().what));
    }

    void cancellingClosesTheSocket()
    {
        ScriptedServer server;
        server.route("/api/services", recorded(QStringLiteral("jaeger/001-services")));
        server.route("/api/traces", Reply::faulty(Reply::Fault::Hang));
        Bench bench(server.url());
        QVERIFY(taken(bench.client.probe()));
        auto search = bench.client.search(checkout());
        QTRY_COMPARE(server.count("/api/traces"), 1);
        const int open = server.openConnections();
        search.cancel();
        QTRY_VERIFY(server.openConnections() < open);
    }
};

} // namespace tst_jaegerclient

SIGNALBOX_GUILESS_TEST(tst_jaegerclient, TestJaegerClient)
#include "tst_jaegerclient.moc"
