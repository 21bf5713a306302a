// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testmain.h"
#include "widgets/logs/volumechart.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

namespace tst_volumechart {

using namespace signalbox;
using namespace std::chrono_literals;
using widgets::VolumeChart;

class TestVolumeChart : public QObject
{
    Q_OBJECT

    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<VolumeChart> m_chart;

    static logs::Volume volume()
    {
        logs::Volume made{.source = logs::Volume::Source::Server,
                          .range = {Instant::fromSeconds(1'000), Instant::fromSeconds(1'100)},
                          .step = 10s};
        made.bars.resize(10);
        made.bars[3][static_cast<std::size_t>(Level::Error)] = 7;
        made.bars[3][static_cast<std::size_t>(Level::Info)] = 70;
        return made;
    }
    /// The middle of a bar: the plot lies between 44 and 16 pixels from the edges.
    [[nodiscard]] QPoint barAt(int bar) const
    {
        const double slot = (m_chart->width() - 60) / 10.0;
        return {qRound(44 + slot * (bar + 0.5)), 60};
    }
    [[nodiscard]] QMenu* menu() const { return m_chart->findChild<QMenu*>(QStringLiteral("volumeMenu")); }

private Q_SLOTS:
    void initTestCase()
    {
        qRegisterMetaType<Interval>();
        m_theme = std::make_unique<theme::Theme>();
        QApplication::setStyle(new theme::Style(m_theme.get()));
        theme::prepareFonts();
    }
    void init()
    {
        m_chart = std::make_unique<VolumeChart>(m_theme.get());
        m_chart->resize(860, 108);
        m_chart->setVolume(volume());
        m_chart->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_chart.get()));
    }
    void cleanup() { m_chart.reset(); }

    void draggingSelectsAndOffers()
    {
        QSignalSpy zoomed(m_chart.get(), &VolumeChart::zoomRequested);
        QTest::mousePress(m_chart.get(), Qt::LeftButton, {}, barAt(2));
        QTest::mouseMove(m_chart.get(), barAt(4));
        QMouseEvent move(QEvent::MouseMove, barAt(4), m_chart->mapToGlobal(barAt(4)), Qt::NoButton,
                         Qt::LeftButton, {});
        QApplication::sendEvent(m_chart.get(), &move);
        QTest::mouseRelease(m_chart.get(), Qt::LeftButton, {}, barAt(4));
        QCOMPARE(*m_chart->selection(), (Interval{Instant::fromSeconds(1'020), Instant::fromSeconds(1'050)}));
        QVERIFY(menu());
        QVERIFY(menu()->actions().constFirst()->text().contains(QLatin1String("77 lines")));
        menu()->actions().at(2)->trigger();
        QCOMPARE(zoomed.size(), 1);
        QCOMPARE(zoomed.constFirst().constFirst().value<Interval>(), *m_chart->selection());
    }

    void keysSelectAsWell()
    {
        m_chart->setFocus();
        QTest::keyClick(m_chart.get(), Qt::Key_Home);
        QTest::keyClick(m_chart.get(), Qt::Key_Right);
        QTest::keyClick(m_chart.get(), Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(m_chart.get(), Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(*m_chart->selection(), (Interval{Instant::fromSeconds(1'010), Instant::fromSeconds(1'040)}));
        QVERIFY(m_chart->accessibleDescription().contains(QLatin1String("70  INFO")));
        QSignalSpy traces(m_chart.get(), &VolumeChart::tracesRequested);
        QTest::keyClick(m_chart.get(), Qt::Key_Return);
        QVERIFY(menu());
        menu()->actions().at(4)->trigger();
        QCOMPARE(traces.size(), 1);
        QTest::keyClick(m_chart.get(), Qt::Key_Escape);
        QVERIFY(!m_chart->selection());
    }

    void aClickGoesToTheTime()
    {
        QSignalSpy chosen(m_chart.get(), &VolumeChart::timeChosen);
        QTest::mouseClick(m_chart.get(), Qt::LeftButton, {}, barAt(3));
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.constFirst().constFirst().value<Instant>(), Instant::fromSeconds(1'030));
        QVERIFY(!m_chart->selection());
    }

    void aSelectionStaysWhileTheSameBarsAreCountedAgain()
    {
        m_chart->setFocus();
        QTest::keyClick(m_chart.get(), Qt::Key_Home);
        QTest::keyClick(m_chart.get(), Qt::Key_Right, Qt::ShiftModifier);
        logs::Volume again = volume();
        again.bars[5][0] = 1;
        m_chart->setVolume(again);
        QVERIFY(m_chart->selection());
        again.range.end = again.range.end + 10s;
        again.bars.resize(11);
        m_chart->setVolume(again);
        QVERIFY(!m_chart->selection());
    }

    void nothingAndMarksPaint()
    {
        m_chart->setMarks({{chart::MarkKind::Deploy, Instant::fromSeconds(1'030), QStringLiteral("v2")},
                           {chart::MarkKind::Alert, Instant::fromSeconds(1'031), QString(500, u'x')},
                           {chart::MarkKind::Alert, Instant::fromSeconds(9'999), QStringLiteral("outside")}});
        m_chart->setCursorTime(Instant::fromSeconds(1'050));
        QVERIFY(!m_chart->grab().isNull());
        m_chart->setVolume({});
        QVERIFY(!m_chart->selection());
        QVERIFY(!m_chart->grab().isNull());
        QTest::mouseClick(m_chart.get(), Qt::LeftButton, {}, QPoint(200, 50));
        QTest::keyClick(m_chart.get(), Qt::Key_Right);
    }
};

} // namespace tst_volumechart

SIGNALBOX_WIDGET_TEST(tst_volumechart, TestVolumeChart)
#include "tst_volumechart.moc"
