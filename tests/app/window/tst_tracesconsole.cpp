// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/logscontroller.h"
#include "app/controllers/tracefinder.h"
#include "app/controllers/tracereader.h"
#include "app/controllers/tracescontroller.h"
#include "app/window/console.h"
#include "app/window/demo.h"
#include "models/items/logmodel.h"
#include "models/items/tracemodel.h"
#include "tests/support/testmain.h"
#include "widgets/logs/logspane.h"
#include "widgets/logs/logview.h"
#include "widgets/shell/actionregistry.h"
#include "widgets/shell/panearea.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"
#include "widgets/trace/flameview.h"
#include "widgets/trace/mapview.h"
#include "widgets/trace/minimap.h"
#include "widgets/trace/spandetail.h"
#include "widgets/trace/tracespane.h"
#include "widgets/trace/waterfallview.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

namespace tst_tracesconsole {

using namespace signalbox;
using Kind = widgets::BannerText::Kind;
using widgets::FindPage;
using widgets::TracePage;

namespace {

constexpr int patience = 30'000;

} // namespace

/// The Traces pane in the window over the simulator, driven as a person would.
class TestTracesConsole : public QObject
{
    Q_OBJECT

    QTemporaryDir m_config;
    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<app::Console> m_console;

    [[nodiscard]] widgets::TracesPane* pane() const
    {
        return m_console->window()->findChild<widgets::TracesPane*>();
    }
    [[nodiscard]] FindPage* finding() const { return pane()->findPage(); }
    [[nodiscard]] TracePage* page() const { return pane()->tracePage(); }
    [[nodiscard]] widgets::WaterfallView* view() const { return page()->waterfall(); }
    [[nodiscard]] app::TracesController* traces() const { return m_console->session()->tracesController(); }
    [[nodiscard]] app::TraceReader* reader() const { return traces()->reader(); }
    [[nodiscard]] items::TraceModel* found() const { return m_console->findChild<items::TraceModel*>(); }
    void run(const char* id) { m_console->window()->actions()->find(QString::fromLatin1(id))->trigger(); }

