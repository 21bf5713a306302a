// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>
#include <QUrl>

#include <memory>

namespace signalbox::test {

/// The folder into which packaging/real-servers.sh unpacked: $SIGNALBOX_REAL_DIR, else build/real of the
/// source.
[[nodiscard]] QString realServersFolder();
/// Empty when the real servers can be run; else why not, and what to do.
[[nodiscard]] QString whyNoRealServers();
/// SIGNALBOX_ALLOW_SKIP=1: a machine without them passes. Anywhere else their absence is a failure.
[[nodiscard]] bool maySkipRealServers();

/// One server process on a free loopback port with a folder of its own. Ended with this object, and by the
/// kernel when the test dies first. Must not outlive either. Thread: the one that made it.
class RealServer
{
public:
    RealServer(const RealServer&) = delete;
    RealServer& operator=(const RealServer&) = delete;
    virtual ~RealServer();

    /// Starts and waits until /-/ready says so. Empty on success, else what went wrong with the server's
    /// last words.
    [[nodiscard]] QString start();
    void stop();
    [[nodiscard]] QUrl url() const;
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    /// In the server's folder.
    [[nodiscard]] bool writeFile(const QString& name, const QByteArray& content) const;

protected:
    RealServer();

    [[nodiscard]] virtual QString program() const = 0;
    [[nodiscard]] virtual QStringList arguments(quint16 port) const = 0;
    /// Called before the first start; empty on success.
    [[nodiscard]] virtual QString prepare() { return {}; }
    /// Runs in the child between fork and exec: system calls only.
    virtual void beforeExec() const {}

private:
    [[nodiscard]] QString startOn(quint16 port);
    [[nodiscard]] bool answersReady() const;

    QTemporaryDir m_folder;
    std::unique_ptr<QProcess> m_process;
    quint16 m_port = 0;
    bool m_isPrepared = false;
};

class RealPrometheus final : public RealServer
{
public:
    /// `config` is the content of prometheus.yml; @PORT@ in it becomes the server's port.
    explicit RealPrometheus(QByteArray config);

    /// Writes an OpenMetrics file into blocks of the data folder, before the start. Empty on success.
    [[nodiscard]] QString loadOpenMetrics(const QString& file) const;

protected:
    [[nodiscard]] QString program() const override;
    [[nodiscard]] QStringList arguments(quint16 port) const override;

private:
    QByteArray m_config;
};

/// Debian's build opens /usr/share/prometheus/alertmanager/default.tmpl whatever it is told. The server gets
/// a mount namespace in which the unpacked /usr/share lies over the system's; where the kernel does not
/// allow that, the file is put into its place and taken away again.
class RealAlertmanager final : public RealServer
{
public:
    explicit RealAlertmanager(QByteArray config);
    ~RealAlertmanager() override;

protected:
    [[nodiscard]] QString program() const override;
    [[nodiscard]] QStringList arguments(quint16 port) const override;
    [[nodiscard]] QString prepare() override;
    void beforeExec() const override;

private:
    [[nodiscard]] QString placeTemplate();
    void removeTemplate();

    QByteArray m_config;
    QByteArray m_share;  ///< the unpacked /usr/share
    QByteArray m_uidMap; ///< "0 UID 1", made before the fork
    QByteArray m_gidMap;
    bool m_usesNamespace = false;
    QString m_placedFile;
    QStringList m_placedFolders; ///< made for it, the deepest first
};

} // namespace signalbox::test

/// First thing in a test with real servers: fails, or skips where that is allowed, when they are not there.
#define REQUIRE_REAL_SERVERS()                                                                               \
    do {                                                                                                     \
        const QString why = signalbox::test::whyNoRealServers();                                             \
        if (!why.isEmpty() && signalbox::test::maySkipRealServers())                                         \
            QSKIP(qPrintable(why));                                                                          \
        if (!why.isEmpty())                                                                                  \
            QFAIL(qPrintable(why));                                                                          \
    } while (false)
