// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testmain.h"
#include "tests/widgets/chart/chartfixture.h"
#include "widgets/chart/chartview.h"
#include "widgets/chart/legend.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTest>
#include <QThreadPool>
#include <QWheelEvent>

#include <limits>

namespace tst_chartview {

using namespace signalbox;
using namespace signalbox::test;
using namespace signalbox::widgets;
using chart::ChartData;

namespace {

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite = std::numeric_limits<double>::infinity();

Instant at(int seconds)
{
    return begin + Duration(seconds * second);
}

/// A chart on the screen with its first picture.
struct Shown
{
    explicit Shown(chart::ChartDataPtr data = latency(), QSize size = {520, 320})
    {
        view.setCrosshairGroup(&group);
        view.resize(size);
        view.show();
        set(std::move(data));
    }
    void set(chart::ChartDataPtr data)
    {
        QSignalSpy shown(&view, &ChartView::pictureShown);
        view.setData(std::move(data));
        if (!shown.wait(5000))
            qFatal("no picture");
    }
    [[nodiscard]] QPoint place(int seconds, double value) const
    {
        return view.positionOf(at(seconds), value).toPoint();
    }
    void drag(int from, int to) const
    {
        QWidget* plot = view.plotWidget();
        QTest::mousePress(plot, Qt::LeftButton, {}, place(from, 3));
        QTest::mouseMove(plot, place((from + to) / 2, 3));
        QTest::mouseMove(plot, place(to, 3));
        QTest::mouseRelease(plot, Qt::LeftButton, {}, place(to, 3));
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::keyClick(view.plotWidget()->parentWidget(), key, modifiers);
    }

    theme::Theme theme;
    QThreadPool pool;
    CrosshairGroup group;
    ChartView view{&theme, &pool};
};

QStringList texts(const QMenu* menu)
{
    QStringList found;
    for (const QAction* action : menu->actions()) {
        if (!action->isSeparator() && !action->menu() && action->isVisible())
            found << action->text().remove(QLatin1Char('&'));
        if (action->menu())
            found << texts(action->menu());
    }
    return found;
}

QMenu* openMenuOf(const ChartView& view)
{
    for (QMenu* menu : view.findChildren<QMenu*>(QStringLiteral("chartMenu")))
        if (menu->isVisible())
            return menu;
    return nullptr;
}

void trigger(QMenu* menu, const QString& text)
{
    for (QAction* action : menu->actions()) {
        if (action->menu())
            trigger(action->menu(), text);
        else if (action->text().remove(QLatin1Char('&')) == text)
            action->trigger();
    }
}

} // namespace

class TestChartView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneCrosshairThroughTwoCharts()
    {
        Shown first;
        Shown second;
        second.view.setCrosshairGroup(&first.group);
        const int drawings = second.view.drawings();
        const QImage before = second.view.grab().toImage();
        QTest::mouseMove(first.view.plotWidget(), first.place(900, 3));
        QCOMPARE(first.group.at().value(), at(900));
        const QImage after = second.view.grab().toImage();
        QVERIFY(before != after);
        // The second chart shows it at its own place, from the top of the plot to the bottom.
        const QPointF place =
            second.view.positionOf(at(900), 5.9) + second.view.plotWidget()->mapTo(&second.view, QPoint());
        QCOMPARE(after.pixelColor(place.toPoint()), first.theme.color(theme::Color::ChartCrosshair));
        QCOMPARE(second.view.drawings(), drawings);
    }

    void leavingTakesTheCrosshairAway()
    {
        Shown shown;
        QTest::mouseMove(shown.view.plotWidget(), shown.place(700, 2));
        QVERIFY(shown.group.at());
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(shown.view.plotWidget(), &leave);
        QVERIFY(!shown.group.at());
    }

    void aClickLocksAndEscUnlocks()
    {
        Shown shown;
        QTest::mouseClick(shown.view.plotWidget(), Qt::LeftButton, {}, shown.place(600, 3));
        QVERIFY(shown.group.isLocked());
        QCOMPARE(shown.group.at().value(), at(600));
        QTest::mouseMove(shown.view.plotWidget(), shown.place(1200, 3));
        QCOMPARE(shown.group.at().value(), at(600));
        QTest::mouseClick(shown.view.plotWidget(), Qt::LeftButton, {}, shown.place(1200, 3));
        QCOMPARE(shown.group.at().value(), at(1200));
        QVERIFY(shown.group.isLocked());
        shown.key(Qt::Key_Escape);
        QVERIFY(!shown.group.isLocked());
    }

