// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/tracecontext.h"

#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QTest>

namespace tst_tracecontext {

using namespace signalbox;

#ifndef Q_MOC_RUN // it loses the outer namespace at the raw strings
namespace {

const QString longId = QStringLiteral("4bf92f3577b34da6a3ce929d0e0e4736");
const QString spanOfIt = QStringLiteral("00f067aa0ba902b7");

QString shown(const std::optional<TraceContext>& c)
{
    if (!c)
        return QStringLiteral("none");
    QString text = c->trace.toShortHex();
    if (c->span)
        text += QLatin1Char(' ') + c->span->toHex();
    if (c->sampled)
        text += *c->sampled ? QLatin1String(" sampled") : QLatin1String(" unsampled");
    if (c->weak)
        text += QLatin1String(" weak");
    return text;
}

std::string_view bytesOf(const QByteArray& b)
{
    return {b.constData(), static_cast<std::size_t>(b.size())};
}

// $T and $S stand for the usual trace and span id, $U for the trace id in upper case, $D with dashes.
QByteArray filled(const char* text)
{
    QByteArray b(text);
    b.replace("$T", longId.toLatin1());
    b.replace("$S", spanOfIt.toLatin1());
    b.replace("$U", longId.toUpper().toLatin1());
    b.replace("$D", "4bf92f35-77b3-4da6-a3ce-929d0e0e4736");
    return b;
}

QString expectedOf(const char* text)
{
    return QString::fromLatin1(filled(text));
}

struct Row
{
    const char* name;
    const char* text;
    const char* expected;
};

// Lines of logs.
constexpr Row lines[] = {
    // JSON
    {"json snake", R"({"msg":"x","trace_id":"$T","span_id":"$S"})", "$T $S"},
    {"json camel", R"({"traceId":"$T","spanId":"$S"})", "$T $S"},
    {"json traceID", R"({"traceID":"$T"})", "$T"},
    {"json TraceId", R"({"TraceId":"$T","SpanId":"$S"})", "$T $S"},
    {"json lower", R"({"traceid":"$T"})", "$T"},
    {"json kebab", R"({"trace-id":"$T"})", "$T"},
    {"json ECS flat", R"({"trace.id":"$T","span.id":"$S"})", "$T $S"},
    {"json ECS nested", R"({"trace":{"id":"$T"},"span":{"id":"$S"}})", "$T $S"},
    {"json Python", R"({"otelTraceID":"$T","otelSpanID":"$S","otelTraceSampled":true})", "$T $S sampled"},
    {"json Python unsampled", R"({"otelTraceID":"$T","otelTraceSampled":"False"})", "$T unsampled"},
    {"json mdc", R"({"mdc":{"traceId":"$T","spanId":"$S"}})", "$T $S"},
    {"json mdc flat", R"({"mdc.traceId":"$T"})", "$T"},
    {"json mdc flattened by Loki", R"({"mdc_traceId":"$T"})", "$T"},
    {"json contextMap", R"({"contextMap":{"traceId":"$T","spanId":"$S"}})", "$T $S"},
    {"json deeper", R"({"log":{"context":{"trace":{"id":"$T"}}}})", "$T"},
    {"json flags", R"({"trace_id":"$T","span_id":"$S","trace_flags":"01"})", "$T $S sampled"},
    {"json flags zero", R"({"trace_id":"$T","trace_flags":"00"})", "$T unsampled"},
    {"json X-B3 headers", R"({"X-B3-TraceId":"$T","X-B3-SpanId":"$S","X-B3-Sampled":"1"})", "$T $S sampled"},
    {"json Sleuth mdc", R"({"mdc":{"X-B3-TraceId":"$T"}})", "$T"},
    {"json Serilog", R"({"@t":"2026-11-21","@tr":"$T","@sp":"$S"})", "$T $S"},
    {"json traceparent", R"({"traceparent":"00-$T-$S-01"})", "$T $S sampled"},
    {"json uber", R"({"uber-trace-id":"$T:$S:0:1"})", "$T $S sampled"},
    {"json Google",
     R"({"logging.googleapis.com/trace":"projects/p/traces/$T","logging.googleapis.com/spanId":"$S"})",
     "$T $S"},
    {"json Google escaped", R"({"logging.googleapis.com\/trace":"x","traceId":"projects\/p\/traces\/$T"})",
     "$T"},
    {"json trace as resource", R"({"trace":"projects/p/traces/$T"})", "$T"},
    {"json trace 32", R"({"trace":"$T"})", "$T"},
    {"json X-Ray", R"({"AWS-XRAY-TRACE-ID":"1-66c4a1b2-0123456789abcdef01234567"})",
     "66c4a1b20123456789abcdef01234567"},
    {"json X-Ray with span", R"({"xray_trace_id":"1-66c4a1b2-0123456789abcdef01234567@53995c3f42cd8ad8"})",
     "66c4a1b20123456789abcdef01234567 53995c3f42cd8ad8"},
    {"json Datadog flat", R"({"dd.trace_id":"1234567890123456789","dd.span_id":"42"})",
     "112210f47de98115 000000000000002a"},
    {"json Datadog nested", R"({"dd":{"trace_id":"18446744073709551615","span_id":"1"}})",
     "ffffffffffffffff 0000000000000001"},
    {"json Datadog number", R"({"dd":{"trace_id":1234567890123456789}})", "112210f47de98115"},
    {"json Datadog 128", R"({"dd.trace_id":"$T"})", "$T"},
    {"json Datadog high half", R"({"dd.trace_id":"11744061942159299346","_dd.p.tid":"640cfd8d00000000"})",
     "640cfd8d00000000a2fb4a1d1a96d312"},
    {"json Datadog beside hex", R"({"dd.trace_id":"11744061942159299346","trace_id":"$T"})", "$T"},
    {"json upper case", R"({"trace_id":"$U"})", "$T"},
    {"json UUID", R"({"trace_id":"$D"})", "$T"},
    {"json 64 bit", R"({"trace_id":"a3ce929d0e0e4736"})", "a3ce929d0e0e4736"},
    {"json zeros lost", R"({"trace_id":"af92f3577b34da6"})", "0af92f3577b34da6"},
    {"json base64", R"({"traceId":"S/kvNXezTaajzpKdDg5HNg==","spanId":"APBnqgupArc="})", "$T $S"},
    {"json shallow before deep",
     R"({"cause":{"trace_id":"11111111111111111111111111111111"},"trace_id":"$T"})", "$T"},
    {"json escaped inside", R"({"log":"{\"trace_id\":\"$T\",\"span_id\":\"$S\"}"})", "$T $S"},
    {"json text inside", R"({"message":"done trace_id=$T"})", "$T"},
    {"json behind a prefix", R"(2026-11-21T09:00:00Z stdout F {"trace":{"id":"$T"}})", "$T"},
    {"json cut off", R"({"trace_id":"$T","msg":"half)", "$T"},
    {"json span not parent", R"({"trace_id":"$T","parent_span_id":"1111111111111111","span_id":"$S"})",
     "$T $S"},
    {"json zero span", R"({"trace_id":"$T","span_id":"0000000000000000"})", "$T"},
    {"json short is weak", R"({"trace_id":"1a2b"})", "0000000000001a2b weak"},
    // logfmt
    {"logfmt", "level=info traceID=$T spanID=$S items=3", "$T $S"},
    {"logfmt quoted", R"(level=info trace_id="$T")", "$T"},
    {"logfmt upper", "traceID=$U", "$T"},
    {"logfmt dotted", "trace.id=$T span.id=$S", "$T $S"},
    {"logfmt dd", "dd.trace_id=1234567890123456789 dd.span_id=42 dd.service=x",
     "112210f47de98115 000000000000002a"},
    {"logfmt dd brackets", "[dd.service=x dd.trace_id=1234567890123456789 dd.span_id=42] hello",
     "112210f47de98115 000000000000002a"},
    {"logfmt Python", "2026 INFO [trace_id=$T span_id=$S resource.service.name=x trace_sampled=True] - hi",
     "$T $S sampled"},
    {"logfmt zeros", "traceID=00000000000000000aac36098b2cc2bd", "0aac36098b2cc2bd"},
    {"logfmt traceparent", "traceparent=00-$T-$S-00", "$T $S unsampled"},
    // text
    {"text colon", "failed, traceId: $T, giving up", "$T"},
    {"text in brackets", "[traceId=$T, spanId=$S] failed", "$T $S"},
    {"text in parentheses", "failed (trace_id=$T)", "$T"},
    {"text at the end of a sentence", "see trace_id=$T.", "$T"},
    {"text single quotes", "ctx {'trace_id': '$T', 'span_id': '$S'}", "$T $S"},
    {"text arrow", "trace_id => $T", "$T"},
    {"text Trace ID", "Error. Trace ID: $T", "$T"},
    {"text X-Ray header",
     "X-Amzn-Trace-Id: Root=1-66c4a1b2-0123456789abcdef01234567;Parent=53995c3f42cd8ad8;Sampled=1",
     "66c4a1b20123456789abcdef01234567 53995c3f42cd8ad8 sampled"},
    {"Sleuth", "INFO [shop,$T,$S] 1 --- [main] x", "$T $S"},
    {"Sleuth 64", "INFO [shop,a3ce929d0e0e4736,$S] 1 --- [main] x", "a3ce929d0e0e4736 $S"},
    {"Sleuth old", "INFO [shop,$T,$S,true] x", "$T $S sampled"},
    {"Sleuth blanks", "INFO [shop, $T, $S] x", "$T $S"},
    {"Spring Boot 3", "INFO 1 --- [main] [$T-$S] x", "$T $S"},
    {"Spring Boot 3 with app", "INFO 1 --- [shop] [main] [$T-$S] x", "$T $S"},
    {"naked traceparent", "calling with 00-$T-$S-01 now", "$T $S sampled"},
    {"naked word is weak", "handled $T in 3 ms", "$T weak"},
    {"naked upper is weak", "handled $U in 3 ms", "$T weak"},
    {"naked in brackets is weak", "[$T] handled", "$T weak"},
    {"pretty JSON over lines", "{\n  \"trace_id\": \"$T\",\n  \"span_id\": \"$S\"\n}", "$T $S"},
    // traps
    {"trap empty", "", "none"},
    {"trap order number", "order=1234567890123456 placed", "none"},
    {"trap order number 32", "order 12345678901234567890123456789012 placed", "none"},
    {"trap order id", R"({"order_id":"$T"})", "none"},
    {"trap order in prose", "order $T placed", "none"},
    {"trap git hash 40", "deployed 9fceb02d0ae598e95dc970b74767f19372d61af8", "none"},
    {"trap git hash 7", "deployed 9fceb02 to prod", "none"},
    {"trap git hash 12", "deployed 9fceb02d0ae5 to prod", "none"},
    {"trap commit", "commit $T", "none"},
    {"trap commit field", R"({"commit":"$T"})", "none"},
    {"trap md5 field", "md5=$T", "none"},
    {"trap md5 prose", "md5 $T ok", "none"},
    {"trap MD5 colon", "MD5: $T", "none"},
    {"trap md5sum", "$T  dump.sql", "none"},
    {"trap etag", R"(etag: "$T")", "none"},
    {"trap request_id", "request_id=$T", "none"},
    {"trap request id JSON", R"({"request_id":"$T"})", "none"},
    {"trap x-request-id", "x-request-id: $T", "none"},
    {"trap request id prose", "request id $T failed", "none"},
    {"trap correlation", R"({"correlation_id":"$T"})", "none"},
    {"trap correlation camel", "correlationId=$T", "none"},
    {"trap transaction.id", R"({"transaction":{"id":"$T"},"transaction.id":"$T"})", "none"},
    {"trap session", "session=$T user=x", "none"},
    {"trap id", R"({"id":"$T"})", "none"},
    {"trap 33 digits",
     "trace_id=$T"
     "0",
     "none"},
    {"trap 33 naked", "handled 0$T now", "none"},
    {"trap 31 naked", "handled 4bf92f3577b34da6a3ce929d0e0e473 now", "none"},
    {"trap UUID naked", "handled $D now", "none"},
    {"trap UUID elsewhere", R"({"user":"$D"})", "none"},
    {"trap zeros", "trace_id=00000000000000000000000000000000 span_id=0000000000000000", "none"},
    {"trap zero", R"({"trace_id":"0"})", "none"},
    {"trap zero number", R"({"trace_id":0})", "none"},
    {"trap dd zero", "dd.trace_id=0 dd.span_id=0", "none"},
    {"trap zeros naked", "x 00000000000000000000000000000000 y", "none"},
    {"trap zeros traceparent", "traceparent: 00-00000000000000000000000000000000-$S-01", "none"},
    {"trap zeros UUID", R"({"trace_id":"00000000-0000-0000-0000-000000000000"})", "none"},
    {"trap zeros base64", R"({"traceId":"AAAAAAAAAAAAAAAAAAAAAA=="})", "none"},
    {"trap N/A", R"({"trace_id":"N/A"})", "none"},
    {"trap null", R"({"trace_id":null})", "none"},
    {"trap empty value", R"({"trace_id":"","span_id":""})", "none"},
    {"trap logfmt empty", "trace_id= span_id=$S", "none"},
    {"trap dash", "trace_id=- span_id=-", "none"},
    {"trap Sleuth empty", "INFO [shop,,] 1 --- [main] x", "none"},
    {"trap Spring empty", "INFO [shop] [                 -                 ] x", "none"},
    {"trap span alone", "span_id=$S", "none"},
    {"trap parent trace", R"({"parent_trace_id":"$T"})", "none"},
    {"trap links", R"({"links":[{"trace_id":"$T"}]})", "none"},
    {"trap decimal elsewhere", R"({"trace_id":"1234567890123456789"})", "none"},
    {"trap decimal number", R"({"trace_id":1234567890123456789})", "none"},
    {"trap dd too large", "dd.trace_id=18446744073709551616", "none"},
    {"trap prose a", "trace_id: a problem with it", "none"},
    {"trap prose bad", "traceId: bad value", "none"},
    {"trap trace of", "stack trace: deadbeefdeadbeef", "none"},
    {"trap trace=16", "trace=deadbeefdeadbeef", "none"},
    {"trap backtrace", "backtrace_id=$T", "none"},
    {"trap traceparent ff", "traceparent: ff-$T-$S-01", "none"},
    {"trap traceparent 00 with more", "traceparent: 00-$T-$S-01-x", "none"},
    {"trap hex with g", "trace_id=4bf92f3577b34da6a3ce929d0e0e473g", "none"},
    {"trap mixed case naked", "x 4bF92f3577b34da6a3ce929d0e0e4736 y", "none"},
    {"trap in a path", "GET /files/$T 200", "none"},
    {"trap no digit", "x abcdefabcdefabcdefabcdefabcdefab y", "none"},
    {"trap b3 off", "b3: 0", "none"},
    {"trap truncated JSON id", R"({"trace_id":"4bf92f3577b34da6)", "none"},
};

// What people paste.
constexpr Row pastes[] = {
    {"id", "$T", "$T"},
    {"id upper", "$U", "$T"},
    {"id blanks and quotes", "  \"$T\"\n", "$T"},
    {"id backticks", "`$T`", "$T"},
    {"id 64 bit", "a3ce929d0e0e4736", "a3ce929d0e0e4736"},
    {"id zeros lost", "af92f3577b34da6", "0af92f3577b34da6"},
    {"id zeros lost 128", "bf92f3577b34da6a3ce929d0e0e4736", "0bf92f3577b34da6a3ce929d0e0e4736"},
    {"id base64", "S/kvNXezTaajzpKdDg5HNg==", "$T"},
    {"id base64url", "S_kvNXezTaajzpKdDg5HNg==", "$T"},
    {"id resource", "projects/p/traces/$T", "$T"},
    {"id 16 digits is weak", "1795251600000000", "1795251600000000 weak"},
    {"traceparent bare", "00-$T-$S-01", "$T $S sampled"},
    {"traceparent later version", "cc-$T-$S-01-what-ever", "$T $S sampled"},
    {"traceparent header", "traceparent: 00-$T-$S-00", "$T $S unsampled"},
    {"traceparent in curl", "curl -H 'traceparent: 00-$T-$S-01' https://shop.example/", "$T $S sampled"},
    {"b3 bare", "$T-$S-1", "$T $S sampled"},
    {"b3 header", "b3: $T-$S-0", "$T $S unsampled"},
    {"b3 debug", "b3: $T-$S-d-05e3ac9a4f6e3b90", "$T $S sampled"},
    {"b3 64", "b3: a3ce929d0e0e4736-$S", "a3ce929d0e0e4736 $S"},
    {"b3 multi", "X-B3-TraceId: $T\nX-B3-ParentSpanId: 05e3ac9a4f6e3b90\nX-B3-SpanId: $S\nX-B3-Sampled: 1",
     "$T $S sampled"},
    {"b3 multi lower, CRLF", "x-b3-spanid: $S\r\nx-b3-traceid: $U\r\n", "$T $S"},
    {"uber", "uber-trace-id: $T:$S:0:1", "$T $S sampled"},
    {"uber escaped", "uber-trace-id: $T%3A$S%3A0%3A3", "$T $S sampled"},
    {"uber zeros lost", "uber-trace-id: af92f3577b34da6:f067aa0ba902b7:0:0",
     "0af92f3577b34da6 00f067aa0ba902b7 unsampled"},
    {"uber bare", "$T:$S:0:1", "$T $S sampled"},
    {"X-Ray", "X-Amzn-Trace-Id: Root=1-66c4a1b2-0123456789abcdef01234567;Parent=53995c3f42cd8ad8;Sampled=1",
     "66c4a1b20123456789abcdef01234567 53995c3f42cd8ad8 sampled"},
    {"X-Ray other order", "Self=1-1-1;Sampled=0;Root=1-66c4a1b2-0123456789abcdef01234567;Lineage=a:1",
     "66c4a1b20123456789abcdef01234567 unsampled"},
    {"X-Ray bare", "1-66c4a1b2-0123456789abcdef01234567", "66c4a1b20123456789abcdef01234567"},
    {"Datadog headers",
     "x-datadog-trace-id: 11744061942159299346\nx-datadog-parent-id: 42\n"
     "x-datadog-tags: _dd.p.dm=-1,_dd.p.tid=640cfd8d00000000",
     "640cfd8d00000000a2fb4a1d1a96d312 000000000000002a"},
    {"Datadog low", "x-datadog-trace-id: 1234567890123456789", "112210f47de98115"},
    {"Google", "X-Cloud-Trace-Context: $T/66;o=1", "$T 0000000000000042 sampled"},
    {"Google without span", "X-Cloud-Trace-Context: $T", "$T"},
    {"Jaeger UI", "http://localhost:16686/trace/$T", "$T"},
    {"Jaeger UI zeros lost", "http://localhost:16686/trace/af92f3577b34da6", "0af92f3577b34da6"},
    {"Jaeger UI uiFind", "https://j.example/jaeger/trace/$T?uiFind=$S", "$T $S"},
    {"Jaeger UI other query", "https://j.example/trace/$T?x=1&uiFind=f067aa0ba902b7#top", "$T $S"},
    {"Jaeger compare", "https://j.example/trace/$T...a3ce929d0e0e4736", "$T"},
    {"Jaeger API", "http://localhost:16686/api/traces/$T?prettyPrint=true", "$T"},
    {"Jaeger API v3", "http://localhost:16686/api/v3/traces/$T", "$T"},
    {"no scheme", "localhost:16686/trace/$T", "$T"},
    {"path alone", "/trace/$T", "$T"},
    {"Tempo", "http://tempo:3200/api/traces/$T", "$T"},
    {"Tempo v2", "http://tempo:3200/tempo/api/v2/traces/$T?start=1&end=2", "$T"},
    {"Zipkin", "http://zipkin:9411/zipkin/traces/a3ce929d0e0e4736", "a3ce929d0e0e4736"},
    {"Grafana left object",
     "https://g.example/"
     "explore?orgId=1&left=%7B%22datasource%22:%22tempo%22,%22queries%22:%5B%7B%22refId%22:%22A%22,"
     "%22queryType%22:%22traceql%22,%22query%22:%22$T%22%7D%5D%7D",
     "$T"},
    {"Grafana left list",
     "https://g.example/explore?left=%5B%22now-1h%22,%22now%22,%22Tempo%22,%7B%22query%22:%22$T%22%7D%5D",
     "$T"},
    {"Grafana panes",
     "https://g.example/"
     "explore?schemaVersion=1&panes=%7B%22abc%22:%7B%22datasource%22:%22x%22,%22queries%22:%5B%7B%22"
     "query%22:%22$T%22%7D%5D,%22range%22:%7B%22from%22:%22now-1h%22%7D%7D%7D&orgId=1",
     "$T"},
    {"Grafana panes traceId", "https://g.example/explore?panes=%7B%22a%22:%7B%22traceId%22:%22$T%22%7D%7D",
     "$T"},
    {"Grafana escaped twice", "https://g.example/explore?left=%257B%2522query%2522%253A%2522$T%2522%257D",
     "$T"},
    {"Grafana drilldown", "https://g.example/a/grafana-exploretraces-app/explore?traceId=$T&spanId=$S",
     "$T $S"},
    {"X-Ray console", "https://eu.console.example/xray/home#xray:traces/1-66c4a1b2-0123456789abcdef01234567",
     "66c4a1b20123456789abcdef01234567"},
    {"Datadog URL", "https://app.datadog.example/apm/trace/1234567890123456789", "112210f47de98115"},
    {"Google URL", "https://console.example/traces/list?tid=$T", "$T"},
    {"URL in angle brackets", "<https://j.example/trace/$T>", "$T"},
    {"URL in a message", "look at https://j.example/trace/$T please", "$T"},
    {"URL in Markdown", "[the trace](https://j.example/trace/$T)", "$T"},
    {"line", "2026-11-21 09:00:00 ERROR [shop,$T,$S] pool timeout", "$T $S"},
    {"line JSON", R"({"level":"error","trace_id":"$T"})", "$T"},
    {"line logfmt", "level=error traceID=$T msg=x", "$T"},
    {"naked in prose is weak", "can you look at $T", "$T weak"},
    {"trap empty", "", "none"},
    {"trap blanks", " \n ", "none"},
    {"trap word", "checkout", "none"},
    {"trap order number", "12345678", "none"},
    {"trap order 10", "4500012345", "none"},
    {"trap ms", "1795251600000", "none"},
    {"trap ns", "1795251600000000000", "none"},
    {"trap git 7", "9fceb02", "none"},
    {"trap git 12", "9fceb02d0ae5", "none"},
    {"trap git 40", "9fceb02d0ae598e95dc970b74767f19372d61af8", "none"},
    {"trap 33", "0$T", "none"},
    {"trap UUID", "$D", "none"},
    {"trap zeros", "00000000000000000000000000000000", "none"},
    {"trap time", "10:20:30:40", "none"},
    {"trap URL without an id", "http://localhost:16686/search?service=checkout", "none"},
    {"trap trace list", "http://localhost:16686/api/traces?service=checkout&limit=20", "none"},
    {"trap URL order", "https://shop.example/orders/$T", "none"},
    {"trap URL trace word", "https://shop.example/trace/settings", "none"},
    {"trap URL number", "https://shop.example/trace/12345678", "none"},
    {"trap Grafana without an id", "https://g.example/explore?left=%7B%22query%22:%22up%22%7D", "none"},
};

void columns()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
}

} // namespace
#endif

