// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Lines counted one by one against what was written, over the simulated Loki.
#include "app/controllers/logfeed.h"
#include "connectors/simulator/logql/lokiapi.h"
#include "connectors/simulator/logql/memorylogstore.h"
#include "connectors/simulator/server/httpserver.h"
#include "models/items/timedisplay.h"
#include "tests/connectors/loki/lokifixture.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <map>

namespace tst_logfeed {

using namespace signalbox;
using app::LogFeed;
using app::LogQuestion;
using logs::Break;
using loki::test::backendAt;
using loki::test::Bench;
using Phase = LogFeed::Phase;

namespace {

constexpr int patience = 60'000;

} // namespace

class TestLogFeed : public QObject
{
    Q_OBJECT

    /// A simulated Loki that can be killed and started again on the same port.
    struct Server
    {
        explicit Server(const Clock* clock)
            : api(&store, clock)
            , http(simulator::ServerOptions{.name = QStringLiteral("loki"), .clock = clock}, api.handler())
        {
            http.setWebSocketHandler(api.webSocketHandler());
            port = *http.listen();
        }
        void kill() { http.close(); }
        void restart() { QVERIFY(http.listen(port)); }
        void write(std::int64_t ns, const std::string& text, const std::string& app = "web")
        {
            QVERIFY(store.append({{"app", app}}, {.ns = ns, .line = text}));
            ++truth[text];
        }

        simulator::logql::MemoryLogStore store;
        simulator::logql::LokiApi api;
        simulator::HttpServer http;
        quint16 port = 0;
        std::map<std::string, int> truth; ///< how often each line was written
    };

    static std::map<std::string, int> shown(const items::LogModel& model)
    {
        std::map<std::string, int> lines;
        for (int row = 0; row < model.rowCount(); ++row)
            if (!model.isBreak(row))
                ++lines[model.lineAt(row).line.toStdString()];
        return lines;
    }
    static bool isInOrder(const items::LogModel& model, bool newestFirst)
    {
        std::optional<Instant> last;
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.isBreak(row))
                continue;
            const Instant at = model.timeAt(row);
            if (last && (newestFirst ? at > *last : at < *last))
                return false;
            last = at;
        }
        return true;
    }

    SystemClock m_clock;
    std::unique_ptr<Server> m_server;
    std::unique_ptr<Bench> m_bench;
    std::unique_ptr<items::LogModel> m_model;
    std::unique_ptr<LogFeed> m_feed;
    std::int64_t m_start = 0;

    [[nodiscard]] LogQuestion question(bool newestFirst = true) const
    {
        return {.query = QStringLiteral("{app=~\".+\"}"),
                .range = {{m_start}, {m_start + 3'600'000'000'000}},
                .newestFirst = newestFirst};
    }
    void readAll()
    {
        for (int pages = 0; pages < 100 && !m_feed->isComplete(); ++pages) {
            QTRY_VERIFY_WITH_TIMEOUT(!m_feed->isBusy(), patience);
            if (!m_feed->isComplete())
                m_feed->more(LogFeed::laterPage);
        }
        QTRY_VERIFY_WITH_TIMEOUT(!m_feed->isBusy(), patience);
    }

