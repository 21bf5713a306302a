// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/tracing/types.h"

namespace signalbox::tracing {

/// Whether one span of the trace carries all the tags: among its own, those of its process or of its
/// events, or as "error" and "span.kind", which OTLP keeps elsewhere.
[[nodiscard]] bool carries(const Trace& trace, const std::vector<TagFilter>& tags);

/// The summaries of what was found, newest first, and a note when the limit was reached. With `tags`, those
/// traces are left out that the server should have left out itself, and a note says how many.
[[nodiscard]] SearchResult summarised(const ParsedTraces& found, int limit,
                                      const std::vector<TagFilter>& tags);

/// Tags that Jaeger makes up from other properties of a span. Some of its storages (memory, up to 2.18) find
/// nothing by them.
[[nodiscard]] bool isDerived(const TagFilter& tag);

/// Most spans first, then by name.
void sortServices(TraceSummary& summary);

/// Sorts newest first and adds the note about the limit.
void finishSearch(SearchResult& result, qsizetype found, int limit);

} // namespace signalbox::tracing
