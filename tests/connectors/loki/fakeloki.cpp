// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeloki.h"

#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QWebSocket>
#include <QWebSocketServer>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace signalbox::test {

namespace {

using Json = nlohmann::json;

Json entryOf(const PushedLine& line)
{
    Json third = Json::object();
    if (!line.traceId.isEmpty())
        third["structuredMetadata"]["trace_id"] = line.traceId.toStdString();
    return Json::array({std::to_string(line.ns), line.text.toStdString(), third});
}

QString liveMessage(const PushedLine& line)
{
    Json message;
    message["streams"] = Json::array(
        {{{"stream", {{"app", line.stream.toStdString()}}}, {"values", Json::array({entryOf(line)})}}});
    return QString::fromStdString(message.dump());
}

} // namespace

class FakeLoki::Private
{
public:
    QTcpServer server;
    QWebSocketServer upgrades{QStringLiteral("fake"), QWebSocketServer::NonSecureMode};
    std::vector<QPointer<QTcpSocket>> sockets;
    std::vector<QPointer<QWebSocket>> tails;
    quint16 port = 0;
};

FakeLoki::FakeLoki(QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    connect(&d->server, &QTcpServer::newConnection, this, &FakeLoki::accept);
    connect(&d->upgrades, &QWebSocketServer::newConnection, this, [this] {
        while (QWebSocket* socket = d->upgrades.nextPendingConnection())
            tailOpened(socket);
    });
    d->server.listen(QHostAddress::LocalHost);
    d->port = d->server.serverPort();
}

FakeLoki::~FakeLoki()
{
    stop();
}

QUrl FakeLoki::url() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(d->port));
}

int FakeLoki::tailCount() const
{
    return static_cast<int>(
        std::count_if(d->tails.begin(), d->tails.end(), [](const auto& t) { return !t.isNull(); }));
}

void FakeLoki::push(const PushedLine& line)
{
    // Equal time and text in one stream count once.
    const bool isKnown = std::any_of(lines.begin(), lines.end(), [&](const PushedLine& other) {
        return other.ns == line.ns && other.stream == line.stream && other.text == line.text;
    });
    if (isKnown)
        return;
    lines.push_back(line);
    if (!losesLiveLines)
        sendToTails(liveMessage(line));
}

void FakeLoki::sendToTails(const QString& message)
{
    for (const auto& tail : d->tails) {
        if (tail)
            tail->sendTextMessage(message);
    }
}

void FakeLoki::closeTails(int code, const QString& reason)
{
    for (const auto& tail : d->tails) {
        if (tail)
            tail->close(static_cast<QWebSocketProtocol::CloseCode>(code), reason);
    }
}

void FakeLoki::cutConnections()
{
    for (const auto& tail : d->tails) {
        if (tail)
            tail->abort();
    }
    for (const auto& socket : d->sockets) {
        if (socket)
            socket->abort();
    }
    d->tails.clear();
    d->sockets.clear();
}

void FakeLoki::stop()
{
    d->server.close();
    cutConnections();
}

void FakeLoki::restart()
{
    d->server.listen(QHostAddress::LocalHost, d->port);
}

void FakeLoki::accept()
{
    while (QTcpSocket* socket = d->server.nextPendingConnection()) {
        d->sockets.emplace_back(socket);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { readFrom(socket); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }
}

void FakeLoki::readFrom(QTcpSocket* socket)
{
    const QByteArray head = socket->peek(64 * 1024);
    const qsizetype end = head.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    const QByteArray target = head.left(head.indexOf('\r')).split(' ').value(1);
    const QUrlQuery query(QString::fromLatin1(target.mid(target.indexOf('?') + 1)));
    if (target.startsWith("/loki/api/v1/tail") && !refusesWebSockets) {
        handshakeHeaders.push_back(head.left(end));
        socket->disconnect(this);
        d->upgrades.handleConnection(socket); // It reads the request anew.
        QMetaObject::invokeMethod(socket, "readyRead", Qt::QueuedConnection);
        return;
    }
    socket->read(end + 4);
    int status = 404;
    QByteArray body = "404 page not found";
    if (target.startsWith("/loki/api/v1/query_range"))
        body = answer(query, status);
    socket->write("HTTP/1.1 " + QByteArray::number(status) + " Told\r\nContent-Length: " +
                  QByteArray::number(body.size()) + "\r\nContent-Type: application/json\r\n\r\n" + body);
}

QByteArray FakeLoki::answer(const QUrlQuery& query, int& status)
{
    ++queries;
    asked.push_back(query);
    const auto number = [&](const char* key) {
        return query.queryItemValue(QString::fromLatin1(key)).toLongLong();
    };
    status = 400;
    if (!queryError.isEmpty())
        return queryError;
    if (failQueries > 0) {
        --failQueries;
        status = 500;
        return "empty ring";
    }
    const std::int64_t limit = number("limit");
    if (limit > mostEntries)
        return "max entries limit per query exceeded, limit > max_entries_limit_per_query (" +
               QByteArray::number(limit) + " > " + QByteArray::number(mostEntries) + ")";
    if (number("end") <= number("start"))
        return "end timestamp must not be before or equal to start time";
    status = 200;
    const bool backward = query.queryItemValue(QStringLiteral("direction")) != QLatin1String("forward");
    std::vector<PushedLine> hits;
    for (const PushedLine& line : lines) {
        if (line.ns >= number("start") && line.ns < number("end"))
            hits.push_back(line);
    }
    std::stable_sort(hits.begin(), hits.end(), [&](const PushedLine& a, const PushedLine& b) {
        return backward ? a.ns > b.ns : a.ns < b.ns;
    });
    hits.resize(std::min<std::size_t>(hits.size(), static_cast<std::size_t>(limit)));
    std::map<QString, Json> streams;
    for (const PushedLine& line : hits) {
        Json& stream = streams[line.stream];
        stream["stream"]["app"] = line.stream.toStdString();
        stream["values"].push_back(entryOf(line));
    }
    Json result = Json::array();
    for (const auto& [name, stream] : streams)
        result.push_back(stream);
    const Json body{{"status", "success"}, {"data", {{"resultType", "streams"}, {"result", result}}}};
    return QByteArray::fromStdString(body.dump());
}

void FakeLoki::tailOpened(QWebSocket* socket)
{
    ++tailsOpened;
    socket->setParent(this);
    d->tails.emplace_back(socket);
    connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
    const QUrlQuery query(socket->requestUrl());
    const std::int64_t start = query.queryItemValue(QStringLiteral("start")).toLongLong();
    const auto limit = static_cast<std::size_t>(query.queryItemValue(QStringLiteral("limit")).toInt());
    std::vector<PushedLine> history;
    for (const PushedLine& line : lines) {
        if (line.ns >= start)
            history.push_back(line);
    }
    for (std::size_t i = history.size() > limit ? history.size() - limit : 0; i < history.size(); ++i)
        socket->sendTextMessage(liveMessage(history[i]));
}

} // namespace signalbox::test
