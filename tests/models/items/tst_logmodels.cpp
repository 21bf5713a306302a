// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/fieldcountmodel.h"
#include "models/items/fieldtreemodel.h"
#include "models/items/logmodel.h"
#include "models/items/patternmodel.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

namespace tst_logmodels {

using namespace signalbox;
using namespace signalbox::items;
using logs::Break;
using logs::FieldPlace;

namespace {

constexpr auto strict = QAbstractItemModelTester::FailureReportingMode::QtTest;

LogLine line(std::int64_t second, const QByteArray& text)
{
    return {.at = Instant::fromSeconds(second),
            .labels = {{QStringLiteral("service_name"), QStringLiteral("web")},
                       {QStringLiteral("zone"), QStringLiteral("a")}},
            .metadata = {{QStringLiteral("pod"), QStringLiteral("p1")}},
            .line = text};
}

LogBatchPtr batch(std::initializer_list<LogLine> lines)
{
    return LogBatch::fromLines(std::vector<LogLine>(lines));
}

} // namespace

class TestLogModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsComeAndGoAtBothEnds()
    {
        LogModel model;
        const QAbstractItemModelTester tester(&model, strict);
        model.append(batch({line(20, "msg=b"), line(19, "msg=a")}));
        model.prepend(batch({line(30, "msg=c")}));
        model.append(Break{
            .kind = Break::Kind::More, .text = QStringLiteral("more"), .action = QStringLiteral("Load")});
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(model.index(0, model.messageColumn()).data().toString(), QStringLiteral("c"));
        QVERIFY(model.index(3, 0).data(LogModel::BreakRole).toBool());
        QCOMPARE(model.index(3, model.messageColumn()).data().toString(), QStringLiteral("more"));
        QVERIFY(!model.index(3, LogModel::TimeColumn).data().isValid());
        model.removeMoreBreak();
        QCOMPARE(model.rowCount(), 3);
        model.append(Break{.kind = Break::Kind::Gap, .text = QStringLiteral("gap")});
        model.removeMoreBreak(); // a gap stays
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(model.shrinkFront(2), std::size_t{1});
        QCOMPARE(model.index(0, model.messageColumn()).data().toString(), QStringLiteral("b"));
        QCOMPARE(model.shrinkBack(0), std::size_t{2});
        QCOMPARE(model.rowCount(), 0);
    }

    void aNumberThatIsGivenAnewIsAnotherRow()
    {
        LogModel model;
        model.append(batch({line(30, "msg=a")}));
        model.append(batch({line(20, "msg=b")}));
        QCOMPARE(model.row(1).message, QStringLiteral("b"));
        QCOMPARE(model.shrinkBack(1), std::size_t{1});
        model.append(Break{.kind = Break::Kind::Left, .text = QStringLiteral("left")});
        QVERIFY(model.row(1).gap);
        QCOMPARE(model.row(0).message, QStringLiteral("a"));
        QCOMPARE(model.shrinkFront(0), std::size_t{1});
        model.removeLastBreak();
        model.prepend(Break{.kind = Break::Kind::Left, .text = QStringLiteral("left")});
        QVERIFY(model.row(0).gap);
    }

