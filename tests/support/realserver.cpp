// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/realserver.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QTcpServer>
#include <QTcpSocket>

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

namespace signalbox::test {

namespace {

constexpr int readyTimeoutMs = 30'000;
constexpr int pollEveryMs = 50;

quint16 freePort()
{
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHost) ? probe.serverPort() : quint16{0};
}

} // namespace

QString realServersFolder()
{
    const QString folder = qEnvironmentVariable("SIGNALBOX_REAL_DIR");
    return folder.isEmpty() ? QStringLiteral(SIGNALBOX_SOURCE_DIR "/build/real") : folder;
}

QString whyNoRealServers()
{
    for (const char* name : {"prometheus", "promtool", "prometheus-alertmanager"}) {
        const QFileInfo program(
            QDir(realServersFolder()).filePath(QStringLiteral("usr/bin/") + QString::fromLatin1(name)));
        if (!program.isExecutable())
            return QStringLiteral("There is no %1. Run packaging/real-servers.sh first.")
                .arg(program.filePath());
    }
    return {};
}

bool maySkipRealServers()
{
    return qEnvironmentVariable("SIGNALBOX_ALLOW_SKIP") == QLatin1String("1");
}

RealServer::RealServer() = default;

RealServer::~RealServer()
{
    stop();
}

QUrl RealServer::url() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_port));
}

bool RealServer::writeFile(const QString& name, const QByteArray& content) const
{
    QFile file(QDir(folder()).filePath(name));
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

QString RealServer::start()
{
    if (!m_folder.isValid())
        return QStringLiteral("no temporary folder: ") + m_folder.errorString();
    if (!m_isPrepared) {
        const QString problem = prepare();
        if (!problem.isEmpty())
            return problem;
        m_isPrepared = true;
    }
    // Another process may take the port between our look and the server's bind.
    QString problem;
    for (int attempt = 0; attempt < 3; ++attempt) {
        problem = startOn(freePort());
        if (problem.isEmpty())
            return {};
        stop();
    }
    return problem;
}

QString RealServer::startOn(quint16 port)
{
    m_port = port;
    const QStringList args = arguments(port);
    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::MergedChannels);
    m_process->setStandardOutputFile(QDir(folder()).filePath(QStringLiteral("log")));
    m_process->setWorkingDirectory(folder());
    const pid_t parent = getpid();
    m_process->setChildProcessModifier([this, parent] {
        beforeExec();
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent) // it died before the line above
            _exit(1);
    });
    m_process->start(program(), args);
    if (!m_process->waitForStarted(10'000))
        return QStringLiteral("%1 does not start: %2").arg(program(), m_process->errorString());
    QElapsedTimer waited;
    waited.start();
    while (m_process->state() == QProcess::Running && waited.elapsed() < readyTimeoutMs) {
        if (answersReady())
            return {};
        m_process->waitForFinished(pollEveryMs);
    }
    QFile log(QDir(folder()).filePath(QStringLiteral("log")));
    const QByteArray words = log.open(QIODevice::ReadOnly) ? log.readAll().right(2000) : QByteArray();
    return QStringLiteral("%1 is not ready after %2 ms. Its last words: %3")
        .arg(program())
        .arg(waited.elapsed())
        .arg(QString::fromUtf8(words));
}

bool RealServer::answersReady() const
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
    if (!socket.waitForConnected(1000))
        return false;
    socket.write("GET /-/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    return socket.waitForReadyRead(2000) && socket.readLine().contains(" 200 ");
}

void RealServer::stop()
{
    if (!m_process)
        return;
    if (m_process->state() != QProcess::NotRunning) {
        m_process->terminate();
        if (!m_process->waitForFinished(10'000)) {
            m_process->kill();
            m_process->waitForFinished(5'000);
        }
    }
    m_process.reset();
}

RealPrometheus::RealPrometheus(QByteArray config)
    : m_config(std::move(config))
{
}

QString RealPrometheus::loadOpenMetrics(const QString& file) const
{
    QProcess tool;
    tool.setProcessChannelMode(QProcess::MergedChannels);
    tool.start(QDir(realServersFolder()).filePath(QStringLiteral("usr/bin/promtool")),
               {QStringLiteral("tsdb"), QStringLiteral("create-blocks-from"), QStringLiteral("openmetrics"),
                file, QDir(folder()).filePath(QStringLiteral("data"))});
    if (!tool.waitForFinished(60'000) || tool.exitStatus() != QProcess::NormalExit || tool.exitCode() != 0)
        return QStringLiteral("promtool failed: ") + QString::fromUtf8(tool.readAll());
    return {};
}

QString RealPrometheus::program() const
{
    return QDir(realServersFolder()).filePath(QStringLiteral("usr/bin/prometheus"));
}

QStringList RealPrometheus::arguments(quint16 port) const
{
    QByteArray config = m_config;
    config.replace("@PORT@", QByteArray::number(port));
    const QDir dir(folder());
    if (!writeFile(QStringLiteral("prometheus.yml"), config))
        qWarning("cannot write the configuration of Prometheus");
    // The years keep the made-up data, whatever today is.
    return {QStringLiteral("--config.file=") + dir.filePath(QStringLiteral("prometheus.yml")),
            QStringLiteral("--storage.tsdb.path=") + dir.filePath(QStringLiteral("data")),
            QStringLiteral("--storage.tsdb.retention.time=100y"),
            QStringLiteral("--enable-feature=exemplar-storage"),
            QStringLiteral("--web.listen-address=127.0.0.1:%1").arg(port)};
}

} // namespace signalbox::test
