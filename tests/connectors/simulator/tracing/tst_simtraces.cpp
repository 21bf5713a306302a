// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/tracing/gotext.h"
#include "connectors/simulator/tracing/jaegerapi.h"
#include "connectors/simulator/tracing/memorytracestore.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QTest>

#include <limits>

namespace tst_simtraces {

using namespace signalbox;
using namespace signalbox::simulator;
using namespace signalbox::simulator::tracing;

namespace {

constexpr std::int64_t nowS = 1'795'251'600;
constexpr std::int64_t nowNs = nowS * 1'000'000'000;
constexpr std::int64_t ms = 1'000'000;

std::shared_ptr<const Resource> resourceOf(const char* service, Attributes more = {})
{
    more.push_back({.key = "service.name", .value = service});
    return std::make_shared<const Resource>(Resource{std::move(more)});
}

/// Milliseconds are counted from nowNs.
Span spanOf(std::uint64_t id, std::uint64_t parent, std::int64_t startMs, std::int64_t endMs,
            SpanKind kind = SpanKind::Internal, std::shared_ptr<const Resource> resource = resourceOf("web"))
{
    Span span;
    span.id = {id};
    span.parent = {parent};
    span.name = "op";
    span.kind = kind;
    span.startNs = nowNs + startMs * ms;
    span.endNs = nowNs + endMs * ms;
    span.resource = std::move(resource);
    return span;
}

/// A trace a second, each made when it is looked at: two spans, of web and of a database.
class EndlessStore final : public TraceStore
{
public:
    [[nodiscard]] TracePtr trace(TraceId id) const override
    {
        ++made;
        const auto startNs = static_cast<std::int64_t>(id.low) * 1'000'000'000;
        auto out = std::make_shared<Trace>();
        out->id = id;
        for (std::uint64_t i = 1; i <= 2; ++i) {
            Span span = spanOf(i, i - 1, 0, 0, SpanKind::Server, i == 1 ? m_web : m_base);
            span.startNs = startNs;
            span.endNs = startNs + (id.low % 10 == 0 ? 900 : 90) * ms;
            out->spans.push_back(std::move(span));
        }
        return out;
    }
    void visit(const TraceQuery& query, const Visitor& visitor) const override
    {
        for (std::int64_t s = query.endNs / 1'000'000'000; s * 1'000'000'000 >= query.startNs; --s) {
            if (!visitor(trace({.high = 0, .low = static_cast<std::uint64_t>(s)})))
                return;
        }
    }
    [[nodiscard]] std::vector<std::string> services() const override { return {"web", "base"}; }
    [[nodiscard]] std::vector<Operation> operations(const std::string& service) const override
    {
        return service == "web" ? std::vector<Operation>{{.name = "op", .kind = SpanKind::Server}}
                                : std::vector<Operation>{};
    }
    mutable int made = 0;

private:
    std::shared_ptr<const Resource> m_web = resourceOf("web");
    std::shared_ptr<const Resource> m_base = resourceOf("base");
};

Request get(const QByteArray& path, std::vector<std::pair<QString, QString>> params = {})
{
    Request request;
    request.method = "GET";
    request.encodedPath = path;
    request.path = QString::fromUtf8(QByteArray::fromPercentEncoding(path));
    request.params = std::move(params);
    return request;
}

/// JSON is easier to read here with single quotes.
QByteArray quoted(const char* json)
{
    return QByteArray(json).replace('\'', '"');
}

/// "a=1&b=2", undecoded.
std::vector<std::pair<QString, QString>> paramsOf(const QString& text)
{
    std::vector<std::pair<QString, QString>> out;
    for (const QString& pair : text.split(QLatin1Char('&'), Qt::SkipEmptyParts)) {
        const qsizetype at = pair.indexOf(QLatin1Char('='));
        out.emplace_back(pair.first(at), pair.sliced(at + 1));
    }
    return out;
}

} // namespace

class TestSimTraces : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksALazyStoreForNoMoreThanItNeeds()
    {
        EndlessStore store;
        ManualClock clock{Instant::fromSeconds(nowS)};
        JaegerApi api(&store, &clock);
        const Reply reply =
            api.handle(get("/api/traces", paramsOf(QStringLiteral("service=web&minDuration=500ms&limit=3"))));
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.body.count("\"processes\""), 3);
        QCOMPARE(store.made, 21); // nowS is divisible by ten: the third slow one is 20 seconds back
        QVERIFY(reply.body.contains("\"startTime\":1795251580000000,\"duration\":900000"));