    void aRowIsMadeReadyAsItIsLookedFor()
    {
        LogModel model;
        const QAbstractItemModelTester tester(&model, strict);
        model.append(batch({line(20, "level=error msg=\"pool exhausted\" order=7"),
                            line(10, "{\"msg\":\"x\",\"a\":{\"b\":\"deep\"}}")}));
        const LogRow& row = model.row(0);
        QCOMPARE(row.message, QStringLiteral("pool exhausted"));
        QCOMPARE(row.quiet, QStringLiteral("order=7"));
        QVERIFY(row.level == Level::Error);
        QCOMPARE(row.service, QStringLiteral("web"));
        QCOMPARE(row.time, QStringLiteral("00:00:20.000"));

        LogLook look = model.look();
        look.raw = true;
        look.columns = {{QStringLiteral("pod"), FieldPlace::Metadata},
                        {QStringLiteral("a_b"), FieldPlace::Line}};
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setLook(look);
        QCOMPARE(reset.size(), 1); // the columns are others
        QCOMPARE(model.columnCount(), 6);
        QCOMPARE(model.headerData(3, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("pod"));
        QCOMPARE(model.index(0, 3).data().toString(), QStringLiteral("p1"));
        QCOMPARE(model.index(1, 4).data().toString(), QStringLiteral("deep"));
        QCOMPARE(model.index(0, 4).data().toString(), QString());
        QCOMPARE(model.index(0, model.messageColumn()).data().toString(),
                 QStringLiteral("level=error msg=\"pool exhausted\" order=7"));
    }

    void theNearestLineIsFound_data()
    {
        QTest::addColumn<qint64>("second");
        QTest::addColumn<int>("row");
        QTest::newRow("before all") << qint64{0} << 4;
        QTest::newRow("after all") << qint64{99} << 0;
        QTest::newRow("exactly") << qint64{20} << 3;
        QTest::newRow("nearer to the later") << qint64{28} << 1;
        QTest::newRow("nearer to the earlier") << qint64{22} << 3;
    }

    void theNearestLineIsFound()
    {
        QFETCH(qint64, second);
        QFETCH(int, row);
        LogModel model;
        QCOMPARE(model.rowNear({5}), -1);
        model.append(batch({line(40, "a"), line(30, "b")}));
        model.append(Break{.kind = Break::Kind::Gap, .text = QStringLiteral("gap")});
        model.append(batch({line(20, "c"), line(10, "d")}));
        QCOMPARE(model.rowNear(Instant::fromSeconds(second)), row);
    }

    void aLineIsFoundByItsKey()
    {
        LogModel model;
        std::vector<LogLine> lines;
        for (int i = 0; i < 500; ++i)
            lines.push_back(line(100 - i / 100, "n=" + QByteArray::number(i)));
        model.append(LogBatch::fromLines(lines));
        for (const int row : {0, 99, 100, 250, 499})
            QCOMPARE(model.rowOf(model.keyAt(row)), row);
        QCOMPARE(model.rowOf({Instant::fromSeconds(98), 1}), -1);
    }

    void starsAreShown()
    {
        LogModel model;
        const QAbstractItemModelTester tester(&model, strict);
        model.append(batch({line(20, "a"), line(20, "b")}));
        logs::Stars stars;
        QVERIFY(stars.toggle({.line = model.keyAt(1)}));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setStars(stars);
        QCOMPARE(changed.size(), 1);
        QVERIFY(!model.index(0, 0).data(LogModel::StarRole).toBool());
        QVERIFY(model.index(1, 0).data(LogModel::StarRole).toBool());
    }

    void aLineIsATreeOfItsFields()
    {
        FieldTreeModel model;
        const QAbstractItemModelTester tester(&model, strict);
        LogLine whole = line(1, "{\"msg\":\"m\",\"pool\":{\"name\":\"ledger\"},\"list\":[7]}");
        whole.metadata = {{QStringLiteral("trace_id"), QStringLiteral("7d2f4be09a6c1f3380d5a9e2b7c4c41e")}};
        const LinePartsPtr parts = partsOf(whole);
        QVERIFY(parts->trace);
        model.setParts(parts);
        QCOMPARE(model.rowCount(), 3); // the line, metadata, labels
        const QModelIndex root = model.index(0, 0);
        QCOMPARE(model.rowCount(root), 3);
        const QModelIndex name = model.index(0, 0, model.index(1, 0, root));
        QCOMPARE(name.data().toString(), QStringLiteral("name: \"ledger\""));
        QCOMPARE(model.node(name).plain, QStringLiteral("ledger"));
        QCOMPARE(model.node(name).field, (logs::FieldName{QStringLiteral("pool_name"), FieldPlace::Line}));
        // What stands in a list has no name that a query could use.
        const QModelIndex first = model.index(0, 0, model.index(2, 0, root));
        QCOMPARE(first.data().toString(), QStringLiteral("[0]: 7"));
        QVERIFY(model.node(first).field.name.isEmpty());
        const QModelIndex label = model.index(0, 0, model.index(2, 0));
        QCOMPARE(model.node(label).field,
                 (logs::FieldName{QStringLiteral("service_name"), FieldPlace::Label}));
        model.setParts(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void hostileLinesAreTreesAsWell_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("5 MB") << QByteArray(5'000'000, 'x');
        QTest::newRow("5 MB of JSON") << "{\"a\":\"" + QByteArray(5'000'000, 'x') + "\"}";
        QTest::newRow("1,000 deep") << QByteArray("{\"a\":").repeated(1000) + "1" +
                                           QByteArray("}").repeated(1000);
        QTest::newRow("NUL and not UTF-8") << QByteArray("\0\xff{\"a\":\"\xff\0\"}", 12);
        QTest::newRow("spoofed") << QByteArray("{\"a\xe2\x80\xae\":\"\xe2\x80\xae\x1b[31mx\"}");
    }

    void hostileLinesAreTreesAsWell()
    {
        QFETCH(QByteArray, text);
        FieldTreeModel model;
        model.setParts(partsOf(line(1, text)));
        QVERIFY(model.parts()->raw.size() <= 201'000);
        // An editor lays out short lines at once, and one of a megabyte in seconds.
        for (const QString& part : model.parts()->raw.split(u'\n'))
            QVERIFY(part.size() <= 2'002);
        QList<QModelIndex> open{QModelIndex()};
        int nodes = 0;
        while (!open.isEmpty() && ++nodes < 20'000) {
            const QModelIndex parent = open.takeLast();
            const QString shown = parent.data().toString();
            QVERIFY(shown.size() < 3'000);
            for (const QChar c : shown)
                QVERIFY(c.unicode() >= 0x20 && c.unicode() != 0x202e);
            for (int row = 0; row < model.rowCount(parent); ++row)
                open += model.index(row, 0, parent);
        }
        QVERIFY(nodes < 20'000);
    }

    void valuesAreListedBelowTheirFields()
    {
        FieldCountModel model;
        const QAbstractItemModelTester tester(&model, strict);
        logs::FieldCounts counts{.lines = 10};
        counts.fields.push_back({.field = {QStringLiteral("status"), FieldPlace::Line},
                                 .lines = 8,
                                 .values = {{QStringLiteral("500"), 5}, {QStringLiteral("200"), 2}},
                                 .others = 1});
        counts.fields.push_back({.field = {QStringLiteral("app"), FieldPlace::Label},
                                 .lines = 10,
                                 .values = {{QStringLiteral("web"), 10}}});
        model.setCounts(counts);
        const QModelIndex status = model.index(0, 0);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.rowCount(status), 3);
        const QModelIndex first = model.index(0, 0, status);
        QCOMPARE(first.data().toString(), QStringLiteral("500"));
        QCOMPARE(first.data(FieldCountModel::CountRole).toInt(), 5);
        QCOMPARE(first.data(FieldCountModel::ShareRole).toDouble(), 0.5);
        QCOMPARE(first.data(FieldCountModel::PlainRole).toString(), QStringLiteral("500"));
        QVERIFY(!model.index(2, 0, status).data(FieldCountModel::PlainRole).isValid());
        QCOMPARE(model.indexOf({QStringLiteral("app"), FieldPlace::Label}), model.index(1, 0));
        QVERIFY(!model.indexOf({QStringLiteral("app"), FieldPlace::Line}).isValid());
        QCOMPARE(&model.field(first), &model.field(status));
        model.setCounts({});
    }

    void shapesSayHowTheyFare()
    {
        PatternModel model;
        const QAbstractItemModelTester tester(&model, strict);
        patterns::Comparison found;
        found.shapes.push_back({.text = QStringLiteral("a\u202eb"),
                                .during = 5,
                                .tag = patterns::Tag::New,
                                .firstDuring = Instant::fromSeconds(3661)});
        found.shapes.push_back({.text = QStringLiteral("u"),
                                .before = 11,
                                .during = 297,
                                .factor = 27,
                                .tag = patterns::Tag::Up});
        found.shapes.push_back({.text = QStringLiteral("s"),
                                .before = 741,
                                .during = 612,
                                .factor = 0.826,
                                .tag = patterns::Tag::Same});
        found.shapes.push_back({.text = QStringLiteral("g"),
                                .before = 24,
                                .tag = patterns::Tag::Gone,
                                .lastSeen = Instant::fromSeconds(60)});
        model.setComparison(found);
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(model.index(0).data().toString(), QString::fromUtf8("NEW a·b"));
        QCOMPARE(model.changeText(0), QStringLiteral("01:01:01"));
        QCOMPARE(model.changeText(1), QString::fromUtf8("× 27"));
        QCOMPARE(model.changeText(2), QString::fromUtf8("−17 %"));
        QCOMPARE(model.changeText(3), QStringLiteral("00:01:00"));
    }
};

} // namespace tst_logmodels

SIGNALBOX_GUILESS_TEST(tst_logmodels, TestLogModels)
#include "tst_logmodels.moc"
