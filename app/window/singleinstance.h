// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QObject>

namespace signalbox::app {

/// Is a window open already? The first instance listens on a socket that only its user may open; a later one
/// can ask it to come to the front. Must not carry anything but that request.
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    /// One name a user and a settings folder, so that tests and portable set-ups do not meet.
    explicit SingleInstance(QString name, QObject* parent = nullptr);
    [[nodiscard]] static QString defaultName();

    /// True: nobody was there, and now we listen. False: another instance answers.
    [[nodiscard]] bool claim();
    /// Asks the other one to come to the front; false when it did not take the request.
    [[nodiscard]] bool raiseOther() const;

Q_SIGNALS:
    void raiseRequested();

private:
    QString m_name;
    QLocalServer m_server;
};

} // namespace signalbox::app
