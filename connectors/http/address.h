// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/message.h"

#include <QUrl>

namespace signalbox::http {

/// Base + path + parameters, with the base's path prefix kept. (QUrl::resolved() would drop it.) The base's
/// own query and fragment are not part of an address and are left out.
[[nodiscard]] QUrl requestUrl(const QUrl& base, const QString& path, const std::vector<Param>& params);

/// Fit to be shown: without user and password, and with the values of secret-looking parameters removed.
[[nodiscard]] QString displayUrl(const QUrl& url);

/// Scheme, host and port agree: credentials may go there as well.
[[nodiscard]] bool isSameOrigin(const QUrl& a, const QUrl& b);

/// The path is the usual one of a login form.
[[nodiscard]] bool looksLikeLogin(const QUrl& url);

} // namespace signalbox::http
