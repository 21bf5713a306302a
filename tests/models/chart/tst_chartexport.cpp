// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/chart/chartexport.h"

#include "tests/support/testmain.h"

#include <QTest>

#include <cmath>
#include <limits>

namespace tst_chartexport {

using namespace signalbox;
using namespace signalbox::chart;

namespace {

constexpr std::int64_t second = 1'000'000'000;
const Instant begin = Instant::fromSeconds(1'795'270'272); // 2026-11-21 14:11:12 UTC

Line line(const QString& name, std::vector<std::pair<int, double>> points)
{
    auto series = std::make_shared<Series>();
    for (const auto& [at, value] : points) {
        series->times.push_back(begin.ns + at * second);
        series->values.push_back(value);
    }
    Line made;
    made.name = name;
    made.series = series;
    return made;
}

ChartData data()
{
    ChartData made;
    made.title = QStringLiteral("Latency");
    made.unitWords = QStringLiteral("seconds");
    made.unit = Unit::Seconds;
    made.range = {begin, begin + Duration(60 * second)};
    made.step = Duration(15 * second);
    made.lines = {line(QStringLiteral("p50"), {{0, 0.25}, {15, 0.5}, {45, 1}}),
                  line(QStringLiteral("p99"),
                       {{0, 0.1}, {30, std::nan("")}, {45, std::numeric_limits<double>::infinity()}})};
    made.marks = {{MarkKind::Deploy, begin + Duration(20 * second), QStringLiteral("payments v2.4.1")}};
    return made;
}

} // namespace

class TestChartExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void csv()
    {
        QCOMPARE(toCsv(data()), QByteArray("\"time\",\"p50\",\"p99\",\"event\"\r\n"
                                           "2026-11-21T14:11:12Z,0.25,0.1,\r\n"
                                           "2026-11-21T14:11:27Z,0.5,,\r\n"
                                           "2026-11-21T14:11:32Z,,,\"deploy: payments v2.4.1\"\r\n"
                                           "2026-11-21T14:11:42Z,,NaN,\r\n"
                                           "2026-11-21T14:11:57Z,1,+Inf,\r\n"));
    }

    void csvReadsBackToTheSameNumbers()
    {
        for (const double value : {0.1, 1.0 / 3, 1e308, 5e-324, -0.0, 123456789.123456789}) {
            ChartData given;
            given.lines = {line(QStringLiteral("x"), {{0, value}})};
            const QByteArray row = toCsv(given).split('\n').at(1);
            QCOMPARE(row.split(',').at(1).toDouble(), value);
        }
    }

