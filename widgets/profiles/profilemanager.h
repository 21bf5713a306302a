// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/error.h"
#include "models/profile/profiledraft.h"
#include "widgets/profiles/profileentry.h"
#include "widgets/theme/theme.h"

#include <QHash>
#include <QWidget>

#include <vector>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace signalbox::widgets {

class Banner;
class ConfirmBar;
class ConnectionPanel;
class KeychainPrompt;
class ProfileEditor;
class ProfileList;

/// The window in which profiles are made, changed, tested and chosen. Holds drafts, one per profile, so that
/// looking at another one, closing the window or a file that goes away loses nothing. Says what the person
/// wants; must not touch a file, the network or the keychain itself.
class ProfileManager : public QWidget
{
    Q_OBJECT

public:
    explicit ProfileManager(const theme::Theme* theme, QWidget* parent = nullptr);

    [[nodiscard]] QString currentId() const { return m_current; }
    [[nodiscard]] bool isEdited(const QString& id) const { return m_drafts.contains(id); }
    [[nodiscard]] ProfileEditor* editor() const { return m_editor; }
    [[nodiscard]] ConnectionPanel* connections() const { return m_connections; }
    [[nodiscard]] Banner* banner() const { return m_banner; }
    [[nodiscard]] KeychainPrompt* keychainPrompt() const { return m_prompt; }

public Q_SLOTS:
    /// All profiles that there are now. Drafts stay, also those whose file is gone.
    void setEntries(const std::vector<signalbox::widgets::ProfileEntry>& entries);
    void choose(const QString& id);
    void newProfile();
    /// What was the draft `from` is now the file of `to`. Call it before setEntries().
    void noteSaved(const QString& from, const QString& to);
    /// The file is away by the person's will. Call it before setEntries().
    void noteDeleted(const QString& id);
    /// One quiet line at the foot.
    void showNote(const QString& note);
    /// Something could not be done; what was typed stays.
    void showFailure(const signalbox::Error& error);

    void startTest(const std::vector<signalbox::widgets::ConnectionResult>& backends);
    void showTestResult(const signalbox::widgets::ConnectionResult& result);

    void secretStored(const QString& key);
    void secretRefused(const QString& sentence);

Q_SIGNALS:
    void saveRequested(const QString& id, const signalbox::profile::Profile& profile);
    void duplicateRequested(const QString& id);
    void importRequested();
    void exportRequested(const QString& id, const signalbox::profile::Profile& profile);
    void deleteRequested(const QString& id);
    void useRequested(const QString& id);
    void testRequested(const QString& id, const signalbox::profile::Profile& profile);
    void testCancelRequested();
    void storeSecretRequested(const QString& key, const QString& secret);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* makeSide();
    QWidget* makeHead();
    QWidget* makePages();
    QWidget* makeFoot();
    void connectParts();

    [[nodiscard]] const ProfileEntry* entryOf(const QString& id) const;
    [[nodiscard]] profile::ProfileDraft shownDraft() const;
    [[nodiscard]] bool isGood(const QString& id) const;
    void takeEdit();
    void revert();
    void save();
    void test();
    void exportCurrent();
    void askDelete();
    void deleteConfirmed();
    /// Explains and returns true when the draft is not fit for what was asked.
    bool isHeldBack(const QString& consequence);
    void refreshList();
    void refreshPage();
    void refreshButtons();
    void closeTest();

    const theme::Theme* m_theme;
    ProfileList* m_list;
    QLabel* m_title;
    QLabel* m_path;
    QPushButton* m_duplicate;
    QPushButton* m_export;
    QPushButton* m_delete;
    Banner* m_banner;
    ConfirmBar* m_confirm;
    QStackedWidget* m_pages;
    ProfileEditor* m_editor;
    Banner* m_brokenBanner = nullptr;
    QPushButton* m_duplicateDefault = nullptr;
    ConnectionPanel* m_connections;
    QLabel* m_note;
    QPushButton* m_test;
    QPushButton* m_revert;
    QPushButton* m_use;
    QPushButton* m_save;
    KeychainPrompt* m_prompt;

    std::vector<ProfileEntry> m_entries;
    QHash<QString, profile::ProfileDraft> m_drafts; ///< what differs from its file, or has none
    QString m_current;
    QString m_shown; ///< whose draft the editor holds
    int m_newCount = 0;
};

} // namespace signalbox::widgets
