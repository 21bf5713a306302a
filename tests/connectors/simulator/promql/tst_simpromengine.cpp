// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/engine.h"
#include "connectors/simulator/promql/gotext.h"
#include "connectors/simulator/promql/labels.h"
#include "connectors/simulator/promql/memorysource.h"
#include "connectors/simulator/promql/parser.h"
#include "connectors/simulator/promql/regexsyntax.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QTest>

#include <cmath>

namespace tst_simpromengine {

using namespace signalbox;
namespace promql = signalbox::simulator::promql;

namespace {

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

LabelSet named(const char* name, std::vector<Label> labels = {})
{
    labels.push_back({QStringLiteral("__name__"), QLatin1String(name)});
    return LabelSet(std::move(labels));
}

/// Counts what it is asked for, to show that a selector is asked once with its whole window.
class CountingSource final : public promql::SampleSource
{
public:
    std::vector<promql::SampleSeries> select(const promql::Matchers&, std::int64_t from,
                                             std::int64_t to) const override
    {
        asked.emplace_back(from, to);
        promql::SampleSeries out{.labels = named("generated"), .times = {}, .values = {}};
        for (std::int64_t t = (from + 14'999) / 15'000 * 15'000; t <= to; t += 15'000) {
            out.times.push_back(t);
            out.values.push_back(static_cast<double>(t) / 1000);
        }
        return {out};
    }
    std::vector<LabelSet> series(const promql::Matchers&, std::int64_t, std::int64_t) const override
    {
        return {};
    }

    mutable std::vector<std::pair<std::int64_t, std::int64_t>> asked;
};

/// "12@60 -@75": the values of a one-series answer at their seconds.
QString pointsOf(const promql::QueryResult<promql::Columns>& columns, const promql::Steps& steps)
{
    if (!columns)
        return columns.error().text;
    QStringList out;
    for (const promql::Column& column : *columns) {
        for (std::size_t i = 0; i < column.has.size(); ++i) {
            if (column.has[i] != 0)
                out << QString::fromLatin1(promql::sampleNumber(column.values[i])) + u'@' +
                           QString::number(steps.at(i) / 1000);
        }
    }
    return out.join(u' ');
}

} // namespace

class TestSimPromEngine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStaleMarkerEndsASeries_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("points");
        QTest::newRow("instant vector") << "x"
                                        << "1@0 1@30 2@60 5@180";
        QTest::newRow("the marker is no sample") << "count_over_time(x[1m])"
                                                 << "1@0 1@30 2@60 1@90 1@120 1@180";
        QTest::newRow("last_over_time looks past it") << "last_over_time(x[2m])"
                                                      << "1@0 1@30 2@60 2@90 2@120 2@150 5@180";
        QTest::newRow("absent") << "absent(x)"
                                << "1@90 1@120 1@150";
    }

