// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/profile/profilefile.h"

#include "app/profile/jsonpositions.h"
#include "app/profile/profilereader.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace signalbox::app {

namespace {

/// Far above any profile; a larger file is the wrong file.
constexpr qint64 fileCap = 4 * 1024 * 1024;

tl::unexpected<Error> storageFailure(const QString& what, const QString& detail)
{
    return failure({.kind = ErrorKind::Storage, .what = what, .detail = detail});
}

} // namespace

Result<ProfileDocument> parseProfile(const QByteArray& text, const QString& path)
{
    JsonPositions positions;
    if (const auto fault = scanJson(text, positions)) {
        const QString key = QString::fromStdString(fault->path);
        return failure({.kind = ErrorKind::Invalid,
                        .what = QStringLiteral("%1:%2: %3expected %4 (column %5).")
                                    .arg(path, QString::number(fault->line),
                                         key.isEmpty() ? key : cleaned(key) + QLatin1String(": "),
                                         fault->expected, QString::number(fault->column)),
                        .detail = {}});
    }
    const auto root = nlohmann::ordered_json::parse(text.cbegin(), text.cend(), nullptr, false);
    auto document = profileFromJson(root, positions, path);
    if (document)
        document->text = text;
    return document;
}

Result<ProfileDocument> readProfile(const QString& path)
{
    QFile file(path);
    if (QFileInfo(path).isDir() || !file.open(QIODevice::ReadOnly)) {
        return storageFailure(
            QStringLiteral("The profile %1 cannot be read (%2); check the path and its permissions.")
                .arg(path, QFileInfo(path).isDir() ? QStringLiteral("it is a folder") : file.errorString()),
            file.errorString());
    }
    const QByteArray text = file.read(fileCap + 1);
    if (text.size() > fileCap) {
        return storageFailure(
            QStringLiteral("%1 is larger than 4 MiB; this is not a profile. Check the path.").arg(path), {});
    }
    return parseProfile(text, path);
}

Result<void> writeProfile(const ProfileDocument& document)
{
    const QString folder = QFileInfo(document.path).absolutePath();
    if (!QDir().exists(folder)) {
        if (!QDir().mkpath(folder))
            return storageFailure(QStringLiteral("The folder %1 cannot be made; check the permissions of "
                                                 "the folder around it.")
                                      .arg(folder),
                                  {});
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    QSaveFile file(document.path);
    const QByteArray text = renderProfile(document);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(text) != text.size() || !file.commit()) {
        return storageFailure(
            QStringLiteral("The profile %1 cannot be written (%2); the old one is unchanged.")
                .arg(document.path, file.errorString()),
            file.errorString());
    }
    return {};
}

} // namespace signalbox::app
