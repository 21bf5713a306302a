// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/logmodel.h"
#include "tests/support/testmain.h"
#include "widgets/common/markedscrollbar.h"
#include "widgets/logs/logview.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

namespace tst_logview {

using namespace signalbox;
using items::LogModel;
using logs::Break;
using widgets::LogView;

namespace {

LogBatchPtr lines(int first, int count, const QByteArray& text = "level=info msg=line")
{
    std::vector<LogLine> all;
    for (int i = 0; i < count; ++i)
        all.push_back({.at = Instant::fromSeconds(1'000'000 - first - i),
                       .labels = {{QStringLiteral("app"), QStringLiteral("web")}},
                       .line = text + " n=" + QByteArray::number(first + i)});
    return LogBatch::fromLines(all);
}

} // namespace

class TestLogView : public QObject
{
    Q_OBJECT

    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<LogModel> m_model;
    std::unique_ptr<LogView> m_view;

    [[nodiscard]] QString textAt(int y) const
    {
        const int row = m_view->rowAt({100, y});
        return row < 0 ? QString() : m_model->lineAt(row).text();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_view.get(), key, modifiers);
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
        m_model = std::make_unique<LogModel>();
        m_view = std::make_unique<LogView>(m_model.get(), m_theme.get());
        m_view->resize(900, 28 + 20 * 24);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        m_view->setFocus();
    }
    void cleanup()
    {
        m_view.reset();
        m_model.reset();
    }

    void aMillionRowsScrollToTheirEnd()
    {
        const LogBatchPtr batch = lines(0, 10'000);
        for (int i = 0; i < 100; ++i)
            m_model->append(batch);
        QCOMPARE(m_model->rowCount(), 1'000'000);
        QCOMPARE(m_view->visibleRows(), std::pair(0, 19));
        press(Qt::Key_End);
        QCOMPARE(m_view->currentRow(), 999'999);
        QCOMPARE(m_view->visibleRows(), std::pair(999'980, 999'999));
        press(Qt::Key_PageUp);
        QCOMPARE(m_view->currentRow(), 999'980);
        press(Qt::Key_Home);
        QCOMPARE(m_view->visibleRows().first, 0);
        press(Qt::Key_Down);
        press(Qt::Key_Down);
        QCOMPARE(m_view->currentRow(), 2);
    }

    void whatIsReadStaysWhereItIs()
    {
        m_model->append(lines(100, 200));
        m_view->bar()->setValue(50 * 24 + 7);
        const QString read = textAt(100);
        m_model->prepend(lines(0, 100)); // newer lines above
        QCOMPARE(textAt(100), read);
        m_model->append(lines(300, 50));
        QCOMPARE(textAt(100), read);
        // At the very top, without a tail, new lines are seen: nobody reads further down.
        m_view->bar()->setValue(0);
        m_model->prepend(lines(-10, 10));
        QCOMPARE(m_view->visibleRows().first, 0);
    }

    void theCurrentRowIsALineAndNoNumber()
    {
        m_model->append(lines(100, 50));
        m_view->setCurrentRow(10);
        m_model->prepend(lines(0, 5));
        QCOMPARE(m_view->currentRow(), 15);
        QSignalSpy changed(m_view.get(), &LogView::currentChanged);
        m_model->shrinkBack(5); // the batch of the current row leaves
        QCOMPARE(m_view->currentRow(), -1);
        QCOMPARE(changed.size(), 1);
    }

    void aDetailOpensInPlaceAndFollowsTheKeys()
    {
        m_model->append(lines(0, 100));
        auto* detail = new QLabel(QStringLiteral("detail"));
        m_view->setDetail(detail);
        m_view->setDetailHeight(200);
        QSignalSpy opened(m_view.get(), &LogView::opened);
        m_view->setCurrentRow(5);
        press(Qt::Key_Return);
        QCOMPARE(m_view->openRow(), 5);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(detail->geometry(), QRect(0, 6 * 24, m_view->viewport()->width(), 200));
        QVERIFY(detail->isVisible());
        QCOMPARE(m_view->rectOf(6).top(), 6 * 24 + 200);
        press(Qt::Key_Down);
        QCOMPARE(m_view->openRow(), 6);
        m_view->bar()->setValue(m_view->bar()->value() + 30);
        QCOMPARE(detail->y(), 7 * 24 - 30);
        // Every row is reached behind it.
        press(Qt::Key_Escape);
        QVERIFY(!detail->isVisible());
        m_view->openDetail(3);
        m_view->bar()->setValue(m_view->bar()->maximum());
        QCOMPARE(m_view->visibleRows().second, 99);
        press(Qt::Key_Left);
        QCOMPARE(m_view->openRow(), -1);
    }

    void theArrowOpensByMouse()
    {
        m_model->append(lines(0, 30));
        m_view->setDetail(new QLabel);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {},
                          m_view->rectOf(4).topLeft() + QPoint(10, 10));
        QCOMPARE(m_view->openRow(), 4);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {},
                          m_view->rectOf(2).topLeft() + QPoint(300, 10));
        QCOMPARE(m_view->currentRow(), 2);
        QCOMPARE(m_view->openRow(), 4);
        QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {},
                           m_view->rectOf(1).topLeft() + QPoint(300, 10));
        QCOMPARE(m_view->openRow(), 1);
    }

