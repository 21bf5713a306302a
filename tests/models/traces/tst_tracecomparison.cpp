// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traces/comparison.h"

#include "tests/support/testmain.h"
#include "tests/support/tracemaker.h"

#include <QTest>

namespace tst_tracecomparison {

using namespace signalbox;
using namespace signalbox::traces;
using test::SpanRow;

namespace {

QString changeText(DiffNode::Change change)
{
    static const QStringList names{
        QStringLiteral("same"),   QStringLiteral("before"), QStringLiteral("after"), QStringLiteral("slower"),
        QStringLiteral("faster"), QStringLiteral("more"),   QStringLiteral("fewer")};
    return names[static_cast<int>(change)];
}

QStringList textsOf(const std::vector<DiffNode>& nodes)
{
    QStringList texts;
    for (const DiffNode& node : nodes)
        texts.append(
            QStringLiteral("%1%2 %3").arg(QString(static_cast<qsizetype>(node.depth), QLatin1Char('.')),
                                          node.operation, changeText(node.change)));
    return texts;
}

SpanRow row(std::uint64_t id, std::uint64_t parent, const char* operation, std::int64_t start,
            std::int64_t length)
{
    return {.id = id, .parent = parent, .operation = operation, .start = start, .length = length};
}

} // namespace

class TestTraceComparison : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cases_data()
    {
        QTest::addColumn<std::vector<SpanRow>>("before");
        QTest::addColumn<std::vector<SpanRow>>("after");
        QTest::addColumn<QStringList>("nodes");
        const std::vector<SpanRow> plain{row(1, 0, "root", 0, 100), row(2, 1, "a", 0, 20),
                                         row(3, 1, "b", 20, 20)};
        QTest::newRow("equal") << plain << plain
                               << QStringList{QStringLiteral("root same"), QStringLiteral(".a same"),
                                              QStringLiteral(".b same")};
        QTest::newRow("one slower, and its parent with it")
            << plain
            << std::vector<SpanRow>{row(1, 0, "root", 0, 150), row(2, 1, "a", 0, 70), row(3, 1, "b", 70, 20)}
            << QStringList{QStringLiteral("root slower"), QStringLiteral(".a slower"),
                           QStringLiteral(".b same")};
        QTest::newRow("faster") << std::vector<SpanRow>{row(1, 0, "root", 0, 150)}
                                << std::vector<SpanRow>{row(1, 0, "root", 0, 100)}
                                << QStringList{QStringLiteral("root faster")};
        QTest::newRow("one gone, one new")
            << plain
            << std::vector<SpanRow>{row(1, 0, "root", 0, 100), row(2, 1, "a", 0, 20), row(3, 1, "c", 20, 20)}
            << QStringList{QStringLiteral("root same"), QStringLiteral(".a same"), QStringLiteral(".c after"),
                           QStringLiteral(".b before")};
        QTest::newRow("more calls in hardly more time")
            << plain
            << std::vector<SpanRow>{row(1, 0, "root", 0, 100), row(2, 1, "a", 0, 10), row(4, 1, "a", 10, 12),
                                    row(3, 1, "b", 20, 20)}
            << QStringList{QStringLiteral("root same"), QStringLiteral(".a more"), QStringLiteral(".b same")};
        QTest::newRow("roots of other names are taken for each other")
            << std::vector<SpanRow>{row(1, 0, "GET /1", 0, 100), row(2, 1, "a", 0, 20)}
            << std::vector<SpanRow>{row(1, 0, "GET /2", 0, 100), row(2, 1, "a", 0, 20)}
            << QStringList{QStringLiteral("GET /2 same"), QStringLiteral(".a same")};
        QTest::newRow("what lies below a new one is new")
            << std::vector<SpanRow>{row(1, 0, "root", 0, 100)}
            << std::vector<SpanRow>{row(1, 0, "root", 0, 100), row(2, 1, "a", 0, 20), row(3, 2, "b", 0, 20)}
            << QStringList{QStringLiteral("root same"), QStringLiteral(".a after"),
                           QStringLiteral("..b after")};
    }
    void cases()
    {
        QFETCH(std::vector<SpanRow>, before);
        QFETCH(std::vector<SpanRow>, after);
        QFETCH(QStringList, nodes);
        const auto made = compareTraces(*readTrace(test::makeTrace(before), false),
                                        *readTrace(test::makeTrace(after), false));
        QCOMPARE(textsOf(made), nodes);
        for (std::size_t i = 0; i < made.size(); ++i)
            QVERIFY(made[i].parent < static_cast<std::int32_t>(i));
    }

    void theLossIsNamed()
    {
        const auto before =
            test::makeTrace({row(1, 0, "root", 0, 100), row(2, 1, "a", 0, 20), row(3, 2, "query", 0, 15)});
        const auto after =
            test::makeTrace({row(1, 0, "root", 0, 500), row(2, 1, "a", 0, 420), row(3, 2, "query", 0, 410)});
        const auto nodes = compareTraces(*readTrace(before, false), *readTrace(after, false));
        const auto largest = largestChanges(nodes, 5);
        QVERIFY(!largest.empty());
        QCOMPARE(nodes[largest[0]].operation, QStringLiteral("query"));
        QCOMPARE(nodes[largest[0]].ownDifference(), Offset{395'000'000});
    }
};

} // namespace tst_tracecomparison

SIGNALBOX_BARE_TEST(tst_tracecomparison, TestTraceComparison)
#include "tst_tracecomparison.moc"
