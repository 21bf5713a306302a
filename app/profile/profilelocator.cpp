// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/profile/profilelocator.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStandardPaths>

namespace signalbox::app {

namespace {

bool isProfileName(const QString& name)
{
    static const QRegularExpression form(QStringLiteral("\\A[A-Za-z0-9_][A-Za-z0-9._-]*\\z"));
    return form.match(name).hasMatch();
}

tl::unexpected<Error> notFound(const QString& what)
{
    return failure({.kind = ErrorKind::Storage, .what = what, .detail = {}});
}

QString othersSentence(const QString& folder)
{
    const QStringList names = profileNames(folder);
    if (names.isEmpty())
        return QStringLiteral("There are no profiles in %1 yet.").arg(folder);
    return QStringLiteral("Profiles in %1: %2.").arg(folder, names.join(QLatin1String(", ")));
}

} // namespace

QString profileFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           QLatin1String("/signalbox/profiles");
}

QStringList profileNames(const QString& folder)
{
    QStringList names;
    const QFileInfoList files =
        QDir(folder).entryInfoList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    for (const QFileInfo& file : files) {
        const QString name = file.completeBaseName();
        if (isProfileName(name))
            names.append(name);
    }
    return names;
}

Result<QString> locateProfile(const QString& wanted, const QString& fromEnvironment, const QString& folder)
{
    const bool isDefault = wanted.isEmpty() && fromEnvironment.isEmpty();
    const QString asked = !wanted.isEmpty()            ? wanted
                          : !fromEnvironment.isEmpty() ? fromEnvironment
                                                       : QStringLiteral("default");
    if (asked.contains(QLatin1Char('/')) || asked.endsWith(QLatin1String(".json"))) {
        if (QFileInfo::exists(asked))
            return asked;
        return notFound(QStringLiteral("There is no profile file %1; check the path. %2")
                            .arg(cleaned(asked), othersSentence(folder)));
    }
    if (!isProfileName(asked)) {
        return notFound(QStringLiteral("\"%1\" is no profile name (letters, digits, \".\", \"_\" and \"-\"); "
                                       "write a path with a \"/\" to name a file. %2")
                            .arg(cleaned(asked), othersSentence(folder)));
    }
    const QString file = folder + QLatin1Char('/') + asked + QLatin1String(".json");
    if (QFileInfo::exists(file))
        return file;
    const QString start = isDefault ? QStringLiteral("No profile was named and there is no default one")
                                    : QStringLiteral("There is no profile \"%1\"").arg(asked);
    return notFound(QStringLiteral("%1; write %2, or name another with --profile FILE|NAME. %3")
                        .arg(start, file, othersSentence(folder)));
}

} // namespace signalbox::app
