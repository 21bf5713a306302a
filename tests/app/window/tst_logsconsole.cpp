// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/logscontroller.h"
#include "app/controllers/logsearch.h"
#include "app/window/console.h"
#include "app/window/demo.h"
#include "models/items/fieldcountmodel.h"
#include "models/items/logmodel.h"
#include "models/items/patternmodel.h"
#include "tests/support/testmain.h"
#include "widgets/logs/chipbar.h"
#include "widgets/logs/linedetail.h"
#include "widgets/logs/logspane.h"
#include "widgets/logs/logview.h"
#include "widgets/logs/patternspanel.h"
#include "widgets/logs/searchbar.h"
#include "widgets/logs/volumechart.h"
#include "widgets/query/completionpopup.h"
#include "widgets/query/queryeditor.h"
#include "widgets/query/querytextedit.h"
#include "widgets/shell/actionregistry.h"
#include "widgets/shell/lampbar.h"
#include "widgets/shell/panearea.h"
#include "widgets/shell/statusbar.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListView>
#include <QTemporaryDir>
#include <QTest>

namespace tst_logsconsole {

using namespace signalbox;
using Kind = widgets::BannerText::Kind;
using widgets::LogsPane;

namespace {

constexpr int patience = 60'000;

} // namespace

/// The Logs pane in the window over the simulator, driven as a person would.
class TestLogsConsole : public QObject
{
    Q_OBJECT