    void open()
    {
        app::WindowOptions options;
        options.demo = true;
        m_console = std::make_unique<app::Console>(options, m_theme.get());
        m_console->open();
        m_console->window()->resize(1440, 900);
        m_console->window()->setRefreshSeconds(0);
        QTRY_VERIFY_WITH_TIMEOUT(m_console->session() != nullptr, patience);
        m_console->focusModel()->setRange(TimeRange::last(std::chrono::minutes(15)), QStringLiteral("test"));
        m_console->focusModel()->setServices({QStringLiteral("checkout")});
        m_console->window()->showPane(QStringLiteral("traces"));
        // What was open when the window was last closed is open again.
        m_console->focusModel()->setTrace(std::nullopt, std::nullopt, QStringLiteral("test"));
        QTRY_VERIFY_WITH_TIMEOUT(found()->rowCount() > 20, patience);
    }
    /// The first of the table: failed and slow.
    void openFirst()
    {
        open();
        finding()->focusResults();
        QTest::keyClick(finding()->table(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(reader()->reading() != nullptr, patience);
        QVERIFY(pane()->isTraceShown());
    }
    [[nodiscard]] int rowsOf(traces::RowKind kind) const
    {
        return static_cast<int>(std::count_if(view()->rows().begin(), view()->rows().end(),
                                              [kind](const traces::Row& row) { return row.kind == kind; }));
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("XDG_CONFIG_HOME", m_config.path().toUtf8());
        m_theme = std::make_unique<theme::Theme>();
        QApplication::setStyle(new theme::Style(m_theme.get()));
        theme::prepareFonts();
    }
    void cleanup() { m_console.reset(); }

    void theWorstIsFoundFirstAndFiltered()
    {
        open();
        QVERIFY(found()->trace(0).errors > 0);
        const int all = found()->rowCount();
        finding()->setFilter({.quick = traces::FoundFilter::Quick::Failed});
        Q_EMIT finding()->filterChanged();
        QVERIFY(found()->rowCount() > 0 && found()->rowCount() < all);
        for (int row = 0; row < found()->rowCount(); ++row)
            QVERIFY(found()->trace(row).errors > 0);
        finding()->setFilter({.service = QStringLiteral("nobody")});
        finding()->setFilter({});
        Q_EMIT finding()->filterChanged();
        QCOMPARE(found()->rowCount(), all);
        // By a tag, and nothing by one that nobody has.
        traces()->finder()->searchFor({.service = QStringLiteral("checkout"),
                                       .tags = {{QStringLiteral("no.such"), QStringLiteral("tag")}}});
        QTRY_VERIFY_WITH_TIMEOUT(finding()->banner()->text().kind == Kind::Empty, patience);
        QCOMPARE(found()->rowCount(), 0);
        // The way out is a longer time, in one click.
        const TimeRange before = m_console->focusModel()->current().range;
        Q_EMIT finding()->banner()->actionTriggered();
        QVERIFY(!(m_console->focusModel()->current().range == before));
        traces()->finder()->searchFor(
            {.service = QStringLiteral("checkout"), .minDuration = std::chrono::seconds(4)});
        QTRY_VERIFY_WITH_TIMEOUT(found()->rowCount() > 0, patience);
    }

    void theBottleneckIsChosenAndTheLogsAreUnderTheirSpans()
    {
        openFirst();
        const Trace& trace = *reader()->reading()->trace;
        // The story's cause: payments waits in its pool and in SELECT ledger.
        QVERIFY(!page()->path()->shares().empty());
        QCOMPARE(page()->path()->shares().front().service, QStringLiteral("payments"));
        QCOMPARE(view()->currentSpan(), page()->path()->shares().front().span);
        QTRY_VERIFY_WITH_TIMEOUT(rowsOf(traces::RowKind::Log) > 0, patience);
        for (const traces::TraceLine& line : reader()->reading()->logs.lines)
            if (line.place == traces::TraceLine::Place::BySpanId)
                QCOMPARE(trace.serviceOf(trace.at(line.span)), line.service);
        const int lines = rowsOf(traces::RowKind::Log);
        QTest::keyClick(view(), Qt::Key_G);
        QCOMPARE(rowsOf(traces::RowKind::Log), 0);
        QTest::keyClick(view(), Qt::Key_G);
        QCOMPARE(rowsOf(traces::RowKind::Log), lines);
        // And the detail says who it is.
        QCOMPARE(page()->detail()->title(),
                 trace.operationOf(trace.at(static_cast<std::size_t>(view()->currentSpan()))));
        // Back keeps the search; the trace is left.
        QTest::keyClick(view(), Qt::Key_Backspace);
        QVERIFY(!pane()->isTraceShown());
        QVERIFY(found()->rowCount() > 20);
    }

    void spansAreSearchedAndFiltered()
    {
        openFirst();
        QTest::keyClick(view(), Qt::Key_F);
        page()->setFindText(QStringLiteral("ledger"));
        QTRY_VERIFY_WITH_TIMEOUT(!view()->hits().empty(), patience);
        run("traces.next");
        const Trace& trace = *reader()->reading()->trace;
        const auto current = [&] { return static_cast<std::uint32_t>(view()->currentSpan()); };
        QVERIFY(std::find(view()->hits().begin(), view()->hits().end(), current()) != view()->hits().end());
        page()->setKeep(TracePage::Keep::Matches);
        QVERIFY(rowsOf(traces::RowKind::Hidden) > 0);
        page()->setKeep(TracePage::Keep::Critical);
        QVERIFY(rowsOf(traces::RowKind::Span) < static_cast<int>(trace.size()));
        page()->setKeptService(QStringLiteral("payments"));
        QVERIFY(rowsOf(traces::RowKind::Span) < static_cast<int>(trace.size()));
        page()->setKeep(TracePage::Keep::All);
        QCOMPARE(rowsOf(traces::RowKind::Span), static_cast<int>(trace.size()));
        page()->setFindText({});
        QTRY_VERIFY(view()->hits().empty());
    }

    void tablesAreMadeWhenTheyAreLookedAt()
    {
        openFirst();
        QCOMPARE(page()->statistics()->rowCount(), 0);
        run("traces.statistics");
        QTRY_VERIFY_WITH_TIMEOUT(page()->statistics()->rowCount() > 3, patience);
        page()->statisticsTable()->setCurrentIndex(page()->statistics()->index(0, 0));
        Q_EMIT page()->statisticsTable()->activated(page()->statistics()->index(0, 0));
        QVERIFY(page()->view() == TracePage::View::Waterfall);
        run("traces.flame");
        QTRY_VERIFY_WITH_TIMEOUT(page()->flame()->current() >= 0, patience);
        run("traces.events");
        QTRY_VERIFY_WITH_TIMEOUT(page()->events()->rowCount() > 0, patience);
        run("traces.compare");
        QVERIFY(page()->compareBanner()->text().kind == Kind::Empty);
        page()->setOther(found()->trace(1).id, QStringLiteral("other"));
        QTRY_VERIFY_WITH_TIMEOUT(page()->difference()->rowCount() > 3, patience);
        QVERIFY(page()->compareBanner()->text().kind == Kind::Hidden);
    }

    void oddTracesAreWeighedAgainstNormalOnes()
    {
        open();
        run("traces.sets");
        QTRY_VERIFY_WITH_TIMEOUT(traces()->finder()->report().odd > 1, patience);
        const traces::CohortReport& report = traces()->finder()->report();
        QVERIFY(!report.traits.empty());
        QVERIFY(std::any_of(report.traits.begin(), report.traits.end(), [](const traces::Trait& trait) {
            return trait.service == QLatin1String("payments");
        }));
        QCOMPARE(finding()->traits()->rowCount(), static_cast<int>(report.traits.size()));
        // Enter searches for what one has found.
        Q_EMIT finding()->traitTable()->activated(finding()->traits()->index(0, 0));
        QVERIFY(finding()->shown() == FindPage::Shown::Found);
        // The traces that were fetched for it are drawn on the map, with what the server tells.
        run("traces.map");
        QTRY_VERIFY_WITH_TIMEOUT(finding()->map()->drawing().nodes.size() > 4, patience);
        QVERIFY(finding()->map()->drawing().find(QStringLiteral("payments")));
        Q_EMIT finding()->map()->serviceChosen(QStringLiteral("payments"));
        QCOMPARE(m_console->focusModel()->current().services, QStringList{QStringLiteral("payments")});
    }

    void pivotsLeadToTheSameTimeAndService()
    {
        openFirst();
        const Trace& trace = *reader()->reading()->trace;
        QTRY_VERIFY_WITH_TIMEOUT(rowsOf(traces::RowKind::Log) > 0, patience);
        int logRow = -1;
        for (std::size_t i = 0; i < view()->rows().size(); ++i)
            if (view()->rows()[i].kind == traces::RowKind::Log)
                logRow = static_cast<int>(i);
        view()->setCurrentRow(logRow);
        const QString service = trace.serviceOf(trace.at(static_cast<std::size_t>(view()->currentSpan())));
        QTest::keyClick(view(), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(m_console->window()->paneArea()->current()->id(), QStringLiteral("logs"),
                                  patience);
        QCOMPARE(m_console->focusModel()->current().services, QStringList{service});
        auto* lines = m_console->window()->findChild<widgets::LogsPane*>()->view()->model();
        QTRY_VERIFY_WITH_TIMEOUT(
            lines->rowCount() > 0 && !m_console->session()->logsController()->feed()->isBusy(), patience);
        const std::string id = trace.id().toShortHex().toStdString();
        for (int row = 0; row < lines->rowCount(); ++row)
            if (!lines->isBreak(row)) {
                const LogLine line = lines->lineAt(row);
                QVERIFY(line.bytes().find(id) != std::string_view::npos || !line.metadata.isEmpty());
            }
        m_console->window()->showPane(QStringLiteral("traces"));
        view()->setFocus();
        QTest::keyClick(view(), Qt::Key_M);
        QTRY_COMPARE(m_console->window()->paneArea()->current()->id(), QStringLiteral("signals"));
        m_console->window()->showPane(QStringLiteral("traces"));
        view()->setFocus();
        QTest::keyClick(view(), Qt::Key_T);
        QTRY_VERIFY_WITH_TIMEOUT(!pane()->isTraceShown(), patience);
        QVERIFY(!finding()->search().operation.isEmpty());
    }

    void aTraceIsSavedOpenedAndCopied()
    {
        openFirst();
        QTemporaryDir folder;
        const TraceId id = reader()->reading()->trace->id();
        const std::size_t size = reader()->reading()->trace->size();
        for (const char* form : {"json", "md", "png", "svg"}) {
            const QString path = folder.filePath(QStringLiteral("trace.") + QLatin1String(form));
            reader()->saveTo(path, QString::fromLatin1(form));
            QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), patience);
        }
        QVERIFY(!QImage(folder.filePath(QStringLiteral("trace.png"))).isNull());
        reader()->copy(QStringLiteral("text"));
        QTRY_VERIFY_WITH_TIMEOUT(QGuiApplication::clipboard()->text().contains(QLatin1String("payments")),
                                 patience);
        reader()->copy(QStringLiteral("markdown"));
        QTRY_VERIFY_WITH_TIMEOUT(QGuiApplication::clipboard()->text().startsWith(QLatin1String("## ")),
                                 patience);
        // Opened in another window, where the server is dead.
        const QString path = folder.filePath(QStringLiteral("trace.json"));
        m_console.reset();
        open();
        m_console->demo()->setFaults(QStringLiteral("jaeger"), QStringLiteral("503"));
        reader()->openFile(path);
        QTRY_VERIFY_WITH_TIMEOUT(reader()->reading() != nullptr, patience);
        QVERIFY(pane()->isTraceShown());
        QCOMPARE(reader()->reading()->trace->id(), id);
        QCOMPARE(reader()->reading()->trace->size(), size);
        bool said = false;
        connect(reader(), &app::TraceReader::fileFailed, this, [&said] { said = true; });
        reader()->openFile(folder.filePath(QStringLiteral("trace.md")));
        QTRY_VERIFY_WITH_TIMEOUT(said, patience);
        QCOMPARE(reader()->reading()->trace->id(), id); // what was here stays
    }

    void aTraceThatIsTooLargeIsCounted()
    {
        open();
        reader()->setMostSpans(3);
        m_console->focusModel()->setTrace(found()->trace(0).id, std::nullopt, QStringLiteral("test"));
        QTRY_VERIFY_WITH_TIMEOUT(
            page()->banner()->text().sentence.contains(QLatin1String("more than the 3 that are drawn")),
            patience);
        QVERIFY(view()->rows().empty());
    }

    void aTraceThatIsNotThereIsSaidSo()
    {
        open();
        m_console->focusModel()->setTrace(TraceId{1, 2}, std::nullopt, QStringLiteral("test"));
        QTRY_VERIFY_WITH_TIMEOUT(page()->banner()->text().kind == Kind::Empty, patience);
        QVERIFY2(page()->banner()->text().sentence.contains(QLatin1String("has no trace")),
                 qPrintable(page()->banner()->text().sentence));
        QCOMPARE(page()->banner()->text().action, QStringLiteral("Look again"));
        m_console->focusModel()->setTrace(std::nullopt, std::nullopt, QStringLiteral("test"));
        QVERIFY(!pane()->isTraceShown());
    }

    void aBrokenServerLeavesWhatIsHere_data()
    {
        QTest::addColumn<QString>("fault");
        for (const char* fault : {"500", "reset", "cutoff", "garbage", "login", "empty"})
            QTest::newRow(fault) << QString::fromLatin1(fault);
    }
    void aBrokenServerLeavesWhatIsHere()
    {
        QFETCH(QString, fault);
        openFirst();
        const std::size_t rows = view()->rows().size();
        m_console->demo()->setFaults(QStringLiteral("jaeger"), fault);
        Q_EMIT page()->retried();
        QTRY_VERIFY_WITH_TIMEOUT(page()->banner()->text().kind == Kind::Stale, patience);
        QVERIFY(view()->rows().size() >= rows);
        run("traces.back");
        Q_EMIT finding()->submitted();
        QTRY_VERIFY_WITH_TIMEOUT(finding()->banner()->text().kind == Kind::Stale ||
                                     finding()->banner()->text().kind == Kind::Error,
                                 patience);
        QVERIFY(found()->rowCount() > 0);
    }
};

} // namespace tst_tracesconsole

SIGNALBOX_WIDGET_TEST(tst_tracesconsole, TestTracesConsole)
#include "tst_tracesconsole.moc"
