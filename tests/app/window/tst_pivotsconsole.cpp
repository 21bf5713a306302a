// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/causefinder.h"
#include "app/controllers/logscontroller.h"
#include "app/controllers/pivotcontroller.h"
#include "app/controllers/servicelist.h"
#include "app/controllers/signalpivots.h"
#include "app/controllers/signalscontroller.h"
#include "app/controllers/tracereader.h"
#include "app/controllers/tracescontroller.h"
#include "app/window/console.h"
#include "models/items/alertmodel.h"
#include "models/items/hintmodel.h"
#include "models/items/logmodel.h"
#include "models/items/mappingmodel.h"
#include "models/items/overviewmodel.h"
#include "models/telemetry/tracecontext.h"
#include "tests/support/testmain.h"
#include "widgets/chart/chartview.h"
#include "widgets/dashboard/alertspage.h"
#include "widgets/dashboard/causespanel.h"
#include "widgets/dashboard/servicepage.h"
#include "widgets/logs/logspane.h"
#include "widgets/logs/logview.h"
#include "widgets/shell/actionregistry.h"
#include "widgets/shell/commandpalette.h"
#include "widgets/shell/panearea.h"
#include "widgets/signals/signalspane.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"
#include "widgets/trace/tracespane.h"
#include "widgets/trace/waterfallview.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

namespace tst_pivotsconsole {

using namespace signalbox;
using namespace std::chrono_literals;
using widgets::SignalsPane;

namespace {

constexpr int patience = 30'000;

} // namespace

/// From a spike to its cause and back, in the window over the simulator, driven as a person would.
class TestPivotsConsole : public QObject
{
    Q_OBJECT

    QTemporaryDir m_config;
    SystemClock m_clock;
    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<app::Console> m_console;

    template <typename T>
    [[nodiscard]] T* model() const
    {
        return m_console->findChild<T*>();
    }
    [[nodiscard]] SignalsPane* signalsPane() const { return m_console->window()->findChild<SignalsPane*>(); }
    [[nodiscard]] widgets::LogsPane* logsPane() const
    {
        return m_console->window()->findChild<widgets::LogsPane*>();
    }
    [[nodiscard]] widgets::TracesPane* tracesPane() const
    {
        return m_console->window()->findChild<widgets::TracesPane*>();
    }
    [[nodiscard]] app::Session* session() const { return m_console->session(); }
    [[nodiscard]] app::TraceReader* reader() const { return session()->tracesController()->reader(); }
    [[nodiscard]] const focus::Focus& focus() const { return m_console->focusModel()->current(); }
    [[nodiscard]] QString pane() const { return m_console->window()->paneArea()->current()->id(); }
    [[nodiscard]] items::LogModel* lines() const { return logsPane()->view()->model(); }
    [[nodiscard]] widgets::ChartView* selectedChart() const
    {
        for (const golden::Signal signal : golden::allSignals)
            if (signalsPane()->service()->chart(signal)->hasSelection())
                return signalsPane()->service()->chart(signal);
        return nullptr;
    }
    void run(const char* id) { m_console->window()->actions()->find(QString::fromLatin1(id))->trigger(); }