    void aDragSelects()
    {
        Shown shown;
        QSignalSpy made(&shown.view, &ChartView::selectionMade);
        QSignalSpy zoom(&shown.view, &ChartView::zoomRequested);
        shown.drag(1200, 600); // backwards
        QCOMPARE(made.size(), 1);
        const auto selection = made.front().front().value<ChartSelection>();
        const Duration pixel = Duration(1800 * second) / static_cast<int>(shown.view.plotRect().width());
        QVERIFY(std::abs((selection.range.start - at(600)).count()) <= pixel.count());
        QVERIFY(std::abs((selection.range.end - at(1200)).count()) <= pixel.count());
        QCOMPARE(selection.chart, QStringLiteral("Latency"));
        QCOMPARE(selection.lines.size(), 5);
        QCOMPARE(selection.unit, chart::Unit::Seconds);
        QVERIFY(shown.view.hasSelection());
        QVERIFY(!openMenuOf(shown.view)); // nothing has been offered

        shown.key(Qt::Key_Return);
        QCOMPARE(zoom.size(), 1);
        QCOMPARE(zoom.front().front().value<Interval>(), selection.range);
        QSignalSpy cleared(&shown.view, &ChartView::selectionCleared);
        shown.key(Qt::Key_Escape);
        QCOMPARE(cleared.size(), 1);
        QVERIFY(!shown.view.hasSelection());
    }

    void onlyWhatIsOfferedIsShown()
    {
        Shown shown;
        shown.view.setOffered(ChartAction::Zoom | ChartAction::Logs | ChartAction::Copy);
        shown.drag(600, 900);
        QMenu* menu = openMenuOf(shown.view);
        QVERIFY(menu);
        const QStringList entries = texts(menu);
        QCOMPARE(entries.mid(1, 2),
                 (QStringList{QStringLiteral("Logs"), QStringLiteral("Zoom")})); // below the range
        QVERIFY(!entries.contains(QStringLiteral("Traces")));
        QVERIFY(!entries.contains(QStringLiteral("Pin")));
        QVERIFY(!entries.contains(QStringLiteral("PNG…")));
        QCOMPARE(menu->activeAction()->text(), QStringLiteral("&Logs"));
        QSignalSpy logs(&shown.view, &ChartView::logsRequested);
        trigger(menu, QStringLiteral("Logs"));
        QCOMPARE(logs.size(), 1);
        QVERIFY(logs.front().front().value<ChartSelection>().range.length() < Duration(310 * second));
        menu->close();
        QTRY_VERIFY(!openMenuOf(shown.view));
        shown.view.clearSelection();
        // By the key; without a selection there is nothing to zoom into.
        QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
        QCoreApplication::sendEvent(shown.view.plotWidget(), &event);
        QTRY_VERIFY(openMenuOf(shown.view));
        QVERIFY(!texts(openMenuOf(shown.view)).contains(QStringLiteral("Zoom")));
    }

    void legendIsolates()
    {
        Shown shown;
        auto* legend = shown.view.findChild<Legend*>();
        const auto click = [&](std::size_t line, Qt::KeyboardModifiers modifiers = {}) {
            QTest::mouseClick(legend, Qt::LeftButton, modifiers, legend->entryRect(line).center());
        };
        const QImage all = shown.view.grab().toImage();
        click(2);
        QCOMPARE(shown.view.isolated(), (std::vector<std::size_t>{2}));
        QVERIFY(shown.view.grab().toImage() != all);
        click(0, Qt::ControlModifier);
        QCOMPARE(shown.view.isolated(), (std::vector<std::size_t>{0, 2}));
        QCOMPARE(shown.view.selection().lines, (QStringList{QStringLiteral("p50"), QStringLiteral("p99")}));
        click(2, Qt::ControlModifier);
        QCOMPARE(shown.view.isolated(), (std::vector<std::size_t>{0}));
        click(0);
        QVERIFY(shown.view.isolated().empty());
        QCOMPARE(shown.view.grab().toImage(), all);
        legend->setFocus();
        QTest::keyClick(legend, Qt::Key_Right);
        QTest::keyClick(legend, Qt::Key_Space);
        QCOMPARE(shown.view.isolated().size(), std::size_t{1});
        // A refresh keeps it.
        shown.set(latency());
        QCOMPARE(shown.view.isolated().size(), std::size_t{1});
    }

