// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/console.h"

#include "app/controllers/tracereader.h"
#include "app/controllers/tracescontroller.h"
#include "app/window/demo.h"
#include "models/items/alertmodel.h"
#include "models/items/logmodel.h"
#include "models/items/operationsmodel.h"
#include "models/items/overviewmodel.h"
#include "models/items/seriesmodel.h"
#include "models/items/tracemodel.h"
#include "tests/support/testmain.h"
#include "widgets/chart/chartview.h"
#include "widgets/dashboard/explorepage.h"
#include "widgets/dashboard/foundpage.h"
#include "widgets/dashboard/overviewpage.h"
#include "widgets/dashboard/servicepage.h"
#include "widgets/logs/logspane.h"
#include "widgets/logs/logview.h"
#include "widgets/profiles/firststart.h"
#include "widgets/query/queryeditor.h"
#include "widgets/shell/actionregistry.h"
#include "widgets/shell/lampbar.h"
#include "widgets/shell/panearea.h"
#include "widgets/shell/statusbar.h"
#include "widgets/signals/signalspane.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QProcess>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

namespace tst_console {

using namespace signalbox;
using health::Lamp;
using Kind = widgets::BannerText::Kind;

namespace {

constexpr int patience = 60'000;

} // namespace

/// The window over the simulator, driven as a person would.
class TestConsole : public QObject
{
    Q_OBJECT

    QTemporaryDir m_config;
    std::unique_ptr<theme::Theme> m_theme;

    std::unique_ptr<app::Console> demo()
    {
        app::WindowOptions options;
        options.demo = true;
        // The window comes back as it was left, and the test before left it somewhere.
        QSettings(m_config.path() + QStringLiteral("/signalbox/window.ini"), QSettings::IniFormat).clear();
        auto console = std::make_unique<app::Console>(options, m_theme.get());
        console->window()->setRefreshSeconds(0);
        console->open();
        console->window()->setRefreshSeconds(0);
        if (!QTest::qWaitFor([&console] { return console->session() != nullptr; }, patience))
            qFatal("the demo has not begun");
        return console;
    }
    template <typename T>
    static T* model(const app::Console& console)
    {
        return console.findChild<T*>();
    }
    static std::vector<Lamp> lamps(const app::Console& console)
    {
        return console.window()->status()->lampBar()->lamps();
    }
    static bool allAre(const app::Console& console, std::initializer_list<Lamp::State> states)
    {
        const auto all = lamps(console);
        return !all.empty() && std::all_of(all.begin(), all.end(), [&](const Lamp& lamp) {
            return std::find(states.begin(), states.end(), lamp.state) != states.end();
        });
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("XDG_CONFIG_HOME", m_config.path().toUtf8());
        m_theme = std::make_unique<theme::Theme>();
        QApplication::setStyle(new theme::Style(m_theme.get()));
        theme::prepareFonts();
    }

    void whoIsKilledComesBackToTheSamePlace()
    {
        const QString file = m_config.path() + QStringLiteral("/signalbox/window.ini");
        const auto pageAtStart = [this] {
            app::WindowOptions options;
            options.demo = true;
            const auto console = std::make_unique<app::Console>(options, m_theme.get());
            console->open();
            return console->window()->findChild<widgets::SignalsPane*>()->page();
        };
        {
            const auto console = demo();
            console->focusModel()->setServices({QStringLiteral("payments")});
            console->window()->findChild<widgets::SignalsPane*>()->showPage(
                widgets::SignalsPane::Page::Service);
            // On the disk, without anybody closing the window.
            const auto onDisk = [&file] {
                QFile ini(file);
                return ini.open(QIODevice::ReadOnly) && ini.readAll().contains("payments");
            };
            QTRY_VERIFY_WITH_TIMEOUT(onDisk(), patience);
        }
        QCOMPARE(pageAtStart(), widgets::SignalsPane::Page::Service);
        QSettings(file, QSettings::IniFormat).remove(QStringLiteral("window/focus"));
        QCOMPARE(pageAtStart(), widgets::SignalsPane::Page::Overview); // not four empty charts of nobody
    }

