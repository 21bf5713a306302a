// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QObject>

namespace signalbox::app {

/// Is a window open already? The first instance listens on a socket that only its user may open; a later one
/// can ask it to come to the front, and to open something there. What comes is untrusted and bounded.
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    /// One name a user and a settings folder, so that tests and portable set-ups do not meet.
    explicit SingleInstance(QString name, QObject* parent = nullptr);
    [[nodiscard]] static QString defaultName();

    /// True: nobody was there, and now we listen. False: another instance answers.
    [[nodiscard]] bool claim();
    /// Asks the other one to come to the front, and to open that there; false when it did not take the
    /// request.
    [[nodiscard]] bool raiseOther(const QString& toOpen = {}) const;

    static constexpr qsizetype longest = 32 * 1024; ///< bytes

Q_SIGNALS:
    void raiseRequested();
    void openRequested(const QString& text);

private:
    QString m_name;
    QLocalServer m_server;
};

} // namespace signalbox::app
