// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testmain.h"
#include "widgets/chart/chartview.h"
#include "widgets/dashboard/alertspage.h"
#include "widgets/dashboard/causespanel.h"
#include "widgets/dashboard/namespage.h"
#include "widgets/signals/signalspane.h"

#include "models/items/alertmodel.h"
#include "models/items/foundmodel.h"
#include "models/items/hintmodel.h"
#include "models/items/mappingmodel.h"
#include "models/items/operationsmodel.h"
#include "models/items/overviewmodel.h"
#include "models/items/seriesmodel.h"
#include "widgets/dashboard/foundpage.h"
#include "widgets/dashboard/overviewlayout.h"
#include "widgets/dashboard/overviewpage.h"
#include "widgets/dashboard/servicepage.h"
#include "widgets/dashboard/statechips.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QApplication>
#include <QComboBox>
#include <QHelpEvent>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolTip>

namespace tst_signalspane {

using namespace signalbox;
using namespace signalbox::widgets;
using golden::Signal;
using golden::State;
using Page = SignalsPane::Page;

namespace {

items::OverviewRow row(const QString& service, State state, double score = 0)
{
    items::OverviewRow out{.service = service, .state = state, .score = score};
    out.reason = QStringLiteral("a reason");
    for (items::SignalCell& cell : out.cells) {
        cell.state = state;
        cell.text = QStringLiteral("5.31 s");
        cell.change = QStringLiteral("14 \u00d7 base");
        for (int i = 0; i < items::SignalCell::columns; ++i) {
            cell.line += i % 40 == 39 ? std::numeric_limits<double>::quiet_NaN() : i % 7;
            cell.bandLow += 1;
            cell.bandHigh += 3;
        }
        cell.high = 7;
    }
    return out;
}

golden::Finding finding(const char* service, Signal signal)
{
    golden::Finding out{.service = QString::fromLatin1(service), .signal = signal, .found = true};
    out.convention = QStringLiteral("flask");
    out.title = QStringLiteral("Flask");
    out.metric = QStringLiteral("flask_http_request_total");
    out.serviceLabel = QStringLiteral("job");
    out.value = out.service;
    out.alternatives = {QStringLiteral("span-metrics")};
    out.why = QStringLiteral("it is here");
    return out;
}

} // namespace

class TestSignalsPane : public QObject
{
    Q_OBJECT

    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<QObject> m_models;
    SignalsPane::Models m_all{};
    std::unique_ptr<SignalsPane> m_pane;

private Q_SLOTS:
    void initTestCase()
    {
        m_theme = std::make_unique<theme::Theme>();
        QApplication::setStyle(new theme::Style(m_theme.get()));
        theme::prepareFonts();
    }

    void init()
    {
        m_models = std::make_unique<QObject>();
        m_all = {.overview = new items::OverviewModel(m_models.get()),
                 .operations = new items::OperationsModel(m_models.get()),
                 .alerts = new items::AlertModel(m_models.get()),
                 .series = new items::SeriesModel(m_models.get()),
                 .found = new items::FoundModel(m_models.get()),
                 .hints = new items::HintModel(m_models.get()),
                 .names = new items::MappingModel(m_models.get())};
        m_pane = std::make_unique<SignalsPane>(m_all, m_theme.get());
        m_pane->resize(1368, 820);
        m_pane->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
        m_all.overview->setRows(
            {row(QStringLiteral("cart"), State::Bad, 9), row(QStringLiteral("payments"), State::Warn, 3),
             row(QStringLiteral("web"), State::Ok), row(QStringLiteral("dark"), State::NoData)});
    }

    void cleanup()
    {
        m_pane.reset();
        m_models.reset();
    }

