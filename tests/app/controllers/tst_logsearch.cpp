// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/logsearch.h"
#include "models/items/logmodel.h"
#include "tests/support/testmain.h"
#include "widgets/logs/logview.h"
#include "widgets/logs/searchbar.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

namespace tst_logsearch {

using namespace signalbox;
using logs::Break;

namespace {

constexpr int patience = 20'000;

LogBatchPtr lines(int first, int count)
{
    std::vector<LogLine> all;
    for (int i = 0; i < count; ++i)
        all.push_back(
            {.at = Instant::fromSeconds(100'000 - first - i),
             .line = QByteArray((first + i) % 10 == 0 ? "needle " : "hay ") + QByteArray::number(first + i)});
    return LogBatch::fromLines(all);
}

} // namespace

class TestLogSearch : public QObject
{
    Q_OBJECT

    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<items::LogModel> m_model;
    QThreadPool m_pool;
    widgets::SearchBar* m_bar = nullptr;
    widgets::LogView* m_view = nullptr;
    std::unique_ptr<app::LogSearch> m_search;

    /// As often as the needle is there, however it came.
    [[nodiscard]] std::size_t expected() const
    {
        std::size_t count = 0;
        for (int row = 0; row < m_model->rowCount(); ++row)
            count += !m_model->isBreak(row) && m_model->lineAt(row).line.startsWith("needle") ? 1U : 0U;
        return count;
    }
    [[nodiscard]] bool isRight() const
    {
        if (m_search->isRunning() || m_search->hits().size() != expected())
            return false;
        return std::all_of(m_search->hits().begin(), m_search->hits().end(), [this](std::int64_t hit) {
            const auto row = m_model->store().rowOf(hit);
            return row && m_model->lineAt(static_cast<int>(*row)).line.startsWith("needle");
        });
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
        m_window = std::make_unique<QWidget>();
        m_model = std::make_unique<items::LogModel>();
        m_bar = new widgets::SearchBar(m_theme.get(), m_window.get());
        m_view = new widgets::LogView(m_model.get(), m_theme.get(), m_window.get());
        m_search = std::make_unique<app::LogSearch>(m_bar, m_view, &m_pool);
        m_window->resize(800, 600);
        m_window->show();
        m_model->append(lines(0, 1'000));
        m_bar->open();
        m_bar->input()->setText(QStringLiteral("needle"));
        QTRY_VERIFY_WITH_TIMEOUT(isRight(), patience);
    }
    void cleanup()
    {
        m_search.reset();
        m_pool.waitForDone();
        m_window.reset();
        m_model.reset();
    }

    void linesThatTakeABreaksPlaceAreSearched()
    {
        m_model->append(Break{.text = QStringLiteral("more")});
        m_model->removeMoreBreak();
        m_model->append(lines(1'000, 500)); // the first of them is a hit, where the break was
        QTRY_VERIFY_WITH_TIMEOUT(isRight(), patience);
        m_model->prepend(lines(-200, 200));
        m_model->append(Break{.text = QStringLiteral("more")});
        m_model->append(lines(1'500, 20));
        QTRY_VERIFY_WITH_TIMEOUT(isRight(), patience);
    }

    void smallBatchesThatAreJoinedAreSearchedOnce()
    {
        for (int i = 1; i <= 60; ++i)
            m_model->prepend(lines(-i * 10, 10));
        QTRY_VERIFY_WITH_TIMEOUT(isRight(), patience);
        QCOMPARE(expected(), std::size_t{160});
    }

    void whatLeavesIsFoundNoMore()
    {
        m_model->append(lines(1'000, 3'000));
        QTRY_VERIFY_WITH_TIMEOUT(isRight(), patience);
        QVERIFY(m_model->shrinkBack(500) > 0);
        m_model->append(Break{.kind = Break::Kind::Left, .text = QStringLiteral("left")});
        m_model->prepend(lines(-50, 50));
        QTRY_VERIFY_WITH_TIMEOUT(isRight(), patience);
    }

    void anotherQuestionIsSearchedAnew()
    {
        m_model->clear();
        m_model->append(lines(5, 30));
        QTRY_VERIFY_WITH_TIMEOUT(isRight(), patience);
        QCOMPARE(expected(), std::size_t{3});
    }

    void whatIsTypedNarrowsAndWidens()
    {
        QSignalSpy done(m_search.get(), &app::LogSearch::finished);
        m_bar->input()->setText(QStringLiteral("needle 99"));
        QTRY_COMPARE_WITH_TIMEOUT(m_search->hits().size(), std::size_t{1}, patience); // 990
        m_bar->input()->setText(QStringLiteral("needle"));
        QTRY_VERIFY_WITH_TIMEOUT(isRight(), patience);
        QVERIFY(done.size() >= 2);
        m_bar->input()->setText(QStringLiteral("("));
        QTRY_VERIFY_WITH_TIMEOUT(!m_search->isRunning(), patience);
        QVERIFY(m_search->hits().empty());
    }
};

} // namespace tst_logsearch

SIGNALBOX_WIDGET_TEST(tst_logsearch, TestLogSearch)
#include "tst_logsearch.moc"
