// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mainwindow/mainwindow.h"

#include "app/mainwindow/keptsettings.h"
#include "widgets/common/timerangepicker.h"
#include "widgets/shell/actionregistry.h"
#include "widgets/shell/commandpalette.h"
#include "widgets/shell/keysheet.h"
#include "widgets/shell/lampbar.h"
#include "widgets/shell/pane.h"
#include "widgets/shell/panearea.h"
#include "widgets/shell/rail.h"
#include "widgets/shell/statusbar.h"
#include "widgets/shell/topbar.h"
#include "widgets/shell/trailpopup.h"

#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QGridLayout>
#include <QScreen>
#include <QStackedLayout>

namespace signalbox::app {

namespace {

constexpr QSize firstSize{1440, 900};
constexpr QSize smallest{1024, 700};

namespace key {
const QString geometry = QStringLiteral("window/geometry");
const QString panes = QStringLiteral("window/panes");
const QString focus = QStringLiteral("window/focus");
const QString zone = QStringLiteral("window/local-time");
const QString refresh = QStringLiteral("window/refresh-seconds");
const QString theme = QStringLiteral("window/theme");
} // namespace key

} // namespace

MainWindow::MainWindow(focus::FocusModel* focus, const Clock* clock, theme::Theme* theme,
                       KeptSettings* settings, QWidget* parent)
    : QMainWindow(parent)
    , m_focus(focus)
    , m_clock(clock)
    , m_theme(theme)
    , m_settings(settings)
    , m_registry(new widgets::ActionRegistry(this))
    , m_top(nullptr)
    , m_rail(nullptr)
    , m_notice(nullptr)
    , m_middle(nullptr)
    , m_panes(nullptr)
    , m_status(nullptr)
{
    setWindowTitle(tr("Signalbox"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/signalbox.svg")));
    setMinimumSize(smallest);
    auto* central = new QWidget(this);
    setCentralWidget(central);
    m_top = new widgets::TopBar(clock, theme, central);
    m_rail = new widgets::Rail(theme, central);
    m_notice = new widgets::Banner(theme, central);
    m_notice->setObjectName(QStringLiteral("notice"));
    m_way = new widgets::Banner(theme, central);
    m_way->setObjectName(QStringLiteral("way"));
    m_panes = new widgets::PaneArea(theme, central);
    m_status = new widgets::StatusBar(theme, central);
    auto* grid = new QGridLayout(central);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(0);
    grid->addWidget(m_top, 0, 0, 1, 2);
    grid->addWidget(m_rail, 1, 0, 3, 1);
    grid->addWidget(m_notice, 1, 1);
    grid->addWidget(m_way, 2, 1);
    m_middle = new QStackedLayout;
    m_middle->addWidget(m_panes);
    grid->addLayout(m_middle, 3, 1);
    grid->addWidget(m_status, 4, 0, 1, 2);
    grid->setRowStretch(3, 1);
    grid->setColumnStretch(1, 1);
    m_palette = new widgets::CommandPalette(m_registry, theme, this);
    connect(m_palette, &widgets::CommandPalette::chosen, this, &MainWindow::targetChosen);
    m_keySheet = new widgets::KeySheet(m_registry, theme, this);
    m_trail = new widgets::TrailPopup(theme, this);
    addActions();
    connectBars();
    showFocus();
}

MainWindow::~MainWindow() = default;

void MainWindow::addPane(widgets::Pane* pane)
{
    const QString id = pane->id();
    m_panes->addPane(pane);
    m_rail->addItem(id, pane->title(), pane->iconName());
    const int number = static_cast<int>(m_panes->panes().size());
    m_registry->add({QStringLiteral("pane.") + id,
                     tr("Panes"),
                     tr("Show %1").arg(pane->title()),
                     {QKeySequence(QString::number(number))},
                     [this, id] { showPane(id); }});
    for (widgets::Command command : pane->commands()) {
        command.within = pane;
        // From the palette it may be asked for while another pane is seen.
        command.run = [this, id, run = std::move(command.run)] {
            showPane(id);
            run();
        };
        m_registry->add(std::move(command));
    }
    m_rail->setCurrent(m_panes->current()->id());
}

void MainWindow::showPane(const QString& id)
{
    m_panes->showPane(id);
}

void MainWindow::addActions()
{
    const auto add = [this](const char* id, const QString& group, const QString& title,
                            const QList<QKeySequence>& keys, auto&& run) {
        m_registry->add({QString::fromLatin1(id), group, title, keys, std::forward<decltype(run)>(run)});
    };
    const QString anywhere = tr("Anywhere");
    add("paste", anywhere, tr("Go to what is in the clipboard"), {QKeySequence(QKeySequence::Paste)},
        [this] { pasteAndGo(); });
    add("palette", anywhere, tr("Find an action, search, paste anything"),
        {QKeySequence(Qt::CTRL | Qt::Key_K)}, [this] { m_palette->open(); });
    add("keys", anywhere, tr("This sheet of keys"), {QKeySequence(Qt::Key_Question)},
        [this] { m_keySheet->open(); });
    add("refresh", anywhere, tr("Refresh now"), {QKeySequence(Qt::Key_F5)},
        [this] { Q_EMIT refreshRequested(); });
    add("zone", anywhere, tr("UTC or local time"), {QKeySequence(Qt::Key_U)}, [this] { toggleZone(); });
    add("theme", anywhere, tr("Dark, light, or as the desktop"),
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L)}, [this] { cycleTheme(); });
    add("profiles", anywhere, tr("Manage profiles"), {QKeySequence(Qt::CTRL | Qt::Key_Comma)},
        [this] { Q_EMIT profilesManaged(); });
    add("profile.choose", anywhere, tr("Choose a profile"), {QKeySequence(Qt::CTRL | Qt::Key_O)},
        [this] { m_top->openProfiles(); });
    add("lamps", anywhere, tr("Health of the backends"), {QKeySequence(Qt::Key_B)},
        [this] { m_status->openLamp(0); });
    add("quit", anywhere, tr("Quit"), {QKeySequence(Qt::CTRL | Qt::Key_Q)}, [this] { close(); });
    addFocusActions();
    addViewActions();
}

void MainWindow::addFocusActions()
{
    const auto add = [this](const char* id, const QString& title, const QList<QKeySequence>& keys,
                            auto&& run) {
        m_registry->add(
            {QString::fromLatin1(id), tr("Focus"), title, keys, std::forward<decltype(run)>(run)});
    };
    const auto move = [this](auto&& change, const QString& how) {
        return
            [this, change, how] { m_focus->setRange(change(m_focus->current().range, m_clock->now()), how); };
    };
    add("focus.back", tr("Back on the Trail"), {QKeySequence(Qt::ALT | Qt::Key_Left)},
        [this] { m_focus->goBack(); });
    add("focus.forward", tr("Forward on the Trail"), {QKeySequence(Qt::ALT | Qt::Key_Right)},
        [this] { m_focus->goForward(); });
    add("focus.trail", tr("The Trail as a list"), {QKeySequence(Qt::Key_H)},
        [this] { m_trail->open(m_focus->trail(), m_zone); });
    add("services", tr("Choose services"), {QKeySequence(Qt::Key_S)}, [this] { m_top->openServices(); });
    add("range", tr("Time range"), {QKeySequence(Qt::Key_R)}, [this] { m_top->timeRange()->open(); });
    add("range.out", tr("Zoom out"), {QKeySequence(Qt::SHIFT | Qt::Key_Z)},
        move(focus::zoomedOut, tr("zoomed out")));
    add("range.in", tr("Zoom in"), {QKeySequence(Qt::Key_Z)}, move(focus::zoomedIn, tr("zoomed in")));
    add("range.earlier", tr("Half a range earlier"), {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Left)},
        move([](const TimeRange& r, Instant now) { return focus::shifted(r, -0.5, now); },
             tr("moved earlier")));
    add("range.later", tr("Half a range later"), {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Right)},
        move([](const TimeRange& r, Instant now) { return focus::shifted(r, 0.5, now); }, tr("moved later")));
    add("range.now", tr("Range ends now and moves with it"), {QKeySequence(Qt::Key_N)},
        move(focus::lockedToNow, tr("locked to now")));
    add("range.copy", tr("Copy the range"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C)},
        [this] { m_top->timeRange()->copyRange(); });
    add("range.paste", tr("Paste a range"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_V)},
        [this] { m_top->timeRange()->pasteRange(); });
}