    void enterOpensTheWorst()
    {
        QSignalSpy opened(m_pane->overview(), &OverviewPage::serviceActivated);
        m_pane->takeFocus();
        QTest::keyClick(m_pane->overview()->table(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.front().front().toString(), QStringLiteral("cart"));
        QTest::keyClick(m_pane->overview()->table(), Qt::Key_Down);
        QTest::keyClick(m_pane->overview()->table(), Qt::Key_Return);
        QCOMPARE(opened.back().front().toString(), QStringLiteral("payments"));
    }

    void typingFilters()
    {
        OverviewPage* page = m_pane->overview();
        QTest::keyClick(page->table(), Qt::Key_Slash);
        QVERIFY(page->filter()->hasFocus());
        QTest::keyClicks(page->filter(), QStringLiteral("PAY"));
        QCOMPARE(m_all.overview->rowCount(), 1);
        QSignalSpy opened(page, &OverviewPage::serviceActivated);
        QTest::keyClick(page->filter(), Qt::Key_Return);
        QCOMPARE(opened.front().front().toString(), QStringLiteral("payments"));
        QTest::keyClick(page->filter(), Qt::Key_Escape);
        QCOMPARE(m_all.overview->rowCount(), 4);
        QVERIFY(page->table()->hasFocus());
    }

    void chipsCountAndChoose()
    {
        StateChips* chips = m_pane->overview()->chips();
        QCOMPARE(chips->accessibleDescription(), QStringLiteral("1 bad, 1 warning, 1 not known, 1 healthy"));
        QTest::mouseClick(chips, Qt::LeftButton, {}, {8, 12});
        QCOMPARE(m_all.overview->rowCount(), 1);
        QCOMPARE(m_all.overview->row(0).service, QStringLiteral("cart"));
        QTest::keyClick(chips, Qt::Key_Right);
        QTest::keyClick(chips, Qt::Key_Right);
        QTest::keyClick(chips, Qt::Key_Space);
        QCOMPARE(m_all.overview->row(0).service, QStringLiteral("dark"));
        QTest::keyClick(chips, Qt::Key_Space);
        QCOMPARE(m_all.overview->rowCount(), 4);
        m_all.overview->setRows({});
        QCOMPARE(chips->accessibleDescription(), QStringLiteral("0 bad, 0 warning, 0 not known, 0 healthy"));
    }

    void nothingMovesUnderAMouseAtWork()
    {
        QTest::mouseMove(m_pane->overview()->table()->viewport(), {200, 80});
        QMouseEvent move(QEvent::MouseMove, QPointF(200, 81), QPointF(200, 81), Qt::NoButton, Qt::NoButton,
                         {});
        QApplication::sendEvent(m_pane->overview()->table()->viewport(), &move);
        m_all.overview->setRows(
            {row(QStringLiteral("cart"), State::Ok), row(QStringLiteral("payments"), State::Ok),
             row(QStringLiteral("web"), State::Bad, 90), row(QStringLiteral("dark"), State::Ok)});
        QCOMPARE(m_all.overview->row(0).service, QStringLiteral("cart"));
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(m_pane->overview()->table()->viewport(), &leave);
        QCOMPARE(m_all.overview->row(0).service, QStringLiteral("web"));
    }

    void columnsGiveUpPicturesNeverFigures_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("pictures");
        QTest::newRow("1440 wide") << 1368 << 4;
        QTest::newRow("1200 wide") << 1128 << 3;
        QTest::newRow("1024 wide") << 952 << 2;
        QTest::newRow("half of 1440") << 684 << 0;
    }
    void columnsGiveUpPicturesNeverFigures()
    {
        QFETCH(int, width);
        const OverviewLayout layout = OverviewLayout::forWidth(width);
        QTEST(layout.pictures, "pictures");
        int sum = 0;
        for (const int one : layout.widths) {
            QVERIFY(one >= 80);
            sum += one;
        }
        QCOMPARE(sum, std::max(width, sum));
        QVERIFY(layout.widths[0] >= 176);
    }

    void threeHundredServicesPaint()
    {
        std::vector<items::OverviewRow> rows;
        for (int i = 0; i < 300; ++i)
            rows.push_back(
                row(QStringLiteral("service %1 \u202e\U0001f525").arg(i) + QString(i % 50 * 40, u'x'),
                    static_cast<State>(i % 7), i));
        m_all.overview->setRows(rows);
        const QImage picture = m_pane->grab().toImage();
        QCOMPARE(picture.size(), m_pane->size());
        // The ground is not all there is: rows were painted.
        QSet<QRgb> colors;
        for (int y = 120; y < 700; y += 3)
            for (int x = 0; x < picture.width(); x += 5)
                colors.insert(picture.pixel(x, y));
        QVERIFY(colors.size() > 20);
    }

