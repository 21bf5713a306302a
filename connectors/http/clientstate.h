// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/gate.h"
#include "connectors/http/healthmonitor.h"
#include "connectors/http/httpclient.h"
#include "connectors/http/retrypolicy.h"
#include "connectors/http/wording.h"

#include <QNetworkAccessManager>
#include <QSslConfiguration>

#include <memory>

namespace signalbox::http {

/// What the calls of one client share. Owned by the client, outlives its calls.
struct ClientState
{
    profile::Backend backend;
    Environment environment;
    Wording wording;
    RetryPolicy retry;
    Gate gate;
    HealthMonitor monitor;
    /// Shared with the attempts that run over it; see abandonConnections().
    std::shared_ptr<QNetworkAccessManager> network;
    std::optional<QSslConfiguration> tls; ///< built at first use
    bool getInsteadOfPost = false;        ///< this backend refused a form once and took the same by GET
    std::function<void()> healthMayHaveChanged;
    /// Qt keeps a socket whose TLS handshake hangs, though its request is gone, and gives it to the next
    /// one. Only the end of the whole manager closes it: new attempts get a fresh one, and the old one goes
    /// with the last attempt that still runs over it.
    std::function<void()> abandonConnections;
};

} // namespace signalbox::http
