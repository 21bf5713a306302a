// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lokifixture.h"

#include <QDir>
#include <QFile>

namespace signalbox::simulator::logql {

namespace {

QByteArray readFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return file.readAll();
}

QString lokiFolder()
{
    return QStringLiteral(SIGNALBOX_FIXTURES "/loki/");
}

} // namespace

nlohmann::json readJsonFile(const QString& path)
{
    return nlohmann::json::parse(readFile(path).toStdString());
}

QStringList lokiFixtureNames()
{
    return QDir(lokiFolder()).entryList({QStringLiteral("[0-9]*.json")}, QDir::Files, QDir::Name);
}

LokiFixture readLokiFixture(const QString& name)
{
    const auto json = readJsonFile(lokiFolder() + name);
    LokiFixture out;
    const auto& request = json["request"];
    out.request.method = QByteArray::fromStdString(request["method"]);
    out.request.path = QString::fromStdString(request["path"]);
    for (const auto& [key, value] : request["headers"].items())
        out.request.headers.emplace_back(QByteArray::fromStdString(key).toLower(),
                                         QByteArray::fromStdString(value.get<std::string>()));
    for (const auto& pair : request["params"])
        out.request.params.emplace_back(QString::fromStdString(pair[0]), QString::fromStdString(pair[1]));
    const auto& response = json["response"];
    out.status = response["status"];
    out.contentType = response["headers"].value("Content-Type", std::string());
    out.body = response["body"];
    return out;
}

void loadDataset(MemoryLogStore& store)
{
    const QByteArray bytes = readFile(QStringLiteral(SIGNALBOX_FIXTURES "/dataset/loki_push.json"));
    const auto count = pushJson(store, bytes.toStdString());
    if (!count)
        qFatal("%s", qPrintable(count.error().what));
}

} // namespace signalbox::simulator::logql
