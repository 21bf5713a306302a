// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traces/statistics.h"

#include "models/traces/mergedtree.h"
#include "tests/support/testmain.h"
#include "tests/support/tracemaker.h"

#include <QTest>

namespace tst_statistics {

using namespace signalbox;
using namespace signalbox::traces;
using test::SpanRow;

namespace {

constexpr Offset ms = 1'000'000;

/// A loop around a query: 1 > 40 x SELECT of 2 ms, one INSERT of 10 ms.
TracePtr loop()
{
    std::vector<SpanRow> rows{{.id = 1, .service = "shop", .operation = "GET /cart", .length = 100}};
    for (std::uint64_t i = 0; i < 40; ++i)
        rows.push_back({.id = i + 2,
                        .parent = 1,
                        .service = "db",
                        .operation = "SELECT",
                        .start = static_cast<std::int64_t>(i) * 2,
                        .length = 2,
                        .error = i == 3,
                        .tags = {{"table", i % 2 ? "odd" : "even"}}});
    rows.push_back(
        {.id = 99, .parent = 1, .service = "db", .operation = "INSERT", .start = 85, .length = 10});
    return test::makeTrace(rows);
}

} // namespace

class TestStatistics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void operationsAreSummedUp()
    {
        const auto groups = groupSpans(*readTrace(loop(), false), GroupBy::Operation);
        QCOMPARE(groups.size(), std::size_t{3});
        QCOMPARE(groups[0].name, QStringLiteral("SELECT"));
        QCOMPARE(groups[0].service, QStringLiteral("db"));
        QCOMPARE(groups[0].count, std::int64_t{40});
        QCOMPARE(groups[0].errors, std::int64_t{1});
        QCOMPARE(groups[0].total, 80 * ms);
        QCOMPARE(groups[0].own, 80 * ms);
        QCOMPARE(groups[0].average, 2 * ms);
        QCOMPARE(groups[0].p95, 2 * ms);
        QCOMPARE(groups[0].share, 0.8);
        QCOMPARE(groups[0].underOne, std::int64_t{40});
        QVERIFY(groups[0].isRepeated());
        QVERIFY(!groups[1].isRepeated());
    }

    void servicesAndTags()
    {
        const auto reading = readTrace(loop(), false);
        const auto services = groupSpans(*reading, GroupBy::Service);
        QCOMPARE(services.size(), std::size_t{2});
        QCOMPARE(services[0].name, QStringLiteral("db"));
        QCOMPARE(services[0].total, 90 * ms);
        QCOMPARE(services[1].own, 10 * ms);
        const auto tags = groupSpans(*reading, GroupBy::Tag, QStringLiteral("table"));
        QCOMPARE(tags.size(), std::size_t{3});
        QStringList names;
        for (const Group& group : tags)
            names.append(group.name);
        names.sort();
        QCOMPARE(names, QStringList({QString(), QStringLiteral("even"), QStringLiteral("odd")}));
        QCOMPARE(tagKeys(*reading->trace), QStringList{QStringLiteral("table")});
    }

    void timeInsideTheSameGroupCountsOnce()
    {
        const auto trace =
            test::makeTrace({{.id = 1, .operation = "f", .length = 100},
                             {.id = 2, .parent = 1, .operation = "f", .start = 10, .length = 80},
                             {.id = 3, .parent = 2, .operation = "g", .start = 20, .length = 30}});
        const auto groups = groupSpans(*readTrace(trace, false), GroupBy::Operation);
        QCOMPARE(groups[0].name, QStringLiteral("f"));
        QCOMPARE(groups[0].total, 100 * ms);
        QCOMPARE(groups[0].own, 70 * ms);
        QCOMPARE(groups[0].count, std::int64_t{2});
    }

    void p95IsTheNearestRank_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("p95");
        QTest::newRow("one") << 1 << 1;
        QTest::newRow("twenty") << 20 << 19;
        QTest::newRow("hundred") << 100 << 95;
    }
    void p95IsTheNearestRank()
    {
        QFETCH(int, count);
        QFETCH(int, p95);
        std::vector<SpanRow> rows{{.id = 1, .operation = "root", .length = 1000}};
        for (int i = 1; i <= count; ++i)
            rows.push_back(
                {.id = static_cast<std::uint64_t>(i) + 1, .parent = 1, .operation = "call", .length = i});
        for (const Group& group : groupSpans(*readTrace(test::makeTrace(rows), false), GroupBy::Operation))
            if (group.name == QLatin1String("call"))
                QCOMPARE(group.p95, p95 * ms);
    }

    void equalWaysMerge()
    {
        const auto reading = readTrace(loop(), false);
        const auto nodes = mergeSpans(*reading);
        QCOMPARE(nodes.size(), std::size_t{3});
        QCOMPARE(nodes[0].operation, QStringLiteral("GET /cart"));
        QCOMPARE(nodes[1].count, std::int64_t{40});
        QCOMPARE(nodes[1].parent, 0);
        QCOMPARE(nodes[1].total, 80 * ms);
        const auto boxes = flameBoxes(nodes);
        QCOMPARE(boxes[0].width, 1.0);
        QVERIFY(qAbs(boxes[1].width - 0.8) < 1e-9);
        QVERIFY(qAbs(boxes[2].left - 0.8) < 1e-9);
        QVERIFY(qAbs(boxes[2].width - 0.1) < 1e-9);
    }

    void boxesStayInsideTheirParents()
    {
        std::vector<SpanRow> rows{{.id = 1, .operation = "root", .length = 100}};
        for (std::uint64_t i = 2; i < 12; ++i) // ten side by side, 90 ms each
            rows.push_back({.id = i, .parent = 1, .operation = "call" + std::to_string(i), .length = 90});
        const auto nodes = mergeSpans(*readTrace(test::makeTrace(rows), false));
        const auto boxes = flameBoxes(nodes);
        for (std::size_t i = 1; i < boxes.size(); ++i) {
            QVERIFY(boxes[i].left >= -1e-9);
            QVERIFY(boxes[i].left + boxes[i].width <= 1 + 1e-9);
        }
    }
};

} // namespace tst_statistics

SIGNALBOX_BARE_TEST(tst_statistics, TestStatistics)
#include "tst_statistics.moc"
