// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/loki/client.h"
#include "models/base/result.h"

#include <QByteArray>

namespace signalbox::loki {

// Bytes of an answer to values. Pure and reentrant: they run on the pool. `backend` is the name that an
// error is to carry. A body with http::bodyPadding of room behind it is read in place, any other is copied.

/// A log query's answer. Lines keep the sequence in which they came.
[[nodiscard]] Result<LogPage> parseStreams(const QByteArray& body, const QString& backend);

/// matrix, vector or scalar.
[[nodiscard]] Result<MetricPage> parseMetric(const QByteArray& body, const QString& backend);

/// What one message of a tail holds.
struct TailFrame
{
    LogPage page;
    std::int64_t dropped = 0;
};
[[nodiscard]] Result<TailFrame> parseTailFrame(const QByteArray& text, const QString& backend);

} // namespace signalbox::loki