    void aStaleMarkerEndsASeries()
    {
        QFETCH(QString, query);
        QFETCH(QString, points);
        promql::MemorySource source;
        source.add(named("x"), 0, 1);
        source.add(named("x"), 60'000, 2);
        source.add(named("x"), 75'000, promql::staleNan());
        source.add(named("x"), 180'000, 5);
        const promql::Steps steps{.start = 0, .end = 180'000, .interval = 30'000};
        QCOMPARE(pointsOf(promql::Engine(source).range(query.toUtf8(), steps), steps), points);
    }

    void aSelectorIsAskedOnceForItsWholeWindow()
    {
        const CountingSource source;
        const promql::Steps steps{.start = 600'000, .end = 900'000, .interval = 15'000};
        QVERIFY(promql::Engine(source).range("rate(a[2m] offset 1m) + max_over_time(b[5m:1m])", steps));
        QCOMPARE(source.asked.size(), 2U);
        QCOMPARE(source.asked[0], (std::pair<std::int64_t, std::int64_t>(600'000 - 180'000, 840'000)));
        QCOMPARE(source.asked[1], (std::pair<std::int64_t, std::int64_t>(300'000 - 300'000, 900'000)));
    }

    void resetsInsideAWindowAreAddedOnce()
    {
        promql::MemorySource source;
        const double values[] = {10, 20, 5, 15, 2, 12};
        for (int i = 0; i < 6; ++i)
            source.add(named("c"), i * 15'000, values[i]);
        const promql::Steps steps{.start = 75'000, .end = 75'000, .interval = 1};
        // 12 - 10 + 20 + 15 over exactly the window: nothing to stretch.
        QCOMPARE(pointsOf(promql::Engine(source).range("increase(c[75s])", steps), steps),
                 QStringLiteral("37@75"));
        QCOMPARE(pointsOf(promql::Engine(source).range("resets(c[75s])", steps), steps),
                 QStringLiteral("2@75"));
        QCOMPARE(pointsOf(promql::Engine(source).range("resets(c[30s])", steps), steps),
                 QStringLiteral("1@75"));
    }

    void aQueryThatIsTooDearIsRefused_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QString>("error");
        QTest::newRow("samples")
            << QByteArray("sum_over_time(x[1h:1ms])")
            << "query processing would load too many samples into memory in query execution";
        QTest::newRow("a thousand years by the millisecond")
            << QByteArray("x[292y:1ms]")
            << "query processing would load too many samples into memory in query execution";
        QTest::newRow("columns made of values")
            << QByteArray("count_values(\"v\", label_replace(x, \"a\", \"b\", \"\", \"\") or x * 2)")
            << "query processing would load too many samples into memory in "
               "query execution";
        QTest::newRow("work") << QByteArray("quantile_over_time(0.5, x[1d])")
                              << "query timed out in expression evaluation";
    }

    void aQueryThatIsTooDearIsRefused()
    {
        QFETCH(QByteArray, query);
        QFETCH(QString, error);
        const CountingSource source;
        const promql::Engine engine(source, {.samples = 100'000, .work = 1'000'000});
        if (query.contains("292y")) {
            QCOMPARE(engine.instant(query, 1'795'251'600'000).error().text, error);
            return;
        }
        const promql::Steps steps{.start = 1'795'251'600'000, .end = 1'795'255'200'000, .interval = 15'000};
        QCOMPARE(engine.range(query, steps).error().text, error);
    }

    void nestingIsBounded_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::newRow("brackets") << QByteArray(100'000, '(') + "1" + QByteArray(100'000, ')');
        QTest::newRow("signs") << QByteArray(100'000, '-') + "x";
        QTest::newRow("a chain of operators") << "x" + QByteArray("+x").repeated(50'000);
        QTest::newRow("powers") << "x" + QByteArray("^x").repeated(50'000);
        QTest::newRow("functions") << QByteArray("abs(").repeated(10'000) + "x" + QByteArray(10'000, ')');
        QTest::newRow("aggregations") << QByteArray("sum(").repeated(10'000) + "x" + QByteArray(10'000, ')');
        QTest::newRow("subqueries") << "x" + QByteArray("[5m:]").repeated(10'000);
    }

    void nestingIsBounded()
    {
        QFETCH(QByteArray, query);
        const auto parsed = promql::parseQuery(query);
        QVERIFY(!parsed);
        QVERIFY2(parsed.error().text.contains(QLatin1String("nested")) ||
                     parsed.error().text.contains(QLatin1String("subquery is only")),
                 qPrintable(parsed.error().text));
    }

    void hostileTextIsRefusedAndNothingElse_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::newRow("NUL") << QByteArray("x\0y", 3);
        QTest::newRow("broken UTF-8") << QByteArray("x{a=\"\xff\xfe\"}");
        QTest::newRow("cut-off UTF-8") << QByteArray("\"\xe2\x82");
        QTest::newRow("surrogate") << QByteArray("\"\\ud800\"");
        QTest::newRow("long number") << QByteArray(1'000'000, '9') + "x";
        QTest::newRow("long name") << QByteArray(1'000'000, 'a') + "{";
        QTest::newRow("many matchers") << "x{" + QByteArray("a=\"b\",").repeated(50'000);
    }

    void hostileTextIsRefusedAndNothingElse()
    {
        QFETCH(QByteArray, query);
        const auto parsed = promql::parseQuery(query);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().type, promql::ErrorType::BadData);
    }

    /// Bytes of good queries exchanged, doubled and dropped: each one is answered or refused, and what was
    /// parsed can be printed and parsed again.
    void mutatedQueriesAreAnsweredOrRefused()
    {
        const QByteArrayList seeds{
            "sum by (a) (rate(x{b=~\"c|d\"}[5m] offset 1m)) / on(a) group_left(e) y @ 100 > bool -0x1F ^ 2",
            "topk(3, label_replace(x, \"d\", \"${1}-$2\", \"s\", \"(.)(.*)\")) or absent(z{q!='w'}) unless "
            "vector(1e3)",
            "histogram_quantile(0.9, sum without (le, a) (x)) + max_over_time(rate(x[1m])[10m:30s] @ end())",
            "count_values(`v`, x) # and a comment\n and ignoring(a) {__name__=~\"x.*\"} atan2 pi()"};
        promql::MemorySource source;
        source.add(named("x", {{QStringLiteral("a"), QStringLiteral("1")}}), 90'000, 1);
        source.add(named("x", {{QStringLiteral("le"), QStringLiteral("+Inf")}}), 100'000, 2);
        const promql::Engine engine(source, {.samples = 100'000, .work = 100'000});
        quint32 state = 1;
        const auto roll = [&state](qsizetype bound) {
            state = state * 1664525 + 1013904223;
            return static_cast<qsizetype>(state >> 8) % bound;
        };
        int parsed = 0;
        for (int round = 0; round < 20'000; ++round) {
            QByteArray query = seeds[roll(seeds.size())];
            for (qsizetype n = 1 + roll(4); n > 0; --n) {
                const qsizetype at = roll(query.size());
                switch (roll(4)) {
                case 0:
                    query.remove(at, 1 + roll(6));
                    break;
                case 1:
                    query.insert(at, query.mid(roll(query.size()), roll(12)));
                    break;
                case 2:
                    query[at] = static_cast<char>(roll(256));
                    break;
                default:
                    query[at] = "()[]{},\"'`@-+:05mxe=~!"[roll(22)];
                    break;
                }
                if (query.isEmpty())
                    query = "x";
            }
            if (const auto node = promql::parseQuery(query)) {
                ++parsed;
                const auto answer = engine.instant(query, 100'000);
                QVERIFY(answer || !answer.error().text.isEmpty());
                const QString once = promql::printed(**node);
                const auto again = promql::parseQuery(once.toUtf8());
                QVERIFY2(again, qPrintable(once));
                QCOMPARE(promql::printed(**again), once);
            }
        }
        QVERIFY(parsed > 1'000);
    }

    void whatTheDemoLacksIsSaid_data()
    {
        QTest::addColumn<QByteArray>("query");
        for (const char* query :
             {"holt_winters(x[5m], 0.5, 0.5)", "histogram_count(x)", "sum(histogram_fraction(0, 1, x))"})
            QTest::newRow(query) << QByteArray(query);
    }

    void whatTheDemoLacksIsSaid()
    {
        QFETCH(QByteArray, query);
        const auto parsed = promql::parseQuery(query);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().type, promql::ErrorType::BadData);
        QVERIFY(parsed.error().text.contains(QLatin1String("parse error: ")));
        QVERIFY(parsed.error().text.contains(QLatin1String("is not part of this demo")));
    }

    void numbersAreWrittenAsGoWritesThem_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("sample");
        QTest::addColumn<QString>("exponent");
        QTest::newRow("zero") << 0.0 << "0"
                              << "0e+00";
        QTest::newRow("minus zero") << -0.0 << "-0"
                                    << "-0e+00";
        QTest::newRow("one") << 1.0 << "1"
                             << "1e+00";
        QTest::newRow("fraction") << 0.1 + 0.2 << "0.30000000000000004"
                                  << "3.0000000000000004e-01";
        QTest::newRow("small") << 1e-6 << "0.000001"
                               << "1e-06";
        QTest::newRow("smaller") << 9.9e-7 << "9.9e-07"
                                 << "9.9e-07";
        QTest::newRow("large") << 123456789012345680000.0 << "123456789012345680000"
                               << "1.2345678901234568e+20";
        QTest::newRow("larger") << 1e21 << "1e+21"
                                << "1e+21";
        QTest::newRow("huge") << 1e300 << "1e+300"
                              << "1e+300";
        QTest::newRow("NaN") << notANumber << "NaN"
                             << "NaN";
        QTest::newRow("infinite") << -std::numeric_limits<double>::infinity() << "-Inf"
                                  << "-Inf";
    }

    void numbersAreWrittenAsGoWritesThem()
    {
        QFETCH(double, value);
        QFETCH(QString, sample);
        QFETCH(QString, exponent);
        QCOMPARE(QString::fromLatin1(promql::sampleNumber(value)), sample);
        QCOMPARE(QString::fromLatin1(promql::exponentNumber(value)), exponent);
    }

    void expressionsBeyondRe2AreRefused_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("complaint");
        const auto row = [](const char* pattern, const char* complaint) {
            QTest::newRow(pattern) << QString::fromLatin1(pattern)
                                   << (*complaint ? QLatin1String("error parsing regexp: ") +
                                                        QLatin1String(complaint)
                                                  : QString());
        };
        for (const char* good : {"", "a|b", "(?i)x", "(?P<n>a)", "[^]a]", "[[:alpha:]]+?", "a{2,3}", "a{",
                                 "\\d+\\.\\w", "\\Q(\\E", "(?s:.)", "\\x41"})
            row(good, "");
        row("(", "missing closing ): `(`");
        row("a)", "unexpected ): `a)`");
        row("a**", "invalid nested repetition operator: `**`");
        row("a++", "invalid nested repetition operator: `++`");
        row("*", "missing argument to repetition operator: `*`");
        row("a{2000}", "invalid repeat count: `{2000}`");
        row("(a)\\1", "invalid escape sequence: `\\1`");
        row("\\K", "invalid escape sequence: `\\K`");
        row("(?=a)", "invalid or unsupported Perl syntax: `(?=`");
        row("(?<!a)", "invalid or unsupported Perl syntax: `(?<`");
        row("(?>a)", "invalid or unsupported Perl syntax: `(?>`");
        row("(?R)", "invalid or unsupported Perl syntax: `(?R`");
        row("[a", "missing closing ]: `[a`");
        row("a\\", "trailing backslash at end of expression: ``");
    }

    void expressionsBeyondRe2AreRefused()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, complaint);
        QCOMPARE(promql::regexComplaint(pattern), complaint);
    }

    void fingerprintsAreThoseOfTheRealServers()
    {
        // Read from Alertmanager 0.25.
        QCOMPARE(promql::fingerprintText({{QStringLiteral("alertname"), QStringLiteral("A")},
                                          {QStringLiteral("service"), QStringLiteral("s")}}),
                 QByteArray("8770e5311edb2ab1"));
    }

    void openMetricsIsReadOrRefused()
    {
        auto read = promql::MemorySource::fromOpenMetrics(
            "# TYPE h histogram\n# HELP h How long.\n"
            "h_bucket{le=\"1\",q=\"a\\\"b\\\\c\\n\"} 5 10.5 # {trace_id=\"ab\"} 0.7 10.25\n"
            "bare 1 2\n# EOF\nnothing after the end counts\n");
        QVERIFY(read);
        QCOMPARE(read->metadata().at(QStringLiteral("h")).type, QStringLiteral("histogram"));
        QCOMPARE(read->metadata().at(QStringLiteral("h")).help, QStringLiteral("How long."));
        const auto samples = read->select({}, 0, 100'000);
        QCOMPARE(samples.size(), 2U);
        QCOMPARE(samples[0].labels.value(u"q"), QStringLiteral("a\"b\\c\n"));
        QCOMPARE(samples[0].times, std::vector<std::int64_t>{10'500});
        const auto exemplars = read->exemplars({}, 0, 100'000);
        QCOMPARE(exemplars.size(), 1U);
        QCOMPARE(exemplars[0].exemplars[0].labels.value(u"trace_id"), QStringLiteral("ab"));
        QCOMPARE(exemplars[0].exemplars[0].time, 10'250);
        for (const char* broken :
             {"x{a=\"b\" 1 2\n", "x{a=b} 1 2\n", "x 1\n", "x{} y 2\n", "5x 1 2\n", "x{a=\"b\"} 1 2 junk\n"}) {
            const auto failed = promql::MemorySource::fromOpenMetrics(broken);
            QVERIFY2(!failed, broken);
            QVERIFY(failed.error().what.contains(QLatin1String("line 1")));
        }
    }

    /// Not a measurement, only a guard against work that grows with the square of something.
    void fiftySeriesByElevenThousandPointsAreQuick()
    {
        promql::MemorySource source;
        for (int s = 0; s < 50; ++s) {
            const LabelSet labels = named("m", {{QStringLiteral("s"), QString::number(s)}});
            for (int i = 0; i < 11'000; ++i)
                source.add(labels, i * 15'000LL, i * (s + 1.0));
        }
        const promql::Steps steps{.start = 0, .end = 10'999 * 15'000LL, .interval = 15'000};
        QElapsedTimer timer;
        timer.start();
        const auto rates =
            promql::Engine(source).range("sum by (s) (rate(m[5m])) / on(s) group_left() m", steps);
        QVERIFY(rates);
        QCOMPARE(rates->size(), 50U);
        qInfo("50 x 11,000 points: %lld ms", static_cast<long long>(timer.elapsed()));
        QVERIFY(timer.elapsed() < 20'000); // sanitizers and a busy machine included
    }
};

} // namespace tst_simpromengine

SIGNALBOX_GUILESS_TEST(tst_simpromengine, TestSimPromEngine)
#include "tst_simpromengine.moc"
