// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/fieldcountmodel.h"
#include "models/items/logmodel.h"
#include "models/items/patternmodel.h"
#include "tests/support/testmain.h"
#include "widgets/logs/chipbar.h"
#include "widgets/logs/fieldspanel.h"
#include "widgets/logs/linedetail.h"
#include "widgets/logs/logspane.h"
#include "widgets/logs/logview.h"
#include "widgets/logs/patternspanel.h"
#include "widgets/logs/searchbar.h"
#include "widgets/query/queryeditor.h"
#include "widgets/query/querytextedit.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

namespace tst_logspane {

using namespace signalbox;
using widgets::FieldAction;
using widgets::LogsPane;

class TestLogsPane : public QObject
{
    Q_OBJECT

    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<items::LogModel> m_lines;
    std::unique_ptr<items::LogModel> m_others;
    std::unique_ptr<items::PatternModel> m_patterns;
    std::unique_ptr<items::FieldCountModel> m_fields;
    std::unique_ptr<LogsPane> m_pane;

    void fill()
    {
        std::vector<LogLine> lines;
        for (int i = 0; i < 50; ++i)
            lines.push_back(
                {.at = Instant::fromSeconds(1'000 - i),
                 .labels = {{QStringLiteral("service_name"), QStringLiteral("web")}},
                 .metadata = {{QStringLiteral("pod"), QStringLiteral("p1")}},
                 .line = "level=error msg=\"pool exhausted\" status=504 n=" + QByteArray::number(i)});
        m_lines->append(LogBatch::fromLines(lines));
    }
    void run(const char* id)
    {
        for (const widgets::Command& command : m_pane->commands())
            if (command.id == QLatin1String(id))
                return command.run();
        QFAIL(id);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_theme = std::make_unique<theme::Theme>();
        QApplication::setStyle(new theme::Style(m_theme.get()));
        theme::prepareFonts();
    }
    void init()
    {
        m_lines = std::make_unique<items::LogModel>();
        m_others = std::make_unique<items::LogModel>();
        m_patterns = std::make_unique<items::PatternModel>();
        m_fields = std::make_unique<items::FieldCountModel>();
        m_pane = std::make_unique<LogsPane>(
            LogsPane::Models{m_lines.get(), m_others.get(), m_patterns.get(), m_fields.get()}, m_theme.get());
        m_pane->resize(1368, 820);
        m_pane->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
    }
    void cleanup()
    {
        m_pane.reset();
        m_fields.reset();
        m_patterns.reset();
        m_others.reset();
        m_lines.reset();
    }

    void theFocusWritesTheQueryUntilThePersonDoes()
    {
        m_pane->setFocusQuery(QStringLiteral("{a=\"1\"}"));
        QCOMPARE(m_pane->query(), QStringLiteral("{a=\"1\"}"));
        QVERIFY(!m_pane->isOwnQuery());
        QTest::keyClicks(m_pane->editor()->edit(), QStringLiteral(" # x"));
        QVERIFY(m_pane->isOwnQuery());
        m_pane->setFocusQuery(QStringLiteral("{a=\"2\"}"));
        QVERIFY(m_pane->query().endsWith(QLatin1String("# x")));
        // The chip leads back.
        QSignalSpy asked(m_pane.get(), &LogsPane::querySubmitted);
        QCOMPARE(m_pane->chips()->chipCount(), 1);
        auto* chip = m_pane->chips()->findChild<QAbstractButton*>();
        for (auto* button : m_pane->chips()->findChildren<QAbstractButton*>())
            if (button->accessibleName().startsWith(QLatin1String("query")))
                chip = button;
        QTest::mouseClick(chip, Qt::LeftButton);
        QVERIFY(!m_pane->isOwnQuery());
        QCOMPARE(m_pane->query(), QStringLiteral("{a=\"2\"}"));
        QCOMPARE(asked.size(), 1);
    }

    void chipsAreRemovedByMouseAndKey()
    {
        logql::Question question{.serviceLabel = QStringLiteral("app"), .minLevel = Level::Warn};
        question.lines = {{logql::LineMatch::Contains, QStringLiteral("x"), true}};
        m_pane->chips()->setChips(logql::chipsOf(question));
        QCOMPARE(m_pane->chips()->chipCount(), 2);
        QSignalSpy removed(m_pane->chips(), &widgets::ChipBar::removed);
        for (auto* button : m_pane->chips()->findChildren<QAbstractButton*>()) {
            if (button->accessibleName() == QLatin1String("level warn and above"))
                QTest::mouseClick(button, Qt::LeftButton);
            if (button->accessibleName() == QLatin1String("text contains x"))
                QTest::keyClick(button, Qt::Key_Delete);
        }
        QCOMPARE(removed.size(), 2);
        // What is typed is told, what is wrong with it is said beside it.
        QSignalSpy typed(m_pane->chips(), &widgets::ChipBar::typed);
        run("logs.filter");
        QLineEdit* input = m_pane->chips()->input();
        QVERIFY(input->isVisible());
        QTest::keyClicks(input, QStringLiteral("level>=loud"));
        QTest::keyClick(input, Qt::Key_Return);
        QCOMPARE(typed.size(), 1);
        m_pane->chips()->setProblem(QStringLiteral("no level"));
        QVERIFY(input->isVisible());
        QTest::keyClick(input, Qt::Key_Escape);
        QVERIFY(!input->isVisible());
    }

    void manyChipsTakeMoreRows()
    {
        logql::Question question{.serviceLabel = QStringLiteral("app")};
        for (int i = 0; i < 14; ++i)
            question.lines.push_back(
                {logql::LineMatch::Contains, QStringLiteral("some longer text %1").arg(i), true});
        const int low = m_pane->chips()->height();
        m_pane->chips()->setChips(logql::chipsOf(question));
        QTRY_VERIFY(m_pane->chips()->height() > 2 * low);
        QList<QRect> places;
        for (auto* button : m_pane->chips()->findChildren<QAbstractButton*>()) {
            if (!button->isVisible())
                continue;
            QVERIFY(m_pane->chips()->rect().contains(button->geometry()));
            for (const QRect& other : places)
                QVERIFY(!other.intersects(button->geometry()));
            places += button->geometry();
        }
        QCOMPARE(places.size(), 15);
        m_pane->chips()->setChips({});
        QTRY_COMPARE(m_pane->chips()->height(), low);
    }

    void aLineOpensWithItsFieldsAndActions()
    {
        fill();
        m_pane->view()->setFocus();
        connect(m_pane->view(), &widgets::LogView::opened, this,
                [this](int row) { m_pane->detail()->setParts(items::partsOf(m_lines->lineAt(row))); });
        m_pane->view()->openDetail(2);
        QVERIFY(m_pane->detail()->isVisible());
        widgets::FieldTree* tree = m_pane->detail()->tree();
        QSignalSpy acted(m_pane->detail(), &widgets::LineDetail::fieldActed);
        const auto find = [tree](const QString& text) {
            const auto found = tree->model()->match(tree->model()->index(0, 0), Qt::DisplayRole, text, 1,
                                                    Qt::MatchExactly | Qt::MatchRecursive);
            return found.isEmpty() ? QModelIndex() : found.front();
        };
        const QModelIndex status = find(QStringLiteral("status: 504"));
        QVERIFY(status.isValid());
        tree->setCurrentIndex(status);
        tree->setFocus();
        for (const auto& [key, action] :
             {std::pair("+", FieldAction::FilterIn), std::pair("-", FieldAction::FilterOut),
              std::pair("|", FieldAction::AddColumn), std::pair("#", FieldAction::Count)}) {
            QTest::keyClicks(tree, QString::fromLatin1(key));
            QVERIFY(acted.constLast().at(0).value<FieldAction>() == action);
            QCOMPARE(acted.constLast().at(1).value<logs::FieldName>(),
                     (logs::FieldName{QStringLiteral("status"), logs::FieldPlace::Line}));
            QCOMPARE(acted.constLast().at(2).toString(), QStringLiteral("504"));
        }
        // The icons at the right do the same: the first of five is "filter in".
        const QRect rect = tree->visualRect(status);
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {},
                          QPoint(rect.right() - 8 - 5 * 20 + 10, rect.center().y()));
        QCOMPARE(acted.size(), 5);
        QVERIFY(acted.constLast().at(0).value<FieldAction>() == FieldAction::FilterIn);
        // Labels and metadata are there as well.
        QVERIFY(find(QStringLiteral("pod: p1")).isValid());
        QVERIFY(find(QStringLiteral("service_name: web")).isValid());
        m_pane->detail()->setTab(widgets::LineDetail::Tab::Raw);
        QVERIFY(m_pane->detail()->rawText().contains(QLatin1String("status=504")));
        QSignalSpy context(m_pane->detail(), &widgets::LineDetail::contextRequested);
        run("logs.context");
        QCOMPARE(context.size(), 1);
        // Esc closes from within.
        QTest::keyClick(m_pane->detail(), Qt::Key_Escape);
        QCOMPARE(m_pane->view()->openRow(), -1);
    }

