// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/tracing/json.h"
#include "models/base/error.h"

namespace signalbox::tracing {

/// "jaeger-prod answered something else than traces: it is cut off in the middle. It began: ... Try again..."
[[nodiscard]] Error badAnswer(const QString& backend, const QString& due, const QString& problem,
                              const QString& wayOut, const QByteArray& body);

/// The first byte that is no white space, or 0.
[[nodiscard]] char firstVisible(const QByteArray& body);

/// The same for what can be said before reading: an empty body, a web page, plain text.
[[nodiscard]] std::optional<Error> obviouslyBad(const QString& backend, const QString& due,
                                                const QByteArray& body);

/// The same for what the reader found.
[[nodiscard]] Error brokenJson(const QString& backend, const QString& due, simdjson::error_code code,
                               const QByteArray& body);

/// An error that the server sent with status 200; `code` is its own.
[[nodiscard]] Error refusal(const QString& backend, int code, const QString& message);

} // namespace signalbox::tracing
