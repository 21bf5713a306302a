// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traces/document.h"

#include "connectors/tracing/parser.h"
#include "tests/support/testmain.h"
#include "tests/support/tracemaker.h"

#include <QTest>

#include <nlohmann/json.hpp>

namespace tst_tracedocument {

using namespace signalbox;
using namespace signalbox::traces;

class TestTraceDocument : public QObject
{
    Q_OBJECT

private:
    TracePtr m_trace = test::makeTrace(
        {{.id = 1,
          .service = "web",
          .operation = "GET /\"x\"",
          .length = 100,
          .kind = SpanKind::Server,
          .tags = {{"http.status_code", "200"}, {"db.password", "hunter2"}, {"note", "a\tb\\c"}}},
         {.id = 2,
          .parent = 1,
          .service = "pay",
          .operation = "charge|card*",
          .start = 10,
          .length = 50,
          .error = true,
          .events = {20}},
         {.id = 3,
          .parent = 2,
          .service = "pay",
          .operation = "notify",
          .start = 50,
          .length = 5,
          .followsFrom = true}});

private Q_SLOTS:
    void whatIsWrittenIsReadAgain()
    {
        const QByteArray json = jaegerJson(*m_trace);
        QVERIFY(nlohmann::json::accept(json.toStdString()));
        const auto parsed = tracing::parseTraces(json, QStringLiteral("file"));
        QVERIFY(parsed.has_value());
        const Trace& again = *parsed->traces.at(0);
        QCOMPARE(again.size(), m_trace->size());
        QCOMPARE(again.id(), m_trace->id());
        for (std::size_t i = 0; i < again.size(); ++i) {
            const Span& was = m_trace->at(m_trace->preorder()[i]);
            const Span& is = again.at(again.preorder()[i]);
            QCOMPARE(is.id, was.id);
            QCOMPARE(is.parentId, was.parentId);
            QCOMPARE(again.serviceOf(is), m_trace->serviceOf(was));
            QCOMPARE(again.operationOf(is), m_trace->operationOf(was));
            QVERIFY(is.start == was.start);
            QVERIFY(is.duration == was.duration);
            QCOMPARE(is.error, was.error);
            QCOMPARE(is.has(SpanMark::FollowsFrom), was.has(SpanMark::FollowsFrom));
            QCOMPARE(again.eventsOf(is).size(), m_trace->eventsOf(was).size());
        }
        const Tag* note = again.findTag(again.at(again.preorder()[0]), u"note");
        QVERIFY(note);
        QCOMPARE(again.valueText(*note), QStringLiteral("a\tb\\c"));
    }

    void secretsStayHere()
    {
        const TracePtr talkative =
            test::makeTrace({{.id = 1, .operation = "GET /login?password=hunter2&user=x", .length = 5}});
        QVERIFY(!jaegerJson(*talkative).contains("hunter2"));
        QVERIFY(!markdown(*readTrace(talkative, false)).contains(QLatin1String("hunter2")));
        QVERIFY(!jaegerJson(*m_trace).contains("hunter2"));
        QVERIFY(!markdown(*readTrace(m_trace, false)).contains(QLatin1String("hunter2")));
    }

    void markdownIsNoMarkup()
    {
        const QString text = markdown(*readTrace(m_trace, false));
        QVERIFY2(text.contains(QLatin1String("charge\\|card\\*")), qPrintable(text));
        QVERIFY(text.contains(QLatin1String("  - **pay**")));
        QVERIFY(text.contains(QLatin1String("What it waited for:")));
        QVERIFY(markdown(*readTrace(m_trace, false), 1).contains(QLatin1String("and 2 more spans")));
    }

    void linesBecomeAList_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("joined");
        QTest::newRow("one document") << QByteArray("{\"a\":1}") << QByteArray("{\"a\":1}");
        QTest::newRow("one over several lines")
            << QByteArray("{\n \"a\":1\n}") << QByteArray("{\n \"a\":1\n}");
        QTest::newRow("two") << QByteArray("{\"a\":1}\n{\"b\":2}\n") << QByteArray("[{\"a\":1},{\"b\":2}]");
        QTest::newRow("with blank lines and returns")
            << QByteArray("{\"a\":1}\r\n\r\n{\"b\":2}") << QByteArray("[{\"a\":1},{\"b\":2}]");
        QTest::newRow("a list") << QByteArray("[{}]\n[{}]") << QByteArray("[{}]\n[{}]");
        QTest::newRow("nothing") << QByteArray() << QByteArray();
    }
    void linesBecomeAList()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, joined);
        QCOMPARE(joinedLines(body), joined);
    }

    void aFileOfLinesIsOneTrace()
    {
        const auto line = [](const char* id, const char* parent, const char* service) {
            return QByteArray("{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\","
                              "\"value\":{"
                              "\"stringValue\":\"") +
                   service +
                   "\"}}]},\"scopeSpans\":[{\"spans\":[{\"traceId\":\"4bf92f3577b34da6a3ce929d0e0e4736\","
                   "\"spanId\":\"" +
                   id + "\",\"parentSpanId\":\"" + parent +
                   "\",\"name\":\"op\",\"startTimeUnixNano\":\"1000000000\",\"endTimeUnixNano\":"
                   "\"2000000000\"}]}]}]}\n";
        };
        const QByteArray body =
            line("00f067aa0ba902b7", "", "web") + line("00f067aa0ba902b8", "00f067aa0ba902b7", "pay");
        const auto parsed = tracing::parseTraces(joinedLines(body), QStringLiteral("file"));
        QVERIFY(parsed.has_value());
        QCOMPARE(parsed->traces.size(), std::size_t{1});
        QCOMPARE(parsed->traces[0]->size(), std::size_t{2});
        QCOMPARE(parsed->traces[0]->depth(), 2U);
    }
};

} // namespace tst_tracedocument

SIGNALBOX_BARE_TEST(tst_tracedocument, TestTraceDocument)
#include "tst_tracedocument.moc"