    void theSideIsADrawerWhereThereIsNoRoom()
    {
        QVERIFY(m_pane->isSideShown());
        QVERIFY(m_pane->patterns()->isVisible());
        const int wide = m_pane->view()->width();
        m_pane->resize(952, 620);
        QVERIFY(!m_pane->isSideShown());
        QVERIFY(!m_pane->patterns()->isVisible());
        run("logs.side");
        QVERIFY(m_pane->patterns()->isVisible());
        QCOMPARE(m_pane->view()->width(), 952); // over the lines, not beside them
        QTest::keyClick(m_pane->patterns()->list(), Qt::Key_Escape);
        QVERIFY(!m_pane->patterns()->isVisible());
        m_pane->resize(1368, 820);
        QVERIFY(m_pane->patterns()->isVisible());
        QCOMPARE(m_pane->view()->width(), wide);
    }

    void shapesAndValuesAskForLines()
    {
        auto* ranges = m_pane->patterns()->findChild<QWidget*>(QStringLiteral("ranges"));
        QVERIFY(!ranges->isVisible()); // nothing is compared yet: no legend of nothing
        patterns::Comparison found;
        found.shapes.push_back({.text = QStringLiteral("pool"),
                                .regex = QStringLiteral("pool"),
                                .during = 5,
                                .tag = patterns::Tag::New});
        found.before = {Instant{0}, Instant{1}};
        found.during = {Instant{1}, Instant{2}};
        m_patterns->setComparison(found);
        QVERIFY(ranges->isVisible());
        QListView* list = m_pane->patterns()->list();
        QSignalSpy marked(m_pane->patterns(), &widgets::PatternsPanel::markRequested);
        QSignalSpy filtered(m_pane->patterns(), &widgets::PatternsPanel::filterRequested);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(m_patterns->index(0)).center());
        QCOMPARE(marked.size(), 1);
        list->setCurrentIndex(m_patterns->index(0));
        QTest::keyClicks(list, QStringLiteral("+-"));
        QCOMPARE(filtered.size(), 2);
        QCOMPARE(filtered.at(1).at(1).toBool(), true);

