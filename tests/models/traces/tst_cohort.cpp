// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traces/cohort.h"

#include "tests/support/testmain.h"
#include "tests/support/tracemaker.h"

#include <QRandomGenerator>
#include <QTest>

namespace tst_cohort {

using namespace signalbox;
using namespace signalbox::traces;

namespace {

/// A trace of web > pay > db with some tags of chance, an id that no other has, and what the caller adds.
TracePtr sample(QRandomGenerator& chance, std::uint64_t id, const std::string& version, std::int64_t query,
                bool error)
{
    const auto pick = [&chance](int n) { return std::to_string(chance.bounded(n)); };
    return test::makeTrace(
        {{.id = 1,
          .service = "web",
          .operation = "GET",
          .length = query + 30,
          .error = error,
          .tags = {{"zone", pick(3)}, {"customer", pick(10)}, {"request", std::to_string(id)}}},
         {.id = 2,
          .parent = 1,
          .service = "pay",
          .operation = "charge",
          .start = 5,
          .length = query + 15,
          .error = error,
          .tags = {{"version", version}, {"pod", pick(6)}}},
         {.id = 3,
          .parent = 2,
          .service = "db",
          .operation = "SELECT",
          .start = 10,
          .length = query,
          .tags = {{"shard", pick(4)}}}},
        id);
}

} // namespace

class TestCohort : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chanceIsFishers_data()
    {
        QTest::addColumn<int>("inOdd");
        QTest::addColumn<int>("odd");
        QTest::addColumn<int>("inNormal");
        QTest::addColumn<int>("normal");
        QTest::addColumn<double>("chance");
        QTest::newRow("tea with milk") << 3 << 4 << 1 << 4 << 0.242857142857;
        QTest::newRow("all against none") << 4 << 4 << 0 << 4 << 1.0 / 70;
        QTest::newRow("alike") << 2 << 4 << 2 << 4 << 0.757142857142;
        QTest::newRow("none") << 0 << 4 << 0 << 4 << 1.0;
        QTest::newRow("nobody normal") << 3 << 4 << 0 << 0 << 1.0;
    }
    void chanceIsFishers()
    {
        QFETCH(int, inOdd);
        QFETCH(int, odd);
        QFETCH(int, inNormal);
        QFETCH(int, normal);
        QFETCH(double, chance);
        QVERIFY(qAbs(fisherChance(inOdd, odd, inNormal, normal) - chance) < 1e-9);
    }

    void theCauseIsFoundAndNothingElse()
    {
        QRandomGenerator chance(7);
        std::vector<TracePtr> odd;
        std::vector<TracePtr> normal;
        for (std::uint64_t i = 0; i < 17; ++i)
            odd.push_back(sample(chance, 100 + i, "2.4.1", 4000, true));
        for (std::uint64_t i = 0; i < 40; ++i)
            normal.push_back(sample(chance, 200 + i, i == 0 ? "2.4.1" : "2.4.0",
                                    10 + static_cast<std::int64_t>(i % 5), false));
        const CohortReport report = compareCohorts(odd, normal);
        QCOMPARE(report.odd, std::int64_t{17});
        QCOMPARE(report.normal, std::int64_t{40});
        QStringList found;
        for (const Trait& trait : report.traits)
            found.append(trait.service + QLatin1Char('/') + trait.name);
        QVERIFY2(found.contains(QStringLiteral("/version=2.4.1")), qPrintable(found.join(QLatin1Char(' '))));
        QVERIFY(found.contains(QStringLiteral("db/SELECT")));
        for (const QString& name : found)
            QVERIFY2(!name.contains(QLatin1String("request=")) && !name.contains(QLatin1String("zone=")) &&
                         !name.contains(QLatin1String("customer=")),
                     qPrintable(name));
        QCOMPARE(report.traits.front().inOdd, std::int64_t{17});
    }

    void chanceAloneIsSilent()
    {
        int alarms = 0;
        for (quint32 seed = 1; seed <= 40; ++seed) {
            QRandomGenerator chance(seed);
            std::vector<TracePtr> odd;
            std::vector<TracePtr> normal;
            for (std::uint64_t i = 0; i < 50; ++i)
                (i % 3 == 0 ? odd : normal)
                    .push_back(sample(chance, 1000 + i, "2.4.0", 10 + chance.bounded(5), false));
            alarms += compareCohorts(odd, normal).traits.empty() ? 0 : 1;
        }
        QVERIFY2(alarms <= 1, qPrintable(QString::number(alarms)));
    }

    void fewTracesSayNothing()
    {
        QRandomGenerator chance(3);
        const std::vector<TracePtr> odd{sample(chance, 1, "2.4.1", 4000, true)};
        const std::vector<TracePtr> normal{sample(chance, 2, "2.4.0", 10, false)};
        QVERIFY(compareCohorts(odd, normal).traits.empty());
        QVERIFY(compareCohorts({}, normal).traits.empty());
        QVERIFY(compareCohorts(odd, {}).traits.empty());
    }
};

} // namespace tst_cohort

SIGNALBOX_BARE_TEST(tst_cohort, TestCohort)
#include "tst_cohort.moc"
