// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/pending.h"
#include "models/profile/profile.h"

#include <QByteArray>
#include <QObject>

namespace signalbox::http {

/// Turns a reference from the profile into the secret, at the moment of use: "env:NAME", "file:PATH" or
/// "keychain:KEY" (service "signalbox"). Keeps nothing and prints nothing; its errors name the reference,
/// never the value. Thread: the client's.
class SecretReader : public QObject
{
    Q_OBJECT

public:
    explicit SecretReader(QObject* parent = nullptr);

    /// An empty secret is an error: it is always a mistake.
    [[nodiscard]] virtual QFuture<Result<QByteArray>> read(const profile::SecretRef& ref);

    /// Larger files are refused: a secret that long is the wrong file.
    static constexpr qint64 fileCap = 64 * 1024;

protected:
    /// The keychain's answer for one key. Its own function because a keychain needs a session bus, which
    /// tests and servers do not have.
    [[nodiscard]] virtual QFuture<Result<QByteArray>> readKeychain(const QString& key);
};

} // namespace signalbox::http
