// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/profiles/profilefolder.h"
#include "app/profiles/secretstore.h"
#include "models/base/clock.h"
#include "widgets/profiles/profilemanager.h"
#include "widgets/theme/theme.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QTimer>

#include <memory>

namespace signalbox::app {

class ConnectionTest;

/// Does what the profile manager asks for: files, connection tests, the keychain. Watches the folder, so that
/// what others change there is seen. Thread: GUI.
class ProfilesController : public QObject
{
    Q_OBJECT

public:
    /// `window` owns the manager's window and may be null; `clock` and `theme` are borrowed. Without a
    /// `store` the keychain of the desktop is used.
    ProfilesController(QString configFolder, const Clock* clock, const theme::Theme* theme, QWidget* window,
                       std::unique_ptr<SecretStore> store = {}, QObject* parent = nullptr);
    ~ProfilesController() override;

    [[nodiscard]] widgets::ProfileManager* manager() const { return m_manager; }
    /// Ids of all profiles, also of those that cannot be read.
    [[nodiscard]] QStringList names() const { return m_names; }
    /// There is none: show FirstStart.
    [[nodiscard]] bool isFirstStart() const { return m_names.isEmpty(); }

public Q_SLOTS:
    /// Opens the manager, or brings it to the front.
    void show();
    /// Opens it on a new, empty profile: "Connect" of the first start.
    void showNew();
    /// The profile that the window works with; empty for the demo.
    void setCurrent(const QString& id);
    void rescan();

    void importFile(const QString& file);
    void exportTo(const QString& file, const QString& id, const signalbox::profile::Profile& profile);

Q_SIGNALS:
    /// The person wants to work with it.
    void profileChosen(const QString& id);
    /// One came, went or was renamed on disk.
    void namesChanged(const QStringList& ids);
    /// The one in use now says something else: connect anew.
    void currentChanged(const QString& id);
    /// The file of the one in use is gone; what is loaded goes on working.
    void currentRemoved(const QString& id);

private:
    void connectManager();
    void watch();
    void save(const QString& id, const profile::Profile& profile);
    void duplicate(const QString& id);
    void remove(const QString& id);
    void askImport();
    void askExport(const QString& id, const profile::Profile& profile);
    void test(const QString& id, const profile::Profile& profile);
    void storeSecret(const QString& key, const QString& secret);
    /// Looks again and shows that one.
    void arriveAt(const QString& id, const QString& note);

    ProfileFolder m_folder;
    const Clock* m_clock;
    QPointer<widgets::ProfileManager> m_manager; ///< the window may take it along
    bool m_ownsManager;
    std::unique_ptr<SecretStore> m_store;
    std::unique_ptr<ConnectionTest> m_test;
    QFileSystemWatcher m_watcher;
    QTimer m_rescan; ///< one write is several events
    QStringList m_names;
    QString m_current;
    profile::Profile m_currentProfile; ///< as last read; to tell a change from a touch
};

} // namespace signalbox::app
