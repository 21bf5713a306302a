// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/profiles/profilescontroller.h"

#include "app/profiles/connectiontest.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

namespace signalbox::app {

using widgets::ProfileManager;

namespace {

constexpr int settleMs = 100;

} // namespace

ProfilesController::ProfilesController(QString configFolder, const Clock* clock, const theme::Theme* theme,
                                       QWidget* window, std::unique_ptr<SecretStore> store, QObject* parent)
    : QObject(parent)
    , m_folder(std::move(configFolder))
    , m_clock(clock)
    , m_manager(new ProfileManager(theme, window))
    , m_ownsManager(window == nullptr)
    , m_store(store ? std::move(store) : std::make_unique<SecretStore>())
{
    m_rescan.setSingleShot(true);
    m_rescan.setInterval(settleMs);
    connect(&m_rescan, &QTimer::timeout, this, &ProfilesController::rescan);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_rescan, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_rescan, qOverload<>(&QTimer::start));
    connectManager();
    rescan();
}

ProfilesController::~ProfilesController()
{
    m_test.reset();
    if (m_ownsManager)
        delete m_manager;
}

void ProfilesController::connectManager()
{
    ProfileManager* manager = m_manager;
    connect(manager, &ProfileManager::saveRequested, this, &ProfilesController::save);
    connect(manager, &ProfileManager::duplicateRequested, this, &ProfilesController::duplicate);
    connect(manager, &ProfileManager::deleteRequested, this, &ProfilesController::remove);
    connect(manager, &ProfileManager::importRequested, this, &ProfilesController::askImport);
    connect(manager, &ProfileManager::exportRequested, this, &ProfilesController::askExport);
    connect(manager, &ProfileManager::testRequested, this, &ProfilesController::test);
    connect(manager, &ProfileManager::testCancelRequested, this, [this] { m_test.reset(); });
    connect(manager, &ProfileManager::useRequested, this, &ProfilesController::profileChosen);
    connect(manager, &ProfileManager::storeSecretRequested, this, &ProfilesController::storeSecret);
}

void ProfilesController::show()
{
    rescan();
    m_manager->show();
    m_manager->raise();
    m_manager->activateWindow();
}

void ProfilesController::showNew()
{
    show();
    m_manager->newProfile();
}

void ProfilesController::setCurrent(const QString& id)
{
    if (id == m_current)
        return;
    m_current = id;
    m_currentProfile = {};
    rescan();
    if (!id.isEmpty())
        m_manager->choose(id);
}

void ProfilesController::watch()
{
    // A file that was replaced, and a folder that was made later, are not watched by themselves.
    QString folder = m_folder.path();
    while (!QFileInfo::exists(folder) && !QDir(folder).isRoot())
        folder = QFileInfo(folder).absolutePath();
    QStringList wanted{folder};
    for (const QString& id : std::as_const(m_names))
        wanted.append(m_folder.fileOf(id));
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    for (const QString& path : watched)
        if (!wanted.contains(path))
            m_watcher.removePath(path);
    for (const QString& path : std::as_const(wanted))
        if (!watched.contains(path))
            m_watcher.addPath(path);
}

void ProfilesController::rescan()
{
    m_rescan.stop();
    std::vector<widgets::ProfileEntry> entries;
    QStringList names;
    bool currentIsThere = false;
    bool currentDiffers = false;
    const auto found = m_folder.list();
    for (const ListedProfile& listed : found) {
        widgets::ProfileEntry entry{.id = listed.id,
                                    .title = listed.id,
                                    .path = listed.path,
                                    .problem = {},
                                    .inUse = listed.id == m_current};
        if (listed.document) {
            entry.title = listed.document->profile.name;
            entry.profile = listed.document->profile;
        } else {
            entry.problem = listed.document.error().what;
        }
        if (entry.inUse) {
            currentIsThere = true;
            if (listed.document) {
                // Empty: it was just taken into use, and nobody knows it otherwise.
                currentDiffers = m_currentProfile != profile::Profile{} && m_currentProfile != entry.profile;
                m_currentProfile = entry.profile;
            }
        }
        names.append(listed.id);
        entries.push_back(std::move(entry));
    }
    const bool currentWent = m_names.contains(m_current) && !currentIsThere;
    const bool namesDiffer = names != m_names;
    m_names = names;
    watch();
    if (m_manager)
        m_manager->setEntries(entries);
    if (namesDiffer)
        Q_EMIT namesChanged(m_names);
    if (currentDiffers)
        Q_EMIT currentChanged(m_current);
    if (currentWent)
        Q_EMIT currentRemoved(m_current);
}

void ProfilesController::arriveAt(const QString& id, const QString& note)
{
    rescan();
    m_manager->choose(id);
    m_manager->showNote(note);
}

void ProfilesController::save(const QString& id, const profile::Profile& profile)
{
    const auto saved = m_folder.save(id, profile);
    if (!saved) {
        m_manager->showFailure(saved.error());
        return;
    }
    m_manager->noteSaved(id, *saved);
    arriveAt(*saved, tr("Saved to %1.").arg(m_folder.fileOf(*saved)));
}

void ProfilesController::duplicate(const QString& id)
{
    const auto made = m_folder.duplicate(id);
    if (made)
        arriveAt(*made, tr("Copied to %1.").arg(m_folder.fileOf(*made)));
    else
        m_manager->showFailure(made.error());
}

void ProfilesController::remove(const QString& id)
{
    const auto moved = m_folder.remove(id, m_clock->now());
    if (!moved) {
        m_manager->showFailure(moved.error());
        return;
    }
    m_manager->noteDeleted(id);
    rescan();
    m_manager->showNote(tr("Deleted; the file is kept as %1.").arg(*moved));
}

void ProfilesController::askImport()
{
    auto* dialog =
        new QFileDialog(m_manager, tr("Import a profile"), QDir::homePath(), tr("Profiles (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ProfilesController::importFile);
    dialog->open();
}

void ProfilesController::importFile(const QString& file)
{
    const auto made = m_folder.importFile(file);
    if (made)
        arriveAt(*made, tr("Imported %1.").arg(QFileInfo(file).fileName()));
    else
        m_manager->showFailure(made.error());
}

void ProfilesController::askExport(const QString& id, const profile::Profile& profile)
{
    auto* dialog =
        new QFileDialog(m_manager, tr("Export the profile"), QDir::homePath(), tr("Profiles (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->selectFile(profile.name + QLatin1String(".json"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, id, profile](const QString& file) { exportTo(file, id, profile); });
    dialog->open();
}

void ProfilesController::exportTo(const QString& file, const QString& id, const profile::Profile& profile)
{
    const auto written = m_folder.exportTo(file, id, profile);
    if (written)
        m_manager->showNote(tr("Exported to %1. It holds references to secrets, no secret.").arg(file));
    else
        m_manager->showFailure(written.error());
}

void ProfilesController::test(const QString& id, const profile::Profile& profile)
{
    m_test.reset();
    const auto meant = m_folder.asRead(id, profile);
    if (!meant) {
        m_manager->showFailure(meant.error());
        return;
    }
    m_test = std::make_unique<ConnectionTest>(*meant);
    connect(m_test.get(), &ConnectionTest::answered, m_manager, &ProfileManager::showTestResult);
    m_manager->startTest(m_test->backends());
    m_test->start();
}

void ProfilesController::storeSecret(const QString& key, const QString& secret)
{
    whenReady(m_store->store(key, secret), m_manager, [manager = m_manager](const Result<QString>& stored) {
        if (stored)
            manager->secretStored(*stored);
        else
            manager->secretRefused(stored.error().what);
    });
}

} // namespace signalbox::app
