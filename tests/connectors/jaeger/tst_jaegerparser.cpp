// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/jaeger/parser.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_jaegerparser {

using namespace signalbox;
using namespace signalbox::jaeger;

#ifndef Q_MOC_RUN // it loses the outer namespace at the raw strings
namespace {

const QString backend = QStringLiteral("jaeger-test");

QByteArray legacy(const QByteArray& spans,
                  const QByteArray& processes = R"({"p1":{"serviceName":"web","tags":[]}})")
{
    return R"({"data":[{"traceID":"4bf92f3577b34da6a3ce929d0e0e4736","spans":[)" + spans +
           R"(],"processes":)" + processes +
           R"(,"warnings":null}],"total":0,"limit":0,"offset":0,"errors":null})";
}

QByteArray span(const QByteArray& more, const QByteArray& id = "00f067aa0ba902b7")
{
    return R"({"traceID":"4bf92f3577b34da6a3ce929d0e0e4736","spanID":")" + id +
           R"(","operationName":"GET /","references":[],"startTime":1724155200123456,"duration":1500,"processID":"p1")" +
           (more.isEmpty() ? QByteArray() : ',' + more) + '}';
}

const QByteArray goodSpan = span({});

// One OTLP span with hex ids, in the wrapper of resourceSpans' elements.
QByteArray resourceSpans(const QByteArray& fields = {})
{
    return R"([{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"api"}},{"key":"host.name","value":{"stringValue":"n1"}}]},)"
           R"("scopeSpans":[{"scope":{"name":"lib"},"spans":[{"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"00f067aa0ba902b7",)"
           R"("name":"GET /pay","kind":2,"startTimeUnixNano":"1724155200123456789","endTimeUnixNano":"1724155200123457789")" +
           fields + R"(}]}]}])";
}

std::shared_ptr<const Trace> only(const QByteArray& body)
{
    const auto parsed = parseTraces(body, backend);
    if (!parsed) {
        qWarning().noquote() << parsed.error().what;
        return nullptr;
    }
    return parsed->traces.size() == 1 ? parsed->traces.front() : nullptr;
}

} // namespace
#endif

// The slots are defined outside: moc loses its way in raw strings inside a class.
class TestJaegerParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void badBodies_data();
    void badBodies();
    void emptyListsAreNoFailure_data();
    void emptyListsAreNoFailure();
    void oneBadEntryIsCountedAndNotFatal_data();
    void oneBadEntryIsCountedAndNotFatal();
    void aBadTagLeavesItsSpan();
    void invalidUtf8IsReplaced();
    void aBodyWithoutRoomBehindItIsRead();
    void legacyTags_data();
    void legacyTags();
    void escapedKeysAndNamesAreOneWithPlainOnes();
    void processes_data();
    void processes();
    void everyArrayMayBeNullOrAbsent();
    void logsBecomeEvents();
    void repeatedWarningsAreShownOnce();
    void errorsBesideDataAreNotes();
    void otlpWrappers_data();
    void otlpWrappers();
    void otlpValues_data();
    void otlpValues();
    void nestedOtlpValuesAreBoundedInDepth();
    void otlpParts();
    void aSpanWithoutAnEndIsNegativeAndMarked();
    void mixedTracesAreGrouped();
    void lists_data();
    void lists();
    void summaries();
    void metrics();
    void errorTexts_data();
    void errorTexts();
};

