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
    QNetworkAccessManager network{nullptr};
    std::optional<QSslConfiguration> tls; ///< built at first use
    bool getInsteadOfPost = false;        ///< this backend refused a form once and took the same by GET
    std::function<void()> healthMayHaveChanged;
};

} // namespace signalbox::http
