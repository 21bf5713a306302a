// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/singleinstance.h"

#include <QCryptographicHash>
#include <QLocalSocket>
#include <QStandardPaths>

namespace signalbox::app {

namespace {

constexpr int connectMs = 300;
const QByteArray raiseWord = "raise";
const QByteArray openWord = "open ";

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
                // "raise", or "open" with a text on one line of base64: who writes in parts is waited for.
                if (!socket->canReadLine()) {
                    if (socket->bytesAvailable() > 2 * longest)
                        socket->abort();
                    return;
                }
                const QByteArray line = socket->readLine(2 * longest).trimmed();
                socket->disconnectFromServer();
                if (line == raiseWord) {
                    Q_EMIT raiseRequested();
                } else if (line.startsWith(openWord)) {
                    Q_EMIT raiseRequested();
                    const QByteArray text = QByteArray::fromBase64(line.mid(openWord.size()));
                    Q_EMIT openRequested(QString::fromUtf8(text.left(longest)));
                }
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

bool SingleInstance::raiseOther(const QString& toOpen) const
{
    QLocalSocket other;
    other.connectToServer(m_name);
    if (!other.waitForConnected(connectMs))
        return false;
    other.write(toOpen.isEmpty() ? raiseWord : openWord + toOpen.toUtf8().left(longest).toBase64());
    other.write("\n");
    while (other.bytesToWrite() > 0)
        if (!other.waitForBytesWritten(connectMs))
            return false;
    return true;
}

} // namespace signalbox::app