        logs::FieldCounts counts{.lines = 10};
        counts.fields.push_back({.field = {QStringLiteral("status"), logs::FieldPlace::Line},
                                 .lines = 8,
                                 .values = {{QStringLiteral("500"), 8}}});
        m_fields->setCounts(counts);
        m_pane->showSide(LogsPane::Side::Fields);
        QTreeView* tree = m_pane->fields()->tree();
        m_pane->fields()->showField({QStringLiteral("status"), logs::FieldPlace::Line});
        const QModelIndex value = m_fields->index(0, 0, m_fields->index(0, 0));
        QVERIFY(tree->isExpanded(m_fields->index(0, 0)));
        QSignalSpy acted(m_pane->fields(), &widgets::FieldsPanel::fieldActed);
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(value).center());
        QCOMPARE(acted.size(), 1);
        QCOMPARE(acted.constFirst().at(2).toString(), QStringLiteral("500"));
        // What was open stays open when the counts change.
        counts.lines = 11;
        m_fields->setCounts(counts);
        QVERIFY(tree->isExpanded(m_fields->index(0, 0)));
    }

    void searchingIsToldAndClosed()
    {
        widgets::SearchBar* search = m_pane->search();
        QVERIFY(!search->isVisible());
        run("logs.find");
        QVERIFY(search->isVisible());
        QSignalSpy changed(search, &widgets::SearchBar::searchChanged);
        QSignalSpy stepped(search, &widgets::SearchBar::stepRequested);
        QTest::keyClicks(search->input(), QStringLiteral("ab"));
        QCOMPARE(changed.size(), 2);
        QCOMPARE(search->search(), (logs::SearchText{.text = QStringLiteral("ab")}));
        QTest::keyClick(search->input(), Qt::Key_Return);
        QTest::keyClick(search->input(), Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(stepped.size(), 2);
        QCOMPARE(stepped.at(1).at(0).toInt(), -1);
        QSignalSpy closed(search, &widgets::SearchBar::closed);
        QTest::keyClick(search->input(), Qt::Key_Escape);
        QCOMPARE(closed.size(), 1);
        QVERIFY(!search->isVisible());
    }

    void theLookIsKept()
    {
        fill();
        run("logs.wrap");
        run("logs.raw");
        items::LogLook look = m_lines->look();
        look.columns.push_back({QStringLiteral("pod"), logs::FieldPlace::Metadata});
        m_lines->setLook(look);
        const QByteArray saved = m_pane->look();
        LogsPane second({m_lines.get(), m_others.get(), m_patterns.get(), m_fields.get()}, m_theme.get());
        m_lines->setLook({});
        second.setLook(saved);
        QVERIFY(m_lines->look().wrapped);
        QVERIFY(m_lines->look().raw);
        QCOMPARE(m_lines->look().columns.size(), std::size_t{1});
        QVERIFY(second.view()->wrap());
        // Anything may stand in a settings file.
        second.setLook("{\"columns\":[1,{\"name\":\"x\",\"place\":99},{\"name\":\"\"}],\"wrap\":7}");
        QCOMPARE(m_lines->look().columns.size(), std::size_t{1});
    }

    void everyActionHasAKeyOfItsOwn()
    {
        QSet<QString> keys;
        for (const widgets::Command& command : m_pane->commands()) {
            QVERIFY2(!command.keys.isEmpty(), qPrintable(command.id));
            for (const QKeySequence& key : command.keys) {
                QVERIFY2(!keys.contains(key.toString()), qPrintable(key.toString()));
                keys.insert(key.toString());
            }
        }
    }

    void starsAreListed()
    {
        logs::Stars stars;
        QVERIFY(stars.toggle({.line = {Instant::fromSeconds(5), 7},
                              .service = QStringLiteral("web"),
                              .message = QStringLiteral("m")}));
        m_pane->setStars(stars, Zone::Utc);
        m_pane->showSide(LogsPane::Side::Stars);
        QCOMPARE(m_pane->starList()->count(), 1);
        QSignalSpy chosen(m_pane.get(), &LogsPane::starChosen);
        QTest::mouseClick(m_pane->starList()->viewport(), Qt::LeftButton, {},
                          m_pane->starList()->visualItemRect(m_pane->starList()->item(0)).center());
        QVERIFY(chosen.size() >= 1);
        m_pane->setStars({}, Zone::Utc);
        QCOMPARE(m_pane->starList()->count(), 1); // says that there are none
        QVERIFY(!(m_pane->starList()->item(0)->flags() & Qt::ItemIsEnabled));
    }
};

} // namespace tst_logspane

SIGNALBOX_WIDGET_TEST(tst_logspane, TestLogsPane)
#include "tst_logspane.moc"
