// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/tracing/types.h"
#include "models/base/result.h"

#include <QByteArray>

namespace signalbox::tempo {

// Bytes in, values out: pure, for the pool. Traces themselves are read by tracing::parseTraces().

/// /api/search. Ids come with their leading zeros cut, "no root yet" as a name, and zero durations not at
/// all.
[[nodiscard]] Result<tracing::SearchResult> parseSearch(QByteArray body, const QString& backendName,
                                                        int limit);

/// Values of a tag, of either version; sorted, each once.
[[nodiscard]] Result<QStringList> parseValues(QByteArray body, const QString& backendName);

/// The version; empty when it is not told.
[[nodiscard]] Result<QString> parseBuildInfo(QByteArray body, const QString& backendName);

} // namespace signalbox::tempo