    QTemporaryDir m_config;
    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<app::Console> m_console;

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
        m_console->focusModel()->setServices({QStringLiteral("checkout"), QStringLiteral("payments")});
        m_console->window()->showPane(QStringLiteral("logs"));
        QTRY_VERIFY_WITH_TIMEOUT(settled() && lines()->rowCount() > 500, patience);
    }
    [[nodiscard]] LogsPane* pane() const { return m_console->window()->findChild<LogsPane*>(); }
    [[nodiscard]] items::LogModel* lines() const { return pane()->view()->model(); }
    [[nodiscard]] app::LogsController* logs() const { return m_console->session()->logsController(); }
    [[nodiscard]] bool settled() const
    {
        return !logs()->feed()->isBusy() && pane()->banner()->text().kind == Kind::Hidden;
    }
    [[nodiscard]] int rowWith(const char* text, Level least = Level::Unknown) const
    {
        for (int row = 0; row < lines()->rowCount(); ++row)
            if (!lines()->isBreak(row) && lines()->lineAt(row).line.contains(text) &&
                lines()->row(row).level >= least)
                return row;
        return -1;
    }
    void run(const char* id) { m_console->window()->actions()->find(QString::fromLatin1(id))->trigger(); }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("XDG_CONFIG_HOME", m_config.path().toUtf8());
        m_theme = std::make_unique<theme::Theme>();
        QApplication::setStyle(new theme::Style(m_theme.get()));
        theme::prepareFonts();
    }
    void cleanup() { m_console.reset(); }

    void linesBarsAndShapesTellTheStory()
    {
        open();
        // A page is loaded, and the bars count all of the range; where all is loaded, they count that.
        QTRY_VERIFY_WITH_TIMEOUT(pane()->volume()->volume().total() > 1'000, patience);
        for (int row = 0; row < 50; ++row)
            QVERIFY(QStringList({QStringLiteral("checkout"), QStringLiteral("payments")})
                        .contains(lines()->row(row).service));
        // What is here now that was not before: the pool of the story.
        auto* patterns = m_console->findChild<items::PatternModel*>();
        QTRY_VERIFY_WITH_TIMEOUT(patterns->rowCount() > 3 && patterns->comparison().beforeCovered > 0.9,
                                 patience);
        QTRY_VERIFY_WITH_TIMEOUT(patterns->shape(0).tag == patterns::Tag::New &&
                                     patterns->shape(0).text.contains(QLatin1String("pool ledger exhausted")),
                                 patience);
        QCOMPARE(patterns->shape(0).before, std::int64_t{0});
        // A click goes to the first of them and marks them all.
        QListView* list = pane()->patterns()->list();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(patterns->index(0)).center());
        QVERIFY(lines()->row(pane()->view()->currentRow()).message.contains(QLatin1String("exhausted")));
        QTRY_VERIFY_WITH_TIMEOUT(logs()->search()->hits().size() > 50 && !logs()->search()->isRunning(),
                                 patience);
        for (const std::int64_t hit : logs()->search()->hits())
            QVERIFY(
                lines()->lineAt(static_cast<int>(*lines()->store().rowOf(hit))).line.contains("exhausted"));
        // Only these.
        QTest::keyClicks(list, QStringLiteral("+"));
        QTRY_VERIFY_WITH_TIMEOUT(settled() && rowWith("order read") < 0 && rowWith("exhausted") >= 0,
                                 patience);
    }

    void pagingBringsTheRest()
    {
        open();
        m_console->focusModel()->setRange(
            TimeRange::absolute({Instant::fromNanoseconds(lines()->timeAt(0).ns) - std::chrono::minutes(20),
                                 lines()->timeAt(0)}),
            QStringLiteral("test"));
        QTRY_VERIFY_WITH_TIMEOUT(
            settled() && logs()->feed()->question().range.length() == std::chrono::minutes(20), patience);
        pane()->view()->setFocus();
        for (int i = 0; i < 20 && !logs()->feed()->isComplete(); ++i) {
            QTest::keyClick(pane()->view(), Qt::Key_End);
            QTRY_VERIFY_WITH_TIMEOUT(!logs()->feed()->isBusy(), patience);
        }
        QVERIFY(logs()->feed()->isComplete());
        // All of them are here, so the bars are exactly these.
        const auto loaded = static_cast<std::int64_t>(lines()->store().lineCount());
        QTRY_COMPARE_WITH_TIMEOUT(pane()->volume()->volume().total(), loaded, patience);
        QVERIFY(pane()->volume()->volume().source == logs::Volume::Source::Loaded);
        // More than is loaded is counted by the server.
        m_console->focusModel()->setServices({});
        QTRY_VERIFY_WITH_TIMEOUT(
            settled() && pane()->volume()->volume().source == logs::Volume::Source::Server, patience);
        QVERIFY(pane()->volume()->volume().total() > static_cast<std::int64_t>(lines()->store().lineCount()));
    }

    void filtersNarrowAndWidenAgain()
    {
        open();
        const int row = rowWith("order", Level::Error);
        QVERIFY(row >= 0);
        pane()->view()->openDetail(row);
        QTRY_VERIFY_WITH_TIMEOUT(pane()->detail()->parts() != nullptr, patience);
        widgets::FieldTree* tree = pane()->detail()->tree();
        const auto found =
            tree->model()->match(tree->model()->index(0, 0), Qt::DisplayRole, QStringLiteral("status: 504"),
                                 1, Qt::MatchExactly | Qt::MatchRecursive);
        QVERIFY(!found.isEmpty());
        tree->setCurrentIndex(found.front());
        QTest::keyClicks(tree, QStringLiteral("+"));
        QTRY_VERIFY_WITH_TIMEOUT(settled() && pane()->query().contains(QLatin1String("status=\"504\"")) &&
                                     rowWith("status=200") < 0 && lines()->rowCount() > 0,
                                 patience);
        QCOMPARE(pane()->chips()->chipCount(), 2);
        // A level by what the line says; typed.
        run("logs.filter");
        QTest::keyClicks(pane()->chips()->input(), QStringLiteral("level>=error"));
        QTest::keyClick(pane()->chips()->input(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(settled() && pane()->chips()->chipCount() == 3, patience);
        QVERIFY(m_console->focusModel()->current().minLevel == Level::Error);
        for (int i = 0; i < lines()->rowCount(); ++i)
            QVERIFY(lines()->isBreak(i) || lines()->row(i).level >= Level::Error);
        // Back on the Trail the level goes.
        QTest::keyClick(m_console->window(), Qt::Key_Left, Qt::AltModifier);
        QTRY_COMPARE_WITH_TIMEOUT(pane()->chips()->chipCount(), 2, patience);
    }

    void aBadQueryIsMarkedAndTheLinesStay()
    {
        open();
        const int before = lines()->rowCount();
        pane()->editor()->setFocus();
        pane()->setOwnQuery(QStringLiteral("{service_name=\"checkout\"} | jsn ["));
        Q_EMIT pane()->editor()->submitted(pane()->query());
        QTRY_VERIFY_WITH_TIMEOUT(pane()->editor()->errorRange().second > 0, patience);
        QVERIFY(pane()->banner()->text().kind != Kind::Hidden);
        QCOMPARE(lines()->rowCount(), before);
        // Numbers are for another page, and said so.
        pane()->setOwnQuery(QStringLiteral("rate({service_name=\"checkout\"}[1m])"));
        Q_EMIT pane()->editor()->submitted(pane()->query());
        QTRY_VERIFY_WITH_TIMEOUT(pane()->banner()->text().kind == Kind::Empty, patience);
        pane()->dropOwnQuery();
        QTRY_VERIFY_WITH_TIMEOUT(settled(), patience);
        // What is half typed is not asked by the clock.
        const QString asked = logs()->feed()->question().query;
        QTest::keyClicks(pane()->editor()->edit(), QStringLiteral(" | jsn"));
        logs()->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(settled(), patience);
        QCOMPARE(logs()->feed()->question().query, asked);
        QCOMPARE(pane()->editor()->errorRange().second, qsizetype{0});
    }

    void aHeavyQuestionIsAskedOnlyOnAYes()
    {
        open();
        const QString before = logs()->feed()->question().query;
        logs()->setHeavyBytes(1);
        m_console->focusModel()->setServices({QStringLiteral("checkout")});
        QTRY_VERIFY_WITH_TIMEOUT(pane()->banner()->text().action == QLatin1String("Ask it"), patience);
        QVERIFY2(pane()->banner()->text().sentence.contains(QLatin1String("KiB")),
                 qPrintable(pane()->banner()->text().sentence));
        QCOMPARE(logs()->feed()->question().query, before);
        // The clock does not ask it either; the person does, once.
        logs()->refresh();
        QVERIFY(!logs()->feed()->isBusy() && logs()->feed()->question().query == before);
        Q_EMIT pane()->banner()->actionTriggered();
        QTRY_VERIFY_WITH_TIMEOUT(
            settled() && logs()->feed()->question().query.contains(QLatin1String("\"checkout\"")), patience);
        QVERIFY(lines()->rowCount() > 0);
        logs()->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(settled(), patience);
    }

    void labelsAndFieldsAreCompletedByTheServer()
    {
        open();
        widgets::QueryEditor* editor = pane()->editor();
        editor->edit()->setFocus();
        const auto offers = [editor](const char* text) {
            for (int i = 0; editor->popup()->isVisible() && i < editor->popup()->count(); ++i)
                if (editor->popup()->item(i).text == QLatin1String(text))
                    return true;
            return false;
        };
        pane()->setOwnQuery({});
        QTest::keyClicks(editor->edit(), QStringLiteral("{serv"));
        QTRY_VERIFY_WITH_TIMEOUT(offers("service_name"), patience);
        pane()->setOwnQuery({});
        QTest::keyClicks(editor->edit(), QStringLiteral("{service_name=\"pay"));
        QTRY_VERIFY_WITH_TIMEOUT(offers("payments"), patience);
        QTest::keyClick(editor->edit(), Qt::Key_Tab);
        QVERIFY(editor->query().startsWith(QLatin1String("{service_name=\"payments\"")));
        pane()->setOwnQuery({});
        QTest::keyClicks(editor->edit(), QStringLiteral("{service_name=\"payments\"} | st"));
        QTRY_VERIFY_WITH_TIMEOUT(offers("status"), patience);
    }

    void searchingFindsWhatIsThere()
    {
        open();
        run("logs.find");
        QTest::keyClicks(pane()->search()->input(), QStringLiteral("failed"));
        QTRY_VERIFY_WITH_TIMEOUT(!logs()->search()->isRunning() && !logs()->search()->hits().empty(),
                                 patience);
        std::size_t expected = 0;
        for (int row = 0; row < lines()->rowCount(); ++row)
            expected +=
                !lines()->isBreak(row) && lines()->lineAt(row).line.toLower().contains("failed") ? 1U : 0U;
        QCOMPARE(logs()->search()->hits().size(), expected);
        // The keys go from hit to hit, round at the end.
        const int first = pane()->view()->currentRow();
        for (std::size_t i = 0; i < expected; ++i)
            QTest::keyClick(pane()->search()->input(), Qt::Key_Return);
        QCOMPARE(pane()->view()->currentRow(), first);
        QVERIFY(pane()->search()->status().endsWith(QString::number(expected)));
        QTest::keyClicks(pane()->search()->input(), QStringLiteral(" zzz"));
        QTRY_VERIFY_WITH_TIMEOUT(!logs()->search()->isRunning(), patience);
        QVERIFY(logs()->search()->hits().empty());
        QTest::keyClick(pane()->search()->input(), Qt::Key_Escape);
        QVERIFY(!pane()->search()->isVisible());
    }

    void contextAndTraceAreLookedUp()
    {
        open();
        const int row = rowWith("traceID", Level::Error);
        QVERIFY(row >= 0);
        pane()->view()->setCurrentRow(row);
        run("logs.context");
        items::LogModel* context = pane()->detail()->contextModel();
        QTRY_VERIFY_WITH_TIMEOUT(context->rowCount() > 2, patience);
        // Of its stream only, the line itself chosen among them.
        const LabelSet stream = lines()->lineAt(row).labels;
        for (int i = 0; i < context->rowCount(); ++i)
            QCOMPARE(context->lineAt(i).labels, stream);
        const int chosen = pane()->detail()->contextView()->currentRow();
        QCOMPARE(context->lineAt(chosen).line, lines()->lineAt(row).line);
        QTest::keyClick(pane()->view(), Qt::Key_T);
        QCOMPARE(m_console->window()->paneArea()->current()->id(), QStringLiteral("traces"));
    }

    void aTailShowsWhatIsWritten()
    {
        open();
        const Instant newest = lines()->timeAt(0);
        run("logs.live");
        QTRY_VERIFY_WITH_TIMEOUT(
            pane()->isLive() && logs()->feed()->tailState().phase == loki::TailState::Phase::Live, patience);
        QTRY_VERIFY_WITH_TIMEOUT(lines()->timeAt(0) > newest, patience);
        QVERIFY(pane()->view()->isFollowing());
        run("logs.live");
        QVERIFY(!pane()->isLive());
        QVERIFY(logs()->feed()->phase() != app::LogFeed::Phase::Live);
    }

    void starsAndLinksLeadBackAfterARestart()
    {
        open();
        const int row = rowWith("charge");
        QVERIFY(row >= 0);
        const QByteArray text = lines()->lineAt(row).line;
        pane()->view()->setCurrentRow(row);
        QTest::keyClick(pane()->view(), Qt::Key_Asterisk);
        QVERIFY(lines()->row(row).starred);
        pane()->view()->openDetail(row);
        Q_EMIT pane()->detail()->linkRequested();
        const QString link = QGuiApplication::clipboard()->text();
        QVERIFY(link.startsWith(QLatin1String("signalbox://logs?")));
        const logs::LineKey key = lines()->keyAt(row);

        // The demo's story is told anew by a new simulator, so only the mark itself can be compared.
        m_console->openAnything(link);
        QTRY_VERIFY_WITH_TIMEOUT(
            pane()->view()->openRow() >= 0 && lines()->keyAt(pane()->view()->openRow()) == key, patience);
        QCOMPARE(lines()->lineAt(pane()->view()->openRow()).line, text);
        QVERIFY(lines()->row(pane()->view()->openRow()).starred);
        m_console.reset();
        open();
        QCOMPARE(lines()->stars().all().size(), std::size_t{1});
        QVERIFY(lines()->stars().contains(key));
        m_console->openAnything(QStringLiteral("signalbox://logs?nonsense"));
        auto* notice = m_console->window()->findChild<widgets::Banner*>(QStringLiteral("notice"));
        QVERIFY(notice->text().kind == Kind::Error);
    }

    void linesAreExportedAndCopied()
    {
        open();
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("lines.jsonl"));
        logs()->exportTo(path, logtext::ExportForm::JsonLines);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), patience);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(static_cast<std::size_t>(file.readAll().count('\n')), lines()->store().lineCount());
        pane()->view()->setFocus();
        pane()->view()->setCurrentRow(3);
        QTest::keyClick(pane()->view(), Qt::Key_Down, Qt::ShiftModifier);
        run("logs.copy");
        QCOMPARE(QGuiApplication::clipboard()->text().count(u'\n'), qsizetype{2});
        QVERIFY(QGuiApplication::clipboard()->text().contains(lines()->lineAt(4).text().left(40)));
    }

    void twoServicesMoveAlong()
    {
        open();
        run("logs.beside");
        auto* combo = pane()->findChild<QComboBox*>();
        QVERIFY(combo->count() > 3);
        combo->setCurrentIndex(combo->findText(QStringLiteral("payments")));
        Q_EMIT pane()->besideChanged();
        items::LogModel* others = pane()->otherView()->model();
        QTRY_VERIFY_WITH_TIMEOUT(
            others->rowCount() > 100 && others->row(0).service == QLatin1String("payments"), patience);
        const int row = 60;
        pane()->view()->setCurrentRow(row);
        const int near = pane()->otherView()->currentRow();
        QVERIFY(near >= 0);
        QCOMPARE(near, others->rowNear(lines()->timeAt(row)));
        pane()->otherView()->setCurrentRow(near + 20);
        QCOMPARE(pane()->view()->currentRow(), lines()->rowNear(others->timeAt(near + 20)));
    }

    void aBrokenLokiLeavesTheLines_data()
    {
        QTest::addColumn<QString>("fault");
        for (const char* fault : {"500", "429", "reset", "cutoff", "garbage", "login", "empty"})
            QTest::newRow(fault) << QString::fromLatin1(fault);
    }

    void aBrokenLokiLeavesTheLines()
    {
        QFETCH(QString, fault);
        open();
        QVERIFY2(simulator::parseFaults(fault), qPrintable(fault));
        const int before = lines()->rowCount();
        const int open = rowWith("order");
        pane()->view()->openDetail(open);
        m_console->demo()->setFaults(QStringLiteral("loki"), fault);
        Q_EMIT pane()->querySubmitted();
        run("logs.context");
        QTRY_VERIFY_WITH_TIMEOUT(!logs()->feed()->isBusy() &&
                                     (pane()->banner()->text().kind == Kind::Stale ||
                                      pane()->banner()->text().kind == Kind::Partial),
                                 patience);
        QVERIFY(lines()->rowCount() >= before);
        QCOMPARE(pane()->view()->openRow(), open);
        QTRY_VERIFY_WITH_TIMEOUT(pane()->detail()->contextBanner()->text().kind == Kind::Error, patience);
        // The clock goes on asking, and what is said stays readable.
        const widgets::BannerText said = pane()->banner()->text();
        logs()->refresh();
        QVERIFY(pane()->banner()->text().kind == said.kind);
    }

    void aDeadLokiLeavesTheLines()
    {
        open();
        const int before = lines()->rowCount();
        m_console->demo()->setFaults(QStringLiteral("loki"), QStringLiteral("503"));
        Q_EMIT pane()->querySubmitted();
        QTRY_VERIFY_WITH_TIMEOUT(pane()->banner()->text().kind == Kind::Stale, patience);
        QCOMPARE(lines()->rowCount(), before);
        // The bars are counted from what is here, and say so.
        QTRY_VERIFY_WITH_TIMEOUT(pane()->volume()->volume().source == logs::Volume::Source::Loaded, patience);
        m_console->window()->actions()->find(QStringLiteral("break.mend"))->trigger();
        const auto lokiIs = [this](health::Lamp::State state) {
            const auto lamps = m_console->window()->status()->lampBar()->lamps();
            return std::any_of(lamps.begin(), lamps.end(), [state](const health::Lamp& lamp) {
                return lamp.backend == QLatin1String("loki") && lamp.state == state;
            });
        };
        Q_EMIT m_console->window()->retryRequested(QStringLiteral("loki"));
        QTRY_VERIFY_WITH_TIMEOUT(lokiIs(health::Lamp::State::Ok) || lokiIs(health::Lamp::State::Slow),
                                 patience);
        Q_EMIT pane()->banner()->actionTriggered();
        QTRY_VERIFY_WITH_TIMEOUT(settled(), patience);
    }
};

} // namespace tst_logsconsole

SIGNALBOX_WIDGET_TEST(tst_logsconsole, TestLogsConsole)
#include "tst_logsconsole.moc"
