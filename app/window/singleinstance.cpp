// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/singleinstance.h"

#include <QCryptographicHash>
#include <QLocalSocket>
#include <QStandardPaths>

namespace signalbox::app {

namespace {

constexpr int connectMs = 300;
const QByteArray raiseWord = "raise\n";

} // namespace

SingleInstance::SingleInstance(QString name, QObject* parent)
    : QObject(parent)
    , m_name(std::move(name))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket* socket = m_server.nextPendingConnection()) {
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            const auto read = [this, socket] {
                if (socket->bytesAvailable() < raiseWord.size())
                    return;
                if (socket->read(raiseWord.size()) == raiseWord)
                    Q_EMIT raiseRequested();
                socket->disconnectFromServer();
            };
            connect(socket, &QLocalSocket::readyRead, this, read);
            read();
        }
    });
}

QString SingleInstance::defaultName()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::ConfigLocation);
    const QByteArray hash =
        QCryptographicHash::hash(folder.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    return QStringLiteral("signalbox-") + QString::fromLatin1(hash);
}

bool SingleInstance::claim()
{
    QLocalSocket other;
    other.connectToServer(m_name);
    if (other.waitForConnected(connectMs))
        return false;
    // What is left of one that crashed refuses connections and may go.
    QLocalServer::removeServer(m_name);
    return m_server.listen(m_name);
}

bool SingleInstance::raiseOther() const
{
    QLocalSocket other;
    other.connectToServer(m_name);
    if (!other.waitForConnected(connectMs))
        return false;
    other.write(raiseWord);
    return other.waitForBytesWritten(connectMs);
}

} // namespace signalbox::app