void TestJaegerParser::badBodies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const QByteArray& body, const char* says,
                        ErrorKind kind = ErrorKind::Parse) {
        QTest::newRow(name) << body << kind << QString::fromUtf8(says);
    };
    const QByteArray good = legacy(goodSpan);
    row("empty", "", "empty");
    row("blank", " \n ", "empty");
    row("web page", "\n<!DOCTYPE html><html><body>Sign in</body>", "login page");
    row("plain text", "404 page not found\n", "plain text");
    row("cut off in the middle", good.left(good.size() / 2), "cut off");
    row("cut off in a string", good.left(60), "cut off");
    row("cut off after a closing brace", good.left(good.indexOf("}],\"processes\"") + 1), "cut off");
    row("damaged", R"({"data":[{"traceID":"aa" "spans":[]}]})", "damaged");
    row("data missing", R"({"total":0,"errors":null})", "holds none");
    row("data null", R"({"data":null,"total":0,"errors":null})", "holds none");
    row("data of a wrong type", R"({"data":"many"})", "holds none");
    row("another backend's answer", R"({"status":"success","data":{"resultType":"matrix"}})", "holds none");
    row("error with 200", R"({"data":null,"errors":[{"code":500,"msg":"storage is away"}]})",
        "storage is away", ErrorKind::Http);
    row("v3 error with 200", R"({"error":{"httpCode":400,"message":"malformed parameter"}})",
        "malformed parameter", ErrorKind::Http);
    row("nothing readable", R"({"data":[5,"x",null]})", "none of the 3 entries");
    row("only bad spans", legacy(R"({"spanID":"zz"},7)"), "none of the 2 entries");
    row("deep nesting, closed", R"({"data":)" + QByteArray(100'000, '[') + QByteArray(100'000, ']') + '}',
        "none of the 1 entries");
    row("deep nesting, open", R"({"data":)" + QByteArray(100'000, '['), "cut off");
    row("deep objects",
        R"({"data":)" + QByteArray("{\"a\":").repeated(100'000) + "1" + QByteArray(100'000, '}') + '}',
        "holds none");
    row("deep wrappers",
        QByteArray("{\"result\":").repeated(1000) + R"({"resourceSpans":[]})" + QByteArray(1000, '}'), "");
}
void TestJaegerParser::badBodies()
{
    QFETCH(const QByteArray, body);
    QFETCH(const ErrorKind, kind);
    QFETCH(const QString, says);
    const auto parsed = parseTraces(body, backend);
    if (says.isEmpty()) { // only that it comes back
        QVERIFY(!parsed || parsed->traces.empty());
        return;
    }
    QVERIFY(!parsed);
    QVERIFY(parsed.error().kind == kind);
    QVERIFY2(parsed.error().what.contains(says), qPrintable(parsed.error().what));
    QVERIFY(parsed.error().what.startsWith(backend));
    QVERIFY(parsed.error().what.size() < 700);
    const QString start = cleaned(body, 40).left(20);
    if (kind == ErrorKind::Parse)
        QVERIFY2(parsed.error().what.contains(start), qPrintable(parsed.error().what));
}

void TestJaegerParser::emptyListsAreNoFailure_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("legacy") << QByteArray(R"({"data":[],"total":0,"errors":null})");
    QTest::newRow("v3") << QByteArray(R"({"result":{}})");
    QTest::newRow("trace") << QByteArray(R"({"trace":{}})");
    QTest::newRow("no spans") << legacy("");
}
void TestJaegerParser::emptyListsAreNoFailure()
{
    QFETCH(const QByteArray, body);
    const auto parsed = parseTraces(body, backend);
    QVERIFY(parsed);
    QVERIFY(parsed->traces.empty());
}

void TestJaegerParser::oneBadEntryIsCountedAndNotFatal_data()
{
    QTest::addColumn<QByteArray>("bad");
    QTest::newRow("no object") << QByteArray("5");
    QTest::newRow("null") << QByteArray("null");
    QTest::newRow("no id") << QByteArray(R"({"operationName":"x"})");
    QTest::newRow("id of another type") << QByteArray(R"({"spanID":7.5})");
    QTest::newRow("id too long") << span({}, "00f067aa0ba902b700f067aa0ba902b7");
    QTest::newRow("id is no hex") << span({}, "xyz");
    QTest::newRow("id of zeros") << span({}, "0000000000000000");
    QTest::newRow("start is text") << span(R"("startTime":"noon")");
    QTest::newRow("duration is an object") << span(R"("duration":{"us":[1,2]})");
}
void TestJaegerParser::oneBadEntryIsCountedAndNotFatal()
{
    QFETCH(const QByteArray, bad);
    const auto parsed = parseTraces(legacy(goodSpan + ',' + bad + ',' + span({}, "1")), backend);
    QVERIFY(parsed);
    QCOMPARE(parsed->badEntries, 1);
    QCOMPARE(parsed->traces.size(), std::size_t(1));
    QCOMPARE(parsed->traces[0]->size(), std::size_t(2));
    QCOMPARE(parsed->traces[0]->badEntries(), 1);
    QVERIFY(
        parsed->traces[0]->warnings().join(QLatin1Char(' ')).contains(QLatin1String("could not be read")));
}

void TestJaegerParser::aBadTagLeavesItsSpan()
{
    const auto trace =
        only(legacy(span(R"("tags":[7,{"value":1},{"key":"a","type":"string","value":"b"}],"logs":[null])")));
    QVERIFY(trace);
    QCOMPARE(trace->badEntries(), 3);
    QCOMPARE(trace->tagsOf(trace->at(0)).size(), std::size_t(1));
}

void TestJaegerParser::invalidUtf8IsReplaced()
{
    const auto trace = only(legacy(
        span("\"tags\":[{\"key\":\"who\",\"type\":\"string\",\"value\":\"M\xfcller \xe2\x82\xac\"}]")));
    QVERIFY(trace);
    QCOMPARE(trace->valueText(*trace->findTag(trace->at(0), u"who")), QStringLiteral("M\uFFFDller \u20AC"));
}

void TestJaegerParser::aBodyWithoutRoomBehindItIsRead()
{
    const QByteArray body = legacy(goodSpan);
    const std::string exact(body.constData(), static_cast<std::size_t>(body.size()));
    const auto trace = only(QByteArray::fromRawData(exact.data(), static_cast<qsizetype>(exact.size())));
    QVERIFY(trace);
    QCOMPARE(trace->rootService(), QStringLiteral("web"));
}

void TestJaegerParser::legacyTags_data()
{
    QTest::addColumn<QByteArray>("tag");
    QTest::addColumn<TagKind>("kind");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, const char* type, const char* value, TagKind kind,
                        const QString& text) {
        QTest::newRow(name) << QByteArray(R"({"key":"k","type":")") + type + R"(","value":)" + value + '}'
                            << kind << text;
    };
    row("string", "string", R"("x")", TagKind::String, QStringLiteral("x"));
    row("empty", "string", R"("")", TagKind::String, QString::fromLatin1(""));
    row("escapes", "string", R"("a\"b\\\n\u00fc\/")", TagKind::String, QStringLiteral("a\"b\\\n\u00fc/"));
    row("surrogates", "string", R"("\ud83d\ude00\ud83dx")", TagKind::String,
        QStringLiteral("\U0001F600\uFFFDx"));
    row("bool", "bool", "true", TagKind::Bool, QStringLiteral("true"));
    row("int64", "int64", "500 ", TagKind::Int64, QStringLiteral("500"));
    row("int64 as text", "int64", R"("9223372036854775807")", TagKind::Int64,
        QStringLiteral("9223372036854775807"));
    row("float64", "float64", "1.25", TagKind::Float64, QStringLiteral("1.25"));
    row("binary", "binary", R"("AAEC")", TagKind::Binary, QStringLiteral("AAEC"));
    row("null", "string", "null", TagKind::String, QString::fromLatin1(""));
    row("nested", "string", R"({"a":[1,2]})", TagKind::String, QStringLiteral(R"({"a":[1,2]})"));
    QTest::newRow("no type") << QByteArray(R"({"key":"k","value":1.5})") << TagKind::Float64
                             << QStringLiteral("1.5");
    QTest::newRow("value first") << QByteArray(R"({"value":7,"type":"int64","key":"k"})") << TagKind::Int64
                                 << QStringLiteral("7");
}
void TestJaegerParser::legacyTags()
{
    QFETCH(const QByteArray, tag);
    QFETCH(const TagKind, kind);
    QFETCH(const QString, text);
    const auto trace = only(legacy(span("\"tags\":[" + tag + "," + tag + ']')));
    QVERIFY(trace);
    const auto tags = trace->tagsOf(trace->at(0));
    QCOMPARE(tags.size(), std::size_t(2)); // keys may repeat
    for (const Tag& each : tags) {
        QCOMPARE(trace->keyOf(each), QStringLiteral("k"));
        QCOMPARE(each.kind, kind);
        QCOMPARE(trace->valueText(each), text);
    }
}

