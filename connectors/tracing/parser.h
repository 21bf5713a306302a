// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/tracing/types.h"
#include "models/base/result.h"

#include <QByteArray>

namespace signalbox::tracing {

// Bytes in, values out: pure, for the pool. Every failure is an Error{Parse} that names the backend, shows
// the first bytes of its answer and says what to do. A body whose capacity is too small for a vectorising
// reader, or that is no UTF-8, is copied; others are read in place and kept by the traces as their store.

/// Traces in Jaeger's own JSON or in OTLP JSON; told apart by content. Wrappers of the latter: resourceSpans,
/// batches, each also below result or trace, and arrays of those. An empty list of traces is no failure; an
/// empty wrapper is an empty list. What the server says it left out (Tempo's PARTIAL) becomes a warning of
/// the traces.
[[nodiscard]] Result<ParsedTraces> parseTraces(QByteArray body, const QString& backendName);

/// The server's own words in an error body ({"errors":[{"msg"}]} or {"error":{"message"}}); else empty.
[[nodiscard]] QString errorMessage(const QByteArray& body);

} // namespace signalbox::tracing
