// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dashboard/explorepage.h"

#include "models/items/seriesmodel.h"
#include "tests/support/testmain.h"
#include "widgets/common/banner.h"
#include "widgets/common/barbutton.h"
#include "widgets/common/keybutton.h"
#include "widgets/query/historymodel.h"
#include "widgets/query/historypopup.h"
#include "widgets/query/queryeditor.h"
#include "widgets/query/querytextedit.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QSignalSpy>
#include <QSplitter>
#include <QTableView>
#include <QTest>

#include <limits>

namespace tst_explorepage {

using namespace signalbox;
using namespace signalbox::widgets;
using items::SeriesModel;

namespace {

QString s(const char16_t* text)
{
    return QString::fromUtf16(text);
}

SeriesModel::Row row(const QString& service, double last)
{
    const LabelSet labels{{s(u"service"), service}};
    return {.labels = labels,
            .labelsText = labels.toString(),
            .shape = {1, 2, last},
            .last = last,
            .min = 0.5,
            .max = last,
            .points = 3,
            .hasValues = true};
}

std::vector<SeriesModel::Row> threeRows()
{
    return {row(s(u"web"), 1234.5), row(s(u"a|b,\"c\""), std::numeric_limits<double>::infinity()),
            row(s(u"cart"), 0.1)};
}

} // namespace

class TestExplorePage : public QObject
{
    Q_OBJECT

    theme::Theme* m_theme = nullptr;
    std::unique_ptr<SeriesModel> m_series;
    std::unique_ptr<ExplorePage> m_page;

    template <typename T>
    T* one() const
    {
        return m_page->window()->findChild<T*>();
    }
    QWidget* edit() const { return m_page->editor()->edit(); }
    BarButton* barButton(const QString& word) const
    {
        for (BarButton* button : m_page->findChildren<BarButton*>())
            if (button->accessibleName().contains(word))
                return button;
        return nullptr;
    }
    QString foot() const
    {
        for (const QLabel* label : m_page->findChildren<QLabel*>())
            if (label->text().contains(s(u"series")) && label->parentWidget()->findChild<QTableView*>())
                return label->text();
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_theme = new theme::Theme;
        QApplication::setStyle(new theme::Style(m_theme));
        theme::prepareFonts();
    }
    void cleanupTestCase() { delete m_theme; }

    void init()
    {
        m_series = std::make_unique<SeriesModel>();
        m_page = std::make_unique<ExplorePage>(m_series.get(), m_theme);
        m_page->resize(1000, 700);
        m_page->show();
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        m_page->takeFocus();
        QTRY_VERIFY(edit()->hasFocus());
    }
    void cleanup()
    {
        m_page.reset();
        m_series.reset();
    }

    void aQueryIsRunAndRemembered()
    {
        QSignalSpy run(m_page.get(), &ExplorePage::querySubmitted);
        QSignalSpy kept(m_page.get(), &ExplorePage::historyChanged);
        QCOMPARE(m_page->banner()->text().kind, BannerText::Kind::Empty);
        m_page->setQuery(s(u"up"));
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(run.value(0).value(0).toString(), s(u"up"));
        QTest::mouseClick(one<KeyButton>(), Qt::LeftButton);
        QCOMPARE(run.size(), 2);
        QCOMPARE(kept.size(), 2);
        QCOMPARE(m_page->history().entries().size(), std::size_t(1));
        m_page->setQuery(s(u"  "));
        QTest::mouseClick(one<KeyButton>(), Qt::LeftButton);
        QCOMPARE(run.size(), 2);
    }

    void runningCanBeCancelled()
    {
        QSignalSpy run(m_page.get(), &ExplorePage::querySubmitted);
        QSignalSpy cancelled(m_page.get(), &ExplorePage::cancelled);
        m_page->setQuery(s(u"up"));
        m_page->setRunning(true);
        QCOMPARE(one<KeyButton>()->text(), s(u"Cancel"));
        QTest::mouseClick(one<KeyButton>(), Qt::LeftButton);
        QTest::keyClick(edit(), Qt::Key_Escape);
        QCOMPARE(cancelled.size(), 2);
        QCOMPARE(run.size(), 0);
        m_page->setRunning(false);
        QCOMPARE(one<KeyButton>()->text(), s(u"Run"));
        QTest::keyClick(edit(), Qt::Key_Escape);
        QCOMPARE(cancelled.size(), 2);
    }

    void retryAsksAgain()
    {
        QSignalSpy run(m_page.get(), &ExplorePage::querySubmitted);
        QSignalSpy cancelled(m_page.get(), &ExplorePage::cancelled);
        m_page->setQuery(s(u"up"));
        m_page->banner()->show(BannerText::failed({.kind = ErrorKind::Network, .what = s(u"Refused.")}));
        Q_EMIT m_page->banner()->actionTriggered();
        QCOMPARE(run.size(), 1);
        Q_EMIT m_page->banner()->cancelRequested();
        QCOMPARE(cancelled.size(), 1);
    }

