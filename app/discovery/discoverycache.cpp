// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/discovery/discoverycache.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

namespace signalbox::app {

namespace {

constexpr qint64 mostCachedBytes = 8 * 1024 * 1024;

Error storage(const QString& path, const QString& why)
{
    return {.kind = ErrorKind::Storage,
            .what = QStringLiteral("%1: %2. The signals are looked for anew at each start.").arg(path, why),
            .detail = {}};
}

} // namespace

QString DiscoveryCache::usualFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) +
           QStringLiteral("/signalbox");
}

DiscoveryCache::DiscoveryCache(const QString& folder, const QString& key)
    : m_path(folder + QStringLiteral("/signals-") +
             QString::fromLatin1(
                 QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha256).toHex().left(24)) +
             QStringLiteral(".cbor"))
{
}

Result<golden::Discovery> DiscoveryCache::read() const
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(storage(m_path, file.errorString()));
    return golden::discoveryFromBytes(file.read(mostCachedBytes + 1));
}

Result<void> DiscoveryCache::write(const golden::Discovery& discovery) const
{
    if (!QDir().mkpath(QFileInfo(m_path).path()))
        return failure(storage(m_path, QStringLiteral("the folder cannot be made")));
    QSaveFile file(m_path);
    const QByteArray bytes = golden::toBytes(discovery);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(bytes) != bytes.size() || !file.commit())
        return failure(storage(m_path, file.errorString()));
    return {};
}

} // namespace signalbox::app
