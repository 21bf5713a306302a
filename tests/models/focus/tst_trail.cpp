// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/focus/focusmodel.h"

#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTest>

namespace tst_trail {

using namespace signalbox;
using namespace signalbox::focus;
using namespace std::chrono_literals;

class TestTrail : public QObject
{
    Q_OBJECT

private:
    ManualClock m_clock;

    Focus withServices(const QStringList& services) const
    {
        Focus focus;
        focus.services = services;
        return focus;
    }

private Q_SLOTS:
    void aChangeIsOneSignalAndOneStep()
    {
        FocusModel model(&m_clock);
        QSignalSpy changed(&model, &FocusModel::changed);
        Focus focus;
        focus.services = QStringList{QStringLiteral("checkout")};
        focus.range = TimeRange::last(15min);
        focus.trace = TraceId{1, 2};
        model.change(focus, QStringLiteral("pivot"));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.current(), focus);
        QCOMPARE(model.trail().steps().size(), std::size_t{2});
        model.change(focus, QStringLiteral("again"));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.trail().steps().size(), std::size_t{2});
    }

    void backAndForwardLikeABrowser()
    {
        FocusModel model(&m_clock);
        for (const QString& name : {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}) {
            m_clock.advance(5s);
            model.setServices({name});
        }
        model.goBack();
        QCOMPARE(model.current().services, QStringList{QStringLiteral("b")});
        model.goBack();
        model.goBack();
        QVERIFY(model.current().services.isEmpty());
        QVERIFY(!model.trail().canGoBack());
        model.goBack(); // the end of the road
        model.goForward();
        QCOMPARE(model.current().services, QStringList{QStringLiteral("a")});
        m_clock.advance(5s);
        model.setServices({QStringLiteral("d")}); // drops b and c
        QVERIFY(!model.trail().canGoForward());
        QCOMPARE(model.trail().steps().size(), std::size_t{3});
        model.goTo(0);
        QVERIFY(model.current().services.isEmpty());
        model.goTo(99);
        QCOMPARE(model.trail().place(), std::size_t{0});
    }

    void quickRefinementsAreOneStep()
    {
        FocusModel model(&m_clock);
        m_clock.advance(5s);
        for (int i = 1; i <= 5; ++i) {
            model.setRange(TimeRange::last(std::chrono::minutes(i)), QStringLiteral("dragged"));
            m_clock.advance(100ms);
        }
        QCOMPARE(model.trail().steps().size(), std::size_t{2});
        QCOMPARE(model.current().range, TimeRange::last(5min));
        m_clock.advance(5s);
        model.setRange(TimeRange::last(1h), QStringLiteral("dragged"));
        QCOMPARE(model.trail().steps().size(), std::size_t{3});
        model.goBack();
        QCOMPARE(model.current().range, TimeRange::last(5min));
    }

    void theTrailIsBounded()
    {
        Trail trail;
        for (int i = 0; i < 2000; ++i)
            trail.visit(
                {withServices({QString::number(i)}), QStringLiteral("x"), Instant::fromSeconds(i * 10)});
        QCOMPARE(trail.steps().size(), Trail::capacity);
        QCOMPARE(trail.steps().back().focus.services, QStringList{QStringLiteral("1999")});
        QCOMPARE(trail.place(), Trail::capacity - 1);
    }

    void theFocusSurvivesAsText()
    {
        FocusModel model(&m_clock);
        Focus focus;
        focus.profile = QStringLiteral("shop");
        focus.services = QStringList{QStringLiteral("a\"b"), QStringLiteral("ü")};
        focus.range = TimeRange::absolute(
            {Instant::fromNanoseconds(1'700'000'000'123'456'789), Instant::fromSeconds(1'700'000'100)});
        focus.filters = {{QStringLiteral("zone"), Matcher::Op::NotMatches, QStringLiteral("eu.*")}};
        focus.minLevel = Level::Warn;
        focus.trace = TraceId{0, 0xabc};
        focus.span = SpanId{7};
        model.change(focus, QStringLiteral("x"));
        QCOMPARE(FocusModel::fromText(model.toText()), focus);
    }

    void brokenTextIsADefaultFocus_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("array") << QByteArray("[1,2]");
        QTest::newRow("cut") << QByteArray("{\"services\":[\"a\"");
        QTest::newRow("types") << QByteArray(
            R"({"services":3,"range":[],"filters":[{"op":99}],"level":7,"trace":"zz"})");
    }
    void brokenTextIsADefaultFocus()
    {
        QFETCH(QByteArray, text);
        QCOMPARE(FocusModel::fromText(text), Focus{});
    }

    void rangeMoves_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("move");
        QTest::addColumn<QString>("to");
        const QString day = QStringLiteral("2026-11-21T");
        const QString absolute = day + QStringLiteral("10:00:00Z..") + day + QStringLiteral("10:20:00Z");
        QTest::newRow("out, moving") << QStringLiteral("now-1h..now") << QStringLiteral("out")
                                     << QStringLiteral("now-2h..now");
        QTest::newRow("in, moving") << QStringLiteral("now-1h..now") << QStringLiteral("in")
                                    << QStringLiteral("now-30m..now");
        QTest::newRow("out, fixed") << absolute << QStringLiteral("out")
                                    << day + QStringLiteral("09:50:00Z..") + day +
                                           QStringLiteral("10:30:00Z");
        QTest::newRow("in, fixed") << absolute << QStringLiteral("in")
                                   << day + QStringLiteral("10:05:00Z..") + day + QStringLiteral("10:15:00Z");
        QTest::newRow("left") << absolute << QStringLiteral("left")
                              << day + QStringLiteral("09:50:00Z..") + day + QStringLiteral("10:10:00Z");
        QTest::newRow("left, moving becomes fixed")
            << QStringLiteral("now-1h..now") << QStringLiteral("left")
            << day + QStringLiteral("10:30:00Z..") + day + QStringLiteral("11:30:00Z");
        QTest::newRow("now") << absolute << QStringLiteral("now") << QStringLiteral("now-20m..now");
    }
    void rangeMoves()
    {
        QFETCH(QString, from);
        QFETCH(QString, move);
        QFETCH(QString, to);
        const Instant now = *parseInstant(QStringLiteral("2026-11-21T12:00:00Z"));
        const TimeRange range = *parseTimeRange(from);
        TimeRange got;
        if (move == QLatin1String("out"))
            got = zoomedOut(range, now);
        else if (move == QLatin1String("in"))
            got = zoomedIn(range, now);
        else if (move == QLatin1String("left"))
            got = shifted(range, -0.5, now);
        else
            got = lockedToNow(range, now);
        QCOMPARE(got.toString(), to);
    }

    void zoomingInEndsSomewhere()
    {
        TimeRange range = TimeRange::last(1s);
        const Instant now = m_clock.now();
        for (int i = 0; i < 200; ++i)
            range = zoomedIn(range, now);
        QVERIFY(range.resolved(now).has_value());
        for (int i = 0; i < 200; ++i)
            range = zoomedOut(range, now);
        QVERIFY(range.resolved(now).has_value());
    }

    void theWayAsAList()
    {
        ManualClock clock;
        FocusModel model(&clock);
        model.setServices({QStringLiteral("checkout")});
        clock.advance(2s);
        model.setRange(TimeRange::last(5min), QStringLiteral("from the chart\nErrors"));
        model.goBack();
        const QStringList lines = toMarkdown(model.trail()).split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 2); // what lies ahead is not how one got here
        QVERIFY(lines.back().startsWith(QLatin1String("- ")));
        QVERIFY(lines.back().contains(QLatin1String("services changed (checkout")));
        model.goForward();
        QVERIFY(toMarkdown(model.trail()).contains(QLatin1String("from the chart Errors")));
    }

    void aStepKeepsItsPlace()
    {
        ManualClock clock;
        FocusModel model(&clock);
        QByteArray now = "first";
        model.setKeeper([&now] { return now; });
        QSignalSpy arriving(&model, &FocusModel::arriving);
        QSignalSpy arrived(&model, &FocusModel::arrived);
        model.setServices({QStringLiteral("a")}); // leaves the step that was opened
        now = "second";
        model.goBack();
        QCOMPARE(arriving.takeFirst().front().toByteArray(), QByteArray("first"));
        QCOMPARE(arrived.takeFirst().front().toByteArray(), QByteArray("first"));
        now = "first again";
        model.goForward();
        QCOMPARE(arrived.takeFirst().front().toByteArray(), QByteArray("second"));
        now = "second again";
        model.goTo(0);
        QCOMPARE(arrived.takeFirst().front().toByteArray(), QByteArray("first again"));
        model.setKeeper({});
        model.goForward(); // nobody is asked any more
        QCOMPARE(arrived.takeFirst().front().toByteArray(), QByteArray("second again"));
    }
};

} // namespace tst_trail

SIGNALBOX_GUILESS_TEST(tst_trail, TestTrail)
#include "tst_trail.moc"