    void stepIsChosen()
    {
        QSignalSpy chosen(m_page.get(), &ExplorePage::stepChosen);
        BarButton* button = barButton(s(u"Step"));
        QVERIFY(!m_page->step());
        m_page->setAutoStep(std::chrono::seconds(15));
        QCOMPARE(button->accessibleName(), s(u"Step auto 15s"));
        m_page->setStep(std::chrono::seconds(7)); // not on the menu, and as good
        QCOMPARE(button->value(), s(u"7s"));
        QCOMPARE(chosen.size(), 0);
        QTest::keyClick(button, Qt::Key_Space);
        QTRY_VERIFY(one<QMenu>());
        const auto actions = one<QMenu>()->actions();
        for (QAction* action : actions)
            if (action->text() == s(u"5m"))
                action->trigger();
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(m_page->step(), std::optional<Duration>(std::chrono::minutes(5)));
        actions[0]->trigger();
        QVERIFY(!m_page->step());
        one<QMenu>()->close();
        m_page->setStep(std::chrono::seconds(-1));
        QVERIFY(!m_page->step());
    }

    void aRowIsChosen()
    {
        QSignalSpy chosen(m_page.get(), &ExplorePage::seriesChosen);
        m_series->setRows(threeRows());
        m_page->table()->selectRow(1);
        QCOMPARE(chosen.value(0).value(0).toInt(), 1);
        m_page->table()->selectRow(2);
        QCOMPARE(chosen.value(1).value(0).toInt(), 2);
        QTest::keyClick(m_page->table(), Qt::Key_Escape);
        QCOMPARE(chosen.value(2).value(0).toInt(), -1);
        m_page->table()->selectRow(0);
        auto fresh = threeRows();
        fresh[0].last = 7;
        m_series->setRows(fresh); // the same series with new figures
        QCOMPARE(chosen.size(), 4);
        m_series->setRows({row(s(u"other"), 1)});
        QCOMPARE(chosen.value(4).value(0).toInt(), -1);
    }

    void saysHowManyAreShown()
    {
        QVERIFY(!barButton(s(u"Copy"))->isEnabled());
        QVERIFY(!barButton(s(u"Copy"))->toolTip().isEmpty());
        m_series->setRows(threeRows());
        QCOMPARE(foot(), s(u"3 series"));
        QVERIFY(barButton(s(u"Copy"))->isEnabled());
        m_page->setSeriesCount(3, 20'000);
        QVERIFY2(foot().startsWith(s(u"Showing 3 of 20\u2009000 series")), qPrintable(foot()));
        m_page->setSeriesCount(3, 3);
        QCOMPARE(foot(), s(u"3 series"));
    }

    void tableIsCopied()
    {
        m_series->setRows(threeRows());
        const promql::TextTable table = m_page->textTable();
        QCOMPARE(table.rows.size(), std::size_t(3));
        QCOMPARE(table.rows[0],
                 (QStringList{s(u"{service=\"web\"}"), s(u"1234.5"), s(u"0.5"), s(u"1234.5"), s(u"3")}));
        QCOMPARE(table.rows[1].value(1), s(u"+Inf"));
        QCOMPARE(table.rows[2].value(1), s(u"0.1"));
        QTest::mouseClick(barButton(s(u"Copy")), Qt::LeftButton);
        QTRY_VERIFY(one<QMenu>());
        const auto actions = one<QMenu>()->actions();
        QCOMPARE(actions.size(), 3);
        actions[0]->trigger();
        QCOMPARE(QApplication::clipboard()->text(), promql::toCsv(table));
        actions[2]->trigger();
        QCOMPARE(QApplication::clipboard()->text(), promql::toMarkdown(table));
        one<QMenu>()->close();
    }

    void historyIsChosenStarredAndForgotten()
    {
        promql::QueryHistory history;
        for (const char16_t* query : {u"old", u"mid", u"new"})
            history.add(query);
        m_page->setHistory(history);
        QTest::mouseClick(barButton(s(u"History")), Qt::LeftButton);
        auto* popup = one<HistoryPopup>();
        QTRY_VERIFY(popup && popup->isVisible());
        auto* filter = popup->findChild<QLineEdit*>();
        QVERIFY(filter->hasFocus());
        const auto rows = [popup] {
            QStringList out;
            for (int i = 0; i < popup->model()->rowCount(); ++i)
                out += popup->model()->index(i).data(HistoryModel::QueryRole).toString();
            return out;
        };
        QCOMPARE(rows(), (QStringList{s(u"new"), s(u"mid"), s(u"old")}));
        QTest::keyClick(filter, Qt::Key_Down);
        QTest::keyClick(filter, Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(rows(), (QStringList{s(u"mid"), s(u"new"), s(u"old")}));
        QVERIFY(m_page->history().entries()[1].starred);
        QTest::keyClicks(filter, s(u"n"));
        QCOMPARE(rows(), QStringList{s(u"new")});
        QTest::keyClick(filter, Qt::Key_Delete, Qt::ControlModifier);
        QCOMPARE(m_page->history().entries().size(), std::size_t(2));
        QCOMPARE(rows(), QStringList());
        filter->clear();
        QTest::keyClick(filter, Qt::Key_Down);
        QTest::keyClick(filter, Qt::Key_Return);
        QVERIFY(!popup->isVisible());
        QCOMPARE(m_page->query(), s(u"old"));
        QVERIFY(edit()->hasFocus());
    }

    void escapeLeavesTheHistoryAsItWas()
    {
        m_page->setHistory({});
        QTest::mouseClick(barButton(s(u"History")), Qt::LeftButton);
        auto* popup = one<HistoryPopup>();
        QTRY_VERIFY(popup && popup->isVisible());
        QTest::keyClick(popup->findChild<QLineEdit*>(), Qt::Key_Return); // there is nothing to take
        QVERIFY(popup->isVisible());
        QTest::keyClick(popup->findChild<QLineEdit*>(), Qt::Key_Escape);
        QVERIFY(!popup->isVisible());
        QVERIFY(edit()->hasFocus());
    }

    void aClickOnTheStarStars()
    {
        promql::QueryHistory history;
        history.add(u"up");
        m_page->setHistory(history);
        QTest::mouseClick(barButton(s(u"History")), Qt::LeftButton);
        auto* popup = one<HistoryPopup>();
        QTRY_VERIFY(popup && popup->isVisible());
        auto* list = popup->findChild<QListView*>();
        const QRect first = list->visualRect(list->model()->index(0, 0));
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, QPoint(16, first.center().y()));
        QVERIFY(m_page->history().entries()[0].starred);
        QVERIFY(popup->isVisible());
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, QPoint(100, first.center().y()));
        QVERIFY(!popup->isVisible());
        QCOMPARE(m_page->query(), s(u"up"));
    }

