// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mainwindow/mainwindow.h"

#include "app/mainwindow/keptsettings.h"
#include "models/base/clock.h"
#include "tests/support/testmain.h"
#include "widgets/common/checklist.h"
#include "widgets/common/timerangepicker.h"
#include "widgets/shell/actionregistry.h"
#include "widgets/shell/commandpalette.h"
#include "widgets/shell/keysheet.h"
#include "widgets/shell/lampbar.h"
#include "widgets/shell/lamppopup.h"
#include "widgets/shell/pane.h"
#include "widgets/shell/panearea.h"
#include "widgets/shell/rail.h"
#include "widgets/shell/statusbar.h"
#include "widgets/shell/topbar.h"
#include "widgets/shell/trailpopup.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace tst_mainwindow {

using namespace signalbox;
using namespace std::chrono_literals;

namespace {

class PlainPane final : public widgets::Pane
{
public:
    explicit PlainPane(QString id)
        : m_id(std::move(id))
    {
        setFocusPolicy(Qt::StrongFocus);
    }
    [[nodiscard]] QString id() const override { return m_id; }
    [[nodiscard]] QString title() const override { return m_id.at(0).toUpper() + m_id.mid(1); }
    [[nodiscard]] QString iconName() const override { return m_id; }

private:
    QString m_id;
};

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

    struct Bench
    {
        ManualClock clock{*parseInstant(QStringLiteral("2026-11-21T14:41:12Z"))};
        theme::Theme theme;
        focus::FocusModel focus{&clock};
        std::unique_ptr<app::KeptSettings> settings;
        std::unique_ptr<app::MainWindow> window;
    };
    QTemporaryDir m_folder;
    int m_count = 0;

    std::unique_ptr<Bench> bench(QString file = {})
    {
        if (file.isEmpty())
            file = m_folder.filePath(QStringLiteral("%1.ini").arg(++m_count));
        auto b = std::make_unique<Bench>();
        b->settings = std::make_unique<app::KeptSettings>(file);
        b->window = std::make_unique<app::MainWindow>(&b->focus, &b->clock, &b->theme, b->settings.get());
        for (const QString& id :
             {QStringLiteral("signals"), QStringLiteral("logs"), QStringLiteral("traces")})
            b->window->addPane(new PlainPane(id));
        b->window->restore();
        b->window->show();
        activate(*b);
        return b;
    }

    static void activate(const Bench& b)
    {
        b.window->activateWindow();
        if (!QTest::qWaitForWindowActive(b.window.get()))
            qFatal("the window does not become active");
    }

private Q_SLOTS:
    void initTestCase()
    {
        theme::prepareFonts();
        static const theme::Theme theme;
        QApplication::setStyle(new theme::Style(&theme));
    }

    void numbersShowPanesAndTheRailFollows()
    {
        const auto b = bench();
        QCOMPARE(b->window->paneArea()->current()->id(), QStringLiteral("signals"));
        QTest::keyClick(b->window.get(), Qt::Key_2);
        QCOMPARE(b->window->paneArea()->current()->id(), QStringLiteral("logs"));
        QCOMPARE(b->window->rail()->current(), QStringLiteral("logs"));
        QVERIFY(b->window->paneArea()->pane(QStringLiteral("logs"))->isVisible());
        QVERIFY(!b->window->paneArea()->pane(QStringLiteral("signals"))->isVisible());
        QTest::mouseClick(b->window->rail(), Qt::LeftButton, {}, QPoint(36, 8 + 2 * 56 + 20));
        QCOMPARE(b->window->paneArea()->current()->id(), QStringLiteral("traces"));
    }

    void everyActionHasAKeyOrIsFoundInThePalette()
    {
        const auto b = bench();
        QStringList keys;
        for (const QAction* action : b->window->actions()->actions()) {
            QVERIFY2(!action->text().isEmpty(), qPrintable(action->objectName()));
            QVERIFY2(!widgets::ActionRegistry::groupOf(action).isEmpty(), qPrintable(action->objectName()));
            for (const QKeySequence& key : action->shortcuts()) {
                QVERIFY2(!keys.contains(key.toString()),
                         qPrintable(key.toString() + QStringLiteral(" twice")));
                keys += key.toString();
            }
        }
        QVERIFY(keys.contains(QStringLiteral("Ctrl+K")));
        QVERIFY(keys.contains(QStringLiteral("?")));
    }

