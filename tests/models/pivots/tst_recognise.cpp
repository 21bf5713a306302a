// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pivots/recognise.h"

#include "tests/support/testmain.h"

#include <QtTest>

namespace tst_recognise {

using namespace signalbox;
using namespace signalbox::pivots;
using Kind = Recognised::Kind;

namespace {

const QStringList known{QStringLiteral("checkout"), QStringLiteral("payments")};
const QString id = QStringLiteral("4bf92f3577b34da6a3ce929d0e0e4736");

} // namespace

class TestRecognise : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void traces_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("sure");
        const auto row = [](const char* name, const QString& text, bool sure = true) {
            QTest::newRow(name) << text << sure;
        };
        row("id", id);
        row("upper case", id.toUpper());
        row("with blanks around", QStringLiteral("  %1\n").arg(id));
        row("traceparent", QStringLiteral("traceparent: 00-%1-00f067aa0ba902b7-01").arg(id));
        row("B3 in one", QStringLiteral("b3: %1-00f067aa0ba902b7-1").arg(id));
        row("B3 in several", QStringLiteral("X-B3-TraceId: %1\nX-B3-SpanId: 00f067aa0ba902b7").arg(id));
        row("JSON line", QStringLiteral(R"({"level":"error","msg":"no","trace_id":"%1"})").arg(id));
        row("logfmt line", QStringLiteral("level=error msg=\"no\" trace_id=%1").arg(id));
        row("Jaeger", QStringLiteral("http://jaeger:16686/trace/%1?uiFind=00f067aa0ba902b7").arg(id));
        row("Tempo", QStringLiteral("https://tempo.example/api/traces/%1").arg(id));
    }
    void traces()
    {
        QFETCH(QString, text);
        QFETCH(bool, sure);
        const auto found = recognise(text, known);
        QVERIFY(!found.empty());
        QCOMPARE(found.front().kind, Kind::Trace);
        QCOMPARE(found.front().trace->trace.toHex(), id);
        QCOMPARE(isSure(found), sure);
        QVERIFY(found.front().what.contains(QLatin1String("Trace")));
    }

    void pages_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<QString>("range");
        const auto row = [](const char* name, const char* text, Kind kind, const char* expected,
                            const char* range) {
            QTest::newRow(name) << QString::fromUtf8(text) << static_cast<int>(kind)
                                << QString::fromUtf8(expected) << QString::fromUtf8(range);
        };
        row("Prometheus",
            "http://prom:9090/graph?g0.expr=sum(rate(http_requests_total%5B5m%5D))&g0.tab=0"
            "&g0.range_input=2h",
            Kind::Metrics, "sum(rate(http_requests_total[5m]))", "now-2h..now");
        row("Prometheus with an end",
            "http://prom:9090/"
            "query?g0.expr=up%7Bjob%3D%22a+b%22%7D&g0.range_input=1h&g0.end_input=2026-01-02+03%3A00%3A00",
            Kind::Metrics, "up{job=\"a b\"}", "2026-01-02T02:00:00Z..2026-01-02T03:00:00Z");
        row("Grafana, Loki",
            "https://g.example/"
            "explore?panes=%7B%22a%22%3A%7B%22datasource%22%3A%22x%22%2C%22queries%22%3A%5B%7B"
            "%22datasource%22%3A%7B%22type%22%3A%22loki%22%7D%2C%22expr%22%3A%22%7Bapp%3D%5C%22pay%5C%22%7D%"
            "22%7D%5D%2C"
            "%22range%22%3A%7B%22from%22%3A%22now-3h%22%2C%22to%22%3A%22now%22%7D%7D%7D&schemaVersion=1",
            Kind::Lines, "{app=\"pay\"}", "now-3h..now");
        row("Grafana, Prometheus",
            "https://g.example/"
            "explore?left=%7B%22queries%22%3A%5B%7B%22datasource%22%3A%7B%22type%22%3A%22prometheus%22"
            "%7D%2C%22expr%22%3A%22up%22%7D%5D%2C%22range%22%3A%7B%22from%22%3A%221767322800000%22%2C%22to%"
            "22%3A"
            "%221767326400000%22%7D%7D",
            Kind::Metrics, "up", "2026-01-02T03:00:00Z..2026-01-02T04:00:00Z");
    }
    void pages()
    {
        QFETCH(QString, text);
        QFETCH(int, kind);
        QFETCH(QString, expected);
        QFETCH(QString, range);
        const auto found = recognise(text, known);
        QVERIFY(!found.empty());
        QCOMPARE(static_cast<int>(found.front().kind), kind);
        QCOMPARE(found.front().text, expected);
        QVERIFY(found.front().range.has_value());
        QCOMPARE(found.front().range->toString(), range);
        QVERIFY(isSure(found));
    }

    void jaegersSearch()
    {
        const auto found = recognise(
            QStringLiteral(
                "http://j:16686/search?end=1767326400000000&service=checkout&operation=POST%20%2Fpay&"
                "start=1767322800000000&tags=%7B%22error%22%3A%22true%22%7D&minDuration=1.5s"),
            known);
        QCOMPARE(found.size(), std::size_t{1});
        const Recognised& search = found.front();
        QCOMPARE(search.kind, Kind::Search);
        QCOMPARE(search.services, QStringList{QStringLiteral("checkout")});
        QCOMPARE(search.operation, QStringLiteral("POST /pay"));
        QCOMPARE(search.tags.size(), std::size_t{1});
        QCOMPARE(search.tags.front().first, QStringLiteral("error"));
        QCOMPARE(*search.minDuration, Duration(std::chrono::milliseconds(1500)));
        QCOMPARE(search.range->toString(), QStringLiteral("2026-01-02T03:00:00Z..2026-01-02T04:00:00Z"));
    }

    void alerts_data()
    {
        QTest::addColumn<QString>("text");
        const QString alert = QStringLiteral(
            R"({"labels":{"alertname":"Slow","service":"payments"},"startsAt":"2026-01-02T03:04:05.5Z"})");
        QTest::newRow("one") << alert;
        QTest::newRow("a list") << QString(u'[' + alert + u']');
        QTest::newRow("a webhook") << QString(QStringLiteral(R"({"receiver":"x","alerts":[)") + alert +
                                              QStringLiteral("]}"));
    }
    void alerts()
    {
        QFETCH(QString, text);
        const auto found = recognise(text, known);
        QVERIFY(!found.empty());
        QCOMPARE(found.front().kind, Kind::Alert);
        QCOMPARE(found.front().services, QStringList{QStringLiteral("payments")});
        QCOMPARE(found.front().labels->value(u"alertname"), QStringLiteral("Slow"));
        QCOMPARE(found.front().at->toRfc3339(), QStringLiteral("2026-01-02T03:04:05.500Z"));
    }

    void wordsOfPeople_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("sure");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* text, Kind kind, bool sure, const char* expected) {
            QTest::newRow(text) << QString::fromUtf8(text) << static_cast<int>(kind) << sure
                                << QString::fromUtf8(expected);
        };
        row("checkout", Kind::Service, true, "checkout");
        row("Checkout-Service", Kind::Service, false, "checkout");
        row("now-2h..now", Kind::Range, true, "");
        row("{app=\"pay\"} |= \"x\"", Kind::Lines, true, "{app=\"pay\"} |= \"x\"");
        row("pool exhausted", Kind::Text, false, "pool exhausted");
        row("java.lang.Error\n  at a.b.C(D.java:1) in some frame\n  x", Kind::Text, false,
            "at a.b.C(D.java:1) in some frame");
        row("signalbox://logs?x=1", Kind::Link, true, "signalbox://logs?x=1");
    }
    void wordsOfPeople()
    {
        QFETCH(QString, text);
        QFETCH(int, kind);
        QFETCH(bool, sure);
        QFETCH(QString, expected);
        const auto found = recognise(text, known);
        QVERIFY(!found.empty());
        QCOMPARE(static_cast<int>(found.front().kind), kind);
        QCOMPARE(isSure(found), sure);
        const Recognised& first = found.front();
        QCOMPARE(first.kind == Kind::Service ? first.services.front() : first.text, expected);
    }

    void hostile_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("blanks") << QStringLiteral("  \n\t ");
        QTest::newRow("half a surrogate") << QString(QChar(0xd800));
        QTest::newRow("nested") << QString(100'000, u'[');
        QTest::newRow("long") << QString(1'000'000, u'a');
        QTest::newRow("a URL of parameters")
            << QString(QStringLiteral("http://x/?") + QStringLiteral("a=%zz&").repeated(20'000));
        QTest::newRow("broken panes") << QStringLiteral("http://x/explore?panes={\"a\":[1,2");
        QTest::newRow("an alert of lists") << QStringLiteral(R"({"labels":[{"alertname":"x"}]})");
        QTest::newRow("a range that ends first") << QStringLiteral("http://x/search?service=a&start=9&end=1");
        QTest::newRow("NUL") << QString(QChar(0)) + QStringLiteral("abc");
    }
    void hostile()
    {
        QFETCH(QString, text);
        for (const Recognised& each : recognise(text, known)) {
            QVERIFY(each.text.size() <= 4'000 || each.kind == Kind::Link);
            QVERIFY(each.what.size() < 400 && each.detail.size() < 400);
            QVERIFY(!each.what.contains(QChar(0)));
        }
    }
};

} // namespace tst_recognise

SIGNALBOX_BARE_TEST(tst_recognise, TestRecognise)
#include "tst_recognise.moc"
