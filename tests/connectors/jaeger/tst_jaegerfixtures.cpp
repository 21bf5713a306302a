// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/jaeger/parser.h"

#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace tst_jaegerfixtures {

using namespace signalbox;
using namespace signalbox::jaeger;
using nlohmann::json;

// Every recorded answer goes through the parser of its path and is compared with what a plain walk over a
// JSON tree finds in it.

namespace {

const QString backend = QStringLiteral("jaeger-test");

struct Fixture
{
    QString path;
    int status = 0;
    QByteArray body;
};

Fixture load(const QString& file)
{
    QFile in(QStringLiteral(SIGNALBOX_FIXTURES "/") + file);
    if (!in.open(QIODevice::ReadOnly))
        return {};
    const json doc = json::parse(in.readAll().toStdString());
    return {QString::fromStdString(doc["request"]["path"]), doc["response"]["status"],
            QByteArray::fromStdString(doc["response"]["body"].get<std::string>())};
}

/// What a test compares of a span, from whichever source.
struct Facts
{
    std::string service;
    std::string operation;
    std::string parent;
    std::int64_t startUs = 0;
    std::int64_t durationUs = 0;
    std::size_t tags = 0;
    std::size_t events = 0;
    bool error = false;
    bool operator==(const Facts&) const = default;
};
using Spans = std::map<std::string, Facts>; ///< by span id
using Traces = std::map<std::string, Spans>;

Spans legacySpans(const json& trace)
{
    Spans spans;
    for (const json& s : trace["spans"]) {
        Facts facts;
        facts.service = trace["processes"][s["processID"].get<std::string>()]["serviceName"];
        facts.operation = s["operationName"];
        facts.startUs = s["startTime"];
        facts.durationUs = s["duration"];
        facts.tags = s["tags"].size();
        facts.events = s["logs"].size();
        for (const json& tag : s["tags"])
            facts.error = facts.error || (tag["key"] == "error" && tag["value"] == true);
        for (const json& ref : s["references"]) {
            if (facts.parent.empty() && ref["traceID"] == trace["traceID"])
                facts.parent = ref["spanID"];
        }
        spans[s["spanID"]] = facts;
    }
    return spans;
}

std::string paddedId(const std::string& id)
{
    return std::string(32 - id.size(), '0') + id;
}

Traces expectedTraces(const json& doc)
{
    Traces traces;
    if (doc.contains("data")) {
        for (const json& trace : doc["data"])
            traces[paddedId(trace["traceID"])] = legacySpans(trace);
        return traces;
    }
    for (const json& resource : doc["result"]["resourceSpans"]) {
        std::string service;
        for (const json& attribute : resource["resource"]["attributes"]) {
            if (attribute["key"] == "service.name")
                service = attribute["value"]["stringValue"];
        }
        for (const json& scope : resource["scopeSpans"]) {
            for (const json& s : scope["spans"]) {
                Facts facts;
                facts.service = service;
                facts.operation = s["name"];
                facts.parent = s.value("parentSpanId", "");
                const auto start = std::stoll(s["startTimeUnixNano"].get<std::string>());
                facts.startUs = start / 1000;
                facts.durationUs = (std::stoll(s["endTimeUnixNano"].get<std::string>()) - start) / 1000;
                facts.tags = scope["scope"].size(); // name and version become tags
                for (const json& attribute : s.value("attributes", json::array()))
                    facts.tags += attribute["key"] == "@jaeger@warnings" ? 0 : 1;
                facts.events = s.value("events", json::array()).size();
                facts.error = s.value("status", json::object()).value("code", 0) == 2;
                traces[paddedId(s["traceId"])][s["spanId"]] = facts;
            }
        }
    }
    return traces;
}

Traces parsedTraces(const ParsedTraces& parsed)
{
    Traces traces;
    for (const auto& trace : parsed.traces) {
        Spans& spans = traces[trace->id().toHex().toStdString()];
        for (const Span& span : trace->spans()) {
            spans[trace->text(span.idText).toStdString()] = {
                .service = trace->serviceOf(span).toStdString(),
                .operation = trace->operationOf(span).toStdString(),
                .parent = span.parentId.isNull() ? std::string() : span.parentId.toHex().toStdString(),
                .startUs = span.start.ns / 1000,
                .durationUs = span.duration.count() / 1000,
                .tags = trace->tagsOf(span).size(),
                .events = trace->eventsOf(span).size(),
                .error = span.error};
        }
    }
    return traces;
}

// The tree without what the two APIs tell in their own ways.
std::set<std::string> edges(const Trace& trace)
{
    std::set<std::string> out;
    for (const Span& span : trace.spans()) {
        std::string edge = trace.serviceOf(span).toStdString() + '/' + trace.operationOf(span).toStdString() +
                           ' ' + span.id.toHex().toStdString() + " < ";
        edge += span.parent < 0 ? std::string("root")
                                : trace.at(static_cast<std::size_t>(span.parent)).id.toHex().toStdString();
        edge += ' ' + std::to_string(span.marks.toInt() & ~static_cast<unsigned>(SpanMark::FollowsFrom));
        edge += span.error ? " error" : "";
        edge += ' ' + toString(span.kind).toStdString() + ' ' + std::to_string(trace.linksOf(span).size());
        out.insert(edge);
    }
    return out;
}

} // namespace