    void thePaletteFindsAndRuns()
    {
        const auto b = bench();
        QTest::keyClick(b->window.get(), Qt::Key_K, Qt::ControlModifier);
        auto* palette = b->window->findChild<widgets::CommandPalette*>();
        QTRY_VERIFY(palette->isVisible());
        auto* input = palette->findChild<QLineEdit*>();
        QTest::keyClicks(input, QStringLiteral("sho log"));
        QTest::keyClick(input, Qt::Key_Return);
        QVERIFY(!palette->isVisible());
        QCOMPARE(b->window->paneArea()->current()->id(), QStringLiteral("logs"));
        QTest::keyClick(b->window.get(), Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(palette->isVisible());
        QTest::keyClick(input, Qt::Key_Escape);
        QVERIFY(!palette->isVisible());
    }

    void theKeySheetOpensAndCloses()
    {
        const auto b = bench();
        auto* sheet = b->window->findChild<widgets::KeySheet*>();
        QTest::keyClick(b->window.get(), Qt::Key_Question);
        QTRY_VERIFY(sheet->isVisible());
        QVERIFY(b->window->rect().contains(sheet->geometry()));
        QTest::keyClick(sheet, Qt::Key_Escape);
        QVERIFY(!sheet->isVisible());
    }

    void theTrailGoesBackAndForwardByKeys()
    {
        const auto b = bench();
        b->clock.advance(5s);
        b->focus.setServices({QStringLiteral("checkout")});
        b->clock.advance(5s);
        b->focus.setServices({QStringLiteral("cart")});
        QTest::keyClick(b->window.get(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(b->focus.current().services, QStringList{QStringLiteral("checkout")});
        QTest::keyClick(b->window.get(), Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(b->focus.current().services, QStringList{QStringLiteral("cart")});
        QTest::keyClick(b->window.get(), Qt::Key_H);
        auto* trail = b->window->findChild<widgets::TrailPopup*>();
        QTRY_VERIFY(trail->isVisible());
        auto* list = trail->findChild<QListWidget*>();
        QCOMPARE(list->count(), 3);
        list->setCurrentRow(2);
        QTest::keyClick(list, Qt::Key_Return);
        QVERIFY(b->focus.current().services.isEmpty());
        QVERIFY(!trail->isVisible());
    }

    void aRangeIsTypedAndNonsenseIsExplainedInPlace()
    {
        const auto b = bench();
        QTest::keyClick(b->window.get(), Qt::Key_R);
        auto* panel = b->window->findChild<widgets::TimeRangePanel*>();
        QTRY_VERIFY(panel->isVisible());
        auto* input = panel->findChild<QLineEdit*>();
        const TimeRange before = b->focus.current().range;
        input->setText(QStringLiteral("14:31 to yesterday-ish"));
        QTest::keyClick(input, Qt::Key_Return);
        QVERIFY(panel->isVisible());
        QCOMPARE(b->focus.current().range, before);
        const auto labels = panel->findChildren<QLabel*>();
        QVERIFY(
            std::any_of(labels.begin(), labels.end(), [](const QLabel* l) { return l->text().size() > 20; }));
        input->setText(QStringLiteral("2026-11-21T14:31:00Z .. 2026-11-21T14:29:00Z"));
        QTest::keyClick(input, Qt::Key_Return);
        QCOMPARE(b->focus.current().range, before);
        input->setText(QStringLiteral("now-15m..now"));
        QTest::keyClick(input, Qt::Key_Return);
        QVERIFY(!panel->isVisible());
        QCOMPARE(b->focus.current().range, TimeRange::last(15min));
    }

    void rangeKeysZoomShiftAndLock()
    {
        const auto b = bench();
        b->focus.setRange(TimeRange::last(1h), QStringLiteral("test"));
        QTest::keyClick(b->window.get(), Qt::Key_Z);
        QCOMPARE(b->focus.current().range, TimeRange::last(30min));
        QTest::keyClick(b->window.get(), Qt::Key_Z, Qt::ShiftModifier);
        QCOMPARE(b->focus.current().range, TimeRange::last(1h));
        QTest::keyClick(b->window.get(), Qt::Key_Left, Qt::ControlModifier | Qt::AltModifier);
        QVERIFY(!b->focus.current().range.isRelative());
        QTest::keyClick(b->window.get(), Qt::Key_N);
        QCOMPARE(b->focus.current().range, TimeRange::last(1h));
    }

    void aRangeTravelsThroughTheClipboard()
    {
        const auto first = bench();
        const auto second = bench();
        first->focus.setRange(TimeRange::last(15min), QStringLiteral("test"));
        activate(*first);
        QTest::keyClick(first->window.get(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        activate(*second);
        QTest::keyClick(second->window.get(), Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(*second->focus.current().range.resolved(second->clock),
                 *first->focus.current().range.resolved(first->clock));
        QGuiApplication::clipboard()->setText(QStringLiteral("no range at all"));
        const TimeRange before = second->focus.current().range;
        QTest::keyClick(second->window.get(), Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(second->focus.current().range, before);
        QVERIFY(second->window->findChild<widgets::TimeRangePanel*>()->isVisible());
    }

    void servicesAreTicked()
    {
        const auto b = bench();
        b->window->topBar()->setServices(
            {QStringLiteral("cart"), QStringLiteral("checkout"), QStringLiteral("web")}, {});
        QTest::keyClick(b->window.get(), Qt::Key_S);
        auto* list = b->window->findChild<widgets::Checklist*>();
        QTRY_VERIFY(list->isVisible());
        auto* filter = list->findChild<QLineEdit*>();
        QTest::keyClicks(filter, QStringLiteral("che"));
        QTest::keyClick(filter, Qt::Key_Return);
        QCOMPARE(b->focus.current().services, QStringList{QStringLiteral("checkout")});
    }

    void lampsOpenTheirDetailAndRetry()
    {
        const auto b = bench();
        health::Lamp good{.backend = QStringLiteral("Prometheus"),
                          .url = QStringLiteral("http://p"),
                          .state = health::Lamp::State::Ok,
                          .p50 = 84ms,
                          .latencies = {80ms, 84ms, 90ms}};
        health::Lamp bad{.backend = QStringLiteral("Loki"),
                         .url = QStringLiteral("http://l"),
                         .state = health::Lamp::State::BreakerOpen,
                         .untilNextTry = 12s,
                         .lastError = QStringLiteral("Loki refused the connection.")};
        b->window->setLamps({good, bad});
        auto* bar = b->window->status()->lampBar();
        QTest::mouseClick(bar, Qt::LeftButton, {}, bar->rectOf(1).center());
        auto* popup = b->window->findChild<widgets::LampPopup*>();
        QTRY_VERIFY(popup->isVisible());
        QSignalSpy retry(b->window.get(), &app::MainWindow::retryRequested);
        QTest::mouseClick(popup->findChild<QPushButton*>(), Qt::LeftButton);
        QCOMPARE(retry.size(), 1);
        QCOMPARE(retry.at(0).at(0).toString(), QStringLiteral("Loki"));
    }

    void panesSplitTearOffAndComeHome()
    {
        const auto b = bench();
        auto* area = b->window->paneArea();
        QTest::keyClick(b->window.get(), Qt::Key_Backslash, Qt::ControlModifier);
        QVERIFY(area->isSplit());
        QVERIFY(area->pane(QStringLiteral("logs"))->isVisible());
        QTest::keyClick(b->window.get(), Qt::Key_F6);
        QCOMPARE(area->current()->id(), QStringLiteral("logs"));
        QTest::keyClick(b->window.get(), Qt::Key_Backslash, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(area->tornOff(), QStringList{QStringLiteral("logs")});
        QWidget* second = area->pane(QStringLiteral("logs"))->window();
        QVERIFY(second != b->window.get());
        QVERIFY(!area->isSplit());
        second->close();
        QVERIFY(area->tornOff().isEmpty());
        QCOMPARE(area->pane(QStringLiteral("logs"))->window(), b->window.get());
    }

    void theWindowComesBackAsItWasLeft()
    {
        const QString file = m_folder.filePath(QStringLiteral("kept.ini"));
        {
            const auto b = bench(file);
            b->window->resize(1024, 760);
            b->clock.advance(5s);
            b->focus.setServices({QStringLiteral("payments")});
            QTest::keyClick(b->window.get(), Qt::Key_3);
            QTest::keyClick(b->window.get(), Qt::Key_Backslash, Qt::ControlModifier);
            QTest::keyClick(b->window.get(), Qt::Key_U);
            b->window->setRefreshSeconds(30);
            b->theme.setMode(theme::Mode::Light);
            b->window->close();
        }
        const auto b = bench(file);
        QCOMPARE(b->window->size(), QSize(1024, 760));
        QCOMPARE(b->focus.current().services, QStringList{QStringLiteral("payments")});
        QVERIFY(b->window->paneArea()->isSplit());
        QCOMPARE(b->window->paneArea()->current()->id(), QStringLiteral("traces"));
        QCOMPARE(b->window->zone(), Zone::Local);
        QCOMPARE(b->window->refreshSeconds(), 30);
        QCOMPARE(b->theme.mode(), theme::Mode::Light);
    }

    void brokenSettingsAreAFreshWindow()
    {
        const QString file = m_folder.filePath(QStringLiteral("broken.ini"));
        {
            QSettings settings(file, QSettings::IniFormat);
            settings.setValue(
                QStringLiteral("window/panes"),
                QByteArray("{\"first\":\"nosuch\",\"windows\":[{\"pane\":7}],\"sizes\":\"x\"}"));
            settings.setValue(QStringLiteral("window/geometry"), QByteArray("rubbish"));
            settings.setValue(QStringLiteral("window/focus"), QByteArray("]["));
        }
        const auto b = bench(file);
        QCOMPARE(b->window->paneArea()->current()->id(), QStringLiteral("signals"));
        QVERIFY(b->window->paneArea()->pane(QStringLiteral("signals"))->isVisible());
    }

    void theThemeSwitchesLive()
    {
        const auto b = bench();
        b->window->resize(1024, 700);
        const QRgb dark = b->window->grab().toImage().pixel(500, 400);
        b->theme.setMode(theme::Mode::Light);
        const QImage image = b->window->grab().toImage();
        QVERIFY(image.pixel(500, 400) != dark);
        QCOMPARE(image.size(), QSize(1024, 700));
    }
};

} // namespace tst_mainwindow

SIGNALBOX_WIDGET_TEST(tst_mainwindow, TestMainWindow)
#include "tst_mainwindow.moc"