void TestJaegerParser::escapedKeysAndNamesAreOneWithPlainOnes()
{
    const auto trace =
        only(legacy(span(R"("tags":[{"key":"a\u0062","value":"1"},{"key":"ab","value":"2"}])") + ',' +
                    span(R"("operationName":"GET \/")", "2")));
    QVERIFY(trace);
    QCOMPARE(trace->tagsOf(trace->at(0))[0].key, trace->tagsOf(trace->at(0))[1].key);
    QCOMPARE(trace->at(0).operation, trace->at(1).operation);
}

void TestJaegerParser::processes_data()
{
    QTest::addColumn<QByteArray>("processes");
    QTest::addColumn<QString>("service");
    QTest::newRow("named")
        << QByteArray(R"({"p1":{"serviceName":"web","tags":[{"key":"h","type":"string","value":"n1"}]}})")
        << QStringLiteral("web");
    QTest::newRow("no entry") << QByteArray(R"({"p2":{"serviceName":"web"}})")
                              << QStringLiteral("unknown service");
    QTest::newRow("null") << QByteArray("null") << QStringLiteral("unknown service");
    QTest::newRow("no name") << QByteArray(R"({"p1":{}})") << QStringLiteral("unknown service");
    QTest::newRow("empty name") << QByteArray(R"({"p1":{"serviceName":""}})")
                                << QStringLiteral("unknown service");
}
void TestJaegerParser::processes()
{
    QFETCH(const QByteArray, processes);
    QFETCH(const QString, service);
    const auto trace = only(legacy(goodSpan, processes));
    QVERIFY(trace);
    QCOMPARE(trace->rootService(), service);
    QCOMPARE(trace->at(0).has(SpanMark::NoService), service == QLatin1String("unknown service"));
    if (service == QLatin1String("web"))
        QCOMPARE(trace->processTagsOf(trace->at(0)).size(), std::size_t(1));
}