    void noFormulas_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("cell");
        QTest::newRow("equals") << QStringLiteral("=HYPERLINK(\"http://x\")")
                                << QByteArray("\"'=HYPERLINK(\"\"http://x\"\")\"");
        QTest::newRow("plus") << QStringLiteral("+1") << QByteArray("\"'+1\"");
        QTest::newRow("minus") << QStringLiteral("-1+cmd|' /C calc'!A0")
                               << QByteArray("\"'-1+cmd|' /C calc'!A0\"");
        QTest::newRow("at") << QStringLiteral("@SUM(A1)") << QByteArray("\"'@SUM(A1)\"");
        QTest::newRow("behind a tab") << QStringLiteral("\t=1") << QByteArray("\"'=1\"");
        QTest::newRow("behind a line break") << QStringLiteral("\r\n=1") << QByteArray("\"'=1\"");
        QTest::newRow("quotes and commas") << QStringLiteral("a,\"b\"") << QByteArray("\"a,\"\"b\"\"\"");
        QTest::newRow("line break within") << QStringLiteral("a\nb") << QByteArray("\"a b\"");
    }
    void noFormulas()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, cell);
        ChartData given;
        given.lines = {line(name, {})};
        QCOMPARE(toCsv(given), "\"time\"," + cell + ",\"event\"\r\n");
    }

    void markdownOfFewValues()
    {
        const QString text = toMarkdown(data(), Zone::Utc);
        const QStringList lines = text.split(QLatin1Char('\n'));
        QCOMPARE(lines.at(0), QStringLiteral("**Latency** (seconds), 2026-11-21 14:11:12 – 14:12:12 UTC"));
        QCOMPARE(lines.at(2), QStringLiteral("| Time UTC | p50 | p99 |"));
        QCOMPARE(lines.at(3), QStringLiteral("| --- | ---: | ---: |"));
        QCOMPARE(lines.at(4), QStringLiteral("| 14:11:12 | 250 ms | 100 ms |"));
        QCOMPARE(lines.at(5), QStringLiteral("| 14:11:27 | 500 ms |  |"));
        QVERIFY(text.contains(QLatin1String("- 14:11:32 deploy: payments v2.4.1\n")));
    }

    void markdownOfManyValues()
    {
        ChartData given = data();
        std::vector<std::pair<int, double>> points;
        for (int i = 0; i < 1000; ++i)
            points.emplace_back(i, i == 500 ? 9 : i == 100 ? 0.001 : 1);
        given.lines = {line(QStringLiteral("p99"), points), line(QStringLiteral("empty"), {}), {}};
        const QString text = toMarkdown(given, Zone::Utc);
        QVERIFY2(text.size() < 1000, qPrintable(text));
        const QStringList lines = text.split(QLatin1Char('\n'));
        QCOMPARE(lines.at(4), QStringLiteral("| p99 | 1 ms | 14:12:52 | 9 s | 14:19:32 | 1 s | 1000 |"));
        QVERIFY(text.contains(QStringLiteral("| empty | – |  | – |  | – | 0 |")));
    }

    void markdownIsEscaped()
    {
        ChartData given = data();
        given.title = QStringLiteral("a|b*c_`<script>");
        given.lines[0].name = QStringLiteral("x | y\nz");
        const QString text = toMarkdown(given, Zone::Utc);
        QVERIFY(text.startsWith(QStringLiteral("**a\\|b\\*c\\_\\`\\<script\\>**")));
        QVERIFY(text.contains(QStringLiteral("| x \\| y z |")));
    }

    void text()
    {
        const QString told = toText(data(), Zone::Utc);
        QVERIFY(told.startsWith(QStringLiteral("Latency, seconds, 2026-11-21 14:11:12 – 14:12:12 UTC.")));
        QCOMPARE(
            told.split(QLatin1Char('\n')).at(1),
            QStringLiteral("p50: last 1 s at 14:11:57, highest 1 s at 14:11:57, lowest 250 ms at 14:11:12."));
        QVERIFY(told.contains(QStringLiteral("14:11:32 deploy: payments v2.4.1.")));
    }

    void names_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << QStringLiteral("Latency") << QStringLiteral("latency-2026-11-21T1411Z.csv");
        QTest::newRow("path") << QStringLiteral("../../etc/passwd")
                              << QStringLiteral("etc-passwd-2026-11-21T1411Z.csv");
        QTest::newRow("none left") << QStringLiteral("延迟 /\\:")
                                   << QStringLiteral("chart-2026-11-21T1411Z.csv");
        QTest::newRow("none") << QString() << QStringLiteral("chart-2026-11-21T1411Z.csv");
    }
    void names()
    {
        QFETCH(QString, title);
        QFETCH(QString, name);
        ChartData given = data();
        given.title = title;
        QCOMPARE(fileName(given, u"csv"), name);
    }

    void hostile()
    {
        ChartData given;
        for (int i = 0; i < 2000; ++i)
            given.lines.push_back(line(QString(2048, QChar(0x202E)) + QStringLiteral("💥"), {{i, 1e308}}));
        given.marks.push_back({MarkKind::Alert, begin, QString(5000, QLatin1Char('x'))});
        QVERIFY(!toCsv(given).isEmpty());
        QVERIFY(toText(given, Zone::Utc).size() < 10'000);
        QVERIFY(!toMarkdown(given, Zone::Local).contains(QChar(0x202E)));
        auto odd = std::make_shared<Series>();
        odd->times = {1, 2, 3};
        given.lines = {Line{}};
        given.lines[0].series = odd; // no values to its times
        QVERIFY(!toCsv(given).isEmpty());
        QVERIFY(!toMarkdown(given, Zone::Utc).isEmpty());
        QVERIFY(!toText(given, Zone::Utc).isEmpty());
    }
};

} // namespace tst_chartexport

SIGNALBOX_GUILESS_TEST(tst_chartexport, TestChartExport)
#include "tst_chartexport.moc"
