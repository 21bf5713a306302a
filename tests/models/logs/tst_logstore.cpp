// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logs/logstore.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_logstore {

using namespace signalbox;
using logs::Break;
using logs::LogStore;

namespace {

LogBatchPtr linesFrom(std::int64_t first, int count, int step = 1)
{
    std::vector<LogLine> lines;
    for (int i = 0; i < count; ++i)
        lines.push_back({.at = {first + i * step},
                         .labels = {{QStringLiteral("app"), QStringLiteral("a%1").arg(i % 3)}},
                         .metadata = {{QStringLiteral("n"), QString::number(i)}},
                         .line = QByteArray::number(first + i * step)});
    return LogBatch::fromLines(lines);
}

/// Every row as text, a break in brackets.
QStringList rowsOf(const LogStore& store)
{
    QStringList rows;
    for (std::size_t i = 0; i < store.size(); ++i) {
        const LogStore::Row row = store.at(i);
        rows += row.gap ? u'[' + row.gap->text + u']'
                        : QString::fromStdString(std::string(row.batch->line(row.index)));
    }
    return rows;
}

} // namespace

class TestLogStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void batchesAndBreaksAreOneList()
    {
        LogStore store;
        QVERIFY(store.isEmpty());
        store.append(linesFrom(10, 2));
        store.append(Break{.kind = Break::Kind::Gap, .text = QStringLiteral("gap")});
        store.append(LogBatch::empty());
        store.append(linesFrom(20, 1));
        store.prepend(linesFrom(5, 2));
        store.prepend(Break{.text = QStringLiteral("head")});
        QCOMPARE(rowsOf(store), QStringList({QStringLiteral("[head]"), QStringLiteral("5"),
                                             QStringLiteral("6"), QStringLiteral("10"), QStringLiteral("11"),
                                             QStringLiteral("[gap]"), QStringLiteral("20")}));
        QCOMPARE(store.lineCount(), std::size_t{5});
        QVERIFY(store.firstBreak());
        QVERIFY(!store.lastBreak());
        QCOMPARE(store.breaks().size(), std::size_t{2});
        QCOMPARE(store.breaks().back()->text, QStringLiteral("gap"));
    }

    void aRowKeepsItsNumberWhileOthersComeAndGo()
    {
        LogStore store;
        store.append(linesFrom(100, 3));
        const std::int64_t number = store.numberOf(1); // the line 101
        store.prepend(linesFrom(50, 4));
        QCOMPARE(store.rowOf(number), std::optional<std::size_t>(5));
        store.append(linesFrom(200, 2));
        QCOMPARE(store.rowOf(number), std::optional<std::size_t>(5));
        store.dropFront(4);
        QCOMPARE(store.rowOf(number), std::optional<std::size_t>(1));
        QCOMPARE(rowsOf(store).value(1), QStringLiteral("101"));
        store.dropFront(3);
        QCOMPARE(store.rowOf(number), std::nullopt);
        QCOMPARE(rowsOf(store), QStringList({QStringLiteral("200"), QStringLiteral("201")}));
    }

    void theOldestLeaveInWholeBatches_data()
    {
        QTest::addColumn<int>("keep");
        QTest::addColumn<int>("left");
        QTest::newRow("all fit") << 100 << 30;
        QTest::newRow("one batch is too many") << 20 << 20;
        QTest::newRow("between two batches the larger stays") << 15 << 20;
        QTest::newRow("nothing has to stay") << 0 << 0;
    }

    void theOldestLeaveInWholeBatches()
    {
        QFETCH(int, keep);
        QFETCH(int, left);
        for (const bool front : {true, false}) {
            LogStore store;
            for (int i = 0; i < 3; ++i)
                store.append(linesFrom(i * 100, 10));
            const auto wanted = static_cast<std::size_t>(keep);
            if (front)
                store.dropFront(store.surplusAtFront(wanted));
            else
                store.dropBack(store.surplusAtBack(wanted));
            QCOMPARE(store.lineCount(), static_cast<std::size_t>(left));
            if (left > 0)
                QCOMPARE(rowsOf(store).constFirst(),
                         front ? QString::number((30 - left) * 10) : QStringLiteral("0"));
        }
    }

    void smallBatchesAreJoinedAndNothingIsLost()
    {
        for (const bool front : {true, false}) {
            LogStore store;
            QStringList expected;
            for (int i = 0; i < 300; ++i) {
                const LogBatchPtr batch = linesFrom(i * 10, 3);
                if (front)
                    store.prepend(batch);
                else
                    store.append(batch);
            }
            QVERIFY(store.pieces().size() < 40);
            QCOMPARE(store.lineCount(), std::size_t{900});
            for (int i = 0; i < 300; ++i)
                for (int k = 0; k < 3; ++k)
                    expected += QString::number((front ? 299 - i : i) * 10 + k);
            QCOMPARE(rowsOf(store), expected);
            // Labels and metadata came along.
            const LogStore::Row row = store.at(1);
            QCOMPARE(row.batch->labels(row.index).value(u"app"), QStringLiteral("a1"));
            QCOMPARE(row.batch->metadata(row.index).value(u"n"), QStringLiteral("1"));
        }
    }

    void piecesHaveTheNumbersOfTheirRows()
    {
        LogStore store;
        store.append(linesFrom(0, 5));
        store.append(Break{.text = QStringLiteral("gap")});
        store.append(linesFrom(10, 5));
        store.prepend(linesFrom(-10, 2));
        const logs::Pieces pieces = store.pieces();
        QCOMPARE(pieces.size(), std::size_t{3});
        QCOMPARE(logs::lineCount(pieces), std::size_t{12});
        for (const logs::Piece& piece : pieces) {
            const auto row = store.rowOf(piece.first);
            QVERIFY(row);
            QCOMPARE(store.at(*row).batch, piece.batch.get());
            QCOMPARE(store.at(*row).index, std::size_t{0});
        }
    }
};

} // namespace tst_logstore

SIGNALBOX_GUILESS_TEST(tst_logstore, TestLogStore)
#include "tst_logstore.moc"
