// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logtext/jsontree.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_jsontree {

using namespace signalbox::logtext;
using Kind = JsonNode::Kind;

namespace {

std::string_view viewOf(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// "depth key=value" of each node.
QStringList listOf(const JsonTree& tree)
{
    QStringList list;
    for (const JsonNode& node : tree.nodes)
        list +=
            QStringLiteral("%1 %2=%3 (%4)")
                .arg(node.depth)
                .arg(node.key, node.children > 0 ? QString::number(node.children) : node.value, node.field);
    return list;
}

} // namespace

class TestJsonTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void objectsBecomeATree()
    {
        const QByteArray line =
            "{\"msg\":\"a \\\"b\\\"\",\"pool\":{\"name\":\"ledger\",\"in-use\":40},\"ok\":true,\"none\":null,"
            "\"list\":[1,{\"x\":2}],\"empty\":{}}";
        const JsonTree tree = treeOf(viewOf(line));
        QVERIFY(!tree.brokenAt);
        QCOMPARE(listOf(tree),
                 QStringList({QStringLiteral("0 =6 ()"), QStringLiteral("1 msg=a \"b\" (msg)"),
                              QStringLiteral("1 pool=2 (pool)"), QStringLiteral("2 name=ledger (pool_name)"),
                              QStringLiteral("2 in-use=40 (pool_in_use)"), QStringLiteral("1 ok=true (ok)"),
                              QStringLiteral("1 none=null (none)"), QStringLiteral("1 list=2 (list)"),
                              QStringLiteral("2 =1 ()"), QStringLiteral("2 =1 ()"),
                              QStringLiteral("3 x=2 ()"), QStringLiteral("1 empty= (empty)")}));
        QVERIFY(tree.nodes[1].kind == Kind::String);
        QVERIFY(tree.nodes[4].kind == Kind::Number);
        QVERIFY(tree.nodes[5].kind == Kind::Bool);
        QVERIFY(tree.nodes[6].kind == Kind::Null);
        QVERIFY(tree.nodes[7].kind == Kind::Array);
        QCOMPARE(tree.nodes[3].parent, 2);
    }

    void logfmtBecomesAList()
    {
        const JsonTree tree = treeOf("level=warn msg=\"slow statement\" rows=1");
        QCOMPARE(tree.nodes.size(), std::size_t{4});
        QCOMPARE(tree.nodes[0].children, 3);
        QCOMPARE(tree.nodes[2].value, QStringLiteral("slow statement"));
        QVERIFY(treeOf("no fields here").nodes.empty());
    }

    void jsonBehindAPrefixIsRead()
    {
        const JsonTree tree = treeOf("2026-11-27T14:32:09Z stdout F {\"a\":1}");
        QCOMPARE(tree.nodes.size(), std::size_t{2});
        QCOMPARE(tree.nodes[1].value, QStringLiteral("1"));
    }

    void whatIsBrokenIsReadUpToThere_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("nodes");
        QTest::newRow("cut in a string") << QByteArray("{\"a\":1,\"b\":\"half") << 3;
        QTest::newRow("cut in a key") << QByteArray("{\"a\":1,\"b") << 2;
        QTest::newRow("cut behind an escape") << QByteArray("{\"a\":\"x\\") << 2;
        QTest::newRow("no colon") << QByteArray("{\"a\" 1}") << 1;
        QTest::newRow("a bare word") << QByteArray("{\"a\":nope}") << 1;
        QTest::newRow("brackets crossed") << QByteArray("{\"a\":[1}") << 3;
        QTest::newRow("only the beginning") << QByteArray("{") << 1;
        QTest::newRow("trailing comma") << QByteArray("{\"a\":1,") << 2;
    }

    void whatIsBrokenIsReadUpToThere()
    {
        QFETCH(QByteArray, line);
        QFETCH(int, nodes);
        const JsonTree tree = treeOf(viewOf(line));
        QVERIFY(tree.brokenAt);
        QVERIFY(*tree.brokenAt <= static_cast<std::size_t>(line.size()));
        QCOMPARE(static_cast<int>(tree.nodes.size()), nodes);
    }

    void keysStayAsOftenAsTheyCome() { QCOMPARE(treeOf("{\"a\":1,\"a\":2}").nodes.size(), std::size_t{3}); }

    void depthAndWidthAreBounded()
    {
        const JsonTree deep =
            treeOf(viewOf(QByteArray("{\"a\":").repeated(1000) + "1" + QByteArray("}").repeated(1000)));
        QCOMPARE(deep.nodes.size(), std::size_t{1001});
        QVERIFY(!deep.brokenAt);
        QCOMPARE(deep.nodes.back().depth, 1000);
        QVERIFY(deep.nodes.back().field.size() <= 600);

        QByteArray wide = "{";
        for (int i = 0; i < 20'000; ++i)
            wide += (i ? ",\"f" : "\"f") + QByteArray::number(i) + "\":{\"x\":1}";
        const JsonTree tree = treeOf(viewOf(wide + "}"));
        QCOMPARE(tree.nodes.size(), mostNodes);
        QVERIFY(!tree.brokenAt);
        QCOMPARE(tree.left + tree.nodes.size(), std::size_t{40'001});
        QCOMPARE(tree.nodes.front().children, 20'000);

        // A million brackets need no stack of the processor.
        const JsonTree open = treeOf(viewOf("{\"a\":" + QByteArray(1'000'000, '[')));
        QVERIFY(open.brokenAt);
        QCOMPARE(open.nodes.size(), mostNodes);
    }

    void aHugeValueIsCut()
    {
        const JsonTree tree = treeOf(viewOf("{\"a\":\"" + QByteArray(5'000'000, 'x') + "\"}"));
        QVERIFY(tree.nodes[1].isCut);
        QCOMPARE(tree.nodes[1].value.size(), qsizetype{10'000});
    }
};

} // namespace tst_jsontree

SIGNALBOX_GUILESS_TEST(tst_jsontree, TestJsonTree)
#include "tst_jsontree.moc"
