// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/scrubber.h"
#include "models/base/pending.h"
#include "models/profile/profile.h"

#include <QByteArray>
#include <QSslConfiguration>

#include <optional>
#include <utility>
#include <vector>

namespace signalbox::http {

class SecretReader;

/// What proves to one backend who we are: for the requests of HttpClient, and for a WebSocket that a
/// backend's client opens beside it. Holds secrets; must not be kept longer than one request, nor printed.
struct Credentials
{
    std::vector<std::pair<QByteArray, QByteArray>>
        headers; ///< Authorization, X-Scope-OrgID, the profile's own
    QSslConfiguration tls;
    Scrubber scrubber; ///< for every text that the server sends back
};

/// Reads the secrets that `backend` refers to, one after the other, and builds the headers. `knownTls` is
/// used as it is; without it and with an https URL the TLS files are read.
[[nodiscard]] QFuture<Result<Credentials>>
gatherCredentials(const profile::Backend& backend, SecretReader* secrets, QObject* owner,
                  const std::optional<QSslConfiguration>& knownTls);

} // namespace signalbox::http