    void openWindow()
    {
        app::WindowOptions options;
        options.demo = true;
        m_console = std::make_unique<app::Console>(options, m_theme.get());
        m_console->open();
        m_console->window()->resize(1440, 900);
        m_console->window()->setRefreshSeconds(0);
        QTRY_VERIFY_WITH_TIMEOUT(session() != nullptr, patience);
    }
    void open()
    {
        openWindow();
        if (QTest::currentTestFailed())
            return;
        focus::Focus fresh;
        fresh.profile = focus().profile;
        fresh.range = TimeRange::last(30min);
        m_console->focusModel()->change(std::move(fresh), QStringLiteral("test"));
        m_console->window()->showPane(QStringLiteral("signals"));
        signalsPane()->showPage(SignalsPane::Page::Overview);
        QTRY_VERIFY_WITH_TIMEOUT(model<items::OverviewModel>()->rowCount() > 5, patience);
        QTRY_VERIFY_WITH_TIMEOUT(model<items::OverviewModel>()->row(0).state == golden::State::Bad, patience);
        QTRY_VERIFY_WITH_TIMEOUT(session()->services()->mapping().find(QStringLiteral("checkout")), patience);
    }
    /// W: the worst window of the worst service, its menu with all counts.
    void selectWorst()
    {
        run("signals.worst");
        QTRY_VERIFY_WITH_TIMEOUT(selectedChart() != nullptr, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!selectedChart()->countTexts().contains(QString()), patience);
    }
    void enterTheLogs()
    {
        selectWorst();
        if (QTest::currentTestFailed())
            return;
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QTest::keyClick(menu, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(pane(), QStringLiteral("logs"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(logsPane()->view()->currentRow() >= 0, patience);
    }
    void enterTheTrace()
    {
        enterTheLogs();
        if (QTest::currentTestFailed())
            return;
        QTest::keyClick(logsPane()->view(), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(pane(), QStringLiteral("traces"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(reader()->reading() && !reader()->reading()->logs.lines.empty(), patience);
    }
    [[nodiscard]] QString way() const { return m_console->window()->way()->text().sentence; }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("XDG_CONFIG_HOME", m_config.path().toUtf8());
        m_theme = std::make_unique<theme::Theme>();
        QApplication::setStyle(new theme::Style(m_theme.get()));
        theme::prepareFonts();
    }
    void cleanup()
    {
        while (QWidget* popup = QApplication::activePopupWidget())
            popup->close();
        m_console.reset();
    }

    void threeMovesAndBack()
    {
        open();
        enterTheTrace();
        if (QTest::currentTestFailed())
            return;
        // What was selected is what was asked for, and the line is in it.
        const focus::Focus atTrace = focus();
        QVERIFY(atTrace.trace.has_value());
        QCOMPARE(atTrace.services.size(), 1);
        const auto range = atTrace.range.resolved(SystemClock().now());
        QVERIFY(range && range->length() >= 30s && range->length() < 29min);
        const traces::Reading& reading = *reader()->reading();
        QCOMPARE(reading.trace->id(), *atTrace.trace);
        QVERIFY(tracesPane()->tracePage()->waterfall()->currentSpan() >= 0);

        // Back: the same line is chosen; and back again: the same stretch.
        const auto lineOf = [this] { return lines()->keyAt(logsPane()->view()->currentRow()); };
        m_console->focusModel()->goBack();
        QTRY_COMPARE(pane(), QStringLiteral("logs"));
        QTRY_VERIFY_WITH_TIMEOUT(logsPane()->view()->currentRow() >= 0, patience);
        const auto context =
            TraceContext::fromFields(lines()->lineAt(logsPane()->view()->currentRow()).labels,
                                     lines()->lineAt(logsPane()->view()->currentRow()).metadata,
                                     lines()->lineAt(logsPane()->view()->currentRow()).bytes());
        QVERIFY(context && context->trace.weaklyEquals(*atTrace.trace));
        const logs::LineKey line = lineOf();
        m_console->focusModel()->goBack();
        QTRY_COMPARE(pane(), QStringLiteral("signals"));
        QCOMPARE(signalsPane()->page(), SignalsPane::Page::Service);
        QTRY_VERIFY_WITH_TIMEOUT(selectedChart() != nullptr, patience);
        // To the millisecond: a selection is made of pixels.
        QVERIFY(std::abs((selectedChart()->selection().range.start - range->start).count()) < 1'000'000);

        m_console->focusModel()->goForward();
        QTRY_COMPARE(pane(), QStringLiteral("logs"));
        QTRY_VERIFY_WITH_TIMEOUT(logsPane()->view()->currentRow() >= 0 && lineOf() == line, patience);
        m_console->focusModel()->goForward();
        QTRY_COMPARE(pane(), QStringLiteral("traces"));
        QCOMPARE(focus().trace, atTrace.trace);
        // How one got here is told.
        const auto& steps = m_console->focusModel()->trail().steps();
        QVERIFY(steps.back().how.contains(QLatin1String("trace")));
        QVERIFY(steps[steps.size() - 2].how.contains(QLatin1String("logs of")));
    }

    void theWaterfallComesBackAsItWas()
    {
        open();
        enterTheTrace();
        if (QTest::currentTestFailed())
            return;
        widgets::WaterfallView* view = tracesPane()->tracePage()->waterfall();
        view->zoomToSpan(static_cast<std::uint32_t>(view->currentSpan()));
        const traces::Stretch stretch = view->view();
        const std::int64_t span = view->currentSpan();
        QVERIFY(stretch.length() < reader()->reading()->times.length);
        run("traces.signals");
        QTRY_COMPARE_WITH_TIMEOUT(pane(), QStringLiteral("signals"), patience);
        m_console->focusModel()->setTrace(std::nullopt, std::nullopt, QStringLiteral("test"));
        QTRY_VERIFY(!reader()->reading());
        m_console->focusModel()->goBack();
        m_console->focusModel()->goBack();
        QTRY_COMPARE(pane(), QStringLiteral("traces"));
        QTRY_VERIFY_WITH_TIMEOUT(reader()->reading() != nullptr, patience);
        QTRY_COMPARE(view->view(), stretch);
        QCOMPARE(view->currentSpan(), span);
    }

    void fromASpanToItsLogs()
    {
        open();
        enterTheTrace();
        if (QTest::currentTestFailed())
            return;
        run("traces.logs");
        QTRY_COMPARE_WITH_TIMEOUT(pane(), QStringLiteral("logs"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(lines()->rowCount() > 0, patience);
        // Every one of them carries the id of the trace.
        const TraceId trace = *focus().trace;
        const auto areOfTheTrace = [&] {
            for (int row = 0; row < lines()->rowCount(); ++row) {
                const LogLine line = lines()->lineAt(row);
                const auto context = TraceContext::fromFields(line.labels, line.metadata, line.bytes());
                if (!context || !context->trace.weaklyEquals(trace))
                    return false;
            }
            return lines()->rowCount() > 0;
        };
        QTRY_VERIFY_WITH_TIMEOUT(areOfTheTrace(), patience);
        // From one of them to all of the trace, whoever wrote them.
        const int own = lines()->rowCount();
        run("logs.sameTrace");
        QTRY_VERIFY_WITH_TIMEOUT(focus().services.isEmpty() && lines()->rowCount() >= own &&
                                     !session()->pivots()->isClimbing(),
                                 patience);
        run("logs.signals");
        QTRY_COMPARE_WITH_TIMEOUT(pane(), QStringLiteral("signals"), patience);
        QCOMPARE(signalsPane()->page(), SignalsPane::Page::Service);
    }

    void anAlertLeadsToAllThree()
    {
        open();
        auto* alerts = model<items::AlertModel>();
        QTRY_VERIFY_WITH_TIMEOUT(alerts->rowCount() > 0, patience);
        const auto go = [&](Qt::Key key, const char* wanted) {
            m_console->window()->showPane(QStringLiteral("signals"));
            signalsPane()->showPage(SignalsPane::Page::Alerts);
            QTableView* table = signalsPane()->alerts()->table();
            table->setCurrentIndex(alerts->index(0, 0));
            table->setFocus();
            QTest::keyClick(table, key);
            QTRY_VERIFY_WITH_TIMEOUT(!session()->pivots()->isClimbing(), patience);
            QTRY_COMPARE_WITH_TIMEOUT(pane(), QString::fromLatin1(wanted), patience);
            const auto range = focus().range.resolved(SystemClock().now());
            const auto since = alerts->row(0).alert.since();
            QVERIFY(range && since && range->contains(*since));
        };
        go(Qt::Key_L, "logs");
        go(Qt::Key_T, "traces");
        go(Qt::Key_Return, "signals");
    }

    void theWorstWindowIsKnownWithoutTheOverview_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<int>("signal");
        QTest::newRow("slow, and no errors") << QStringLiteral("web") << int(golden::Signal::Latency);
        QTest::newRow("one signal of four") << QStringLiteral("kafka") << int(golden::Signal::Saturation);
    }
    void theWorstWindowIsKnownWithoutTheOverview()
    {
        QFETCH(QString, service);
        QFETCH(int, signal);
        // As after a restart on the page of a service.
        QSettings settings(m_config.path() + QStringLiteral("/signalbox/window.ini"), QSettings::IniFormat);
        settings.setValue(QStringLiteral("signals/page"), int(SignalsPane::Page::Service));
        focus::FocusModel left(&m_clock);
        left.setRange(TimeRange::last(30min), {});
        left.setServices({service});
        settings.setValue(QStringLiteral("window/focus"), left.toText());
        openWindow();
        if (QTest::currentTestFailed())
            return;
        const widgets::ChartView* chart =
            signalsPane()->service()->chart(static_cast<golden::Signal>(signal));
        QTRY_VERIFY_WITH_TIMEOUT(chart->data() && !chart->data()->lines.empty(), patience);
        QCOMPARE(model<items::OverviewModel>()->indexOf(service), -1);
        run("signals.worst");
        QTRY_COMPARE_WITH_TIMEOUT(selectedChart(), chart, patience);
    }

    void whatExplainsTheSpike()
    {
        open();
        selectWorst();
        if (QTest::currentTestFailed())
            return;
        if (QWidget* popup = QApplication::activePopupWidget())
            popup->close();
        run("signals.causes");
        auto* hints = model<items::HintModel>();
        app::CauseFinder* causes = session()->signalsController()->pivots()->causes();
        QTRY_VERIFY_WITH_TIMEOUT(!causes->isRunning() && causes->findings().onset, patience);
        QTRY_VERIFY_WITH_TIMEOUT(hints->rowCount() > 0, patience);
        QVERIFY(causes->queries() > 3 && causes->queries() <= app::CauseFinder::mostQueries);
        QVERIFY(causes->findings().onset->confidence > 0.8);
        for (int row = 0; row < hints->rowCount(); ++row)
            QVERIFY(!hints->hint(row).sentence().isEmpty() && hints->hint(row).strength <= 1);
        // Each is a way on.
        widgets::CausesPanel* panel = signalsPane()->service()->causes();
        for (int row = 0; row < hints->rowCount(); ++row) {
            if (hints->hint(row).kind != causes::Hint::Kind::Shape)
                continue;
            Q_EMIT panel->hintChosen(row);
            QTRY_COMPARE_WITH_TIMEOUT(pane(), QStringLiteral("logs"), patience);
            QTRY_VERIFY_WITH_TIMEOUT(lines()->rowCount() > 0, patience);
            return;
        }
        // No new shape this time: the strongest one leads somewhere as well.
        Q_EMIT panel->hintChosen(0);
    }

    void aCalmServiceIsNotExplained()
    {
        open();
        auto* overview = model<items::OverviewModel>();
        const auto calmRow = [overview] {
            int row = overview->rowCount() - 1;
            while (row >= 0 && (overview->row(row).state != golden::State::Ok ||
                                overview->row(row).cells[2].state != golden::State::Ok))
                --row;
            return row;
        };
        QTRY_VERIFY_WITH_TIMEOUT(calmRow() >= 0, patience); // once it is known what is normal
        const int calm = calmRow();
        session()->signalsController()->openService(overview->row(calm).service);
        const widgets::ChartView* chart = signalsPane()->service()->chart(golden::Signal::Errors);
        QTRY_VERIFY_WITH_TIMEOUT(chart->data() && !chart->data()->lines.empty(), patience);
        signalsPane()->service()->setCausesShown(true);
        app::SignalPivots* pivots = session()->signalsController()->pivots();
        pivots->explain(golden::Signal::Errors);
        QTRY_VERIFY_WITH_TIMEOUT(!pivots->causes()->isRunning(), patience);
        QTRY_COMPARE(signalsPane()->service()->causes()->banner()->text().kind,
                     widgets::BannerText::Kind::Empty);
        QCOMPARE(model<items::HintModel>()->rowCount(), 0);
        signalsPane()->service()->setCausesShown(false);
    }

    void aLineOfAQueryLeadsToItsLogs()
    {
        open();
        m_console->openAnything(QStringLiteral(
            "http://x/"
            "graph?g0.range_input=30m&g0.expr=sum+by+(service_name,pod)+(rate(http_server_request_"
            "duration_seconds_count%7Bservice_name%3D%22payments%22%7D[2m]))"));
        widgets::ChartView* chart = signalsPane()->exploreChart();
        QTRY_VERIFY_WITH_TIMEOUT(
            chart->data() && !chart->data()->lines.empty() && !chart->plotRect().isEmpty(), patience);
        chart->isolate({0});
        const Interval whole = chart->data()->range;
        chart->select({whole.end - 10min, whole.end - 1min});
        if (QWidget* popup = QApplication::activePopupWidget())
            QTest::keyClick(popup, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(pane(), QStringLiteral("logs"), patience);
        QCOMPARE(focus().services, QStringList{QStringLiteral("payments")});
        QTRY_VERIFY_WITH_TIMEOUT(lines()->rowCount() > 0, patience);
    }

    void namesAreLearned()
    {
        open();
        run("signals.names");
        QCOMPARE(signalsPane()->page(), SignalsPane::Page::Names);
        const mapping::Mapping& mapping = session()->services()->mapping();
        for (const mapping::Store store : mapping::allStores) {
            const mapping::Name* name = mapping.nameIn(store, QStringLiteral("payments"));
            QVERIFY(name && name->confidence >= 0.9);
        }
        QTRY_COMPARE(model<items::MappingModel>()->mapping(), mapping);
        // A person's word holds at once.
        mapping::Corrections word;
        word.services[QStringLiteral("payments")][mapping::Store::Logs] = {{}, QStringLiteral("checkout")};
        Q_EMIT model<items::MappingModel>()->corrected(word);
        QTRY_COMPARE(mapping.nameIn(mapping::Store::Logs, QStringLiteral("payments"))->value,
                     QStringLiteral("checkout"));
        m_console->focusModel()->setServices({QStringLiteral("payments")});
        m_console->window()->showPane(QStringLiteral("logs"));
        QTRY_VERIFY(logsPane()->query().contains(QLatin1String("=\"checkout\"")));
    }

    void theOmniboxTakesAnything()
    {
        open();
        enterTheTrace();
        if (QTest::currentTestFailed())
            return;
        const QString id = focus().trace->toHex();
        m_console->focusModel()->setTrace(std::nullopt, std::nullopt, QStringLiteral("test"));
        m_console->window()->showPane(QStringLiteral("signals"));

        // Pasted anywhere outside of an input.
        QGuiApplication::clipboard()->setText(
            QStringLiteral("traceparent: 00-%1-00f067aa0ba902b7-01").arg(id.toUpper()));
        run("paste");
        QTRY_COMPARE(pane(), QStringLiteral("traces"));
        QCOMPARE(focus().trace->toHex(), id);

        run("palette");
        widgets::CommandPalette* box = m_console->window()->omnibox();
        auto* input = box->findChild<QLineEdit*>();
        input->setText(QStringLiteral("payments"));
        QTest::keyClick(input, Qt::Key_Return);
        QTRY_COMPARE(pane(), QStringLiteral("signals"));
        QCOMPARE(focus().services, QStringList{QStringLiteral("payments")});

        // What is no sure thing is offered and searched for.
        QGuiApplication::clipboard()->setText(QStringLiteral("timeout"));
        run("paste");
        QTRY_VERIFY(box->isVisible());
        auto* list = box->findChild<QListView*>();
        const auto texts = [list] {
            QStringList all;
            for (int row = 0; row < list->model()->rowCount(); ++row)
                all.append(list->model()->index(row, 0).data().toString());
            return all.join(u'\n');
        };
        QTRY_VERIFY_WITH_TIMEOUT(texts().contains(QLatin1String("lines with it")) ||
                                     texts().contains(QLatin1String("lines with it")) ||
                                     texts().contains(QLatin1String("no line of this time")),
                                 patience);
        QVERIFY(texts().contains(QLatin1String("not searched: their server finds tags")));
        QTest::keyClick(input, Qt::Key_Escape);

        m_console->openAnything(QStringLiteral("http://127.0.0.1:9090/graph?g0.expr=up&g0.range_input=2h"));
        QTRY_COMPARE(pane(), QStringLiteral("signals"));
        QCOMPARE(signalsPane()->page(), SignalsPane::Page::Explore);
        QCOMPARE(focus().range.toString(), QStringLiteral("now-2h..now"));
        m_console->openAnything(QStringLiteral("{service_name=\"checkout\"} |= `x`"));
        QTRY_COMPARE(pane(), QStringLiteral("logs"));
        QCOMPARE(logsPane()->query(), QStringLiteral("{service_name=\"checkout\"} |= `x`"));
    }

    void aPivotThatFindsNothingSaysSo()
    {
        open();
        pivots::SpanPick pick{.trace = {1, 2},
                              .range = {SystemClock().now() - 5min, SystemClock().now() - 4min},
                              .whole = {SystemClock().now() - 5min, SystemClock().now() - 4min},
                              .service = QStringLiteral("checkout")};
        session()->pivots()->follow(pivots::logsOf(pick, session()->pivots()->ground()));
        QTRY_VERIFY_WITH_TIMEOUT(way().contains(QLatin1String("No line with this trace id")), patience);
        QVERIFY(way().contains(QLatin1String("all services within 1 h")));
        QCOMPARE(pane(), QStringLiteral("logs"));
        m_console->focusModel()->goBack();
        QTRY_VERIFY(way().isEmpty());
        QCOMPARE(pane(), QStringLiteral("signals"));

        // Who goes elsewhere while it looks is not called back.
        session()->pivots()->follow(pivots::logsOf(pick, session()->pivots()->ground()));
        QVERIFY(session()->pivots()->isClimbing());
        m_console->focusModel()->setServices({QStringLiteral("cart")});
        QVERIFY(!session()->pivots()->isClimbing());
        QVERIFY(way().isEmpty());
        QCOMPARE(pane(), QStringLiteral("signals"));
    }
};

} // namespace tst_pivotsconsole

SIGNALBOX_WIDGET_TEST(tst_pivotsconsole, TestPivotsConsole)
#include "tst_pivotsconsole.moc"
