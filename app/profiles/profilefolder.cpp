// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/profiles/profilefolder.h"

#include "app/profile/profilelocator.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace signalbox::app {

namespace {

Error storage(const QString& what)
{
    return {.kind = ErrorKind::Storage, .what = what, .detail = {}};
}

/// A file name that says what the profile is called: "Shop, production" becomes "shop-production".
QString slug(const QString& name)
{
    QString made;
    for (const QChar c : name.toLower()) {
        const bool plain = (c >= QLatin1Char('a') && c <= QLatin1Char('z')) || c.isDigit();
        if (plain && c.unicode() < 128)
            made.append(c);
        else if (!made.isEmpty() && !made.endsWith(QLatin1Char('-')))
            made.append(QLatin1Char('-'));
    }
    while (made.endsWith(QLatin1Char('-')))
        made.chop(1);
    return made.isEmpty() ? QStringLiteral("profile") : made.left(60);
}

} // namespace

ProfileFolder::ProfileFolder(QString path)
    : m_path(std::move(path))
{
}

QString ProfileFolder::fileOf(const QString& id) const
{
    return m_path + QLatin1Char('/') + id + QLatin1String(".json");
}

std::vector<ListedProfile> ProfileFolder::list() const
{
    std::vector<ListedProfile> found;
    const QStringList ids = profileNames(m_path);
    for (const QString& id : ids)
        found.push_back({.id = id, .path = fileOf(id), .document = readProfile(fileOf(id))});
    return found;
}

QString ProfileFolder::freeId(const QString& wanted) const
{
    QString id = wanted;
    for (int n = 2; QFileInfo::exists(fileOf(id)); ++n)
        id = QStringLiteral("%1-%2").arg(wanted).arg(n);
    return id;
}

QByteArray ProfileFolder::knownText(const QString& id) const
{
    const auto document = readProfile(fileOf(id));
    return document ? document->text : QByteArray();
}

Result<void> ProfileFolder::write(const ProfileDocument& document) const
{
    // Never write what could not be read again.
    if (const auto readBack = parseProfile(renderProfile(document), document.path); !readBack)
        return failure(readBack.error());
    auto written = writeProfile(document);
    if (!written) {
        return failure({.kind = ErrorKind::Storage,
                        .what = QStringLiteral("Nothing can be written to %1. Make this folder writable, or "
                                               "start with another one in XDG_CONFIG_HOME; until then "
                                               "Export… saves elsewhere. What you typed is still here.")
                                    .arg(QFileInfo(document.path).absolutePath()),
                        .detail = written.error().what});
    }
    return {};
}

Result<QString> ProfileFolder::save(const QString& id, const profile::Profile& profile) const
{
    const bool isNew = id.startsWith(QLatin1Char('*'));
    const QString target = isNew ? freeId(slug(profile.name)) : id;
    const ProfileDocument document{
        .profile = profile, .path = fileOf(target), .text = knownText(target), .warnings = {}};
    if (const auto written = write(document); !written)
        return failure(written.error());
    return target;
}

Result<QString> ProfileFolder::duplicate(const QString& id) const
{
    auto document = readProfile(fileOf(id));
    if (!document)
        return failure(document.error());
    const QString target = freeId(id + QLatin1String("-copy"));
    document->path = fileOf(target);
    document->profile.name += QStringLiteral(" copy");
    if (const auto written = write(*document); !written)
        return failure(written.error());
    return target;
}

Result<QString> ProfileFolder::importFile(const QString& file) const
{
    auto document = readProfile(file);
    if (!document)
        return failure(document.error());
    // Paths beside the file would mean something else here; they are absolute in the values.
    const QString target = freeId(slug(QFileInfo(file).completeBaseName()));
    document->path = fileOf(target);
    if (const auto written = write(*document); !written)
        return failure(written.error());
    return target;
}

Result<void> ProfileFolder::exportTo(const QString& file, const QString& id,
                                     const profile::Profile& profile) const
{
    const QString path = file.endsWith(QLatin1String(".json")) ? file : file + QLatin1String(".json");
    const auto meant = asRead(id, profile);
    if (!meant)
        return failure(meant.error());
    return writeProfile({.profile = *meant, .path = path, .text = knownText(id), .warnings = {}});
}

Result<QString> ProfileFolder::remove(const QString& id, Instant now) const
{
    const QString folder = m_path + QLatin1String("/.removed");
    const QString stamp = now.toDateTime().toUTC().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    QString target = QStringLiteral("%1/%2-%3.json").arg(folder, id, stamp);
    for (int n = 2; QFileInfo::exists(target); ++n)
        target = QStringLiteral("%1/%2-%3-%4.json").arg(folder, id, stamp).arg(n);
    QFile file(fileOf(id));
    if (!QDir().mkpath(folder) || !file.rename(target)) {
        return failure(storage(QStringLiteral("%1 could not be moved to %2; check that the folder is "
                                              "writable. It is where it was.")
                                   .arg(fileOf(id), folder)));
    }
    return target;
}

Result<profile::Profile> ProfileFolder::asRead(const QString& id, const profile::Profile& profile) const
{
    const ProfileDocument document{
        .profile = profile, .path = fileOf(id), .text = knownText(id), .warnings = {}};
    auto readBack = parseProfile(renderProfile(document), document.path);
    if (!readBack)
        return failure(readBack.error());
    return std::move(readBack->profile);
}

} // namespace signalbox::app