    void theLineUnderTheCursorStandsOut()
    {
        Shown shown;
        shown.group.moveTo(at(1500));
        shown.group.setLocked(true); // so that nothing else changes
        QTest::mouseMove(shown.view.plotWidget(), shown.place(900, 5.0));
        const QImage all = shown.view.grab().toImage();
        const int drawings = shown.view.drawings();
        QTest::mouseMove(shown.view.plotWidget(), shown.place(1600, 1.35));
        const QImage one = shown.view.grab().toImage();
        QVERIFY(all != one);
        QCOMPARE(shown.view.drawings(), drawings);
    }

    void keys()
    {
        Shown shown;
        shown.group.moveTo(at(900));
        shown.key(Qt::Key_Right);
        QCOMPARE(shown.group.at().value(), at(910));
        shown.key(Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(shown.group.at().value(), at(810));
        shown.key(Qt::Key_Home);
        QCOMPARE(shown.group.at().value(), at(0));
        shown.key(Qt::Key_Left);
        QCOMPARE(shown.group.at().value(), at(0));
        shown.key(Qt::Key_End);
        QCOMPARE(shown.group.at().value(), at(1800));
        shown.key(Qt::Key_Space);
        QVERIFY(shown.group.isLocked());
        shown.key(Qt::Key_Left); // keys move it all the same
        QCOMPARE(shown.group.at().value(), at(1790));
        shown.key(Qt::Key_Space);
        QVERIFY(!shown.group.isLocked());
        shown.key(Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(shown.view.selection().range, (Interval{at(1690), at(1790)}));
    }

    void countsAreInTheMenuBeforeTheClick()
    {
        Shown shown;
        shown.view.setOffered(ChartAction::Zoom | ChartAction::Logs | ChartAction::Traces |
                              ChartAction::Deploys);
        QSignalSpy opened(&shown.view, &ChartView::menuOpened);
        connect(&shown.view, &ChartView::menuOpened, &shown.view, [&shown] {
            shown.view.setCount(
                ChartAction::Deploys,
                {.text = QStringLiteral("0"), .isZero = true, .reason = QStringLiteral("none seen")});
        });
        shown.drag(600, 900);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.front().front().value<ChartSelection>(), shown.view.selection());
        QMenu* menu = openMenuOf(shown.view);
        QVERIFY(menu);
        QCOMPARE(texts(menu).mid(1), (QStringList{QStringLiteral("Logs"), QStringLiteral("Traces"),
                                                  QStringLiteral("Deploys 0"), QStringLiteral("Zoom")}));
        // They come while the menu is open.
        shown.view.setCount(ChartAction::Logs, {.text = QStringLiteral("128 (37 errors)")});
        shown.view.setCount(
            ChartAction::Traces,
            {.text = QStringLiteral("0"), .isZero = true, .reason = QStringLiteral("no trace")});
        QCOMPARE(texts(menu).mid(1),
                 (QStringList{QStringLiteral("Logs 128 (37 errors)"), QStringLiteral("Traces 0"),
                              QStringLiteral("Traces around it"), QStringLiteral("Deploys 0"),
                              QStringLiteral("Zoom")}));
        for (const QAction* action : menu->actions())
            if (action->text().contains(QLatin1String("races 0"))) {
                QVERIFY(!action->isEnabled()); // zero is grey, with its reason
                QCOMPARE(action->toolTip(), QStringLiteral("no trace"));
            }
        QSignalSpy traces(&shown.view, &ChartView::tracesRequested);
        trigger(menu, QStringLiteral("Traces around it"));
        QCOMPARE(traces.size(), 1);
        shown.view.clearCounts();
        QCOMPARE(texts(menu).mid(1, 2), (QStringList{QStringLiteral("Logs"), QStringLiteral("Traces")}));
    }

    void enterLeadsToTheLogs()
    {
        Shown shown;
        shown.view.setOffered(ChartAction::Zoom | ChartAction::Logs | ChartAction::Traces);
        QSignalSpy logs(&shown.view, &ChartView::logsRequested);
        QSignalSpy traces(&shown.view, &ChartView::tracesRequested);
        shown.view.select({at(600), at(900)});
        QMenu* menu = openMenuOf(shown.view);
        QVERIFY(menu);
        menu->close();
        shown.key(Qt::Key_Return);
        QCOMPARE(logs.size(), 1);
        QCOMPARE(logs.front().front().value<ChartSelection>().range, (Interval{at(600), at(900)}));
        shown.key(Qt::Key_T);
        QCOMPARE(traces.size(), 1);
        shown.view.clearSelection();
        shown.key(Qt::Key_T); // nothing is pointed at
        QCOMPARE(traces.size(), 1);
        QTRY_VERIFY(!openMenuOf(shown.view));
        shown.view.markSelection({at(600), at(900)});
        QVERIFY(shown.view.hasSelection() && !openMenuOf(shown.view));
    }

    void wheelAndDoubleClick()
    {
        Shown shown;
        QSignalSpy zoom(&shown.view, &ChartView::zoomRequested);
        QSignalSpy out(&shown.view, &ChartView::zoomOutRequested);
        const auto turn = [&](Qt::KeyboardModifiers modifiers) {
            const QPointF place = shown.place(900, 3);
            QWheelEvent event(place, shown.view.plotWidget()->mapToGlobal(place), {}, {0, 120}, Qt::NoButton,
                              modifiers, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(shown.view.plotWidget(), &event);
        };
        turn({});
        QCOMPARE(zoom.size(), 0);
        turn(Qt::ControlModifier);
        QCOMPARE(zoom.size(), 1);
        const auto range = zoom.front().front().value<Interval>();
        QCOMPARE(range.length(), Duration(1440 * second));
        QVERIFY(std::abs((range.start + range.length() / 2 - at(900)).count()) < 5 * second);
        QTest::mouseClick(shown.view.plotWidget(), Qt::LeftButton, {}, shown.place(900, 3));
        QTest::mouseDClick(shown.view.plotWidget(), Qt::LeftButton, {}, shown.place(900, 3));
        QCOMPARE(out.size(), 1);
        QVERIFY(!shown.group.isLocked());
    }

    void aRingOpensItsTrace()
    {
        Shown shown;
        QSignalSpy chosen(&shown.view, &ChartView::exemplarChosen);
        QTest::mouseClick(shown.view.plotWidget(), Qt::LeftButton, {}, shown.place(1220, 4.3));
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.front().front().value<TraceId>(), (TraceId{1, 2}));
        QVERIFY(!shown.group.isLocked());
    }

    void copiesAndFiles()
    {
        Shown shown;
        QClipboard* clipboard = QGuiApplication::clipboard();
        shown.view.copyAs(ChartForm::Csv);
        QVERIFY(clipboard->text().startsWith(QLatin1String("\"time\",\"p50\"")));
        shown.view.copyAs(ChartForm::Markdown);
        QVERIFY(clipboard->text().startsWith(QLatin1String("**Latency** (seconds)")));
        shown.view.copyAs(ChartForm::Text);
        QVERIFY(clipboard->text().contains(QLatin1String("deploy: payments v2.4.1")));
        shown.view.copyAs(ChartForm::Png);
        QCOMPARE(clipboard->image().size(), shown.view.size() * 2);
        QSignalSpy saved(&shown.view, &ChartView::saveRequested);
        shown.view.saveAs(ChartForm::Png);
        const auto file = saved.front().front().value<ChartFile>();
        QCOMPARE(file.name, QStringLiteral("latency-2026-11-21T1411Z.png"));
        QCOMPARE(QImage::fromData(file.bytes, "PNG").size(), shown.view.size() * 2);
    }

    void theSvgHasPathsAndLabels()
    {
        Shown shown;
        QTest::mouseMove(shown.view.plotWidget(), shown.place(900, 3));
        const QImage before = shown.view.grab().toImage();
        const QByteArray svg = shown.view.svg();
        QVERIFY(QSvgRenderer(svg).isValid());
        QVERIFY(svg.contains("payments v2.4.1"));
        QVERIFY(svg.contains("declared"));
        QVERIFY(svg.contains("SLO 500 ms"));
        QVERIFY(svg.contains("p99 of errors"));
        QVERIFY(!svg.contains("<image"));
        QVERIFY2(!svg.contains("14:26:12"), "the crosshair is in the file");
        QCOMPARE(shown.view.grab().toImage(), before);
    }

    void theNewestPictureWins()
    {
        Shown shown;
        shown.pool.setMaxThreadCount(1);
        auto slow = dense(50, 11'000);
        auto last = latency();
        last->title = QStringLiteral("Last");
        QSignalSpy pictures(&shown.view, &ChartView::pictureShown);
        shown.view.setData(slow);
        shown.view.setData(slow);
        shown.view.setData(last);
        QVERIFY(pictures.wait());
        QVERIFY(shown.pool.waitForDone(5000));
        QCoreApplication::processEvents();
        QCOMPARE(pictures.size(), 1);
        QCOMPARE(shown.view.data()->title, QStringLiteral("Last"));
        // The ends of its own axis, and not those of the others.
        QVERIFY(shown.view.positionOf(at(900), 5).y() < shown.view.plotRect().bottom() - 50);
    }

    void dyingWithAPictureOnItsWay()
    {
        theme::Theme theme;
        QThreadPool pool;
        auto view = std::make_unique<ChartView>(&theme, &pool);
        view->resize(500, 300);
        view->show();
        view->setData(dense(20, 11'000));
        view.reset();
        QVERIFY(pool.waitForDone(5000));
    }

    void aGroupThatDies()
    {
        Shown shown;
        auto group = std::make_unique<CrosshairGroup>();
        shown.view.setCrosshairGroup(group.get());
        group.reset();
        QTest::mouseMove(shown.view.plotWidget(), shown.place(900, 3));
        shown.key(Qt::Key_Right);
        QVERIFY(!shown.group.at());
    }

    void banners()
    {
        theme::Theme theme;
        QThreadPool pool;
        ChartView view(&theme, &pool);
        view.resize(500, 300);
        view.show();
        view.setBanner(BannerText::failed(
            {ErrorKind::Timeout, QStringLiteral("Prometheus did not answer within 10 s."), {}, 0}));
        view.setTitle(QStringLiteral("Latency"), QStringLiteral("seconds"));
        QCOMPARE(view.accessibleName(), QStringLiteral("Chart Latency"));
        auto* banner = view.findChild<Banner*>();
        QVERIFY(banner->isVisible());
        QVERIFY(!view.plotWidget()->isVisible());
        QSignalSpy action(&view, &ChartView::actionTriggered);
        Q_EMIT banner->actionTriggered();
        QCOMPARE(action.size(), 1);
        QSignalSpy shown(&view, &ChartView::pictureShown);
        view.setData(latency());
        QVERIFY(view.plotWidget()->isVisible()); // what is there stays beside what went wrong
        QVERIFY(shown.wait());
        view.setBanner({});
        QVERIFY(shown.wait());
        const QImage fresh = view.grab().toImage();
        view.setBanner(BannerText::stale(QStringLiteral("Last data 14:38:07."), {}));
        QVERIFY(shown.wait());
        view.setBanner({});
        QVERIFY(shown.wait());
        QTRY_COMPARE(view.grab().toImage(), fresh);
    }

    void themeAndZoneRepaint()
    {
        Shown shown;
        const QImage dark = shown.view.grab().toImage();
        QSignalSpy pictures(&shown.view, &ChartView::pictureShown);
        shown.theme.setMode(theme::Mode::Light);
        QVERIFY(pictures.wait());
        QVERIFY(shown.view.grab().toImage().pixelColor(260, 200).lightnessF() >
                dark.pixelColor(260, 200).lightnessF() + 0.5);
        shown.theme.setMode(theme::Mode::Dark);
        QVERIFY(pictures.wait());
        QTRY_COMPARE(shown.view.grab().toImage(), dark);
        shown.view.setZone(Zone::Local);
        QVERIFY(!shown.view.accessibleDescription().isEmpty());
        QCOMPARE(shown.view.accessibleName(), QStringLiteral("Chart Latency"));
    }

    void hostile_data()
    {
        QTest::addColumn<chart::ChartDataPtr>("data");
        const auto row = [](const char* name, const std::function<void(ChartData&)>& change) {
            auto data = latency();
            change(*data);
            QTest::newRow(name) << chart::ChartDataPtr(data);
        };
        const auto values = [](double a, double b) {
            return [=](ChartData& data) {
                for (chart::Line& l : data.lines)
                    l.series = samples(181, 10, [=](int i) { return i % 2 ? a : b; });
            };
        };
        row("1e308", values(1e308, -1e308));
        row("denormals", values(5e-324, 0));
        row("all NaN", values(notANumber, notANumber));
        row("+Inf", values(infinite, infinite));
        row("+Inf and one", values(infinite, 1));
        row("one sample", [](ChartData& data) {
            for (chart::Line& l : data.lines)
                l.series = samples(1, 10, [](int) { return 5.0; });
        });
        row("no lines", [](ChartData& data) { data.lines.clear(); });
        row("no series", [](ChartData& data) {
            for (chart::Line& l : data.lines)
                l.series.reset();
        });
        row("no range", [](ChartData& data) { data.range.end = data.range.start; });
        row("range turned around", [](ChartData& data) { std::swap(data.range.start, data.range.end); });
        row("no step", [](ChartData& data) { data.step = Duration{0}; });
        row("all of time", [](ChartData& data) {
            data.range = {Instant{std::numeric_limits<std::int64_t>::min()},
                          Instant{std::numeric_limits<std::int64_t>::max()}};
        });
        row("20,000 lines", [](ChartData& data) {
            const chart::Line one = data.lines.front();
            data.lines.assign(20'000, one);
        });
        row("labels", [](ChartData& data) {
            data.title = QString(2048, QLatin1Char('t'));
            data.lines[0].name = QStringLiteral("\u202Eright to left \u05D0\u05D1");
            data.lines[1].name = QStringLiteral("💥🔥");
            data.lines[2].name = QString(2048, QLatin1Char('x'));
            data.lines[3].name = QStringLiteral("<b>&lt;</b>\n\t");
            data.thresholds.push_back({QString(2048, QLatin1Char('y')), 1});
            for (int i = 0; i < 5000; ++i)
                data.marks.push_back({chart::MarkKind::Alert, at(i % 1800), QString(2048, QLatin1Char('z'))});
        });
        row("band of unequal columns", [](ChartData& data) {
            data.band.low.resize(3);
            data.band.high.assign(200, notANumber);
        });
        row("exemplars and thresholds without a value", [](ChartData& data) {
            data.exemplars.push_back({at(5), notANumber, {}, {}});
            data.exemplars.push_back({at(5), infinite, {}, {}});
            data.thresholds = {{{}, notANumber}, {{}, infinite}, {{}, -infinite}, {{}, 1e300}};
        });
    }
    void hostile()
    {
        QFETCH(chart::ChartDataPtr, data);
        Shown shown;
        shown.view.setOffered(ChartAction::Copy | ChartAction::Zoom);
        shown.set(data);
        for (const QPoint place : {QPoint(100, 100), QPoint(300, 60), QPoint(450, 200)}) {
            QTest::mouseMove(shown.view.plotWidget(), place);
            QVERIFY(!shown.view.grab().isNull());
        }
        QTest::mouseClick(shown.view.plotWidget(), Qt::LeftButton, {}, QPoint(200, 100));
        shown.key(Qt::Key_Left);
        shown.key(Qt::Key_End);
        shown.key(Qt::Key_Escape);
        QVERIFY(!shown.view.picture(1).isNull());
        QVERIFY(!shown.view.svg().isEmpty());
        QVERIFY(shown.view.selection().lines.size() <= static_cast<qsizetype>(ChartView::mostLines));
        shown.view.resize(240, 140);
        QVERIFY(!shown.view.grab().isNull());
    }

    void tooSmallForAPlot()
    {
        Shown shown(latency(), {240, 140});
        QSignalSpy pictures(&shown.view, &ChartView::pictureShown);
        shown.view.setMinimumSize(1, 1);
        shown.view.resize(30, 40);
        QVERIFY(pictures.wait());
        QTest::mouseMove(shown.view.plotWidget(), {2, 2});
        shown.key(Qt::Key_Left);
        QVERIFY(!shown.view.grab().isNull());
        shown.view.resize(520, 320);
        QVERIFY(pictures.wait());
        QVERIFY(shown.view.plotRect().width() > 300);
    }
};

} // namespace tst_chartview

SIGNALBOX_WIDGET_TEST(tst_chartview, TestChartView)
#include "tst_chartview.moc"