        const Reply one = api.handle(get("/api/traces/6B017390")); // 1795257232: the future, still a trace
        QCOMPARE(one.status, 200);
        QVERIFY(one.body.contains("\"traceID\":\"000000006b017390\""));
        QCOMPARE(store.dependencies(nowNs - 10'000 * ms, nowNs).size(), std::size_t{1});
        QCOMPARE(store.dependencies(nowNs - 10'000 * ms, nowNs).front().calls, std::uint64_t{11});
    }

    void findsBySpan_data()
    {
        QTest::addColumn<QString>("params");
        QTest::addColumn<bool>("found");
        const auto row = [](const char* params, bool found) {
            QTest::newRow(params) << QString::fromUtf8(params) << found;
        };
        row("service=web", true);
        row("service=base", true);
        row("service=other", false);
        row("service=web&operation=GET", true);
        row("service=base&operation=GET", false); // web's, and one span must fulfil all
        row("service=base&tag=error:true", true);
        row("service=web&tag=error:true", false);
        row("service=web&tag=error:false", true);
        row("service=base&tag=db.rows:7", true);
        row("service=base&tag=db.rows:8", false);
        row("service=base&tag=zone:a", true);         // of the resource
        row("service=base&tag=reason:timeout", true); // of an event
        row("service=base&tag=span.kind:client", true);
        row("service=base&tag=db.rows:7&tag=zone:b", false);
        row("service=web&minDuration=100ms", true);
        row("service=web&minDuration=101ms", false);
        row("service=base&maxDuration=50ms", true);
        row("service=base&maxDuration=49ms", false);
        row("service=web&start=1795251600000000&end=1795251600000000", true); // both ends count
        row("service=web&start=1795251600000001&end=1795251700000000", false);
        row("service=base&start=1795251600000001&end=1795251700000000", true);
    }
    void findsBySpan()
    {
        QFETCH(QString, params);
        QFETCH(bool, found);
        Span first = spanOf(1, 0, 0, 100, SpanKind::Server);
        first.name = "GET";
        Span second = spanOf(2, 1, 10, 60, SpanKind::Client, resourceOf("base", {{"zone", "a"}}));
        second.attributes = {{"db.rows", 7}};
        second.status = StatusCode::Error;
        second.events = {{.ns = nowNs, .name = "e", .attributes = {{"reason", "timeout"}}}};
        MemoryTraceStore store;
        store.add({.id = {.high = 1, .low = 2}, .spans = {first, second}});
        ManualClock clock{Instant::fromSeconds(nowS + 60)};
        JaegerApi api(&store, &clock);
        const Reply reply = api.handle(get("/api/traces", paramsOf(params)));
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.body.contains("\"traceID\""), found);
    }

    void warns_data()
    {
        QTest::addColumn<std::vector<Span>>("spans");
        QTest::addColumn<QByteArray>("contained");
        QTest::addColumn<int>("warnings");
        const auto row = [](const char* name, std::vector<Span> spans, const char* contained, int warnings) {
            QTest::newRow(name) << std::move(spans) << QByteArray(contained) << warnings;
        };
        const auto hostA = resourceOf("web", {{"host.name", "a"}});
        const auto hostB = resourceOf("web", {{"host.name", "b"}});
        row("nothing wrong", {spanOf(1, 0, 0, 100), spanOf(2, 1, 10, 20)}, "\"warnings\":null", 0);
        row("early child", {spanOf(1, 0, 0, 100), spanOf(2, 1, -10, 10)}, "calculated delta of 50ms", 1);
        row("late child", {spanOf(1, 0, 0, 100), spanOf(2, 1, 150, 170)}, "calculated delta of -110ms", 1);
        row("longer child, late", {spanOf(1, 0, 0, 100), spanOf(2, 1, 10, 200)}, "\"warnings\":null", 0);
        row("longer child, early", {spanOf(1, 0, 0, 100), spanOf(2, 1, -5, 200)}, "calculated delta of 5ms",
            1);
        row("one host has one clock",
            {spanOf(1, 0, 0, 100, SpanKind::Server, hostA), spanOf(2, 1, -10, 10, SpanKind::Client, hostA)},
            "\"warnings\":null", 0);
        row("a host's delta is inherited",
            {spanOf(1, 0, 0, 100, SpanKind::Server, hostA), spanOf(2, 1, -10, 10, SpanKind::Client, hostB),
             spanOf(3, 2, 0, 5, SpanKind::Client, hostB)},
            "calculated delta of 50ms", 2);
        row("orphan", {spanOf(1, 0, 0, 100), spanOf(2, 77, 10, 20)},
            "parent span ID=000000000000004d is not in the trace", 1);
        row("own parent", {spanOf(1, 1, 0, 100)}, "\"warnings\":null", 0);
        row("cycle", {spanOf(1, 2, 0, 100), spanOf(2, 1, -10, 10)}, "\"warnings\":null", 0);
        row("repeated id", {spanOf(1, 0, 0, 100), spanOf(2, 1, 10, 20), spanOf(2, 1, 30, 40)},
            "duplicate span IDs; skipping clock skew adjustment", 1);
        row("negative", {spanOf(1, 0, 20, 10)},
            "Original end timestamp: 2026-11-21 09:00:00.01 +0000 UTC, adjusted to: 2026-11-21 "
            "09:00:00.020000001 +0000 UTC",
            1);
    }
    void warns()
    {
        QFETCH(std::vector<Span>, spans);
        QFETCH(QByteArray, contained);
        QFETCH(int, warnings);
        MemoryTraceStore store;
        store.add({.id = {.high = 1, .low = 2}, .spans = spans});
        ManualClock clock;
        JaegerApi api(&store, &clock);
        const Reply reply = api.handle(get("/api/traces/00000000000000010000000000000002"));
        QVERIFY2(reply.body.contains(contained), reply.body.constData());
        QCOMPARE(reply.body.count("\"warnings\":["), warnings);
    }

    void dropsExactCopies()
    {
        MemoryTraceStore store;
        const Span span = spanOf(1, 0, 0, 100);
        store.add({.id = {.high = 0, .low = 2}, .spans = {span}});
        store.add({.id = {.high = 0, .low = 2}, .spans = {span}}); // sent again
        ManualClock clock;
        JaegerApi api(&store, &clock);
        QCOMPARE(api.handle(get("/api/traces/2", paramsOf(QStringLiteral("raw=true")))).body.count("spanID"),
                 2);
        QCOMPARE(api.handle(get("/api/traces/2")).body.count("spanID"), 1);
        // What was read adjusted stays so, as in 2.20's memory storage.
        QCOMPARE(api.handle(get("/api/traces/2", paramsOf(QStringLiteral("raw=true")))).body.count("spanID"),
                 1);
    }

    void movesChildrenToTheRenamedServer()
    {
        MemoryTraceStore store;
        store.add({.id = {.high = 0, .low = 2},
                   .spans = {spanOf(1, 0, 0, 100, SpanKind::Client), spanOf(1, 0, 10, 90, SpanKind::Server),
                             spanOf(3, 1, 20, 30)}});
        ManualClock clock;
        JaegerApi api(&store, &clock);
        const QByteArray body = api.handle(get("/api/v3/traces/2")).body;
        // 1 is taken: the server becomes 2, below the client, and its child follows.
        QVERIFY2(body.contains(R"("spanId":"0000000000000002","parentSpanId":"0000000000000001")"),
                 body.constData());
        QVERIFY2(body.contains(R"("spanId":"0000000000000003","parentSpanId":"0000000000000002")"),
                 body.constData());
    }

    void writesEveryTypeOfTag()
    {
        Span span = spanOf(1, 0, 0, 100);
        span.attributes = {{"text", "a \"quoted\"\nline\x01"},
                           {"big", std::int64_t{9'007'199'254'740'993}},
                           {"real", 1e-7},
                           {"odd", std::numeric_limits<double>::quiet_NaN()},
                           {"bytes", Bytes{"\x01\x02"}},
                           {"nothing", Value()},
                           {"map", Value::Map{{"b", Value::List{true, Value(), "x"}}, {"a", 1.5}}}};
        span.links = {{.traceId = {.high = 0, .low = 9},
                       .spanId = {8},
                       .attributes = {{"opentracing.ref_type", "child_of"}}}};
        span.status = StatusCode::Ok;
        span.traceState = "k=v";
        MemoryTraceStore store;
        store.add({.id = {.high = 0, .low = 2}, .spans = {span}});
        ManualClock clock;
        JaegerApi api(&store, &clock);
        const QByteArray old = api.handle(get("/api/traces/2")).body;
        for (const char* part :
             {"{'key':'text','type':'string','value':'a \\'quoted\\'\\nline\\u0001'}",
              "{'key':'big','type':'int64','value':'9007199254740993'}",
              "{'key':'real','type':'float64','value':1e-7}", "{'key':'odd','type':'float64','value':'NaN'}",
              "{'key':'bytes','type':'binary','value':'AQI='}",
              "{'key':'nothing','type':'string','value':''}",
              "{'key':'map','type':'string','value':'{\\'a\\':1.5,\\'b\\':[true,null,\\'x\\']}'}",
              "{'refType':'CHILD_OF','traceID':'0000000000000009','spanID':'0000000000000008'}",
              "{'key':'otel.status_code','type':'string','value':'OK'}",
              "{'key':'w3c.tracestate','type':'string','value':'k=v'}"})
            QVERIFY2(old.contains(quoted(part)), (part + QByteArray(" is not in ") + old).constData());
        const QByteArray modern = api.handle(get("/api/v3/traces/2")).body;
        for (const char* part :
             {"{'key':'big','value':{'intValue':'9007199254740993'}}", "{'doubleValue':'NaN'}",
              "{'bytesValue':'AQI='}", "{'key':'nothing','value':{}}", "{'kvlistValue':{'values':[{'key':'b'",
              "{'boolValue':true},{},{'stringValue':'x'}", "'traceState':'k=v'", "'status':{'code':1}",
              "'traceId':'00000000000000000000000000000009'"})
            QVERIFY2(modern.contains(quoted(part)), (part + QByteArray(" is not in ") + modern).constData());
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("params");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* path, const char* params, int status, const char* text) {
            QTest::newRow(qPrintable(QStringLiteral("%1?%2").arg(QLatin1String(path), QLatin1String(params))))
                << QString::fromLatin1(path) << QString::fromUtf8(params) << status
                << QString::fromUtf8(text);
        };
        row("/api/traces", "service=a&start=x", 400,
            R"(unable to parse param 'start': strconv.ParseInt: parsing \"x\": invalid syntax)");
        row("/api/traces", "service=a&limit=99999999999999999999", 400, "value out of range");
        row("/api/traces", "service=a&limit=0", 500, "search depth must be greater than 0");
        row("/api/traces", "service=a&limit=100001", 500, "search depth must be greater than 0");
        row("/api/traces", "service=a&minDuration=5", 400, "time: missing unit in duration");
        row("/api/traces", "service=a&minDuration=-", 400, "time: invalid duration");
        row("/api/traces", "service=a&maxDuration=1.2.3s", 400, "time: invalid duration");
        row("/api/traces", "service=a&tag=error", 400, "expecting key:value, received: error");
        row("/api/traces", "service=a&tags={", 400, "unexpected end of JSON input");
        row("/api/traces", "service=a&tags=x", 400, "invalid character 'x' looking for beginning of value");
        row("/api/traces", "service=a&tags=[1]", 400, "cannot unmarshal array into Go value of type map");
        row("/api/traces", "service=a&raw=maybe", 400, "strconv.ParseBool: parsing");
        row("/api/traces", "traceID=zz", 400, "cannot parse traceID param: invalid length for TraceID");
        row("/api/traces/1", "start=x", 400, "unable to parse param 'start'");
        row("/api/operations", "", 400, "parameter 'service' is required");
        row("/api/dependencies", "endTs=x", 400, "unable to parse param 'endTs'");
        row("/api/metrics/minstep", "", 404, "404 page not found");
        row("/api/metrics/latencies", "", 501, "no metrics backend configured");
        row("/api/v3/traces/zz", "", 400, "malformed parameter trace_id: invalid length for TraceID");
        row("/api/v3/traces/1", "raw_traces=x", 400, "malformed parameter raw_traces: strconv.ParseBool");
        row("/api/v3/traces/1", "start_time=x", 400, "malformed parameter start_time: parsing time");
        row("/api/v3/traces", "query.startTimeMin=x&query.startTimeMax=y", 400,
            R"(malformed parameter query.startTimeMin: parsing time \"x\" as)");
        row("/api/v3/traces",
            "query.start_time_min=2026-11-21T09:00:00Z&query.start_time_max=2026-11-21T09:00:00Z"
            "&query.num_traces=x",
            400, R"(malformed parameter query.searchDepth: strconv.Atoi: parsing \"x\": invalid syntax)");
        row("/api/v3/traces",
            "query.start_time_min=2026-11-21T09:00:00Z&query.start_time_max=2026-11-21T09:00:00Z"
            "&query.attributes=7",
            400, "malformed parameter query.attributes: json: cannot unmarshal number");
        row("/api", "", 404, "404 page not found");
        row("/api/", "", 404, "404 page not found");
        row("/api/traces/1/2", "", 404, "404 page not found");
    }
    void refuses()
    {
        QFETCH(QString, path);
        QFETCH(QString, params);
        QFETCH(int, status);
        QFETCH(QString, text);
        MemoryTraceStore store;
        ManualClock clock;
        JaegerApi api(&store, &clock);
        const Reply reply = api.handle(get(path.toLatin1(), paramsOf(params)));
        QCOMPARE(reply.status, status);
        QCOMPARE(reply.contentType, QByteArray("text/plain; charset=utf-8"));
        QVERIFY2(reply.body.contains(text.toUtf8()), reply.body.constData());
    }

    void readsIds_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("version1");
        QTest::addColumn<quint64>("high"); // both 0: refused
        QTest::addColumn<quint64>("low");
        const auto row = [](const char* text, bool version1, quint64 high, quint64 low) {
            QTest::newRow(text) << QByteArray(text) << version1 << high << low;
        };
        row("ABCDEF", false, 0, 0xabcdef);
        row("00000000000000000000000000abcdef", false, 0, 0xabcdef);
        row("10000000000000000", false, 1, 0);
        row("AAAAAAAAAAEAAAAAAAAAAg==", false, 1, 2); // base64
        row("AAAAAAAAAAEAAAAAAAAAAg=", false, 0, 0);
        row("g", false, 0, 0);
        row("", false, 0, 0);
        row("12345678901234567", true, 1, 0x2345678901234567);
        row("g2345678901234567", true, 0, 0);
        row("AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAAAA", true, 0, 0);
    }
    void readsIds()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, version1);
        QFETCH(quint64, high);
        QFETCH(quint64, low);
        const auto id = parseTraceId(text.toStdString(), version1);
        QCOMPARE(id.has_value(), high != 0 || low != 0);
        if (id)
            QVERIFY((*id == TraceId{.high = high, .low = low}));
    }

