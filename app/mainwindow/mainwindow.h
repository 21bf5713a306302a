// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/focus/focusmodel.h"
#include "models/health/lamp.h"
#include "models/pivots/recognise.h"
#include "widgets/common/banner.h"
#include "widgets/theme/theme.h"

#include <QMainWindow>

class QStackedLayout;

namespace signalbox::widgets {
class ActionRegistry;
class CommandPalette;
class KeySheet;
class Pane;
class PaneArea;
class Rail;
class StatusBar;
class TopBar;
class TrailPopup;
} // namespace signalbox::widgets

namespace signalbox::app {

class KeptSettings;

/// The frame of the window: bars, rail, panes, keys. Ties widgets to the Focus; asks no backend and does no
/// arithmetic.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(focus::FocusModel* focus, const Clock* clock, theme::Theme* theme, KeptSettings* settings,
               QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Panes in the order of the rail; key 1 shows the first.
    void addPane(widgets::Pane* pane);
    /// Call once after the last pane: sizes, layout and theme come back as they were left.
    void restore();
    void showPane(const QString& id);

    [[nodiscard]] widgets::ActionRegistry* actions() const { return m_registry; }
    [[nodiscard]] widgets::CommandPalette* omnibox() const { return m_palette; }
    [[nodiscard]] widgets::TopBar* topBar() const { return m_top; }
    [[nodiscard]] widgets::Rail* rail() const { return m_rail; }
    [[nodiscard]] widgets::StatusBar* status() const { return m_status; }
    [[nodiscard]] widgets::PaneArea* paneArea() const { return m_panes; }
    [[nodiscard]] Zone zone() const { return m_zone; }
    [[nodiscard]] int refreshSeconds() const { return m_refreshSeconds; }

    /// Something about the whole window (a profile that does not parse, settings that cannot be kept); an
    /// empty text takes it away.
    void notice(const widgets::BannerText& text);
    /// How a pivot got where it is, or that it is under way. Empty takes it away.
    void sayWay(const widgets::BannerText& text);
    [[nodiscard]] widgets::Banner* way() const { return m_way; }
    /// Shows that in place of the panes (the first start); null brings the panes back. Takes ownership.
    void standIn(QWidget* widget);
    void setLamps(const std::vector<health::Lamp>& lamps);
    void setRefreshSeconds(int seconds);

Q_SIGNALS:
    /// What the person chose in the omnibox, or pasted outside of an input.
    void targetChosen(const signalbox::pivots::Recognised& target);
    void refreshRequested();
    void refreshSecondsChanged(int seconds);
    void zoneChanged(signalbox::Zone zone);
    void profilesManaged();
    void profileChosen(const QString& name);
    void retryRequested(const QString& backend);
    void noticeActedOn();
    /// The person does not want to wait for a pivot.
    void wayCancelled();
    void aboutToClose();

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void addActions();
    void addFocusActions();
    void addViewActions();
    void connectBars();
    void showFocus();
    void pasteAndGo();
    void toggleZone();
    void cycleTheme();
    void save();
    void keepOnScreen();

    focus::FocusModel* m_focus;
    const Clock* m_clock;
    theme::Theme* m_theme;
    KeptSettings* m_settings;
    widgets::ActionRegistry* m_registry;
    widgets::TopBar* m_top;
    widgets::Rail* m_rail;
    widgets::Banner* m_notice;
    widgets::Banner* m_way = nullptr;
    QStackedLayout* m_middle;
    widgets::PaneArea* m_panes;
    widgets::StatusBar* m_status;
    widgets::CommandPalette* m_palette = nullptr;
    widgets::KeySheet* m_keySheet = nullptr;
    widgets::TrailPopup* m_trail = nullptr;
    Zone m_zone = Zone::Utc;
    int m_refreshSeconds = 10;
};

} // namespace signalbox::app