class TestJaegerFixtures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFile_data();
    void everyFile();
    void legacyAndV3AreTheSameTree_data();
    void legacyAndV3AreTheSameTree();
    void theOddTrace_data();
    void theOddTrace();
};

void TestJaegerFixtures::everyFile_data()
{
    QTest::addColumn<QString>("file");
    int files = 0;
    for (const QString& folder : {QStringLiteral("jaeger"), QStringLiteral("jaeger1")}) {
        const QDir dir(QStringLiteral(SIGNALBOX_FIXTURES "/") + folder);
        for (const QString& name : dir.entryList({QStringLiteral("*.json")}, QDir::Files)) {
            QTest::newRow(qPrintable(folder + QLatin1Char('/') + name)) << folder + QLatin1Char('/') + name;
            ++files;
        }
    }
    QCOMPARE(files, 86);
}

void TestJaegerFixtures::everyFile()
{
    QFETCH(const QString, file);
    const Fixture fixture = load(file);
    QVERIFY(!fixture.path.isEmpty());
    const bool isJson = fixture.body.startsWith('{');
    if (!isJson || fixture.path == QLatin1String("/")) {
        // A page or plain text in whatever status: never data.
        const auto parsed = parseTraces(fixture.body, backend);
        QVERIFY(!parsed);
        QVERIFY2(parsed.error().what.startsWith(backend), qPrintable(parsed.error().what));
        QVERIFY(!parseServices(fixture.body, backend));
        QVERIFY(!parseSummaries(fixture.body, backend));
        QVERIFY(errorMessage(fixture.body).isEmpty());
        return;
    }
    const json doc = json::parse(fixture.body.toStdString());
    if (fixture.status != 200) {
        const std::string said = doc.contains("errors") ? doc["errors"][0]["msg"] : doc["error"]["message"];
        QCOMPARE(errorMessage(fixture.body).toStdString(), said);
        const auto parsed = parseTraces(fixture.body, backend);
        QVERIFY(!parsed);
        QVERIFY(parsed.error().what.contains(cleaned(QString::fromStdString(said))));
        return;
    }
    const QString path = fixture.path;
    if (path.endsWith(QLatin1String("/services"))) {
        auto expected =
            doc[path.contains(QLatin1String("v3")) ? "services" : "data"].get<std::vector<std::string>>();
        std::sort(expected.begin(), expected.end());
        const auto services = parseServices(fixture.body, backend);
        QVERIFY(services);
        std::vector<std::string> got;
        for (const QString& service : *services)
            got.push_back(service.toStdString());
        QCOMPARE(got, expected);
    } else if (path.endsWith(QLatin1String("/operations"))) {
        const json& list = doc[path.contains(QLatin1String("v3")) ? "operations" : "data"];
        const auto operations = parseOperations(fixture.body, backend);
        QVERIFY(operations);
        QCOMPARE(operations->size(), list.size());
        for (const json& entry : list) {
            const Operation expected{
                .name = QString::fromStdString(entry.is_string() ? entry.get<std::string>()
                                                                 : entry["name"].get<std::string>()),
                .kind = QString::fromStdString(entry.is_string() ? std::string()
                                                                 : entry["spanKind"].get<std::string>())};
            QVERIFY(std::find(operations->begin(), operations->end(), expected) != operations->end());
        }
    } else if (path.endsWith(QLatin1String("/dependencies"))) {
        const auto dependencies = parseDependencies(fixture.body, backend);
        QVERIFY(dependencies);
        QCOMPARE(dependencies->size(), doc["data"].size());
        qint64 calls = 0;
        qint64 expected = 0;
        for (const Dependency& dependency : *dependencies)
            calls += dependency.calls;
        for (const json& entry : doc["data"])
            expected += entry["callCount"].get<qint64>();
        QCOMPARE(calls, expected);
    } else if (path.endsWith(QLatin1String("/trace-summaries"))) {
        const auto found = parseSummaries(fixture.body, backend);
        QVERIFY(found);
        QCOMPARE(found->traces.size(), doc["summaries"].size());
        for (std::size_t i = 0; i < found->traces.size(); ++i) {
            const json& entry = doc["summaries"][i];
            const TraceSummary& summary = found->traces[i];
            QCOMPARE(summary.id.toHex().toStdString(), paddedId(entry["traceId"]));
            QCOMPARE(summary.spans, entry["spanCount"].get<qint64>());
            QCOMPARE(summary.errors, entry.value("errorSpanCount", qint64(0)));
            QCOMPARE(summary.start.ns, std::stoll(entry["minStartTimeUnixNano"].get<std::string>()));
            QCOMPARE((summary.start + summary.duration).ns,
                     std::stoll(entry["maxEndTimeUnixNano"].get<std::string>()));
            QCOMPARE(summary.services.size(), entry["services"].size());
        }
    } else {
        const auto parsed = parseTraces(fixture.body, backend);
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().what));
        QCOMPARE(parsed->badEntries, 0);
        const Traces expected = expectedTraces(doc);
        const Traces got = parsedTraces(*parsed);
        QCOMPARE(got.size(), expected.size());
        for (const auto& [id, spans] : expected) {
            QVERIFY2(got.contains(id), id.c_str());
            QCOMPARE(got.at(id).size(), spans.size());
            for (const auto& [span, facts] : spans)
                QVERIFY2(got.at(id).at(span) == facts, (id + ' ' + span).c_str());
        }
    }
}

