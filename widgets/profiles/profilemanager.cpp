// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/profiles/profilemanager.h"

#include "widgets/common/banner.h"
#include "widgets/profiles/backendform.h"
#include "widgets/profiles/confirmbar.h"
#include "widgets/profiles/connectionpanel.h"
#include "widgets/profiles/field.h"
#include "widgets/profiles/keychainprompt.h"
#include "widgets/profiles/profileeditor.h"
#include "widgets/profiles/profilelist.h"
#include "widgets/theme/type.h"

#include <QFileInfo>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>

#include <algorithm>

namespace signalbox::widgets {

using theme::Color;

namespace {

const QString defaultId = QStringLiteral("default");

bool hasId(const std::vector<ProfileEntry>& entries, const QString& id)
{
    return std::any_of(entries.begin(), entries.end(), [&id](const ProfileEntry& e) { return e.id == id; });
}

BannerText notice(BannerText::Kind kind, const QString& sentence, const QString& hint)
{
    return {.kind = kind, .sentence = sentence, .hint = hint, .detail = {}, .action = {}};
}

} // namespace

const ProfileEntry* ProfileManager::entryOf(const QString& id) const
{
    const auto it = std::find_if(m_entries.begin(), m_entries.end(),
                                 [&id](const ProfileEntry& entry) { return entry.id == id; });
    return it == m_entries.end() ? nullptr : &*it;
}

bool ProfileManager::isGood(const QString& id) const
{
    const ProfileEntry* entry = entryOf(id);
    return entry && entry->problem.isEmpty();
}

profile::ProfileDraft ProfileManager::shownDraft() const
{
    const auto edited = m_drafts.constFind(m_current);
    if (edited != m_drafts.constEnd())
        return *edited;
    const ProfileEntry* entry = entryOf(m_current);
    return entry ? draftOf(entry->profile) : profile::ProfileDraft{};
}

void ProfileManager::setEntries(const std::vector<ProfileEntry>& entries)
{
    const std::vector<ProfileEntry> before = std::exchange(m_entries, entries);
    m_banner->hideNow();
    for (const ProfileEntry& former : before) {
        if (!former.problem.isEmpty() || former.id != m_current)
            continue;
        const ProfileEntry* now = entryOf(former.id);
        if (!now) {
            // Removed behind our back: what is on the screen becomes a draft without a file.
            if (!m_drafts.contains(former.id))
                m_drafts.insert(former.id, draftOf(former.profile));
            m_banner->show(notice(BannerText::Kind::Stale,
                                  tr("%1 is gone from its folder.").arg(QFileInfo(former.path).fileName()),
                                  tr("What you see here is still complete; Save writes it again.")));
        } else if (m_drafts.contains(former.id) && now->profile != former.profile) {
            m_banner->show(
                notice(BannerText::Kind::Stale,
                       tr("%1 was changed by someone else.").arg(QFileInfo(former.path).fileName()),
                       tr("Save writes what you see here over it; Revert shows what it says now.")));
        }
    }
    for (const ProfileEntry& entry : m_entries)
        if (m_drafts.contains(entry.id) && entry.problem.isEmpty() &&
            m_drafts.value(entry.id) == draftOf(entry.profile))
            m_drafts.remove(entry.id);
    if (!entryOf(m_current) && !m_drafts.contains(m_current)) {
        const auto used = std::find_if(m_entries.begin(), m_entries.end(),
                                       [](const ProfileEntry& entry) { return entry.inUse; });
        m_current = used != m_entries.end() ? used->id : m_entries.empty() ? QString() : m_entries.front().id;
    }
    refreshList();
    refreshPage();
}

void ProfileManager::choose(const QString& id)
{
    if (id == m_current)
        return;
    closeTest();
    m_confirm->hide();
    m_banner->hideNow();
    m_note->clear();
    m_current = id;
    m_list->setCurrentId(id);
    refreshPage();
}

void ProfileManager::newProfile()
{
    // No file can have this name, so that the id is nobody else's.
    const QString id = QStringLiteral("*%1").arg(++m_newCount);
    m_drafts.insert(id, {});
    refreshList();
    choose(id);
    m_editor->nameField()->edit()->setFocus();
}

void ProfileManager::noteSaved(const QString& from, const QString& to)
{
    m_drafts.remove(from);
    if (m_current == from)
        m_current = to;
    m_shown.clear();
}

void ProfileManager::noteDeleted(const QString& id)
{
    m_drafts.remove(id);
    if (m_current == id)
        m_current.clear();
}

void ProfileManager::takeEdit()
{
    const ProfileEntry* entry = entryOf(m_current);
    const bool same = entry && entry->problem.isEmpty() && m_editor->draft() == draftOf(entry->profile);
    const bool was = m_drafts.contains(m_current);
    const QString formerName = was ? m_drafts.value(m_current).name : QString();
    if (same)
        m_drafts.remove(m_current);
    else
        m_drafts.insert(m_current, m_editor->draft());
    m_note->clear();
    if (was == same || m_editor->draft().name != formerName)
        refreshList();
    refreshButtons();
}

void ProfileManager::revert()
{
    m_drafts.remove(m_current);
    m_shown.clear();
    m_banner->hideNow();
    m_note->clear();
    refreshList();
    refreshPage();
}

bool ProfileManager::isHeldBack(const QString& consequence)
{
    const int problems = m_editor->revealProblems();
    if (problems > 0)
        showNote((problems == 1 ? tr("One field needs another look.")
                                : tr("%1 fields need another look.").arg(problems)) +
                 QLatin1Char(' ') + consequence);
    return problems > 0;
}

void ProfileManager::save()
{
    if (m_drafts.contains(m_current) && !isHeldBack(tr("Nothing was saved.")))
        Q_EMIT saveRequested(m_current, profileOf(m_editor->draft()));
}

void ProfileManager::test()
{
    if (m_pages->currentWidget()->isAncestorOf(m_editor) && !isHeldBack(tr("Nothing was tested.")))
        Q_EMIT testRequested(m_current, profileOf(m_editor->draft()));
}

void ProfileManager::exportCurrent()
{
    if (!isHeldBack(tr("Nothing was exported.")))
        Q_EMIT exportRequested(m_current, profileOf(m_editor->draft()));
}

void ProfileManager::askDelete()
{
    if (const ProfileEntry* entry = entryOf(m_current))
        m_confirm->ask(
            tr("Delete the profile “%1”?").arg(entry->title),
            tr("Its file moves to the folder .removed beside the others, from where you can take it back."),
            tr("Delete"), tr("Keep it"));
    else
        m_confirm->ask(tr("Discard this profile?"), tr("It was never saved."), tr("Discard"), tr("Keep it"));
}

void ProfileManager::deleteConfirmed()
{
    if (entryOf(m_current)) {
        Q_EMIT deleteRequested(m_current);
        return;
    }
    noteDeleted(m_current);
    setEntries(std::vector<ProfileEntry>(m_entries));
}

void ProfileManager::refreshList()
{
    std::vector<ProfileList::Row> rows;
    for (const ProfileEntry& entry : m_entries) {
        rows.push_back({entry, m_drafts.contains(entry.id)});
        if (rows.back().isEdited && !m_drafts.value(entry.id).name.isEmpty())
            rows.back().entry.title = m_drafts.value(entry.id).name;
    }
    QStringList without;
    for (auto it = m_drafts.constBegin(); it != m_drafts.constEnd(); ++it)
        if (!hasId(m_entries, it.key()))
            without.append(it.key());
    without.sort();
    for (const QString& id : without) {
        const QString name = m_drafts.value(id).name;
        rows.push_back(
            {{.id = id, .title = name.isEmpty() ? tr("New profile") : name, .path = {}, .problem = {}},
             true});
    }
    m_list->setRows(rows);
    m_list->setCurrentId(m_current);
}

void ProfileManager::refreshPage()
{
    const ProfileEntry* entry = entryOf(m_current);
    const bool hasDraft = m_drafts.contains(m_current);
    if (entry && !entry->problem.isEmpty() && !hasDraft) {
        m_brokenBanner->show(notice(
            BannerText::Kind::Error,
            tr("%1 cannot be read as a profile.").arg(QFileInfo(entry->path).fileName()), entry->problem));
        m_duplicateDefault->setVisible(isGood(defaultId));
        m_pages->setCurrentIndex(1);
        m_shown.clear();
    } else if (entry || hasDraft) {
        const profile::ProfileDraft draft = shownDraft();
        if (m_shown != m_current || draft != m_editor->draft())
            m_editor->setDraft(draft);
        m_shown = m_current;
        m_pages->setCurrentIndex(0);
    } else {
        m_pages->setCurrentIndex(2);
        m_shown.clear();
    }
    m_path->setText(entry ? QFileInfo(entry->path).fileName() : QString());
    m_path->setToolTip(entry ? entry->path : QString());
    refreshButtons();
}

void ProfileManager::refreshButtons()
{
    const ProfileEntry* entry = entryOf(m_current);
    const bool edited = m_drafts.contains(m_current);
    const bool shown = m_pages->currentIndex() == 0;
    const bool inUse = entry && entry->inUse;
    const auto set = [](QPushButton* button, bool enabled, const QString& why) {
        button->setEnabled(enabled);
        button->setToolTip(enabled ? QString() : why);
    };
    const QString title = !shown ? (entry ? entry->title : tr("No profile")) : m_editor->draft().name;
    m_title->setText(title.isEmpty() ? tr("New profile") : title);
    set(m_duplicate, entry && entry->problem.isEmpty(), tr("Save it first"));
    set(m_export, shown, tr("There is nothing to export"));
    set(m_delete, (entry || edited) && !inUse,
        inUse ? tr("It is in use; use another one first") : tr("There is nothing to delete"));
    set(m_save, edited && shown, tr("There is nothing to save"));
    m_revert->setVisible(edited && shown && entry);
    set(m_use, isGood(m_current) && !edited && !inUse,
        inUse    ? tr("It is in use")
        : edited ? tr("Save it first")
                 : tr("It cannot be read"));
    set(m_test, shown && !m_editor->draft().backends.empty(), tr("It has no backend yet"));
}

void ProfileManager::showNote(const QString& note)
{
    m_note->setText(note);
}

void ProfileManager::showFailure(const Error& error)
{
    BannerText text = BannerText::failed(error);
    text.action.clear();
    m_banner->show(text);
    m_note->clear();
}

void ProfileManager::startTest(const std::vector<ConnectionResult>& backends)
{
    m_connections->start(backends);
}

void ProfileManager::showTestResult(const ConnectionResult& result)
{
    m_connections->setResult(result);
}

void ProfileManager::closeTest()
{
    if (m_connections->isRunning()) {
        m_connections->cancel();
        Q_EMIT testCancelRequested();
    }
    m_connections->hide();
}

void ProfileManager::secretStored(const QString& key)
{
    if (!m_prompt->isVisible()) {
        // The person went on meanwhile; the form on the screen may be of another backend.
        showNote(tr("The secret is in the keychain as keychain:%1.").arg(key));
        return;
    }
    m_prompt->showStored();
    m_editor->form()->enterSecret(QLatin1String("keychain:") + key);
    showNote(tr("The secret is in the keychain. Save keeps the reference to it."));
}

void ProfileManager::secretRefused(const QString& sentence)
{
    m_prompt->showRefused(sentence);
}

void ProfileManager::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        if (m_confirm->isVisible())
            m_confirm->hide();
        else
            close();
        return;
    }
    QWidget::keyPressEvent(event);
}

void ProfileManager::hideEvent(QHideEvent* event)
{
    if (!event->spontaneous())
        closeTest();
    QWidget::hideEvent(event);
}

void ProfileManager::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->color(Color::SurfacePane));
}

} // namespace signalbox::widgets