void MainWindow::addViewActions()
{
    const auto add = [this](const char* id, const QString& title, const QList<QKeySequence>& keys,
                            auto&& run) {
        m_registry->add(
            {QString::fromLatin1(id), tr("Panes"), title, keys, std::forward<decltype(run)>(run)});
    };
    add("pane.split", tr("Two panes side by side"), {QKeySequence(Qt::CTRL | Qt::Key_Backslash)},
        [this] { m_panes->toggleSplit(); });
    add("pane.other", tr("The other pane"), {QKeySequence(Qt::Key_F6)},
        [this] { m_panes->focusOtherHalf(); });
    add("pane.tearoff", tr("Pane into a window of its own"),
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Backslash)}, [this] { m_panes->tearOff(); });
}

void MainWindow::connectBars()
{
    connect(m_focus, &focus::FocusModel::changed, this, &MainWindow::showFocus);
    connect(m_focus, &focus::FocusModel::trailChanged, this, &MainWindow::showFocus);
    connect(m_rail, &widgets::Rail::chosen, this, &MainWindow::showPane);
    connect(m_panes, &widgets::PaneArea::currentChanged, m_rail, &widgets::Rail::setCurrent);
    connect(m_top, &widgets::TopBar::backRequested, m_focus, &focus::FocusModel::goBack);
    connect(m_top, &widgets::TopBar::forwardRequested, m_focus, &focus::FocusModel::goForward);
    connect(m_top, &widgets::TopBar::servicesChosen, m_focus, &focus::FocusModel::setServices);
    connect(m_top, &widgets::TopBar::rangePicked, m_focus, &focus::FocusModel::setRange);
    connect(m_top, &widgets::TopBar::searchRequested, m_palette, &widgets::CommandPalette::open);
    connect(m_top, &widgets::TopBar::refreshChosen, this, &MainWindow::setRefreshSeconds);
    connect(m_top, &widgets::TopBar::refreshRequested, this, &MainWindow::refreshRequested);
    connect(m_top, &widgets::TopBar::zoneToggled, this, &MainWindow::toggleZone);
    connect(m_top, &widgets::TopBar::splitRequested, m_panes, &widgets::PaneArea::toggleSplit);
    connect(m_top, &widgets::TopBar::helpRequested, m_keySheet, &widgets::KeySheet::open);
    connect(m_top, &widgets::TopBar::profilesManaged, this, &MainWindow::profilesManaged);
    connect(m_top, &widgets::TopBar::profileChosen, this, &MainWindow::profileChosen);
    connect(m_status, &widgets::StatusBar::retryRequested, this, &MainWindow::retryRequested);
    connect(m_status, &widgets::StatusBar::trailRequested, this,
            [this] { m_trail->open(m_focus->trail(), m_zone); });
    connect(m_notice, &widgets::Banner::actionTriggered, this, &MainWindow::noticeActedOn);
    connect(m_way, &widgets::Banner::actionTriggered, m_way, &widgets::Banner::hideNow);
    connect(m_way, &widgets::Banner::cancelRequested, this, &MainWindow::wayCancelled);
    connect(m_trail, &widgets::TrailPopup::stepChosen, m_focus, &focus::FocusModel::goTo);
}