private Q_SLOTS:
    void init()
    {
        m_start = m_clock.now().ns - 3'000'000'000'000;
        m_server = std::make_unique<Server>(&m_clock);
        m_bench = std::make_unique<Bench>(backendAt(QUrl(m_server->http.baseUrl())));
        m_model = std::make_unique<items::LogModel>();
        m_feed = std::make_unique<LogFeed>(m_model.get());
    }
    void cleanup()
    {
        m_feed.reset();
        m_model.reset();
        m_bench.reset();
        m_server.reset();
    }

    void everyLineOnce_data()
    {
        QTest::addColumn<bool>("newestFirst");
        QTest::newRow("newest first") << true;
        QTest::newRow("oldest first") << false;
    }

    void everyLineOnce()
    {
        QFETCH(bool, newestFirst);
        // Bursts of one nanosecond that lie across pages, and equal lines, which are both kept.
        for (int i = 0; i < 3'000; ++i)
            m_server->write(m_start + i * 1'000, "single " + std::to_string(i));
        for (int i = 0; i < 2'500; ++i)
            m_server->write(m_start + 1'500'500, "burst " + std::to_string(i), i % 3 ? "web" : "cart");
        for (int i = 0; i < 40; ++i)
            m_server->write(m_start + 2'000'500, "the same again", "app-" + std::to_string(i));
        m_feed->ask(&m_bench->client, question(newestFirst));
        QTRY_VERIFY_WITH_TIMEOUT(m_model->rowCount() > 0, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!m_feed->isBusy(), patience);
        QCOMPARE(m_model->store().lineCount(), std::size_t{LogFeed::firstPage});
        QVERIFY(m_model->store().lastBreak());
        QVERIFY(m_model->store().lastBreak()->kind == Break::Kind::More);
        m_feed->setTotal(5'540);
        QCOMPARE(m_model->store().lastBreak()->text,
                 QString::fromUtf8("1\u2009000 of about 5\u2009540 lines"));
        readAll();
        QVERIFY(m_feed->isComplete());
        QVERIFY(shown(*m_model) == m_server->truth);
        QVERIFY(isInOrder(*m_model, newestFirst));
        QVERIFY(!m_model->store().lastBreak());
    }

    void aNanosecondThatIsTooFullIsAGap()
    {
        for (int i = 0; i < 20'000; ++i)
            m_server->write(m_start + 1'000'000, "burst " + std::to_string(i));
        for (int i = 0; i < 10; ++i)
            m_server->write(m_start + i, "before " + std::to_string(i));
        m_feed->ask(&m_bench->client, question());
        QTRY_VERIFY_WITH_TIMEOUT(m_model->rowCount() > 0, patience);
        readAll();
        int gaps = 0;
        for (int row = 0; row < m_model->rowCount(); ++row)
            if (m_model->isBreak(row)) {
                ++gaps;
                QVERIFY(m_model->row(row).gap->kind == Break::Kind::Gap);
                QCOMPARE(m_model->row(row).gap->at.ns, m_start + 1'000'000);
            }
        QCOMPARE(gaps, 1);
        QCOMPARE(m_model->store().lineCount(), std::size_t{5'010});
    }

    void aBreakInPagingIsMarkedAndGoesOn()
    {
        for (int i = 0; i < 4'000; ++i)
            m_server->write(m_start + i * 1'000, std::to_string(i));
        m_feed->ask(&m_bench->client, question());
        QTRY_VERIFY_WITH_TIMEOUT(m_feed->hasMore(), patience);
        m_server->kill();
        m_feed->more(LogFeed::laterPage);
        QTRY_VERIFY_WITH_TIMEOUT(m_feed->phase() == Phase::Failed, patience);
        // What is loaded stays, and the row says what is the matter.
        QCOMPARE(m_model->store().lineCount(), std::size_t{1'000});
        const Break* last = m_model->store().lastBreak();
        QVERIFY(last && last->kind == Break::Kind::Failed);
        QVERIFY(!last->action.isEmpty());
        m_server->restart();
        m_feed->more(LogFeed::laterPage);
        readAll();
        QVERIFY(shown(*m_model) == m_server->truth);
        QVERIFY(isInOrder(*m_model, true));
    }

    void theClockDoesNotDisturbABreak()
    {
        for (int i = 0; i < 4'000; ++i)
            m_server->write(m_start + i * 1'000, std::to_string(i));
        LogQuestion asked = question();
        m_feed->ask(&m_bench->client, asked);
        QTRY_VERIFY_WITH_TIMEOUT(m_feed->hasMore(), patience);
        m_server->kill();
        m_feed->more(LogFeed::laterPage);
        QTRY_VERIFY_WITH_TIMEOUT(m_feed->phase() == Phase::Failed, patience);
        // The clock asks while it is down, and once more when it is back.
        std::optional<Error> error;
        connect(m_feed.get(), &LogFeed::failed, this, [&error](const Error& e) { error = e; });
        asked.range.end = asked.range.end + std::chrono::seconds(10);
        m_feed->refresh(&m_bench->client, asked);
        QTRY_VERIFY_WITH_TIMEOUT(error.has_value(), patience);
        QCOMPARE(m_model->store().lineCount(), std::size_t{1'000});
        QVERIFY(m_model->store().lastBreak() && m_model->store().lastBreak()->kind == Break::Kind::Failed);
        m_server->restart();
        m_server->write(m_start + 5'000'000, "written meanwhile");
        asked.range.end = asked.range.end + std::chrono::seconds(10);
        m_feed->refresh(&m_bench->client, asked);
        QTRY_COMPARE_WITH_TIMEOUT(m_model->store().lineCount(), std::size_t{1'001}, patience);
        m_feed->more(LogFeed::laterPage);
        readAll();
        QVERIFY(shown(*m_model) == m_server->truth);
        QVERIFY(isInOrder(*m_model, true));
    }

    void linesOfAnotherQuestionAreNotMixedIn()
    {
        for (int i = 0; i < 50; ++i) {
            m_server->write(m_start + i, "web " + std::to_string(i), "web");
            m_server->write(m_start + i, "cart " + std::to_string(i), "cart");
        }
        LogQuestion asked = question();
        asked.query = QStringLiteral("{app=\"web\"}");
        m_feed->ask(&m_bench->client, asked);
        QTRY_COMPARE_WITH_TIMEOUT(m_model->store().lineCount(), std::size_t{50}, patience);
        m_server->kill();
        asked.query = QStringLiteral("{app=\"cart\"}");
        m_feed->ask(&m_bench->client, asked);
        QTRY_VERIFY_WITH_TIMEOUT(m_feed->phase() == Phase::Failed, patience);
        QCOMPARE(m_model->store().lineCount(), std::size_t{50}); // those of before stay
        m_server->restart();
        m_feed->more(LogFeed::laterPage); // Retry
        QTRY_VERIFY_WITH_TIMEOUT(m_feed->isComplete(), patience);
        QCOMPARE(m_model->store().lineCount(), std::size_t{50});
        for (const auto& [text, count] : shown(*m_model))
            QVERIFY2(text.starts_with("cart") && count == 1, text.c_str());
    }

    void aServerThatIsDownIsSaid()
    {
        m_server->kill();
        std::optional<Error> error;
        connect(m_feed.get(), &LogFeed::failed, this, [&error](const Error& e) { error = e; });
        m_feed->ask(&m_bench->client, question());
        QTRY_VERIFY_WITH_TIMEOUT(error.has_value(), patience);
        QVERIFY(error->kind == ErrorKind::Network);
        QCOMPARE(m_model->rowCount(), 0);
        // And asking once more works as soon as it is back.
        m_server->write(m_start, "here");
        m_server->restart();
        m_feed->more(LogFeed::firstPage);
        QTRY_COMPARE_WITH_TIMEOUT(m_model->rowCount(), 1, patience);
    }

    void aRefreshBringsWhatCameAndNothingTwice()
    {
        const std::int64_t now = m_clock.now().ns;
        for (int i = 0; i < 1'500; ++i)
            m_server->write(now - 20'000'000'000 + std::int64_t{i} * 10'000'000, "old " + std::to_string(i));
        LogQuestion asked = question();
        asked.range.end = {now};
        m_feed->ask(&m_bench->client, asked);
        QTRY_VERIFY_WITH_TIMEOUT(m_feed->hasMore(), patience);
        const std::int64_t newest = m_model->timeAt(0).ns;
        const std::int64_t number = m_model->store().numberOf(0);
        // Late ones, one at the very nanosecond of the newest, an equal one, and new ones.
        m_server->write(newest - 2'000'000'000, "late");
        m_server->write(newest, "old 1499", "cart");
        for (int i = 0; i < 30; ++i)
            m_server->write(newest + 1 + i, "new " + std::to_string(i));
        asked.range.end = {now + 5'000'000'000};
        asked.range.start = asked.range.start + Duration(1'000'000);
        m_feed->refresh(&m_bench->client, asked);
        QTRY_COMPARE_WITH_TIMEOUT(m_model->store().lineCount(), std::size_t{1'032}, patience);
        // The row that was read kept its number.
        QVERIFY(m_model->lineAt(static_cast<int>(*m_model->store().rowOf(number))).line.startsWith("old"));
        m_feed->refresh(&m_bench->client, asked);
        readAll();
        QVERIFY(shown(*m_model) == m_server->truth);
    }

    void whatIsBelowTheLevelIsLeftOut()
    {
        for (int i = 0; i < 2'000; ++i)
            m_server->write(m_start + i, (i % 10 ? "level=info n=" : "level=error n=") + std::to_string(i));
        m_server->write(m_start + 5'000, "no level at all");
        LogQuestion asked = question();
        asked.minLevel = Level::Warn;
        m_feed->ask(&m_bench->client, asked);
        QTRY_VERIFY_WITH_TIMEOUT(m_model->rowCount() > 0, patience);
        readAll();
        QCOMPARE(m_model->store().lineCount(), std::size_t{201});
        QCOMPARE(m_feed->sifted(), std::int64_t{1'800});
        // What the clock reads once more is not counted once more.
        asked.range.end = asked.range.end + std::chrono::seconds(10);
        m_server->write(m_start + 6'000, "level=info n=new");
        m_feed->refresh(&m_bench->client, asked);
        QTRY_COMPARE_WITH_TIMEOUT(m_feed->sifted(), std::int64_t{1'801}, patience);
        asked.range.end = asked.range.end + std::chrono::seconds(10);
        m_server->write(m_start + 7'000, "level=error n=new");
        m_feed->refresh(&m_bench->client, asked);
        QTRY_COMPARE_WITH_TIMEOUT(m_model->store().lineCount(), std::size_t{202}, patience);
        QCOMPARE(m_feed->sifted(), std::int64_t{1'801});
        QVERIFY(isInOrder(*m_model, true));
    }

    void aTailSurvivesAKilledServer()
    {
        m_server->write(m_clock.now().ns - 1'000'000'000, "before");
        LogQuestion asked = question();
        asked.range = {m_clock.now() - std::chrono::minutes(1), m_clock.now()};
        m_feed->ask(&m_bench->client, asked);
        QTRY_VERIFY_WITH_TIMEOUT(m_model->rowCount() == 1, patience);
        m_feed->follow(&m_bench->client, asked);
        const auto isLive = [this] { return m_feed->tailState().phase == loki::TailState::Phase::Live; };
        QTRY_VERIFY_WITH_TIMEOUT(isLive(), patience);
        int written = 0;
        const auto burst = [&](int count) {
            for (int i = 0; i < count; ++i)
                m_server->write(m_clock.now().ns, "live " + std::to_string(written++));
        };
        for (int cut = 0; cut < 2; ++cut) {
            burst(200);
            QTRY_COMPARE_WITH_TIMEOUT(static_cast<int>(m_model->store().lineCount()), 1 + written, patience);
            m_server->kill();
            burst(50); // nobody hears these
            m_server->restart();
            burst(50);
            QTRY_COMPARE_WITH_TIMEOUT(static_cast<int>(m_model->store().lineCount()), 1 + written, patience);
            QTRY_VERIFY_WITH_TIMEOUT(isLive(), patience);
        }
        QVERIFY(shown(*m_model) == m_server->truth);
        m_feed->stopFollowing();
        QVERIFY(m_feed->phase() == Phase::Idle);
        QCOMPARE(static_cast<int>(m_model->store().lineCount()), 1 + written);
    }

    void aTailBeginsWithoutAHoleOrSaysSo()
    {
        const std::int64_t now = m_clock.now().ns;
        m_server->write(now - 1'000'000'000, "newest");
        LogQuestion asked = question();
        asked.range = {{now - 60'000'000'000}, {now}};
        m_feed->ask(&m_bench->client, asked);
        QTRY_COMPARE_WITH_TIMEOUT(m_model->rowCount(), 1, patience);
        // Late ones, at the nanosecond of the newest and before it.
        m_server->write(now - 1'000'000'000, "as new", "cart");
        m_server->write(now - 2'000'000'000, "late");
        m_feed->follow(&m_bench->client, asked);
        QTRY_COMPARE_WITH_TIMEOUT(m_model->store().lineCount(), std::size_t{3}, patience);
        QVERIFY(shown(*m_model) == m_server->truth);
        m_feed->stopFollowing();
        // Lines of long ago are on the screen: what lies between is a row that says so.
        asked.range.start = {now - 500'000'000};
        m_feed->follow(&m_bench->client, asked);
        m_server->write(m_clock.now().ns, "much later");
        QTRY_COMPARE_WITH_TIMEOUT(m_model->store().lineCount(), std::size_t{4}, patience);
        QCOMPARE(m_model->lineAt(0).line, QByteArray("much later"));
        QVERIFY(m_model->isBreak(1));
        QVERIFY(m_model->row(1).gap->kind == Break::Kind::Gap);
    }

    void aLongTailKeepsABound()
    {
        m_feed->setLiveBound(2'000);
        LogQuestion asked = question();
        asked.range = {m_clock.now() - std::chrono::minutes(1), m_clock.now()};
        m_feed->follow(&m_bench->client, asked);
        QTRY_VERIFY_WITH_TIMEOUT(m_feed->tailState().phase == loki::TailState::Phase::Live, patience);
        int written = 0;
        for (int round = 0; round < 20; ++round) {
            for (int i = 0; i < 300; ++i)
                m_server->write(m_clock.now().ns, std::to_string(written++));
            // The newest is on the screen before more is written.
            QTRY_VERIFY_WITH_TIMEOUT(
                m_model->rowCount() > 0 && shown(*m_model).count(std::to_string(written - 1)) == 1, patience);
        }
        QVERIFY(m_model->store().lineCount() <= 4'400);
        const Break* last = m_model->store().lastBreak();
        QVERIFY(last && last->kind == Break::Kind::Left);
        const auto left = static_cast<std::size_t>(written) - m_model->store().lineCount();
        QVERIFY(left > 0);
        QVERIFY2(last->text.startsWith(items::countText(static_cast<std::int64_t>(left))),
                 qPrintable(last->text));
    }
};

} // namespace tst_logfeed

SIGNALBOX_GUILESS_TEST(tst_logfeed, TestLogFeed)
#include "tst_logfeed.moc"