    void theDemoFillsEveryPane()
    {
        const auto console = demo();
        auto* overview = model<items::OverviewModel>(*console);
        QTRY_VERIFY_WITH_TIMEOUT(model<items::AlertModel>(*console)->firingCount() > 0, patience);
        QTRY_COMPARE_WITH_TIMEOUT(overview->rowCount(), 11, patience);
        // The worst is first, and it is the one that the story is about.
        QTRY_VERIFY_WITH_TIMEOUT(overview->row(0).state == golden::State::Bad, patience);
        QTRY_VERIFY_WITH_TIMEOUT(QStringList({QStringLiteral("checkout"), QStringLiteral("payments")})
                                     .contains(overview->row(0).service),
                                 patience);
        // Lines are asked for when they are seen.
        QCOMPARE(model<items::LogModel>(*console)->rowCount(), 0);
        console->window()->showPane(QStringLiteral("logs"));
        QTRY_VERIFY_WITH_TIMEOUT(model<items::LogModel>(*console)->rowCount() > 100, patience);
        QCOMPARE(model<items::TraceModel>(*console)->rowCount(), 0); // and so are traces
        console->window()->showPane(QStringLiteral("traces"));
        QTRY_VERIFY_WITH_TIMEOUT(model<items::TraceModel>(*console)->rowCount() > 5, patience);
        console->window()->showPane(QStringLiteral("logs"));
        QTRY_VERIFY_WITH_TIMEOUT(allAre(*console, {Lamp::State::Ok, Lamp::State::Slow}), patience);
        // The Focus goes through all panes: services narrow the logs.
        console->focusModel()->setServices({QStringLiteral("payments")});
        auto* pane = console->window()->findChild<widgets::LogsPane*>();
        QTRY_VERIFY_WITH_TIMEOUT(pane->query().contains(QLatin1String("\"payments\"")), patience);
        auto* lines = model<items::LogModel>(*console);
        QTRY_VERIFY_WITH_TIMEOUT(lines->rowCount() > 0 &&
                                     serviceOf(lines->lineAt(0).labels) == QLatin1String("payments"),
                                 patience);
    }

