// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/profile/profile.h"

#include <QSslConfiguration>

namespace signalbox::http {

/// Peers are always verified: against the system's authorities and the profile's CA file. There is no way
/// to switch that off. Reads the PEM files named in `tls`; `passphrase` may be empty.
[[nodiscard]] Result<QSslConfiguration> tlsConfiguration(const profile::Tls& tls,
                                                         const QByteArray& passphrase);

} // namespace signalbox::http
