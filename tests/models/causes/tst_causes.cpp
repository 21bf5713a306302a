// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/incidents.h"

#include "tests/support/testmain.h"

#include <QtTest>

#include <limits>

namespace tst_causes {

using namespace signalbox;
using namespace signalbox::causes;
using namespace std::chrono_literals;
using test::IncidentMaker;

namespace {

Series seriesOf(const std::vector<double>& values)
{
    Series out;
    for (std::size_t i = 0; i < values.size(); ++i) {
        out.times.push_back(static_cast<std::int64_t>(i) * 10'000'000'000);
        out.values.push_back(values[i]);
    }
    return out;
}

std::vector<double> step(std::size_t before, std::size_t after, double low, double high)
{
    std::vector<double> out(before, low);
    out.insert(out.end(), after, high);
    return out;
}

std::optional<Onset> found(const std::vector<double>& values, double leastChange = 0)
{
    const Series series = seriesOf(values);
    return onsetOf({.series = &series, .step = 10s, .leastChange = leastChange});
}

/// The rise of failures is version=b, which has 40 % of the requests; zones do not matter.
std::vector<Breakdown> guiltyVersion()
{
    return {{QStringLiteral("version"),
             {{QStringLiteral("a"), 6000, 6000, 6, 12}, {QStringLiteral("b"), 4000, 4000, 4, 394}}},
            {QStringLiteral("zone"),
             {{QStringLiteral("x"), 5000, 5000, 5, 200}, {QStringLiteral("y"), 5000, 5000, 5, 206}}},
            {QStringLiteral("image"),
             {{QStringLiteral("i:a"), 6000, 6000, 6, 12}, {QStringLiteral("i:b"), 4000, 4000, 4, 394}}}};
}

} // namespace

class TestCauses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStepIsFound()
    {
        const auto onset = found(step(40, 20, 1, 9));
        QVERIFY(onset.has_value());
        QCOMPARE(onset->at, Instant{395'000'000'000}); // between the last low and the first high point
        QCOMPARE(onset->before, 1.0);
        QCOMPARE(onset->after, 9.0);
        QVERIFY(onset->isRise() && !onset->isOver);
        QVERIFY(onset->confidence > 0.9);
        QVERIFY(!found(step(40, 20, 9, 1))->isRise());
    }

    void anEndIsFound()
    {
        std::vector<double> values = step(40, 15, 1, 9);
        values.insert(values.end(), 20, 1.0);
        const auto onset = found(values);
        QVERIFY(onset && onset->isOver);
        QCOMPARE(onset->end, Instant{540'000'000'000});
    }

    void noOnset_data()
    {
        QTest::addColumn<QList<double>>("values");
        QTest::addColumn<double>("leastChange");
        const auto row = [](const char* name, const std::vector<double>& values, double least = 0) {
            QTest::newRow(name) << QList<double>(values.begin(), values.end()) << least;
        };
        row("empty", {});
        row("few points", step(5, 5, 1, 9));
        row("flat", std::vector<double>(60, 3.0));
        row("too small to hurt", step(40, 20, 0.001, 0.002), 0.01);
        row("a tenth of the level", step(40, 20, 100, 110));
        std::vector<double> odd(60, 1.0);
        odd[40] = 90;
        row("one odd point", odd);
        std::vector<double> slope;
        for (int i = 0; i < 60; ++i)
            slope.push_back(i);
        row("a slope", slope);
        std::vector<double> square;
        for (int i = 0; i < 120; ++i)
            square.push_back((i / 12) % 2 == 0 ? 1 : 9);
        row("what always jumps", square);
        row("only holes", std::vector<double>(60, std::numeric_limits<double>::quiet_NaN()));
    }
    void noOnset()
    {
        QFETCH(QList<double>, values);
        QFETCH(double, leastChange);
        QVERIFY(!found(std::vector<double>(values.begin(), values.end()), leastChange));
    }

    void theWorstWindow()
    {
        std::vector<double> values(60, 1.0);
        values[30] = values[31] = 8;
        const auto window = worstWindow(seriesOf(values), 60s);
        QVERIFY(window.has_value());
        QCOMPARE(window->length(), Duration(60s));
        QVERIFY(window->contains(Instant{300'000'000'000}) && window->contains(Instant{310'000'000'000}));
        QVERIFY(!worstWindow({}, 60s));
    }

    void aLabelCarriesTheFailures()
    {
        const auto all = explainBad(guiltyVersion());
        QCOMPARE(all.size(), std::size_t{1});
        QCOMPARE(all.front().label, QStringLiteral("version"));
        QCOMPARE(all.front().value, QStringLiteral("b"));
        QVERIFY(std::abs(all.front().share - 390.0 / 396) < 1e-9);
        QVERIFY(std::abs(all.front().usual - 0.4) < 1e-9);
        QCOMPARE(all.front().alsoNamed, QStringList{QStringLiteral("image=i:b")});
        QCOMPARE(silentLabels(guiltyVersion(), all), QStringList{QStringLiteral("zone")});
    }

    void noLabelCarriesThem_data()
    {
        QTest::addColumn<double>("allOfB");
        QTest::addColumn<double>("badBeforeOfB");
        QTest::addColumn<double>("badOfB");
        QTest::addColumn<double>("badOfA");
        QTest::newRow("as much as its traffic") << 4000.0 << 4.0 << 200.0 << 300.0;
        QTest::newRow("it always failed") << 4000.0 << 390.0 << 394.0 << 12.0;
        QTest::newRow("too few") << 4000.0 << 0.0 << 8.0 << 0.0;
        QTest::newRow("nearly all the traffic") << 600'000.0 << 4.0 << 394.0 << 6.0;
        QTest::newRow("no number") << 4000.0 << 4.0 << std::numeric_limits<double>::quiet_NaN() << 12.0;
    }
    void noLabelCarriesThem()
    {
        QFETCH(double, allOfB);
        QFETCH(double, badBeforeOfB);
        QFETCH(double, badOfB);
        QFETCH(double, badOfA);
        const std::vector<Breakdown> all{{QStringLiteral("version"),
                                          {{QStringLiteral("a"), 6000, 6000, 6, badOfA},
                                           {QStringLiteral("b"), allOfB, allOfB, badBeforeOfB, badOfB}}}};
        QVERIFY(explainBad(all).empty());
        QVERIFY(explainBad({{QStringLiteral("alone"), {{QStringLiteral("a"), 6000, 6000, 6, 400}}}}).empty());
    }

    void aLabelCarriesTheTraffic()
    {
        const std::vector<Breakdown> all{
            {QStringLiteral("retry"),
             {{QStringLiteral("true"), 0, 2500, 0, 0}, {QStringLiteral("false"), 4000, 4100, 0, 0}}},
            // A roll-out moves all of the traffic and adds none.
            {QStringLiteral("version"),
             {{QStringLiteral("a"), 4000, 0, 0, 0}, {QStringLiteral("b"), 0, 6600, 0, 0}}}};
        const auto found = explainAmount(all);
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found.front().label, QStringLiteral("retry"));
        QVERIFY(found.front().isNew);
        QVERIFY(std::abs(found.front().share - 2500.0 / 2600) < 1e-9);
    }

    void traitsOfTraces()
    {
        const auto traces = [](int count, bool fails, bool isThere) {
            std::vector<TraceSummary> out;
            for (int i = 0; i < count; ++i) {
                TraceSummary trace;
                trace.services = {{QStringLiteral("web"), 3, 0}};
                if (isThere)
                    trace.services.push_back({QStringLiteral("payments"), 2, fails ? 1 : 0});
                out.push_back(trace);
            }
            return out;
        };
        const auto found = traitsOf(traces(17, true, true), traces(40, false, true));
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found.front().service, QStringLiteral("payments"));
        QVERIFY(found.front().isFailure);
        QVERIFY(traitsOf(traces(17, false, true), traces(40, false, true)).empty());
        QVERIFY(traitsOf(traces(3, true, true), traces(40, false, false)).empty()); // too few to say so
        QVERIFY(!traitsOf(traces(17, false, true), traces(40, false, false)).front().isFailure);
    }

    void sentences()
    {
        Findings findings{.service = QStringLiteral("checkout"), .signal = golden::Signal::Errors};
        findings.onset = Onset{
            .at = Instant::fromSeconds(1'000), .sure = 10s, .confidence = 0.98, .before = 0, .after = 0.2};
        findings.during = {Instant::fromSeconds(1'000), Instant::fromSeconds(1'600)};
        findings.breakdowns = guiltyVersion();
        findings.marks = {
            {chart::MarkKind::Deploy, Instant::fromSeconds(10), QStringLiteral("web v9")},
            {chart::MarkKind::Deploy, Instant::fromSeconds(964), QStringLiteral("payments v2.4.1")},
            {chart::MarkKind::Alert, Instant::fromSeconds(1'100), QStringLiteral("Slow")}};
        patterns::Shape shape;
        shape.text = QStringLiteral("pool exhausted: ‹n› waiting");
        shape.service = QStringLiteral("payments");
        shape.level = Level::Error;
        shape.during = 1'204;
        shape.tag = patterns::Tag::New;
        shape.firstDuring = Instant::fromSeconds(1'010);
        findings.shapes = {shape};
        const Report report = reportOf(findings);
        QStringList texts;
        for (const Hint& hint : report.hints)
            texts.append(hint.sentence());
        QCOMPARE(texts, QStringList({QStringLiteral("98 % of the rise in failures is version=b"),
                                     QStringLiteral("payments v2.4.1 was rolled out 36 s before the onset"),
                                     QStringLiteral("New log shape pool exhausted: ‹n› waiting")}));
        QVERIFY(report.hints.front().detail.contains(QStringLiteral("394 of 406 failures")));
        QVERIFY(report.silent.join(u' ').contains(QStringLiteral("zone")));
        QVERIFY(report.silent.join(u' ').contains(QStringLiteral("Slow")));
        QCOMPARE(report.requests, 10'000.0);
        findings.onset.reset(); // nothing happened: nothing is explained
        QVERIFY(reportOf(findings).hints.empty());
    }

    void stretches()
    {
        const Onset onset{.at = Instant::fromSeconds(1'000), .end = Instant::fromSeconds(4'000)};
        const auto both = stretchesOf(onset, Instant::fromSeconds(700), 30min);
        QCOMPARE(both.during.length(), Duration(300s)); // no more is known of the time before
        QCOMPARE(both.before.end, both.during.start);
        QCOMPARE(both.before.length(), both.during.length());
        QCOMPARE(stretchesOf(onset, Instant::fromSeconds(-90'000), 30min).during.length(), Duration(30min));
    }

    void rightMoreOftenThanNot()
    {
        const test::Score score = test::scored(40, 1);
        QVERIFY2(score.falseOnsets <= 1, qPrintable(score.faults.join(u'\n')));
        QVERIFY2(score.wrongCauses == 0, qPrintable(score.faults.join(u'\n')));
        QVERIFY2(score.onsets >= 34 && score.misplaced <= 2, qPrintable(score.faults.join(u'\n')));
        QVERIFY2(score.causes_ * 10 >= score.caused * 8, qPrintable(score.faults.join(u'\n')));
    }

    void aValueThatAlwaysWasWorseIsNoCause()
    {
        for (unsigned seed = 0; seed < 40; ++seed)
            QVERIFY(explainBad(IncidentMaker(seed).alwaysWorse()).empty());
    }
};

} // namespace tst_causes

SIGNALBOX_BARE_TEST(tst_causes, TestCauses)
#include "tst_causes.moc"
