// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/pending.h"

#include <QObject>

namespace signalbox::app {

/// Hands a secret to the keychain of the desktop (service "signalbox", where SecretReader finds it). Keeps
/// nothing and prints nothing. Virtual because a keychain needs a session bus, which tests do not have.
class SecretStore : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// The key, once it is stored.
    [[nodiscard]] virtual QFuture<Result<QString>> store(const QString& key, const QString& secret);
};

} // namespace signalbox::app
