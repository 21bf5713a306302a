// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/server/message.h"
#include "connectors/simulator/tracing/tracestore.h"
#include "models/base/instant.h"
#include "models/base/result.h"

namespace signalbox::simulator::tracing {

struct Search
{
    TraceQuery query;
    bool raw = false;
    std::vector<TraceId> ids; ///< asked for by id: the rest does not count
};

/// The parameters of /api/traces. The errors' `what` is Jaeger's text.
Result<Search> parseLegacySearch(const Request& request, Instant now, bool version1);
/// The parameters of /api/v3/traces and /api/v3/trace-summaries: `query.` with snake_case, and in v2 with
/// camelCase too.
Result<Search> parseV3Search(const Request& request, bool version1);

/// An id of any case and length up to 32 digits, in v2 also as base64. All zeros is an id that nothing has.
Result<TraceId> parseTraceId(std::string_view text, bool version1);

/// The value of a parameter, empty when absent.
[[nodiscard]] std::string paramOf(const Request& request, QStringView name);
/// A flag of the old API: absent is false.
Result<bool> flagOf(const Request& request, QStringView name);
/// A whole number of the old API.
Result<std::int64_t> numberOf(const Request& request, QStringView name, std::int64_t absent);

} // namespace signalbox::simulator::tracing