    void shiftSelectsWithoutBreaks()
    {
        m_model->append(lines(0, 3));
        m_model->append(Break{.kind = Break::Kind::Gap, .text = QStringLiteral("gap")});
        m_model->append(lines(3, 3));
        m_view->setCurrentRow(1);
        for (int i = 0; i < 4; ++i)
            press(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(m_view->selectedRows(), (std::vector<int>{1, 2, 4, 5}));
        press(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(m_view->selectedRows().size(), std::size_t{6});
        press(Qt::Key_Up);
        QCOMPARE(m_view->selectedRows().size(), std::size_t{1});
    }

    void aBreakIsActedOn()
    {
        m_model->append(lines(0, 3));
        m_model->append(
            Break{.text = QStringLiteral("1 000 of 5 000 lines"), .action = QStringLiteral("Load more")});
        QSignalSpy acted(m_view.get(), &LogView::breakActivated);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->rectOf(3).center());
        QCOMPARE(acted.size(), 1);
        m_view->setCurrentRow(3);
        press(Qt::Key_Return);
        QCOMPARE(acted.size(), 2);
        QCOMPARE(acted.constLast().constFirst().toInt(), 3);
    }

    void theEndIsToldWhenItIsNear()
    {
        m_model->append(lines(0, 1'000));
        QSignalSpy near(m_view.get(), &LogView::endNear);
        m_view->bar()->setValue(100 * 24);
        QCOMPARE(near.size(), 0);
        m_view->bar()->setValue(m_view->bar()->maximum() - 24);
        QVERIFY(near.size() > 0);
    }

    void aTailIsFollowedUntilThePersonScrolls_data()
    {
        QTest::addColumn<bool>("top");
        QTest::newRow("newest first") << true;
        QTest::newRow("oldest first") << false;
    }

    void aTailIsFollowedUntilThePersonScrolls()
    {
        QFETCH(bool, top);
        m_model->append(lines(100, 200));
        m_view->setLiveEnd(top ? LogView::LiveEnd::Top : LogView::LiveEnd::Bottom);
        const auto write = [&](int count) {
            if (top)
                m_model->prepend(lines(0, count));
            else
                m_model->append(lines(500, count));
        };
        const auto atEnd = [&] { return m_view->bar()->value() == (top ? 0 : m_view->bar()->maximum()); };
        write(30);
        QVERIFY(m_view->isFollowing());
        QVERIFY(atEnd());
        QSignalSpy following(m_view.get(), &LogView::followingChanged);
        m_view->bar()->setValue(100 * 24);
        QVERIFY(!m_view->isFollowing());
        const QString read = textAt(100);
        write(20);
        write(1);
        QCOMPARE(textAt(100), read);
        QCOMPARE(m_view->unreadCount(), 21);
        auto* jump = m_view->viewport()->findChild<QPushButton*>();
        QVERIFY(jump && jump->isVisible());
        QVERIFY(jump->text().contains(QLatin1String("21")));
        QTest::mouseClick(jump, Qt::LeftButton);
        QVERIFY(atEnd());
        QVERIFY(m_view->isFollowing());
        QCOMPARE(m_view->unreadCount(), 0);
        QVERIFY(!jump->isVisible());
        QCOMPARE(following.size(), 2);
    }

    void wrappedLinesAreHigherAndAllAreReached()
    {
        items::LogLook look = m_model->look();
        look.wrapped = true;
        m_model->setLook(look);
        m_model->append(
            lines(0, 200, QByteArray("msg=\"") + QByteArray("many words here ").repeated(40) + '"'));
        m_view->setWrap(true);
        QVERIFY(m_view->rectOf(0).height() > 48);
        m_view->bar()->setValue(m_view->bar()->maximum());
        QCOMPARE(m_view->visibleRows().second, 199);
        QVERIFY(m_view->rectOf(199).bottom() <= m_view->viewport()->height() + 24);
        m_view->setCurrentRow(100);
        QVERIFY(!m_view->rectOf(100).isNull());
        press(Qt::Key_Home);
        QCOMPARE(m_view->visibleRows().first, 0);
        m_view->setWrap(false);
        QCOMPARE(m_view->rectOf(m_view->visibleRows().first).height(), 24);
    }

    void hitsAreMarkedInTheScrollBar()
    {
        m_model->append(lines(0, 1'000));
        m_view->setSearch(*logs::Searcher::make({.text = QStringLiteral("n=9")}));
        m_view->setHits({m_model->store().numberOf(9), m_model->store().numberOf(990)});
        QCOMPARE(m_view->bar()->ticks().size(), std::size_t{2});
        QCOMPARE(qRound(m_view->bar()->ticks()[1].at * 100), 99);
        m_model->prepend(lines(-1'000, 1'000));
        QCOMPARE(qRound(m_view->bar()->ticks()[1].at * 1000), 995);
        m_view->setSearch(std::nullopt);
        QVERIFY(m_view->bar()->ticks().empty());
    }

    void everythingPaints()
    {
        // Every kind of row, in both themes, with a search and colours.
        m_model->append(lines(0, 2, "\x1b[31mlevel=error\x1b[0m msg=x"));
        m_model->append(LogBatch::fromLines(
            std::vector<LogLine>{{.at = {1}, .line = QByteArray(5'000'000, 'x')}, {.at = {1}, .line = ""}}));
        for (const auto kind : {Break::Kind::More, Break::Kind::Gap, Break::Kind::Failed,
                                Break::Kind::Dropped, Break::Kind::Left})
            m_model->append(
                Break{.kind = kind, .text = QStringLiteral("sentence"), .action = QStringLiteral("act")});
        m_view->setSearch(*logs::Searcher::make({.text = QStringLiteral("x")}));
        for (const auto mode : {theme::Mode::Light, theme::Mode::Dark}) {
            m_theme->setMode(mode);
            const QImage picture = m_view->grab().toImage();
            // The first row is not empty ground.
            QSet<QRgb> colors;
            for (int x = 0; x < 600; ++x)
                colors.insert(picture.pixel(x, 28 + 12));
            QVERIFY(colors.size() > 5);
        }
    }
};

} // namespace tst_logview

SIGNALBOX_WIDGET_TEST(tst_logview, TestLogView)
#include "tst_logview.moc"
