// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traces/tracelogs.h"

#include "tests/support/testmain.h"
#include "tests/support/tracemaker.h"

#include <QTest>

namespace tst_tracelogs {

using namespace signalbox;
using namespace signalbox::traces;

class TestTraceLogs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachLineFindsItsSpan_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("at");
        QTest::addColumn<int>("place");
        QTest::addColumn<int>("span");
        const int byId = static_cast<int>(TraceLine::Place::BySpanId);
        const int byTime = static_cast<int>(TraceLine::Place::ByTime);
        const int lane = static_cast<int>(TraceLine::Place::Lane);
        QTest::newRow("json id")
            << "pay"
            << QByteArray(
                   "{\"span_id\":\"0000000000000002\",\"trace_id\":\"0000000000000abc\",\"msg\":\"x\"}")
            << 500 << byId << 2;
        QTest::newRow("logfmt id in upper case")
            << "pay" << QByteArray("trace_id=0000000000000ABC span_id=000000000000000B msg=x") << 0 << byId
            << 11;
        QTest::newRow("an id that is not here: by time")
            << "pay" << QByteArray("trace_id=0000000000000abc span_id=00000000000000ff") << 25 << byTime << 2;
        QTest::newRow("innermost of its service") << "pay" << QByteArray("hello") << 45 << byTime << 11;
        QTest::newRow("service in another case") << "PAY" << QByteArray("hello") << 25 << byTime << 2;
        QTest::newRow("after all its spans") << "pay" << QByteArray("hello") << 95 << lane << 0;
        QTest::newRow("unknown service") << "kafka" << QByteArray("hello") << 25 << lane << 0;
        QTest::newRow("a server that was renamed: the client's id, the server's line")
            << "stock" << QByteArray("trace_id=0000000000000abc span_id=0000000000000003") << 50 << byId << 4;
    }
    void eachLineFindsItsSpan()
    {
        QFETCH(QString, service);
        QFETCH(QByteArray, text);
        QFETCH(int, at);
        QFETCH(int, place);
        QFETCH(int, span);
        const auto trace = test::makeTrace(
            {{.id = 1, .service = "web", .length = 100},
             {.id = 2, .parent = 1, .service = "pay", .start = 20, .length = 60},
             {.id = 11, .parent = 2, .service = "pay", .start = 40, .length = 20},
             {.id = 3, .parent = 1, .service = "web", .start = 30, .length = 40, .kind = SpanKind::Client},
             {.id = 4,
              .parent = 3,
              .service = "stock",
              .start = 35,
              .length = 20,
              .kind = SpanKind::Server}});
        LogLine line;
        line.at = Instant::fromMilliseconds(test::traceEra + at);
        line.labels = LabelSet({{QStringLiteral("service_name"), service}});
        line.line = text;
        const TraceLogs logs = placeLogs(*trace, asSent(*trace), LogBatch::fromLines(std::vector{line}));
        QCOMPARE(logs.lines.size(), std::size_t{1});
        QCOMPARE(static_cast<int>(logs.lines[0].place), place);
        QCOMPARE(logs.unmatched, std::size_t{place == lane() ? 1U : 0U});
        if (place != lane())
            QCOMPARE(static_cast<int>(trace->at(logs.lines[0].span).id.value), span);
        QCOMPARE(qlonglong{logs.lines[0].at}, at * 1'000'000LL);
    }

    void eachServiceHasItsPlaceForTheId()
    {
        const auto trace = test::makeTrace({{.id = 1, .service = "web", .length = 100}}, 0xabcdef0123456789);
        const auto line = [](const char* service, const char* text, LabelSet metadata) {
            LogLine made;
            made.at = Instant::fromMilliseconds(test::traceEra);
            made.labels = LabelSet({{QStringLiteral("service_name"), QString::fromLatin1(service)}});
            made.metadata = std::move(metadata);
            made.line = text;
            return made;
        };
        const std::vector<LogLine> lines{
            line("web", "hello", LabelSet({{QStringLiteral("traceid"), QStringLiteral("abcdef0123456789")}})),
            line("pay", "{\"trace_id\":\"ABCDEF0123456789\",\"msg\":\"x\"}", {})};
        const TraceLogs logs = placeLogs(*trace, asSent(*trace), LogBatch::fromLines(lines));
        QVERIFY(idPlaceOf(logs, QStringLiteral("web")) ==
                (IdPlace{QStringLiteral("traceid"), QStringLiteral("abcdef0123456789")}));
        QVERIFY(idPlaceOf(logs, QStringLiteral("PAY")) == (IdPlace{{}, QStringLiteral("ABCDEF0123456789")}));
        QVERIFY(!idPlaceOf(logs, QStringLiteral("cart")));
    }

    void linesMoveWithTheClockOfTheirSpan()
    {
        const auto trace =
            test::makeTrace({{.id = 1, .service = "web", .start = 0, .length = 100},
                             {.id = 2, .parent = 1, .service = "pay", .start = -40, .length = 50}});
        LogLine line;
        line.at = Instant::fromMilliseconds(test::traceEra - 30);
        line.labels = LabelSet({{QStringLiteral("service_name"), QStringLiteral("pay")}});
        line.line = "trace_id=0000000000000abc span_id=0000000000000002 hello";
        const auto batch = LogBatch::fromLines(std::vector{line});
        const Timeline fixed = skewCorrected(*trace);
        const auto logs = placeLogs(*trace, fixed, batch);
        const std::uint32_t span = trace->find({2}).front();
        QCOMPARE(qlonglong{logs.lines[0].at - fixed.spans[span].begin}, 10'000'000LL);
    }

private:
    [[nodiscard]] static int lane() { return static_cast<int>(TraceLine::Place::Lane); }
};

} // namespace tst_tracelogs

SIGNALBOX_BARE_TEST(tst_tracelogs, TestTraceLogs)
#include "tst_tracelogs.moc"