    void aServiceOpensWithFourChartsAndItsOperations()
    {
        const auto console = demo();
        auto* overview = model<items::OverviewModel>(*console);
        QTRY_VERIFY_WITH_TIMEOUT(overview->rowCount() > 0 && overview->row(0).state == golden::State::Bad,
                                 patience);
        auto* pane = console->window()->findChild<widgets::SignalsPane*>();
        QTableView* table = pane->overview()->table();
        table->setCurrentIndex(overview->index(overview->indexOf(QStringLiteral("payments")), 0));
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(pane->page(), widgets::SignalsPane::Page::Service);
        QCOMPARE(console->focusModel()->current().services, QStringList{QStringLiteral("payments")});
        const auto data = [pane](golden::Signal signal) { return pane->service()->chart(signal)->data(); };
        const auto has = [&data](golden::Signal signal, const char* name) {
            const auto chart = data(signal);
            return chart &&
                   std::any_of(chart->lines.begin(), chart->lines.end(), [name](const chart::Line& line) {
                       return line.name == QLatin1String(name) && line.series->pointCount() > 50;
                   });
        };
        for (const char* line : {"p50", "p95", "p99", "p99.9"})
            QTRY_VERIFY_WITH_TIMEOUT(has(golden::Signal::Latency, line), patience);
        QTRY_VERIFY_WITH_TIMEOUT(has(golden::Signal::Traffic, "all") && has(golden::Signal::Traffic, "5xx"),
                                 patience);
        QTRY_VERIFY_WITH_TIMEOUT(has(golden::Signal::Errors, "5xx"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(has(golden::Signal::Saturation, "db pool"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(!data(golden::Signal::Traffic)->band.isEmpty(), patience);
        // What happened is on every chart: the rollout, and the alert that followed.
        QTRY_VERIFY_WITH_TIMEOUT(!data(golden::Signal::Errors)->alerts.empty(), patience);
        const auto& marks = data(golden::Signal::Errors)->marks;
        QVERIFY(std::any_of(marks.begin(), marks.end(), [](const chart::Mark& mark) {
            return mark.kind == chart::MarkKind::Deploy && mark.label == QLatin1String("payments v2.4.1");
        }));
        QTRY_VERIFY_WITH_TIMEOUT(!data(golden::Signal::Latency)->exemplars.empty(), patience);
        auto* operations = model<items::OperationsModel>(*console);
        QTRY_VERIFY_WITH_TIMEOUT(operations->rowCount() > 0, patience);
        QCOMPARE(operations->index(0, 0).data().toString(), QStringLiteral("POST /charge"));
        Q_EMIT pane->service()->groupChosen(QStringLiteral("pod"));
        QTRY_VERIFY_WITH_TIMEOUT(operations->rowCount() >= 6, patience);
        // An exemplar leads to its trace.
        const TraceId trace = data(golden::Signal::Latency)->exemplars.front().trace;
        Q_EMIT pane->service()->chart(golden::Signal::Latency)->exemplarChosen(trace);
        QCOMPARE(console->window()->paneArea()->current()->id(), QStringLiteral("traces"));
        QCOMPARE(console->focusModel()->current().trace, std::optional(trace));
    }

    void aCorrectionTakesEffect()
    {
        const auto console = demo();
        auto* overview = model<items::OverviewModel>(*console);
        QTRY_VERIFY_WITH_TIMEOUT(overview->indexOf(QStringLiteral("cart")) >= 0, patience);
        golden::Corrections corrections;
        corrections.renamed[QStringLiteral("cart")] = QStringLiteral("basket");
        corrections.own[{QStringLiteral("basket"), golden::Signal::Traffic}] = QStringLiteral("vector(4711)");
        Q_EMIT console->window()->findChild<widgets::FoundPage*>()->corrected(corrections);
        QTRY_VERIFY_WITH_TIMEOUT(overview->indexOf(QStringLiteral("basket")) >= 0, patience);
        QTRY_COMPARE_WITH_TIMEOUT(overview->row(overview->indexOf(QStringLiteral("basket"))).cells[1].text,
                                  QStringLiteral("4.71 k/s"), patience);
        QCOMPARE(overview->indexOf(QStringLiteral("cart")), -1);
    }

    void aTraceOpensFromALogLine()
    {
        const auto console = demo();
        auto* lines = model<items::LogModel>(*console);
        console->focusModel()->setServices({QStringLiteral("checkout")});
        auto* pane = console->window()->findChild<widgets::LogsPane*>();
        console->window()->showPane(QStringLiteral("logs"));
        QTRY_VERIFY_WITH_TIMEOUT(lines->rowCount() > 0 && pane->query().contains(QLatin1String("checkout")) &&
                                     pane->banner()->text().kind == Kind::Hidden,
                                 patience);
        widgets::LogView* view = pane->view();
        // The oldest of them: the traces of the newest may still be under way, and Jaeger has none of those
        // yet.
        int row = lines->rowCount() - 1;
        while (row >= 0 && (lines->isBreak(row) || !lines->lineAt(row).line.contains("traceID")))
            --row;
        QVERIFY(row >= 0);
        view->setCurrentRow(row);
        QTest::keyClick(view, Qt::Key_T);
        QCOMPARE(console->window()->paneArea()->current()->id(), QStringLiteral("traces"));
        const app::TraceReader* reader = console->session()->tracesController()->reader();
        QTRY_VERIFY_WITH_TIMEOUT(reader->reading() != nullptr, patience);
        QCOMPARE(reader->reading()->trace->id(), *console->focusModel()->current().trace);
        QTest::keyClick(console->window(), Qt::Key_Left, Qt::AltModifier);
        QVERIFY(!console->focusModel()->current().trace);
    }

    void aBadQueryIsMarkedWhereItIsWrong()
    {
        const auto console = demo();
        auto* pane = console->window()->findChild<widgets::SignalsPane*>();
        pane->showPage(widgets::SignalsPane::Page::Explore);
        widgets::QueryEditor* editor = pane->explore()->editor();
        editor->setQuery(QStringLiteral("up"));
        Q_EMIT editor->submitted(QStringLiteral("up"));
        auto* series = model<items::SeriesModel>(*console);
        QTRY_VERIFY_WITH_TIMEOUT(series->rowCount() > 10, patience);
        QTRY_VERIFY_WITH_TIMEOUT(pane->exploreChart()->data() != nullptr, patience);
        editor->setQuery(QStringLiteral("sum(rate(up[1mm]))"));
        Q_EMIT editor->submitted(editor->query());
        QTRY_VERIFY_WITH_TIMEOUT(editor->errorRange().second > 0 ||
                                     pane->explore()->banner()->text().kind == Kind::Error,
                                 patience);
        const QString said = editor->errorSentence() + pane->explore()->banner()->text().sentence;
        QVERIFY2(said.contains(QLatin1String("parse error")) || said.contains(QLatin1String("duration")),
                 qPrintable(said));
    }

    void dyingBackendsTurnTheLampsRedAndTheDataStay()
    {
        const auto console = demo();
        auto* overview = model<items::OverviewModel>(*console);
        QTRY_VERIFY_WITH_TIMEOUT(
            overview->rowCount() > 0 && allAre(*console, {Lamp::State::Ok, Lamp::State::Slow}), patience);
        QTRY_VERIFY_WITH_TIMEOUT(overview->row(0).state == golden::State::Bad, patience);
        const int before = overview->rowCount();
        auto* demo = console->demo();
        for (const QString& name : {QStringLiteral("prometheus"), QStringLiteral("alertmanager"),
                                    QStringLiteral("loki"), QStringLiteral("jaeger")})
            demo->setFaults(name, QStringLiteral("500"));
        console->session()->refresh();
        console->session()->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(allAre(*console, {Lamp::State::Failing, Lamp::State::BreakerOpen}),
                                 patience);
        auto* pane = console->window()->findChild<widgets::SignalsPane*>();
        // What was under way when the faults began may have been answered yet.
        console->session()->refresh();
        QTRY_VERIFY2_WITH_TIMEOUT(pane->overview()->banner()->text().kind == Kind::Stale,
                                  qPrintable(pane->overview()->banner()->text().sentence), patience);
        QCOMPARE(overview->rowCount(), before);
        console->window()->actions()->find(QStringLiteral("break.mend"))->trigger();
        for (const Lamp& lamp : lamps(*console))
            Q_EMIT console->window()->retryRequested(lamp.backend);
        QTRY_VERIFY_WITH_TIMEOUT(
            (console->session()->refresh(), allAre(*console, {Lamp::State::Ok, Lamp::State::Slow})),
            patience);
        console->session()->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(pane->overview()->banner()->text().kind, Kind::Hidden, patience);
    }

    void withoutAProfileTheFirstStartOffersTheDemo()
    {
        app::Console console(app::WindowOptions{}, m_theme.get());
        console.open();
        QTRY_VERIFY_WITH_TIMEOUT(console.window()->findChild<widgets::FirstStart*>() != nullptr, patience);
        Q_EMIT console.window()->findChild<widgets::FirstStart*>()->demoRequested();
        QTRY_VERIFY_WITH_TIMEOUT(model<items::AlertModel>(console)->firingCount() > 0, patience);
        QVERIFY(console.window()->findChild<widgets::FirstStart*>() == nullptr);
    }

    void aCorrectionIsKeptInTheProfile()
    {
        const QString path = m_config.filePath(QStringLiteral("corrected.json"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"backends\":[{\"kind\":\"prometheus\",\"url\":\"http://127.0.0.1:1\"}],\"mine\":1}");
        file.close();
        app::WindowOptions options;
        options.profile = path;
        golden::Corrections corrections;
        corrections.renamed[QStringLiteral("cart")] = QStringLiteral("basket");
        {
            app::Console console(options, m_theme.get());
            console.open();
            QTRY_VERIFY_WITH_TIMEOUT(console.session() != nullptr, patience);
            const auto* session = console.session();
            Q_EMIT console.window()->findChild<widgets::FoundPage*>()->corrected(corrections);
            const auto written = [&path] {
                QFile now(path);
                return now.open(QIODevice::ReadOnly) ? now.readAll() : QByteArray();
            };
            QTRY_VERIFY_WITH_TIMEOUT(written().contains("basket"), patience);
            QVERIFY(written().contains("\"mine\""));
            QCOMPARE(console.session(), session); // what we wrote ourselves is no other profile
        }
        app::Console again(options, m_theme.get());
        again.open();
        QTRY_VERIFY_WITH_TIMEOUT(again.session() != nullptr, patience);
        QVERIFY(again.session()->backends()->profile().corrections == corrections);
    }

    void aBrokenProfileIsToldCalmly()
    {
        const QString path = m_config.filePath(QStringLiteral("broken.json"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"backends\":[{\"kind\":\"lokki\",\"url\":\"http://127.0.0.1:1\"}]}");
        file.close();
        app::WindowOptions options;
        options.profile = path;
        app::Console console(options, m_theme.get());
        console.open();
        auto* banner = console.window()->findChild<widgets::Banner*>(QStringLiteral("notice"));
        QVERIFY(banner);
        QTRY_COMPARE_WITH_TIMEOUT(banner->text().kind, Kind::Error, patience);
        QVERIFY2(banner->text().sentence.contains(QLatin1String("broken.json:1")),
                 qPrintable(banner->text().sentence));
    }

    void theTourVisitsEveryStation()
    {
        const QTemporaryDir folder;
        QProcess tour;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        tour.setProcessEnvironment(environment);
        tour.start(QStringLiteral(SIGNALBOX_BINARY_DIR "/signalbox"),
                   {QStringLiteral("--demo"), QStringLiteral("--tour"), folder.path(),
                    QStringLiteral("--theme"), QStringLiteral("light")});
        QVERIFY(tour.waitForFinished(4 * patience));
        QCOMPARE(tour.exitCode(), 0);
        QFile file(folder.filePath(QStringLiteral("tour.json")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QStringList names;
        for (const QJsonValue& value :
             QJsonDocument::fromJson(file.readAll()).object()[QStringLiteral("stations")].toArray()) {
            const QJsonObject station = value.toObject();
            names += station[QStringLiteral("name")].toString();
            QVERIFY2(station[QStringLiteral("ok")].toBool(), qPrintable(names.back()));
            const QImage picture(folder.filePath(station[QStringLiteral("picture")].toString()));
            QCOMPARE(picture.size(), QSize(1440, 900));
            // A freeze, in a debug build on a busy machine; the first station holds the first paint of all.
            constexpr int frozenMs = 150;
            if (names.size() > 1)
                QVERIFY2(station[QStringLiteral("worst_stall_ms")].toInt() <= frozenMs,
                         qPrintable(QStringLiteral("%1 blocked the window for %2 ms")
                                        .arg(names.back())
                                        .arg(station[QStringLiteral("worst_stall_ms")].toInt())));
            QVERIFY(station.contains(QStringLiteral("gui_ms")) &&
                    station.contains(QStringLiteral("backend_ms")));
        }
        QCOMPARE(
            names,
            (QStringList{
                QStringLiteral("overview"),   QStringLiteral("service"),     QStringLiteral("spike"),
                QStringLiteral("spike-logs"), QStringLiteral("spike-trace"), QStringLiteral("back"),
                QStringLiteral("hints"),      QStringLiteral("breakdown"),   QStringLiteral("explore"),
                QStringLiteral("found"),      QStringLiteral("logs"),        QStringLiteral("patterns"),
                QStringLiteral("log-detail"), QStringLiteral("tail"),        QStringLiteral("trace-search"),
                QStringLiteral("waterfall"),  QStringLiteral("trace-logs"),  QStringLiteral("span"),
                QStringLiteral("statistics"), QStringLiteral("flame"),       QStringLiteral("compare"),
                QStringLiteral("trace-sets"), QStringLiteral("service-map")}));
    }
};

} // namespace tst_console

SIGNALBOX_WIDGET_TEST(tst_console, TestConsole)
#include "tst_console.moc"