    void backspaceLeadsBack()
    {
        m_pane->showPage(Page::Service);
        m_pane->service()->setService(QStringLiteral("cart"));
        QTest::keyClick(m_pane->service(), Qt::Key_Backspace);
        QCOMPARE(m_pane->page(), Page::Overview);
        m_pane->showPage(Page::Service);
        m_pane->showPage(Page::Found);
        Q_EMIT m_pane->found()->backRequested();
        QCOMPARE(m_pane->page(), Page::Service);
        QTest::keyClick(m_pane->service(), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(m_pane->page(), Page::Overview);
    }

    void theServicePageOffersItsQueriesAndGroups()
    {
        ServicePage* page = m_pane->service();
        m_pane->showPage(Page::Service);
        page->setService(QString(500, u'x') + QStringLiteral("<b>"));
        QVERIFY(page->minimumSizeHint().width() < 1200);
        page->setGroups({QStringLiteral("pod"), QStringLiteral("zone")}, {});
        page->setQueries({{QStringLiteral("traffic all"), QStringLiteral("sum(rate(x[1m]))")}});
        QSignalSpy grouped(page, &ServicePage::groupChosen);
        QTest::keyClick(page, Qt::Key_D);
        auto* menu = page->findChild<QMenu*>();
        QVERIFY(menu);
        QCOMPARE(menu->actions().size(), 4); // operation, a line, two labels
        menu->actions().back()->trigger();
        QCOMPARE(grouped.front().front().toString(), QStringLiteral("zone"));
        menu->close();
        QTRY_VERIFY(page->findChild<QMenu*>() == nullptr);
        QSignalSpy explored(page, &ServicePage::exploreRequested);
        QTest::keyClick(page, Qt::Key_Q);
        page->findChild<QMenu*>()->actions().front()->trigger();
        QCOMPARE(explored.front().front().toString(), QStringLiteral("sum(rate(x[1m]))"));
        QCOMPARE(m_pane->page(), Page::Explore);
    }

    void correctionsAreMadeAndUndone()
    {
        FoundPage* page = m_pane->found();
        m_pane->showPage(Page::Found);
        m_all.found->setFindings({finding("cart", Signal::Latency), finding("cart", Signal::Errors)});
        page->table()->setCurrentIndex(m_all.found->index(1, 0));
        const auto edit = [page](const char* name) {
            for (QLineEdit* one : page->findChildren<QLineEdit*>())
                if (one->accessibleName() == QLatin1String(name))
                    return one;
            return static_cast<QLineEdit*>(nullptr);
        };
        const auto button = [page](const char* text) {
            for (QPushButton* one : page->findChildren<QPushButton*>())
                if (one->text() == QLatin1String(text))
                    return one;
            return static_cast<QPushButton*>(nullptr);
        };
        QSignalSpy corrected(page, &FoundPage::corrected);
        edit("Own expression")->setText(QStringLiteral("my_errors / my_requests"));
        edit("What is promised")->setText(QStringLiteral("0.1 %"));
        edit("Service label")->setText(QStringLiteral("team"));
        edit("Name of the service")->setText(QStringLiteral("basket"));
        page->findChild<QComboBox*>()->setCurrentIndex(1);
        // An answer of the server in between does not take away what is typed.
        m_all.found->setFindings({finding("cart", Signal::Latency), finding("cart", Signal::Errors)});
        QTest::mouseClick(button("Apply"), Qt::LeftButton);
        QCOMPARE(corrected.size(), 1);
        const auto made = corrected.front().front().value<golden::Corrections>();
        const golden::Corrections::Place place{QStringLiteral("cart"), Signal::Errors};
        QCOMPARE(made.own.at(place), QStringLiteral("my_errors / my_requests"));
        QCOMPARE(made.targets.at(place), 0.001);
        QCOMPARE(made.chosen.at(place), QStringLiteral("span-metrics"));
        QCOMPARE(made.serviceLabels.at(QStringLiteral("flask")), QStringLiteral("team"));
        QCOMPARE(made.renamed.at(QStringLiteral("cart")), QStringLiteral("basket"));
        page->setCorrections(made);
        QTest::mouseClick(button("Undo my corrections of it"), Qt::LeftButton);
        QVERIFY(corrected.back().front().value<golden::Corrections>().isEmpty());
        page->setCorrections({});
        edit("What is promised")->setText(QStringLiteral("often"));
        const auto before = corrected.size();
        QTest::mouseClick(button("Apply"), Qt::LeftButton);
        QCOMPARE(corrected.size(), before);
        QVERIFY(edit("What is promised")->property(theme::invalidProperty).toBool());
        QTest::mouseClick(button("Never use this convention"), Qt::LeftButton);
        QCOMPARE(corrected.back().front().value<golden::Corrections>().off,
                 QStringList{QStringLiteral("flask")});
    }

    void tooltipsAreNoMarkup()
    {
        m_all.overview->setRows({row(QStringLiteral("<h1>cart</h1>"), State::Bad)});
        QTableView* table = m_pane->overview()->table();
        const QRect cell = table->visualRect(m_all.overview->index(0, 0));
        QHelpEvent help(QEvent::ToolTip, cell.center(), table->viewport()->mapToGlobal(cell.center()));
        QApplication::sendEvent(table->viewport(), &help);
        QTRY_VERIFY(!QToolTip::text().isEmpty());
        QVERIFY2(QToolTip::text().contains(QLatin1String("&lt;h1&gt;")), qPrintable(QToolTip::text()));
        QToolTip::hideText();
    }

    void keysHoldWhereNothingIsMeasured()
    {
        ServicePage* page = m_pane->service();
        for (const golden::Signal signal : golden::allSignals)
            page->chart(signal)->setBanner(BannerText::empty(QStringLiteral("Not measured."), {}));
        m_pane->showPage(SignalsPane::Page::Service);
        m_pane->takeFocus();
        QWidget* now = m_pane->focusWidget();
        QVERIFY(now && (now == page || page->isAncestorOf(now)) && now->isVisible());
        QTest::keyClick(now, Qt::Key_E);
        QVERIFY(page->areCausesShown());
        page->setCausesShown(false);
    }

    void whatExplainsThis()
    {
        m_pane->showPage(SignalsPane::Page::Service);
        ServicePage* page = m_pane->service();
        QSignalSpy toggled(page, &ServicePage::causesToggled);
        QTest::keyClick(page, Qt::Key_E);
        QCOMPARE(toggled.size(), 1);
        CausesPanel* panel = page->causes();
        QVERIFY(panel->isVisible());
        causes::Hint label{.kind = causes::Hint::Kind::Label,
                           .head = QStringLiteral("93 % of the rise in failures is"),
                           .strong = QStringLiteral("version=2.4.1"),
                           .detail = QStringLiteral("487 of 524 failures"),
                           .strength = 0.93};
        causes::Hint deploy{.kind = causes::Hint::Kind::Deploy, .strong = QStringLiteral("payments v2.4.1")};
        m_all.hints->setHints({label, deploy});
        panel->takeFocus();
        QSignalSpy chosen(panel, &CausesPanel::hintChosen);
        QTest::keyClick(panel->list(), Qt::Key_Down);
        QTest::keyClick(panel->list(), Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.front().front().toInt(), 1);
        QSignalSpy counted(panel, &CausesPanel::countChosen);
        panel->setCount(CausesPanel::Counted::Logs, QStringLiteral("128 (37 errors)"), false, {});
        panel->setCount(CausesPanel::Counted::Deploys, QStringLiteral("0"), true, QStringLiteral("none"));
        for (QPushButton* button : panel->findChildren<QPushButton*>()) {
            if (button->text().startsWith(QLatin1String("Deploys")))
                QVERIFY(!button->isEnabled() && button->toolTip() == QLatin1String("none"));
            if (button->text() == QLatin1String("Logs 128 (37 errors)"))
                button->click();
        }
        QCOMPARE(counted.size(), 1);
        // Wide: beside the charts. Narrow: over them, and the charts keep their places.
        const auto overlaps = [&] {
            const QRect side(panel->mapTo(page, QPoint()), panel->size());
            const ChartView* chart = page->chart(golden::Signal::Traffic);
            return side.intersects(QRect(chart->mapTo(page, QPoint()), chart->size()));
        };
        QTRY_VERIFY(!overlaps());
        m_pane->resize(952, 640);
        QTRY_VERIFY(overlaps());
        QVERIFY(page->rect().contains(QRect(panel->mapTo(page, QPoint()), panel->size())));
        QTest::keyClick(panel->list(), Qt::Key_Escape);
        QVERIFY(!panel->isVisible());
        QCOMPARE(toggled.size(), 2);
    }

    void namesArePutRight()
    {
        const mapping::Mapping learned = mapping::learn(
            {{mapping::Store::Metrics, QStringLiteral("service"), {QStringLiteral("checkout")}},
             {mapping::Store::Logs, QStringLiteral("app"), {QStringLiteral("checkout-svc")}}});
        m_all.names->setMapping(learned, {});
        m_pane->showPage(SignalsPane::Page::Found);
        m_pane->showPage(SignalsPane::Page::Names);
        QTableView* table = m_pane->names()->table();
        QVERIFY(table->isVisible());
        QSignalSpy corrected(m_all.names, &items::MappingModel::corrected);
        table->setCurrentIndex(m_all.names->index(0, items::MappingModel::LogsColumn));
        QTest::keyClick(table, Qt::Key_F2);
        auto* edit = table->findChild<QLineEdit*>();
        QVERIFY(edit);
        QCOMPARE(edit->text(), QStringLiteral("app=checkout-svc"));
        edit->setText(QStringLiteral("unit=kasse.service"));
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_COMPARE(corrected.size(), 1);
        const auto word = corrected.front().front().value<mapping::Corrections>();
        QCOMPARE(word.services.at(QStringLiteral("checkout")).at(mapping::Store::Logs),
                 (mapping::Corrections::Fix{QStringLiteral("unit"), QStringLiteral("kasse.service")}));
        m_all.names->setMapping(learned, word);
        table->setCurrentIndex(m_all.names->index(0, 0));
        QTest::keyClick(table, Qt::Key_Delete);
        QCOMPARE(corrected.size(), 2);
        QVERIFY(corrected.back().front().value<mapping::Corrections>().isEmpty());
        QTest::keyClick(table, Qt::Key_Backspace);
        QCOMPARE(m_pane->page(), SignalsPane::Page::Overview);
    }

    void alertsLeadOn()
    {
        Alert alert;
        alert.labels = LabelSet{{QStringLiteral("alertname"), QStringLiteral("Slow")}};
        alert.state = AlertState::Firing;
        m_all.alerts->setRows({{.alert = alert}});
        m_pane->showPage(SignalsPane::Page::Alerts);
        AlertsPage* page = m_pane->alerts();
        page->table()->setCurrentIndex(m_all.alerts->index(0, 0));
        QSignalSpy logs(page, &AlertsPage::logsRequested);
        QSignalSpy traces(page, &AlertsPage::tracesRequested);
        QSignalSpy signals_(page, &AlertsPage::signalsRequested);
        QTest::keyClick(page->table(), Qt::Key_L);
        QTest::keyClick(page->table(), Qt::Key_T);
        QTest::keyClick(page->table(), Qt::Key_Return);
        QCOMPARE(logs.size(), 1);
        QCOMPARE(traces.size(), 1);
        QCOMPARE(signals_.size(), 1);
    }
};

} // namespace tst_signalspane

SIGNALBOX_WIDGET_TEST(tst_signalspane, TestSignalsPane)
#include "tst_signalspane.moc"