    void readsOtlp()
    {
        QByteArray deep = R"({"stringValue":"x"})";
        for (int i = 0; i < 100; ++i)
            deep = R"({"arrayValue":{"values":[)" + deep + "]}}";
        const QByteArray text =
            R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"AB","spanId":"cd","kind":"SPAN_KIND_SERVER",
               "startTimeUnixNano":1795251600000000001,"endTimeUnixNano":"9223372036854775807",
               "status":{"code":"STATUS_CODE_ERROR"},"attributes":[{"key":"n","value":{"intValue":5}},{"key":"deep","value":)" +
            deep + R"(}]}]}]}]})";
        const auto traces = readOtlpJson(text.toStdString());
        QVERIFY(traces.has_value());
        QCOMPARE(traces->size(), std::size_t{1});
        const Span& span = traces->front().spans.front();
        QVERIFY(traces->front().id == (TraceId{.high = 0, .low = 0xab}));
        QCOMPARE(span.id.value, std::uint64_t{0xcd});
        QVERIFY(span.kind == SpanKind::Server);
        QVERIFY(span.status == StatusCode::Error);
        QCOMPARE(span.startNs, nowNs + 1);
        QCOMPARE(span.endNs, std::int64_t{4'000'000'000'000'000'000}); // held where sums cannot overflow
        QVERIFY(*find(span.attributes, "n") == Value(5));
        QCOMPARE(span.resource->serviceName(), std::string("missing-service-name"));
        QVERIFY(!span.scope);
    }

    void refusesWhatIsNoOtlp_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut off") << QByteArray(R"({"resourceSpans":[{"scopeSpans":[)");
        QTest::newRow("list") << QByteArray("[]");
        QTest::newRow("other") << QByteArray(R"({"resourceSpans":7})");
        QTest::newRow("no ids") << QByteArray(R"({"resourceSpans":[{"scopeSpans":[{"spans":[{}]}]}]})");
        QTest::newRow("zero id") << QByteArray(
            R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"00","spanId":"01"}]}]}]})");
    }
    void refusesWhatIsNoOtlp()
    {
        QFETCH(QByteArray, text);
        const auto traces = readOtlpJson(text.toStdString());
        QVERIFY(!traces.has_value());
        QVERIFY(traces.error().what.contains(QLatin1String("OTLP")));
        MemoryTraceStore store;
        ManualClock clock;
        JaegerApi api(&store, &clock);
        Request request = get("/api/transform");
        request.method = "POST";
        request.body = text;
        QCOMPARE(api.handle(request).status, 400);
    }

    void transforms()
    {
        MemoryTraceStore store;
        ManualClock clock;
        JaegerApi api(&store, &clock);
        Request request = get("/api/transform");
        request.method = "POST";
        request.body =
            R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"ab","spanId":"cd","name":"x"}]}]}]})";
        const Reply reply = api.handle(request);
        QCOMPARE(reply.status, 200);
        QVERIFY(reply.body.contains(R"("traceID":"00000000000000ab")"));
        QVERIFY(reply.body.contains(R"("operationName":"x")"));
    }

    void namesMissingTraces()
    {
        MemoryTraceStore store;
        store.add({.id = {.high = 0, .low = 2}, .spans = {spanOf(1, 0, 0, 1)}});
        ManualClock clock;
        JaegerApi api(&store, &clock);
        const Reply reply = api.handle(get("/api/traces", paramsOf(QStringLiteral("traceID=2&traceID=3"))));
        QCOMPARE(reply.status, 200);
        QVERIFY(reply.body.contains(R"({"data":[{"traceID":"0000000000000002")"));
        QVERIFY2(reply.body.endsWith(R"("errors":[{"msg":"trace not found","traceID":"0000000000000003"}]})"),
                 reply.body.constData());
    }

    void decodesServicesTwice()
    {
        MemoryTraceStore store;
        store.add({.id = {.high = 0, .low = 2},
                   .spans = {spanOf(1, 0, 0, 1, SpanKind::Server, resourceOf("shop/web front"))}});
        ManualClock clock;
        JaegerApi api(&store, &clock);
        for (const char* path :
             {"/api/services/shop%2Fweb%20front/operations",
              "/api/services/shop%252Fweb%2520front/operations", "/api/services/shop%2Fweb+front/operations"})
            QCOMPARE(api.handle(get(path)).body,
                     QByteArray(R"({"data":["op"],"total":1,"limit":0,"offset":0,"errors":null})"));
    }

    void answersFromAnEmptyStore()
    {
        MemoryTraceStore store;
        ManualClock clock;
        JaegerApi api(&store, &clock);
        QCOMPARE(api.handle(get("/api/v3/services")).body, QByteArray("{}"));
        QCOMPARE(api.handle(get("/api/v3/operations", paramsOf(QStringLiteral("service=a")))).body,
                 QByteArray("{}"));
        QCOMPARE(api.handle(get("/api/services")).body,
                 QByteArray(R"({"data":[],"total":0,"limit":0,"offset":0,"errors":null})"));
    }

    void formatsAsGo_data()
    {
        QTest::addColumn<qint64>("ns");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << qint64{0} << QStringLiteral("0s");
        QTest::newRow("ns") << qint64{-999} << QStringLiteral("-999ns");
        QTest::newRow("µs") << qint64{1'500} << QStringLiteral("1.5µs");
        QTest::newRow("ms") << qint64{75'000'000} << QStringLiteral("75ms");
        QTest::newRow("s") << qint64{1'000'000'001} << QStringLiteral("1.000000001s");
        QTest::newRow("h") << qint64{3'600'000'000'000} << QStringLiteral("1h0m0s");
        QTest::newRow("lowest") << std::numeric_limits<qint64>::min()
                                << QStringLiteral("-2562047h47m16.854775808s");
    }
    void formatsAsGo()
    {
        QFETCH(qint64, ns);
        QFETCH(QString, text);
        QCOMPARE(QString::fromStdString(formatGoDuration(ns)), text);
        if (ns != std::numeric_limits<qint64>::min())
            QCOMPARE(*parseGoDuration(text.toStdString()), ns);
    }

    void servesAHundredThousandSpans()
    {
        constexpr std::uint64_t count = 100'000;
        const std::vector<std::shared_ptr<const Resource>> pods{resourceOf("web"), resourceOf("cart"),
                                                                resourceOf("payments")};
        const auto scope = std::make_shared<const Scope>(Scope{.name = "shop", .version = "1"});
        Trace trace;
        trace.id = {.high = 7, .low = 7};
        for (std::uint64_t i = 1; i <= count; ++i) { // a chain: as deep as it is long
            Span span = spanOf(i, i - 1, 0, 1'000, SpanKind::Client, pods[i % pods.size()]);
            span.scope = scope;
            span.attributes = {{"db.system", "postgresql"},
                               {"db.statement", "SELECT * FROM ledger WHERE account = $1"},
                               {"db.rows", static_cast<std::int64_t>(i)}};
            trace.spans.push_back(std::move(span));
        }
        MemoryTraceStore store;
        store.add(std::move(trace));
        ManualClock clock;
        JaegerApi api(&store, &clock);
        for (const char* path : {"/api/traces/70000000000000007", "/api/v3/traces/70000000000000007"}) {
            QElapsedTimer timer;
            timer.start();
            const Reply reply = api.handle(get(path));
            qInfo("%s: %lld MB in %lld ms", path, static_cast<long long>(reply.body.size() / 1'000'000),
                  static_cast<long long>(timer.elapsed()));
            QCOMPARE(reply.status, 200);
            QCOMPARE(reply.body.count("\"db.statement\""), static_cast<qsizetype>(count));
            QVERIFY(!reply.body.contains("clock skew"));
        }
    }
};

} // namespace tst_simtraces

SIGNALBOX_GUILESS_TEST(tst_simtraces, TestSimTraces)
#include "tst_simtraces.moc"
