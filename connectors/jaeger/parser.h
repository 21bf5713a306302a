// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/jaeger/types.h"
#include "connectors/tracing/parser.h"
#include "models/base/result.h"

#include <QByteArray>

namespace signalbox::jaeger {

// Bytes in, values out: pure, for the pool; see tracing/parser.h.

/// /api/v3/trace-summaries.
[[nodiscard]] Result<SearchResult> parseSummaries(QByteArray body, const QString& backendName);

/// {"services":[...]}, {} and {"data":[...]|null}.
[[nodiscard]] Result<QStringList> parseServices(QByteArray body, const QString& backendName);

/// {"operations":[...]}, {} and {"data":[...]|null}, of objects or of plain names.
[[nodiscard]] Result<std::vector<Operation>> parseOperations(QByteArray body, const QString& backendName);

[[nodiscard]] Result<std::vector<Dependency>> parseDependencies(QByteArray body, const QString& backendName);

[[nodiscard]] Result<Metrics> parseMetrics(QByteArray body, const QString& backendName);

} // namespace signalbox::jaeger
