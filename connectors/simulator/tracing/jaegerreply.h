// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/server/message.h"
#include "models/base/error.h"

namespace signalbox::simulator::tracing {

[[nodiscard]] Reply jsonReply(const std::string& body);
/// An error of the old API. It calls itself plain text, as there.
[[nodiscard]] Reply legacyError(int status, const QString& text);
/// The same with the error's text; its status when it has one, else 400.
[[nodiscard]] Reply legacyError(const Error& error);
/// An error of the new API.
[[nodiscard]] Reply v3Error(int status, const QString& text);
[[nodiscard]] Reply v3Error(const Error& error);
[[nodiscard]] Reply textReply(int status, const QByteArray& text);
/// Where the real one has its user interface.
[[nodiscard]] Reply uiPage(bool version1);

} // namespace signalbox::simulator::tracing