void MainWindow::showFocus()
{
    m_top->setRange(m_focus->current().range);
    m_top->setTrailEnds(m_focus->trail().canGoBack(), m_focus->trail().canGoForward());
    m_status->setTrailLength(m_focus->trail().steps().size());
}

void MainWindow::notice(const widgets::BannerText& text)
{
    m_notice->show(text);
}

void MainWindow::pasteAndGo()
{
    const QString text = QGuiApplication::clipboard()->text();
    if (text.trimmed().isEmpty()) {
        sayWay(widgets::BannerText::note(tr("The clipboard holds no text."), {}, tr("Close")));
        return;
    }
    const std::vector<pivots::Recognised> found = pivots::recognise(text, m_palette->services());
    if (pivots::isSure(found) && found.size() == 1)
        Q_EMIT targetChosen(found.front());
    else
        m_palette->openWith(text); // the person says which
}

void MainWindow::sayWay(const widgets::BannerText& text)
{
    m_way->show(text);
}

void MainWindow::standIn(QWidget* widget)
{
    while (m_middle->count() > 1)
        delete m_middle->widget(1);
    if (widget) {
        m_middle->addWidget(widget);
        m_middle->setCurrentIndex(1);
    }
}

void MainWindow::setLamps(const std::vector<health::Lamp>& lamps)
{
    m_status->setLamps(lamps);
}

