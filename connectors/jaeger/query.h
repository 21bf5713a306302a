// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/message.h"
#include "connectors/jaeger/types.h"

#include <vector>

/// Questions to Jaeger as paths and parameters. Units live here and nowhere else: legacy times are µs,
/// dependencies and metrics take ms, v3 takes RFC 3339; durations are Go's.
namespace signalbox::jaeger::query {

/// "1500us", "2s": in whole units that Go and nothing else needs to understand.
[[nodiscard]] QString goDuration(Duration duration);

/// The tags asked for, with error=true when errorsOnly is set.
[[nodiscard]] std::vector<TagFilter> allTags(const SearchQuery& query);

[[nodiscard]] http::Request legacySearch(const SearchQuery& query);
/// /api/v3/traces, or /api/v3/trace-summaries with `summaries`.
[[nodiscard]] http::Request v3Search(const SearchQuery& query, bool summaries);

[[nodiscard]] http::Request legacyTrace(const QString& idText, bool raw);
[[nodiscard]] http::Request v3Trace(const QString& idText, bool raw);
/// The spellings of an id to try, in this order: as Jaeger writes it, padded to 32 digits, and without
/// leading zeros, as servers before 1.16 kept it. Each once.
[[nodiscard]] QStringList spellings(const TraceId& id);

[[nodiscard]] http::Request legacyServices();
[[nodiscard]] http::Request v3Services();
[[nodiscard]] http::Request legacyOperations(const QString& service, const QString& spanKind);
[[nodiscard]] http::Request v3Operations(const QString& service, const QString& spanKind);
[[nodiscard]] http::Request dependencies(Instant end, Duration lookback);
[[nodiscard]] http::Request metrics(const MetricsQuery& query);

/// What is wrong with a search before it is sent: a sentence, or empty.
[[nodiscard]] QString problemOf(const SearchQuery& query);

} // namespace signalbox::jaeger::query
