// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/jaeger/query.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_jaegerquery {

using namespace signalbox;
using namespace signalbox::jaeger;

namespace {

QString line(const http::Request& request)
{
    QString out = request.path;
    for (const http::Param& param : request.params)
        out += QStringLiteral(" %1=%2").arg(param.key, param.value);
    return out;
}

SearchQuery base()
{
    SearchQuery query;
    query.service = QStringLiteral("web/shop");
    query.start = Instant::fromNanoseconds(1'795'251'600'000'001'500);
    query.end = Instant::fromSeconds(1'795'252'500);
    query.limit = 7;
    return query;
}

} // namespace

class TestJaegerQuery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void durations_data();
    void durations();
    void searches();
    void tagsAreStrings();
    void spellings_data();
    void spellings();
    void otherCalls();
    void problems_data();
    void problems();
};

void TestJaegerQuery::durations_data()
{
    QTest::addColumn<qint64>("ns");
    QTest::addColumn<QString>("text");
    QTest::newRow("zero") << qint64(0) << QStringLiteral("0s");
    QTest::newRow("seconds") << qint64(3'600'000'000'000) << QStringLiteral("3600s");
    QTest::newRow("milliseconds") << qint64(1'500'000'000) << QStringLiteral("1500ms");
    QTest::newRow("microseconds") << qint64(2'500'000) << QStringLiteral("2500us");
    QTest::newRow("nanoseconds") << qint64(7) << QStringLiteral("7ns");
    QTest::newRow("days are seconds too") << qint64(86'400'000'000'000) << QStringLiteral("86400s");
}

void TestJaegerQuery::durations()
{
    QFETCH(const qint64, ns);
    QFETCH(const QString, text);
    QCOMPARE(query::goDuration(Duration(ns)), text);
}

void TestJaegerQuery::searches()
{
    SearchQuery query = base();
    QCOMPARE(
        line(query::legacySearch(query)),
        QStringLiteral("/api/traces service=web/shop start=1795251600000001 end=1795252500000000 limit=7"));
    QCOMPARE(line(query::v3Search(query, false)),
             QStringLiteral("/api/v3/traces query.service_name=web/shop "
                            "query.start_time_min=2026-11-21T09:00:00.000001500Z "
                            "query.start_time_max=2026-11-21T09:15:00Z query.num_traces=7"));
    query.operation = QStringLiteral("GET /");
    query.minDuration = std::chrono::milliseconds(1500);
    query.maxDuration = std::chrono::seconds(3);
    query.errorsOnly = true;
    query.raw = true;
    const QString legacy = line(query::legacySearch(query));
    for (const char* part :
         {"operation=GET /", "minDuration=1500ms", "maxDuration=3s", "tags={\"error\":\"true\"}", "raw=true"})
        QVERIFY2(legacy.contains(QString::fromUtf8(part)), part);
    const QString v3 = line(query::v3Search(query, true));
    QVERIFY(v3.startsWith(QStringLiteral("/api/v3/trace-summaries ")));
    for (const char* part :
         {"query.operation_name=GET /", "query.duration_min=1500ms", "query.duration_max=3s",
          "query.attributes={\"error\":\"true\"}", "query.raw_traces=true"})
        QVERIFY2(v3.contains(QString::fromUtf8(part)), part);
}

void TestJaegerQuery::tagsAreStrings()
{
    SearchQuery query = base();
    query.tags = {{QStringLiteral("http.status_code"), QStringLiteral("500")},
                  {QStringLiteral("q\"uote"), QStringLiteral("a\\b\n")},
                  {QStringLiteral("error"), QStringLiteral("false")}};
    query.errorsOnly = true; // an explicit tag of that name wins
    QCOMPARE(
        query::legacySearch(query).params.back().value,
        QStringLiteral("{\"http.status_code\":\"500\",\"q\\\"uote\":\"a\\\\b\\n\",\"error\":\"false\"}"));
}

void TestJaegerQuery::spellings_data()
{
    QTest::addColumn<QString>("hex");
    QTest::addColumn<QStringList>("tries");
    QTest::newRow("128 bits") << QStringLiteral("b4594a2ceabbddddc36ee43d802b4d11")
                              << QStringList{QStringLiteral("b4594a2ceabbddddc36ee43d802b4d11")};
    QTest::newRow("leading zeros") << QStringLiteral("0047226249de87a13d9133d268f95d09")
                                   << QStringList{QStringLiteral("0047226249de87a13d9133d268f95d09"),
                                                  QStringLiteral("47226249de87a13d9133d268f95d09")};
    QTest::newRow("64 bits") << QStringLiteral("941f545de40f1b7f")
                             << QStringList{QStringLiteral("941f545de40f1b7f"),
                                            QStringLiteral("0000000000000000941f545de40f1b7f")};
    QTest::newRow("64 bits, stripped")
        << QStringLiteral("1f7f")
        << QStringList{QStringLiteral("0000000000001f7f"), QStringLiteral("00000000000000000000000000001f7f"),
                       QStringLiteral("1f7f")};
}

void TestJaegerQuery::spellings()
{
    QFETCH(const QString, hex);
    QFETCH(const QStringList, tries);
    QCOMPARE(query::spellings(*TraceId::fromHex(QStringView(hex))), tries);
}

void TestJaegerQuery::otherCalls()
{
    QCOMPARE(line(query::dependencies(Instant::fromSeconds(100), std::chrono::hours(1))),
             QStringLiteral("/api/dependencies endTs=100000 lookback=3600000"));
    MetricsQuery metrics;
    metrics.kind = MetricsQuery::Kind::Latencies;
    metrics.services = {QStringLiteral("a"), QStringLiteral("b")};
    metrics.spanKinds = {QStringLiteral("server"), QStringLiteral("client")};
    metrics.end = Instant::fromSeconds(100);
    QCOMPARE(line(query::metrics(metrics)),
             QStringLiteral("/api/metrics/latencies service=a service=b quantile=0.95 endTs=100000 "
                            "lookback=3600000 step=60000 ratePer=600000 spanKind=server spanKind=client"));
    QCOMPARE(line(query::legacyOperations(QStringLiteral("a/b"), QStringLiteral("server"))),
             QStringLiteral("/api/operations service=a/b spanKind=server"));
    QCOMPARE(line(query::v3Operations(QStringLiteral("a"), QStringLiteral("server"))),
             QStringLiteral("/api/v3/operations service=a span_kind=server"));
    QCOMPARE(line(query::v3Trace(QStringLiteral("1f"), true)),
             QStringLiteral("/api/v3/traces/1f raw_traces=true"));
    QCOMPARE(line(query::legacyTrace(QStringLiteral("1f"), true)), QStringLiteral("/api/traces/1f raw=true"));
}

void TestJaegerQuery::problems_data()
{
    QTest::addColumn<SearchQuery>("query");
    QTest::addColumn<bool>("good");
    QTest::newRow("good") << base() << true;
    SearchQuery query = base();
    query.service.clear();
    QTest::newRow("no service") << query << false;
    query = base();
    std::swap(query.start, query.end);
    QTest::newRow("backwards") << query << false;
    query = base();
    query.limit = 0;
    QTest::newRow("limit 0") << query << false;
    query = base();
    query.minDuration = std::chrono::seconds(2);
    query.maxDuration = std::chrono::seconds(1);
    QTest::newRow("min over max") << query << false;
}

void TestJaegerQuery::problems()
{
    QFETCH(const SearchQuery, query);
    QFETCH(const bool, good);
    QCOMPARE(query::problemOf(query).isEmpty(), good);
}

} // namespace tst_jaegerquery

SIGNALBOX_GUILESS_TEST(tst_jaegerquery, TestJaegerQuery)
#include "tst_jaegerquery.moc"