void MainWindow::setRefreshSeconds(int seconds)
{
    m_refreshSeconds = seconds;
    m_top->setRefreshSeconds(seconds);
    Q_EMIT refreshSecondsChanged(seconds);
}

void MainWindow::toggleZone()
{
    m_zone = m_zone == Zone::Utc ? Zone::Local : Zone::Utc;
    m_top->setZone(m_zone);
    Q_EMIT zoneChanged(m_zone);
}

void MainWindow::cycleTheme()
{
    using theme::Mode;
    const Mode next = m_theme->mode() == Mode::Dark    ? Mode::Light
                      : m_theme->mode() == Mode::Light ? Mode::System
                                                       : Mode::Dark;
    m_theme->setMode(next);
}

void MainWindow::save()
{
    m_settings->setValue(key::geometry, saveGeometry());
    m_settings->setValue(key::panes, m_panes->saveLayout());
    m_settings->setValue(key::focus, m_focus->toText());
    m_settings->setValue(key::zone, m_zone == Zone::Local);
    m_settings->setValue(key::refresh, m_refreshSeconds);
    m_settings->setValue(key::theme, static_cast<int>(m_theme->mode()));
}

void MainWindow::restore()
{
    if (!restoreGeometry(m_settings->value(key::geometry).toByteArray()))
        resize(firstSize);
    keepOnScreen();
    m_panes->restoreLayout(m_settings->value(key::panes).toByteArray());
    if (m_settings->contains(key::focus)) {
        focus::Focus focus = focus::FocusModel::fromText(m_settings->value(key::focus).toByteArray());
        focus.profile = m_focus->current().profile;
        m_focus->change(std::move(focus), tr("as it was left"));
    }
    // From now on: who is killed comes back to the same place, as who was closed.
    connect(m_focus, &focus::FocusModel::changed, this,
            [this] { m_settings->setValue(key::focus, m_focus->toText()); });
    if (m_settings->value(key::zone).toBool() != (m_zone == Zone::Local))
        toggleZone();
    setRefreshSeconds(m_settings->value(key::refresh, m_refreshSeconds).toInt());
    const int mode = m_settings->value(key::theme, static_cast<int>(m_theme->mode())).toInt();
    if (mode >= static_cast<int>(theme::Mode::Dark) && mode <= static_cast<int>(theme::Mode::System))
        m_theme->setMode(static_cast<theme::Mode>(mode));
}

void MainWindow::keepOnScreen()
{
    // The screen may have shrunk, or be gone, since the window was closed.
    const QScreen* screen = QGuiApplication::screenAt(geometry().center());
    const QRect area = (screen ? screen : QGuiApplication::primaryScreen())->availableGeometry();
    resize(size().boundedTo(area.size()).expandedTo(smallest));
    if (!screen || !area.intersects(geometry()))
        move(area.topLeft());
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    save();
    Q_EMIT aboutToClose();
    event->accept();
}

} // namespace signalbox::app