class TestTraceContext : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsItInLines_data()
    {
        columns();
        for (const Row& row : lines)
            QTest::newRow(row.name) << filled(row.text) << expectedOf(row.expected);
    }
    void findsItInLines()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, expected);
        QCOMPARE(shown(TraceContext::fromFields({}, {}, bytesOf(text))), expected);
    }

    void findsItInPastes_data()
    {
        columns();
        for (const Row& row : pastes)
            QTest::newRow(row.name) << filled(row.text) << expectedOf(row.expected);
    }
    void findsItInPastes()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, expected);
        QCOMPARE(shown(TraceContext::fromPasted(QString::fromUtf8(text))), expected);
    }

    void metadataGoesBeforeTheLineAndTheLineBeforeLabels()
    {
        const QString other = QStringLiteral("11111111111111111111111111111112");
        const LabelSet inMetadata{{QStringLiteral("trace_id"), longId},
                                  {QStringLiteral("span_id"), spanOfIt}};
        const LabelSet inLabels{{QStringLiteral("traceID"), other}};
        const std::string_view line = "level=info trace_id=22222222222222222222222222222223";
        QCOMPARE(shown(TraceContext::fromFields(inLabels, inMetadata, line)),
                 longId + QLatin1Char(' ') + spanOfIt);
        QCOMPARE(shown(TraceContext::fromFields(inLabels, {}, line)),
                 QStringLiteral("22222222222222222222222222222223"));
        QCOMPARE(shown(TraceContext::fromFields(inLabels, {}, "GET / 200")), other);
    }

    void aSureLabelGoesBeforeAWeakWord()
    {
        const LabelSet labels{{QStringLiteral("dd_trace_id"), QStringLiteral("42")}};
        QCOMPARE(shown(TraceContext::fromFields(labels, {}, filled("handled $T").toStdString())),
                 QStringLiteral("000000000000002a"));
    }

    void saysWhatItFoundAndWhere()
    {
        const auto field =
            TraceContext::fromFields({}, {}, filled(R"({"mdc":{"traceId":"$U"}})").toStdString());
        QVERIFY(field);
        QCOMPARE(field->traceText, longId.toUpper());
        QCOMPARE(field->source, QStringLiteral("mdc.traceId"));
        const auto uuid = TraceContext::fromFields({}, {}, filled("trace-id=$D").toStdString());
        QVERIFY(uuid);
        QCOMPARE(uuid->traceText, QString::fromLatin1(filled("$D")));
        QCOMPARE(uuid->source, QStringLiteral("trace-id"));
        const auto naked = TraceContext::fromFields({}, {}, filled("handled $T").toStdString());
        QVERIFY(naked && naked->source.isEmpty());
    }

    void isBounded_data()
    {
        QTest::addColumn<QByteArray>("text");
        constexpr int huge = 5'000'000;
        QTest::newRow("5 MB of x") << QByteArray(huge, 'x');
        QTest::newRow("5 MB of hex") << QByteArray(huge, 'a');
        QTest::newRow("5 MB of blanks") << QByteArray(huge, ' ');
        QTest::newRow("5 MB of quotes") << QByteArray("{") + QByteArray(huge, '"');
        QTest::newRow("5 MB of backslashes") << QByteArray("{\"") + QByteArray(huge, '\\');
        QTest::newRow("brackets") << QByteArray(huge, '[');
        QTest::newRow("colons") << QByteArray(huge, ':');
        QTest::newRow("equals") << QByteArray(huge, '=');
        QTest::newRow("names without values") << QByteArray("trace_id=").repeated(500'000);
        QTest::newRow("deep objects") << QByteArray("{\"a\":").repeated(100'000);
        QTest::newRow("deep lists") << QByteArray("{\"a\":") + QByteArray(100'000, '[');
        QTest::newRow("commas") << QByteArray("a=1") + QByteArray(huge, ',');
        QTest::newRow("addresses") << QByteArray("http").repeated(1'000'000);
    }
    void isBounded()
    {
        QFETCH(QByteArray, text);
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(shown(TraceContext::fromFields({}, {}, bytesOf(text))), QStringLiteral("none"));
        QCOMPARE(shown(TraceContext::fromPasted(QString::fromLatin1(text))), QStringLiteral("none"));
        QVERIFY2(timer.elapsed() < 2'000, qPrintable(QString::number(timer.elapsed())));
    }

    void whatItPrintsItReadsBack()
    {
        for (std::uint64_t i = 1; i < 2'000; ++i) {
            const TraceId id{.high = i % 3 ? i * 0x9e3779b97f4a7c15ULL : 0,
                             .low = (i * 0xbf58476d1ce4e5b9ULL) | 0xab00000000000000ULL};
            const QByteArray line = "trace_id=" + id.toHex().toLatin1();
            const auto found = TraceContext::fromFields({}, {}, bytesOf(line));
            QVERIFY(found);
            QCOMPARE(found->trace, id);
            const auto pasted = TraceContext::fromPasted(id.toShortHex());
            QVERIFY(pasted);
            QCOMPARE(pasted->trace, id);
        }
    }
};

} // namespace tst_tracecontext

SIGNALBOX_GUILESS_TEST(tst_tracecontext, TestTraceContext)
#include "tst_tracecontext.moc"