void TestJaegerFixtures::legacyAndV3AreTheSameTree_data()
{
    QTest::addColumn<QString>("legacy");
    QTest::addColumn<QString>("v3");
    for (const char* folder : {"jaeger", "jaeger1"}) {
        const QString in = QString::fromUtf8(folder);
        QTest::newRow(folder) << in + QStringLiteral("/018-trace-odd.json")
                              << in + QStringLiteral("/038-v3-trace-odd.json");
        QTest::newRow(qPrintable(in + QStringLiteral(" upper case")))
            << in + QStringLiteral("/024-trace-upper.json") << in + QStringLiteral("/038-v3-trace-odd.json");
    }
    QTest::newRow("versions 1 and 2")
        << QStringLiteral("jaeger1/018-trace-odd.json") << QStringLiteral("jaeger/038-v3-trace-odd.json");
}

void TestJaegerFixtures::legacyAndV3AreTheSameTree()
{
    QFETCH(const QString, legacy);
    QFETCH(const QString, v3);
    const auto a = parseTraces(load(legacy).body, backend);
    const auto b = parseTraces(load(v3).body, backend);
    QVERIFY(a && b);
    QCOMPARE(edges(*a->traces.at(0)), edges(*b->traces.at(0)));
    QCOMPARE(a->traces[0]->rootOperation(), b->traces[0]->rootOperation());
    QCOMPARE(a->traces[0]->start(), b->traces[0]->start());
    QCOMPARE(a->traces[0]->duration(), b->traces[0]->duration());
}

void TestJaegerFixtures::theOddTrace_data()
{
    QTest::addColumn<QString>("file");
    for (const char* file : {"jaeger/018-trace-odd.json", "jaeger/038-v3-trace-odd.json",
                             "jaeger1/018-trace-odd.json", "jaeger1/038-v3-trace-odd.json"})
        QTest::newRow(file) << QString::fromUtf8(file);
}

void TestJaegerFixtures::theOddTrace()
{
    QFETCH(const QString, file);
    const auto parsed = parseTraces(load(file).body, backend);
    QVERIFY(parsed);
    const Trace& trace = *parsed->traces.at(0);
    QCOMPARE(trace.size(), std::size_t(7));
    QCOMPARE(trace.rootService(), QStringLiteral("web"));
    QCOMPARE(trace.roots().size(), std::size_t(2)); // the root and the orphan
    for (const Span& span : trace.spans()) {
        const QString& operation = trace.operationOf(span);
        QCOMPARE(span.has(SpanMark::Orphan), operation == QLatin1String("orphan"));
        QCOMPARE(span.has(SpanMark::StartsBeforeParent), operation == QLatin1String("inventory.Stock"));
        if (operation == QLatin1String("publish order")) {
            QCOMPARE(trace.linksOf(span).size(), std::size_t(1));
            QCOMPARE(trace.linksOf(span)[0].span.toHex(), QStringLiteral("62bf47a740ec9129"));
        }
        if (operation == QLatin1String("zero")) {
            QVERIFY(span.duration <= Duration(1));
            QCOMPARE(trace.warningsOf(span).size(), 1);
        }
        if (operation == QLatin1String("inventory.Stock"))
            QCOMPARE(trace.warningsOf(span).size(), 1); // repeated in the answer
    }
}

} // namespace tst_jaegerfixtures

SIGNALBOX_GUILESS_TEST(tst_jaegerfixtures, TestJaegerFixtures)
#include "tst_jaegerfixtures.moc"
