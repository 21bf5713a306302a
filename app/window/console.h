// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/session.h"
#include "app/mainwindow/keptsettings.h"
#include "app/mainwindow/mainwindow.h"
#include "app/window/options.h"
#include "app/window/tour.h"
#include "models/base/clock.h"

#include <QObject>

#include <memory>

class QTemporaryDir;

namespace signalbox::app {

class Demo;
class ProfilesController;
struct ProfileDocument;

/// The window and everything behind it, put together: settings, Focus, panes, session, demo. One per process.
class Console : public QObject
{
    Q_OBJECT

public:
    Console(WindowOptions options, theme::Theme* theme, QObject* parent = nullptr);
    ~Console() override;

    /// Shows the window; what needs the network or the disk begins after its first paint.
    void open();
    void raise();
    [[nodiscard]] MainWindow* window() const { return m_window.get(); }
    [[nodiscard]] Session* session() const { return m_session.get(); }
    /// Null unless the demo runs.
    [[nodiscard]] Demo* demo() const { return m_demo.get(); }
    [[nodiscard]] focus::FocusModel* focusModel() { return &m_focus; }

    /// Starts the demo in the open window.
    void startDemo();
    /// Looks at that profile from now on. Says in the window why when it cannot.
    void openProfile(const QString& wanted);
    /// Goes to whatever the text is: a link, an id, a URL, a line, an alert, a name; says why not.
    void openAnything(const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] std::unique_ptr<KeptSettings> makeSettings();
    void begin();
    void look(profile::Profile profile);
    void profileChanged(const QString& wanted);
    void keepCorrections(const golden::Corrections& corrections);
    void keepNames(const mapping::Corrections& corrections);
    void keepProfile();
    void go(const pivots::Recognised& target);
    void openLink(const QString& text);
    void keepExplore();
    void keepLook();
    void startTour();
    void manageProfiles();
    void showProfiles();
    void offerFirstStart();
    [[nodiscard]] std::vector<Station> stations();
    void addThreeMoves(std::vector<Station>& all);

    WindowOptions m_options;
    SystemClock m_clock;
    theme::Theme* m_theme;
    std::unique_ptr<QTemporaryDir> m_throwaway; ///< where the settings of a tour live and die
    std::unique_ptr<KeptSettings> m_settings;
    focus::FocusModel m_focus;
    std::unique_ptr<MainWindow> m_window;
    Session::Panes m_panes{};
    std::unique_ptr<Demo> m_demo;
    ProfilesController* m_profiles = nullptr; ///< made after the first paint
    std::unique_ptr<Session> m_session;
    QString m_wanted;                            ///< the profile last asked for
    std::unique_ptr<ProfileDocument> m_document; ///< that is looked at; null in the demo
    bool m_begun = false;
};

} // namespace signalbox::app