void TestJaegerParser::everyArrayMayBeNullOrAbsent()
{
    const auto trace = only(legacy(span(R"("references":null,"tags":null,"logs":null,"warnings":null)")));
    QVERIFY(trace);
    QCOMPARE(trace->badEntries(), 0);
    QCOMPARE(trace->at(0).duration, Duration(std::chrono::microseconds(1500)));
    QCOMPARE(trace->start(), Instant::fromMicroseconds(1724155200123456));
}

void TestJaegerParser::logsBecomeEvents()
{
    const auto trace = only(legacy(span(
        R"("logs":[{"timestamp":1724155200124000,"fields":[{"key":"message","type":"string","value":"m"},{"key":"event","type":"string","value":"retry"}]}])")));
    QVERIFY(trace);
    const auto events = trace->eventsOf(trace->at(0));
    QCOMPARE(events.size(), std::size_t(1));
    QCOMPARE(trace->text(events[0].name), QStringLiteral("retry"));
    QCOMPARE(events[0].time, Instant::fromMicroseconds(1724155200124000));
    QCOMPARE(trace->tags(events[0].tags).size(), std::size_t(2));
}

void TestJaegerParser::repeatedWarningsAreShownOnce()
{
    const auto trace = only(legacy(span(R"("warnings":["a","b","a","a"])")));
    QVERIFY(trace);
    QCOMPARE(trace->warningsOf(trace->at(0)), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
}

void TestJaegerParser::errorsBesideDataAreNotes()
{
    QByteArray body = legacy(goodSpan);
    body.replace(R"("errors":null)", R"("errors":[{"code":404,"msg":"trace not found","traceID":"1"}])");
    const auto parsed = parseTraces(body, backend);
    QVERIFY(parsed);
    QCOMPARE(parsed->notes, QStringList{QStringLiteral("trace not found")});
}

void TestJaegerParser::otlpWrappers_data()
{
    QTest::addColumn<QByteArray>("body");
    const QByteArray list = resourceSpans();
    QTest::newRow("resourceSpans") << QByteArray(R"({"resourceSpans":)" + list + '}');
    QTest::newRow("batches") << QByteArray(R"({"batches":)" + list + '}');
    QTest::newRow("result.resourceSpans") << QByteArray(R"({"result":{"resourceSpans":)" + list + "}}");
    QTest::newRow("trace.resourceSpans")
        << QByteArray(R"({"trace":{"resourceSpans":)" + list + R"(},"metrics":{}})");
    QTest::newRow("trace.batches") << QByteArray(R"({"trace":{"batches":)" + list + "}}");
    QTest::newRow("array") << QByteArray(R"([{"resourceSpans":)" + list + R"(},{"batches":[]}])");
    QByteArray old = R"({"batches":)" + list + '}';
    QTest::newRow("old scope names") << old.replace("scopeSpans", "instrumentationLibrarySpans")
                                            .replace("\"scope\"", "\"instrumentationLibrary\"");
    QByteArray base64 = R"({"batches":)" + list + '}';
    QTest::newRow("base64, names") << base64
                                          .replace("\"4bf92f3577b34da6a3ce929d0e0e4736\"",
                                                   "\"S/kvNXezTaajzpKdDg5HNg==\"")
                                          .replace("\"00f067aa0ba902b7\"", "\"APBnqgupArc=\"")
                                          .replace("\"kind\":2", "\"kind\":\"SPAN_KIND_SERVER\"");
    QTest::newRow("url-safe base64") << QByteArray(base64).replace("S/kv", "S_kv");
    QTest::newRow("numbers as numbers") << QByteArray(R"({"resourceSpans":)" + list + '}')
                                               .replace("\"1724155200123456789\"", "1724155200123456789");
}
void TestJaegerParser::otlpWrappers()
{
    QFETCH(const QByteArray, body);
    const auto trace = only(body);
    QVERIFY(trace);
    QCOMPARE(trace->id(), *TraceId::fromHex(std::string_view("4bf92f3577b34da6a3ce929d0e0e4736")));
    QCOMPARE(trace->size(), std::size_t(1));
    const Span& first = trace->at(0);
    QCOMPARE(first.id, SpanId{0x00f067aa0ba902b7});
    QCOMPARE(trace->text(first.idText), QStringLiteral("00f067aa0ba902b7"));
    QVERIFY(first.kind == SpanKind::Server);
    QCOMPARE(first.start, Instant{1724155200123456789});
    QCOMPARE(first.duration, Duration(1000));
    QCOMPARE(trace->rootService(), QStringLiteral("api"));
    QCOMPARE(trace->processTagsOf(first).size(), std::size_t(1));
    QCOMPARE(trace->valueText(*trace->findTag(first, u"otel.scope.name")), QStringLiteral("lib"));
}

void TestJaegerParser::otlpValues_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<TagKind>("kind");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* value, TagKind kind, const char* text) {
        QTest::newRow(value) << QByteArray(value) << kind << QString::fromUtf8(text);
    };
    row(R"({"stringValue":"x\ty"})", TagKind::String, "x\ty");
    row(R"({"boolValue":true})", TagKind::Bool, "true");
    row(R"({"intValue":"500"})", TagKind::Int64, "500");
    row(R"({"intValue":500})", TagKind::Int64, "500");
    row(R"({"doubleValue":1.5})", TagKind::Float64, "1.5");
    row(R"({"doubleValue":"-Infinity"})", TagKind::Float64, "-Infinity");
    row(R"({"bytesValue":"AAEC"})", TagKind::Binary, "AAEC");
    row(R"({})", TagKind::String, "");
    row(R"({"arrayValue":{"values":[{"stringValue":"a\"b"},{"intValue":"2"},{"boolValue":false},{}]}})",
        TagKind::String, R"(["a\"b",2,false,null])");
    row(R"({"kvlistValue":{"values":[{"key":"a","value":{"doubleValue":1.5}},{"key":"b","value":{"arrayValue":{}}}]}})",
        TagKind::String, R"({"a":1.5,"b":[]})");
}
void TestJaegerParser::otlpValues()
{
    QFETCH(const QByteArray, value);
    QFETCH(const TagKind, kind);
    QFETCH(const QString, text);
    const auto trace = only(R"({"resourceSpans":)" +
                            resourceSpans(R"(,"attributes":[{"key":"k","value":)" + value + "}]") + '}');
    QVERIFY(trace);
    const Tag* tag = trace->findTag(trace->at(0), u"k");
    QVERIFY(tag);
    QCOMPARE(tag->kind, kind);
    QCOMPARE(trace->valueText(*tag), text);
}

