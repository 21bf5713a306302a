// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/factmodel.h"
#include "tests/support/testmain.h"
#include "tests/support/tracemaker.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"
#include "widgets/trace/flameview.h"
#include "widgets/trace/minimap.h"
#include "widgets/trace/spandetail.h"
#include "widgets/trace/tracepage.h"
#include "widgets/trace/waterfallview.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

namespace tst_traceviews {

using namespace signalbox;
using items::FactModel;
using widgets::FactTree;
using widgets::TracePage;

namespace {

traces::ReadingPtr sample()
{
    return traces::readTrace(
        test::makeTrace(
            {{.id = 1, .service = "web", .operation = "GET /", .length = 1000, .kind = SpanKind::Server},
             {.id = 2,
              .parent = 1,
              .service = "db",
              .operation = "SELECT",
              .start = 100,
              .length = 800,
              .kind = SpanKind::Client,
              .tags = {{"db.statement", "SELECT 1"}, {"order", "7"}}},
             {.id = 3, .parent = 1, .service = "db", .operation = "INSERT", .start = 920, .length = 60}}),
        false);
}

} // namespace

class TestTraceViews : public QObject
{
    Q_OBJECT

    std::unique_ptr<theme::Theme> m_theme;

    /// The index of the fact with that key.
    static QModelIndex factOf(const FactModel& model, const char* key)
    {
        for (int s = 0; s < model.rowCount(); ++s) {
            const QModelIndex section = model.index(s, 0);
            for (int row = 0; row < model.rowCount(section); ++row)
                if (model.index(row, 0, section).data().toString() == QLatin1String(key))
                    return model.index(row, 0, section);
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_theme = std::make_unique<theme::Theme>();
        QApplication::setStyle(new theme::Style(m_theme.get()));
        theme::prepareFonts();
    }

    void factsAreCopiedAndSearchedFor()
    {
        widgets::SpanDetail detail(m_theme.get());
        detail.resize(360, 600);
        detail.show();
        const auto reading = sample();
        detail.setSpan(reading, reading->trace->find({2}).front(), Zone::Utc);
        QCOMPARE(detail.title(), QStringLiteral("SELECT"));
        FactTree* tree = detail.facts();
        tree->setFocus();
        tree->setCurrentIndex(factOf(*detail.model(), "db.statement"));
        QVERIFY(tree->currentIndex().isValid());
        QTest::keyClick(tree, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("SELECT 1"));
        const QSignalSpy find(tree, &FactTree::findRequested);
        const QSignalSpy filter(tree, &FactTree::filterRequested);
        tree->setCurrentIndex(factOf(*detail.model(), "order"));
        QTest::keyClick(tree, Qt::Key_T);
        QTest::keyClick(tree, Qt::Key_L);
        QCOMPARE(find.size(), 1);
        QCOMPARE(find[0][0].toString(), QStringLiteral("order"));
        QCOMPARE(find[0][1].toString(), QStringLiteral("7"));
        QCOMPARE(filter.size(), 1);
        detail.setSpan(nullptr, -1, Zone::Utc);
        QCOMPARE(detail.model()->rowCount(), 0);
    }

    void thePageShowsAndFinds()
    {
        TracePage page(m_theme.get());
        page.resize(1300, 700);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.setReading(sample());
        QVERIFY(page.isDetailShown());
        QVERIFY(!page.path()->shares().empty());
        QCOMPARE(page.path()->shares().front().operation, QStringLiteral("SELECT"));
        // What everything waited for is one click away.
        const QSignalSpy chosen(page.path(), &widgets::PathStrip::spanChosen);
        QTest::mouseClick(page.path(), Qt::LeftButton, {}, page.path()->wordsOf(0).center());
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(page.waterfall()->currentSpan(),
                 std::int64_t{page.waterfall()->reading()->trace->find({2}).front()});
        page.startFind();
        const QSignalSpy changed(&page, &TracePage::findChanged);
        const QSignalSpy stepped(&page, &TracePage::findStepped);
        auto* edit = qobject_cast<QLineEdit*>(page.focusWidget());
        QVERIFY(edit);
        QTest::keyClicks(edit, QStringLiteral("sel"));
        QCOMPARE(changed.size(), 3);
        QTest::keyClick(edit, Qt::Key_Return);
        QTest::keyClick(edit, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(stepped.size(), 2);
        QCOMPARE(stepped[1][0].toInt(), -1);
        QTest::keyClick(edit, Qt::Key_Escape);
        QVERIFY(page.findText().isEmpty());
        page.setKeptService(QStringLiteral("db"));
        QCOMPARE(page.keptService(), QStringLiteral("db"));
        page.setKeep(TracePage::Keep::Failed);
        QVERIFY(page.keptService().isEmpty());
        // A narrow page keeps the waterfall and shows the span when asked.
        page.resize(800, 600);
        QVERIFY(!page.isDetailShown());
        page.waterfall()->setFocus();
        QTest::keyClick(page.waterfall(), Qt::Key_Return);
        QVERIFY(page.isDetailShown());
        QVERIFY(!page.grab().isNull());
    }

    void theFlameGraphIsWalked()
    {
        widgets::FlameView view(m_theme.get());
        view.resize(800, 300);
        view.show();
        view.setNodes(traces::mergeSpans(*sample()));
        view.setFocus();
        QCOMPARE(view.current(), 0);
        QTest::keyClick(&view, Qt::Key_Down); // the largest child
        const QRectF whole = view.rectOf(0);
        const QRectF child = view.rectOf(view.current());
        QVERIFY(qAbs(child.width() / whole.width() - 0.8) < 0.01);
        QTest::keyClick(&view, Qt::Key_Right);
        const int second = view.current();
        QVERIFY(view.rectOf(second).left() > child.left());
        QTest::keyClick(&view, Qt::Key_Space); // the whole width
        QCOMPARE(view.root(), second);
        QVERIFY(qAbs(view.rectOf(second).width() - whole.width()) < 1);
        QTest::keyClick(&view, Qt::Key_Escape);
        QCOMPARE(view.root(), -1);
        const QSignalSpy chosen(&view, &widgets::FlameView::spanChosen);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, child.center().toPoint());
        QVERIFY(view.root() >= 0 && view.root() != second);
        view.setNodes({});
        QTest::keyClick(&view, Qt::Key_Down);
        QVERIFY(!view.grab().isNull());
    }
};

} // namespace tst_traceviews

SIGNALBOX_WIDGET_TEST(tst_traceviews, TestTraceViews)
#include "tst_traceviews.moc"