    void historyModel()
    {
        HistoryModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        promql::QueryHistory history;
        history.add(u"a\n+ b");
        history.add(u"<b>c</b>");
        model.setHistory(history);
        QCOMPARE(model.index(1).data().toString(), s(u"a + b")); // one line
        QCOMPARE(model.index(0).data(Qt::ToolTipRole).toString(), s(u"&lt;b&gt;c&lt;/b&gt;"));
        model.setFilter(s(u"C<"));
        QCOMPARE(model.rowCount(), 1);
        model.setFilter(s(u"nothing"));
        QCOMPARE(model.rowCount(), 0);
    }

    void theChartTakesItsPlace()
    {
        auto* first = new QWidget;
        m_page->setChart(first);
        QVERIFY(first->isVisible());
        QVERIFY(m_page->isAncestorOf(first));
        QPointer<QWidget> gone = first;
        auto* second = new QWidget;
        second->setFocusPolicy(Qt::StrongFocus);
        m_page->setChart(second);
        QTRY_VERIFY(!gone);
        QCOMPARE(one<QSplitter>()->widget(0), second);
        QVERIFY(second->height() >= 120);
        QCOMPARE(m_page->chart(), second);
    }

    void tabGoesFromTheQuestionToTheAnswer()
    {
        auto* chart = new QWidget;
        chart->setFocusPolicy(Qt::StrongFocus);
        m_page->setChart(chart);
        m_series->setRows(threeRows());
        m_page->takeFocus();
        QList<QWidget*> order{QApplication::focusWidget()};
        for (int i = 0; i < 6; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            order += QApplication::focusWidget();
        }
        QCOMPARE(order,
                 (QList<QWidget*>{edit(), one<KeyButton>(), barButton(s(u"Step")), barButton(s(u"History")),
                                  chart, m_page->table(), barButton(s(u"Copy"))}));
    }

    void fitsASmallWindow()
    {
        m_page->resize(640, 480);
        m_series->setRows(threeRows());
        m_page->setSeriesCount(3, 20'000);
        QVERIFY2(m_page->minimumSizeHint().width() <= 640,
                 qPrintable(QString::number(m_page->minimumSizeHint().width())));
        QVERIFY2(m_page->minimumSizeHint().height() <= 480,
                 qPrintable(QString::number(m_page->minimumSizeHint().height())));
    }
};

} // namespace tst_explorepage

SIGNALBOX_WIDGET_TEST(tst_explorepage, TestExplorePage)
#include "tst_explorepage.moc"