void TestJaegerParser::nestedOtlpValuesAreBoundedInDepth()
{
    const QByteArray value = QByteArray(R"({"arrayValue":{"values":[)").repeated(10'000) +
                             R"({"intValue":"1"})" + QByteArray("]}}").repeated(10'000);
    const auto trace = only(R"({"resourceSpans":)" +
                            resourceSpans(R"(,"attributes":[{"key":"k","value":)" + value + "}]") + '}');
    QVERIFY(trace);
    QVERIFY(trace->valueText(*trace->findTag(trace->at(0), u"k")).startsWith(QStringLiteral("[[[[")));
}

void TestJaegerParser::otlpParts()
{
    const auto trace = only(
        R"({"resourceSpans":)" +
        resourceSpans(
            R"(,"parentSpanId":"","traceState":"a=b","status":{"code":"STATUS_CODE_ERROR","message":"boom"},)"
            R"("attributes":[{"key":"@jaeger@warnings","value":{"arrayValue":{"values":[{"stringValue":"w"},{"stringValue":"w"}]}}},{"key":"x","value":{"intValue":"1"}}],)"
            R"("events":[{"timeUnixNano":"1724155200123456999","name":"exception","attributes":[{"key":"e","value":{"boolValue":true}}]}],)"
            R"("links":[{"traceId":"27ed1ddd57d16aa910be49e3e099a638","spanId":"62bf47a740ec9129"}])") +
        '}');
    QVERIFY(trace);
    const Span& first = trace->at(0);
    QVERIFY(first.error);
    QCOMPARE(trace->text(first.statusText), QStringLiteral("boom"));
    QVERIFY(first.parentId.isNull());
    QVERIFY(!first.has(SpanMark::Orphan));
    QCOMPARE(trace->warningsOf(first), QStringList{QStringLiteral("w")});
    QVERIFY(!trace->findTag(first, u"@jaeger@warnings"));
    QCOMPARE(trace->tagsOf(first).size(), std::size_t(3)); // x, scope, trace state
    QCOMPARE(trace->valueText(*trace->findTag(first, u"w3c.tracestate")), QStringLiteral("a=b"));
    QCOMPARE(trace->text(trace->eventsOf(first)[0].name), QStringLiteral("exception"));
    QCOMPARE(trace->tags(trace->eventsOf(first)[0].tags).size(), std::size_t(1));
    QCOMPARE(trace->linksOf(first)[0].span, SpanId{0x62bf47a740ec9129});
}

void TestJaegerParser::aSpanWithoutAnEndIsNegativeAndMarked()
{
    QByteArray body = R"({"resourceSpans":)" + resourceSpans() + '}';
    const auto trace = only(body.replace(R"(,"endTimeUnixNano":"1724155200123457789")", ""));
    QVERIFY(trace);
    QCOMPARE(trace->at(0).duration, Duration::zero());
    QVERIFY(trace->at(0).has(SpanMark::NegativeDuration));
}

void TestJaegerParser::mixedTracesAreGrouped()
{
    QByteArray second = resourceSpans();
    second.replace("4bf92f3577b34da6a3ce929d0e0e4736", "00000000000000001111111111111111");
    const QByteArray first = resourceSpans();
    const auto parsed = parseTraces(
        R"({"result":{"resourceSpans":)" + first.chopped(1) + ',' + second.sliced(1).chopped(1) + ',' +
            QByteArray(first).replace("00f067aa0ba902b7", "00f067aa0ba902b8").sliced(1) + "}}",
        backend);
    QVERIFY(parsed);
    QCOMPARE(parsed->traces.size(), std::size_t(2));
    QCOMPARE(parsed->traces[0]->size(), std::size_t(2));
    QCOMPARE(parsed->traces[1]->id(), (TraceId{0, 0x1111111111111111}));
}

void TestJaegerParser::lists_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("count"); // -1: refused
    QTest::newRow("v3") << QByteArray(R"({"services":["b","a","b"]})") << 2;
    QTest::newRow("v3, none") << QByteArray("{}") << 0;
    QTest::newRow("legacy") << QByteArray(R"({"data":["a"],"errors":null})") << 1;
    QTest::newRow("legacy, null") << QByteArray(R"({"data":null,"total":0,"errors":null})") << 0;
    QTest::newRow("entries of wrong types") << QByteArray(R"({"services":["a",5,null,{}]})") << 1;
    QTest::newRow("refused") << QByteArray(R"({"data":null,"errors":[{"code":500,"msg":"x"}]})") << -1;
    QTest::newRow("another answer") << QByteArray(R"({"status":"success"})") << -1;
    QTest::newRow("page") << QByteArray("<html>") << -1;
    QTest::newRow("empty") << QByteArray() << -1;
    QTest::newRow("cut off") << QByteArray(R"({"services":["a","b)") << -1;
    QTest::newRow("deep") << QByteArray(R"({"services":)") + QByteArray(100'000, '[') << -1;
}
void TestJaegerParser::lists()
{
    QFETCH(const QByteArray, body);
    QFETCH(const int, count);
    const auto services = parseServices(body, backend);
    QCOMPARE(services ? static_cast<int>(services->size()) : -1, count);
    if (!services)
        QVERIFY(services.error().what.startsWith(backend));
    const auto operations = parseOperations(QByteArray(body).replace("services", "operations"), backend);
    QCOMPARE(operations.has_value(), count >= 0);
}

void TestJaegerParser::summaries()
{
    const auto found = parseSummaries(
        R"({"summaries":[{"traceId":"1f","rootServiceName":"api","rootOperationName":"GET /x",)"
        R"("minStartTimeUnixNano":"1000","maxEndTimeUnixNano":"3500","spanCount":3,"errorSpanCount":1,"orphanSpanCount":1,)"
        R"("services":[{"name":"db","spanCount":1},{"name":"api","spanCount":2}]},{"traceId":"zz"},7]})",
        backend);
    QVERIFY(found);
    QCOMPARE(found->badEntries, 2);
    QCOMPARE(found->traces.size(), std::size_t(1));
    const TraceSummary& first = found->traces[0];
    QCOMPARE(first.id, (TraceId{0, 0x1f}));
    QCOMPARE(first.duration, Duration(2500));
    QCOMPARE(first.errors, 1);
    QCOMPARE(first.services[0], (ServiceCount{.name = QStringLiteral("api"), .spans = 2, .errors = {}}));
    QVERIFY(!parseSummaries("<html>", backend));
    QVERIFY(!parseSummaries(R"({"data":[]})", backend));
    QVERIFY(parseSummaries("{}", backend)->traces.empty());
}

void TestJaegerParser::metrics()
{
    const auto got = parseMetrics(
        R"({"name":"service_latencies","type":"GAUGE","help":"h","metrics":[{"labels":[{"name":"service_name","value":"api"}],)"
        R"("metricPoints":[{"gaugeValue":{"doubleValue":0.9},"timestamp":"2026-08-20T10:00:00Z"},{"gaugeValue":{"doubleValue":"NaN"},"timestamp":"2026-08-20T10:01:00Z"},{"timestamp":"soon"}]}]})",
        backend);
    QVERIFY(got);
    QVERIFY(got->on);
    QCOMPARE(got->series.size(), std::size_t(1));
    QCOMPARE(got->series[0].labels.value(u"service_name"), QStringLiteral("api"));
    QCOMPARE(got->series[0].values[0], 0.9);
    QVERIFY(qIsNaN(got->series[0].values[1]));
    QCOMPARE(got->series[0].times[1] - got->series[0].times[0], Duration(std::chrono::minutes(1)));
    QCOMPARE(got->badEntries, 1);
    QVERIFY(!parseMetrics(R"({"data":[]})", backend));
}

void TestJaegerParser::errorTexts_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("text");
    QTest::newRow("legacy") << QByteArray(R"({"data":null,"errors":[{"code":404,"msg":"trace not found"}]})")
                            << QStringLiteral("trace not found");
    QTest::newRow("v3") << QByteArray(R"({"error":{"httpCode":404,"message":"No traces found"}})")
                        << QStringLiteral("No traces found");
    QTest::newRow("text") << QByteArray("404 page not found") << QString();
    QTest::newRow("cut off") << QByteArray(R"({"errors":[{"msg":"tr)") << QString();
}
void TestJaegerParser::errorTexts()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QString, text);
    QCOMPARE(errorMessage(body), text);
}

} // namespace tst_jaegerparser

SIGNALBOX_GUILESS_TEST(tst_jaegerparser, TestJaegerParser)
#include "tst_jaegerparser.moc"
