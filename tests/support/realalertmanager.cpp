// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/realserver.h"

#include <QDir>
#include <QFileInfo>

#include <cerrno>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

namespace signalbox::test {

namespace {

constexpr auto wantedTemplate = "/usr/share/prometheus/alertmanager/default.tmpl";

bool writeWhole(const char* path, const QByteArray& text)
{
    const int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    const bool written = write(fd, text.constData(), static_cast<size_t>(text.size())) == text.size();
    close(fd);
    return written;
}

/// System calls only: this runs between fork and exec. First as one who may mount, then as anybody.
bool enterNamespace(const QByteArray& share, const QByteArray& uidMap, const QByteArray& gidMap)
{
    if (unshare(CLONE_NEWNS) != 0) {
        if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
            return false;
        if (!writeWhole("/proc/self/uid_map", uidMap) || !writeWhole("/proc/self/setgroups", "deny") ||
            !writeWhole("/proc/self/gid_map", gidMap))
            return false;
    }
    // Private first, or the bind would be seen outside.
    return mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
           mount(share.constData(), "/usr/share", nullptr, MS_BIND | MS_REC, nullptr) == 0;
}

/// Tries it in a child that ends at once.
bool namespacesWork(const QByteArray& share, const QByteArray& uidMap, const QByteArray& gidMap)
{
    const pid_t child = fork();
    if (child < 0)
        return false;
    if (child == 0)
        _exit(enterNamespace(share, uidMap, gidMap) && access(wantedTemplate, R_OK) == 0 ? 0 : 1);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

} // namespace

RealAlertmanager::RealAlertmanager(QByteArray config)
    : m_config(std::move(config))
    , m_share(QDir(realServersFolder()).absoluteFilePath(QStringLiteral("usr/share")).toUtf8())
    , m_uidMap("0 " + QByteArray::number(getuid()) + " 1\n")
    , m_gidMap("0 " + QByteArray::number(getgid()) + " 1\n")
{
}

RealAlertmanager::~RealAlertmanager()
{
    stop();
    removeTemplate();
}

QString RealAlertmanager::program() const
{
    return QDir(realServersFolder()).absoluteFilePath(QStringLiteral("usr/bin/prometheus-alertmanager"));
}

QStringList RealAlertmanager::arguments(quint16 port) const
{
    const QDir dir(folder());
    return {QStringLiteral("--config.file=") + dir.filePath(QStringLiteral("alertmanager.yml")),
            QStringLiteral("--storage.path=") + dir.filePath(QStringLiteral("data")),
            QStringLiteral("--cluster.listen-address="),
            QStringLiteral("--web.listen-address=127.0.0.1:%1").arg(port)};
}

QString RealAlertmanager::prepare()
{
    if (!writeFile(QStringLiteral("alertmanager.yml"), m_config))
        return QStringLiteral("cannot write the configuration of Alertmanager");
    if (QFileInfo::exists(QString::fromLatin1(wantedTemplate)))
        return {};
    m_usesNamespace = namespacesWork(m_share, m_uidMap, m_gidMap);
    return m_usesNamespace ? QString() : placeTemplate();
}

void RealAlertmanager::beforeExec() const
{
    if (m_usesNamespace && !enterNamespace(m_share, m_uidMap, m_gidMap))
        _exit(1);
}

QString RealAlertmanager::placeTemplate()
{
    const QString target = QString::fromLatin1(wantedTemplate);
    QStringList missing;
    for (QString path = QFileInfo(target).path(); !QFileInfo::exists(path); path = QFileInfo(path).path())
        missing.append(path);
    for (qsizetype i = missing.size() - 1; i >= 0; --i) {
        if (QDir().mkdir(missing[i]))
            m_placedFolders.prepend(missing[i]);
    }
    const QString source =
        QString::fromUtf8(m_share) + QStringLiteral("/prometheus/alertmanager/default.tmpl");
    if (!QFile::copy(source, target)) {
        removeTemplate();
        return QStringLiteral(
                   "Alertmanager needs %1. This machine allows neither mount namespaces nor to write "
                   "there: run the tests as root, or allow user namespaces.")
            .arg(target);
    }
    m_placedFile = target;
    return {};
}

void RealAlertmanager::removeTemplate()
{
    if (!m_placedFile.isEmpty())
        QFile::remove(m_placedFile);
    m_placedFile.clear();
    for (const QString& folder : std::as_const(m_placedFolders))
        QDir().rmdir(folder);
    m_placedFolders.clear();
}

} // namespace signalbox::test
