// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traces/servicemap.h"

#include "tests/support/testmain.h"
#include "tests/support/tracemaker.h"

#include <QSet>
#include <QTest>

namespace tst_servicemap {

using namespace signalbox;
using namespace signalbox::traces;

class TestServiceMap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void edgesAreCountedAcrossTraces()
    {
        const auto trace =
            test::makeTrace({{.id = 1, .service = "web", .length = 100},
                             {.id = 2, .parent = 1, .service = "pay", .length = 40, .error = true},
                             {.id = 3, .parent = 1, .service = "pay", .length = 20},
                             {.id = 4, .parent = 3, .service = "pay", .length = 10},
                             {.id = 5, .parent = 4, .service = "db", .length = 5}});
        ServiceMap map = mapOf({trace, trace});
        QCOMPARE(map.edges.size(), std::size_t{2});
        QCOMPARE(map.edges[1].from, QStringLiteral("web"));
        QCOMPARE(map.edges[1].calls, std::int64_t{4});
        QCOMPARE(map.edges[1].errors.value_or(-1), std::int64_t{2});
        QCOMPARE(map.edges[1].p95.value_or(-1), Offset{40'000'000});
        addDependencies(map, {{.from = QStringLiteral("web"), .to = QStringLiteral("pay"), .calls = 900},
                              {.from = QStringLiteral("pay"), .to = QStringLiteral("pay"), .calls = 5},
                              {.from = QStringLiteral("web"), .to = QStringLiteral("cart"), .calls = 7}});
        QCOMPARE(map.edges.size(), std::size_t{3});
        QCOMPARE(map.edges[1].to, QStringLiteral("cart"));
        QVERIFY(!map.edges[1].errors);
        QCOMPARE(map.edges[2].calls, std::int64_t{4});
        QCOMPARE(map.edges[2].told.value_or(0), std::int64_t{900});
        QCOMPARE(map.edges[2].weight(), std::int64_t{900});
        QVERIFY(!map.edges[0].told);
    }

    void callersStandLeftOfTheCalled_data()
    {
        QTest::addColumn<QStringList>("edges");
        QTest::addColumn<QStringList>("columns");
        QTest::newRow("nothing") << QStringList{} << QStringList{};
        QTest::newRow("chain") << QStringList{QStringLiteral("a b"), QStringLiteral("b c")}
                               << QStringList{QStringLiteral("a0"), QStringLiteral("b1"),
                                              QStringLiteral("c2")};
        QTest::newRow("the longest way counts")
            << QStringList{QStringLiteral("a b"), QStringLiteral("b c"), QStringLiteral("a c")}
            << QStringList{QStringLiteral("a0"), QStringLiteral("b1"), QStringLiteral("c2")};
        QTest::newRow("a circle is cut")
            << QStringList{QStringLiteral("a b"), QStringLiteral("b c"), QStringLiteral("c a")}
            << QStringList{QStringLiteral("a0"), QStringLiteral("b1"), QStringLiteral("c2")};
        QTest::newRow("two that call each other") << QStringList{QStringLiteral("a b"), QStringLiteral("b a")}
                                                  << QStringList{QStringLiteral("a0"), QStringLiteral("b1")};
    }
    void callersStandLeftOfTheCalled()
    {
        QFETCH(QStringList, edges);
        QFETCH(QStringList, columns);
        ServiceMap map;
        for (const QString& edge : edges)
            map.edges.push_back({.from = edge.section(QLatin1Char(' '), 0, 0),
                                 .to = edge.section(QLatin1Char(' '), 1, 1),
                                 .calls = 1});
        QStringList found;
        for (const MapNode& node : drawMap(map).nodes)
            found.append(node.service + QString::number(node.column));
        found.sort();
        QCOMPARE(found, columns);
    }

    void sixtyServicesHaveEachTheirPlace()
    {
        ServiceMap map;
        for (int i = 1; i < 60; ++i)
            map.edges.push_back(
                {.from = QStringLiteral("s%1").arg(i / 5), .to = QStringLiteral("s%1").arg(i), .calls = 1});
        const MapDrawing drawing = drawMap(map, 12);
        QCOMPARE(drawing.nodes.size(), std::size_t{60});
        QVERIFY(drawing.rows <= 12);
        QSet<std::pair<int, int>> places;
        for (const MapNode& node : drawing.nodes) {
            places.insert({node.column, node.row});
            QVERIFY(node.column < drawing.columns);
        }
        QCOMPARE(places.size(), 60);
        QVERIFY(drawing.find(QStringLiteral("s59")));
        QVERIFY(!drawing.find(QStringLiteral("s60")));
    }
};

} // namespace tst_servicemap

SIGNALBOX_BARE_TEST(tst_servicemap, TestServiceMap)
#include "tst_servicemap.moc"
