// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/shop.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace signalbox::test {

namespace {

const QString program = QStringLiteral(SIGNALBOX_BINARY_DIR "/signalbox");

} // namespace

Reply recorded(const char* name)
{
    QFile file(QStringLiteral(SIGNALBOX_FIXTURES "/%1.json").arg(QLatin1String(name)));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no fixture %s", name);
    const QJsonObject response =
        QJsonDocument::fromJson(file.readAll()).object()[QLatin1String("response")].toObject();
    Reply reply;
    reply.status = response[QLatin1String("status")].toInt();
    reply.body = response[QLatin1String("body")].toString().toUtf8();
    reply.contentType =
        response[QLatin1String("headers")].toObject()[QLatin1String("Content-Type")].toString().toLatin1();
    return reply;
}

Shop::Shop()
{
    server.route("/prom/api/v1/status/buildinfo", recorded("prometheus/001-buildinfo"));
    server.route("/prom/api/v1/query", recorded("prometheus/020-instant-scalar"));
    server.route("/prom/api/v1/query_exemplars", recorded("prometheus/030-exemplars"));
    server.route("/prom/api/v1/rules", recorded("prometheus/031-rules"));
    server.route("/prom/api/v1/alerts", recorded("prometheus/032-alerts"));
    server.route("/prom/api/v1/format_query", recorded("prometheus/034-format"));
    server.route(
        "/am/api/v2/status",
        Reply::json("{\"cluster\":{\"status\":\"disabled\",\"peers\":[]},\"versionInfo\":{\"version\":"
                    "\"0.25.0\"},\"config\":{\"original\":\"\"},\"uptime\":\"2026-11-21T08:00:00Z\"}"));
    server.route("/loki/loki/api/v1/status/buildinfo", recorded("loki/002-buildinfo"));
    server.route("/loki/loki/api/v1/labels", recorded("loki/003-labels"));
    server.route("/loki/loki/api/v1/detected_labels", recorded("loki/079-detected-labels"));
    server.route("/loki/loki/api/v1/index/volume", recorded("loki/076-volume"));
    server.route("/jaeger/api/services", recorded("jaeger/001-services"));
    server.otherwise([](const Received&) { return Reply::json("{\"errors\":[{\"code\":404}]}", 404); });
    useAll();
}

void Shop::useProfile(const QByteArray& json)
{
    QFile file(profilePath());
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        qFatal("no profile can be written");
    file.write(QString::fromUtf8(json).replace(QLatin1String("%1"), server.url().toString()).toUtf8());
}

void Shop::useAll()
{
    useProfile("{\"backends\": [{\"kind\": \"prometheus\", \"url\": \"%1/prom\"},\n"
               "{\"kind\": \"alertmanager\", \"url\": \"%1/am\"},\n"
               "{\"kind\": \"loki\", \"url\": \"%1/loki\"},\n"
               "{\"kind\": \"jaeger\", \"url\": \"%1/jaeger/\"}]}");
}

QString Shop::profilePath() const
{
    return m_folder.filePath(QStringLiteral("shop.json"));
}

Run Shop::ended(QProcess& process) const
{
    const auto isOver = [&process] { return process.state() == QProcess::NotRunning; };
    if (!QTest::qWaitFor(isOver, 30'000)) {
        process.kill();
        process.waitForFinished();
        return {.code = -1, .out = process.readAllStandardOutput(), .err = process.readAllStandardError()};
    }
    return {.code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            .out = process.readAllStandardOutput(),
            .err = process.readAllStandardError()};
}

std::unique_ptr<QProcess> Shop::started(const QStringList& arguments)
{
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("SIGNALBOX_PROFILE"), profilePath());
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_folder.path());
    environment.insert(QStringLiteral("PLANTED"), QStringLiteral("planted-secret"));
    process->setProcessEnvironment(environment);
    process->start(program, arguments);
    return process;
}

Run Shop::run(const QStringList& arguments)
{
    return ended(*started(arguments));
}

Run Shop::runInShell(const QString& command)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("SIGNALBOX_PROFILE"), profilePath());
    environment.insert(QStringLiteral("SIGNALBOX"), program);
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral("bash"),
                  {QStringLiteral("-o"), QStringLiteral("pipefail"), QStringLiteral("-c"), command});
    return ended(process);
}

} // namespace signalbox::test
