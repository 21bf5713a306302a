// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace signalbox::profile {

/// env:NAME, file:PATH or keychain:KEY
[[nodiscard]] bool isSecretRef(const QString& text);
/// A key or header of this name usually holds a secret.
[[nodiscard]] bool soundsSecret(const QString& name);
/// What a request header may be called.
[[nodiscard]] bool isHeaderName(const QString& name);

} // namespace signalbox::profile
