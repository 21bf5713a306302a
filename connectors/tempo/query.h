// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/message.h"
#include "connectors/tracing/types.h"

/// Questions to Tempo as paths and parameters. Times are whole seconds, and only here.
namespace signalbox::tempo::query {

/// A string as TraceQL writes it, with its quotes.
[[nodiscard]] QString quoted(const QString& text);
/// An attribute of any scope: .db.system, ."odd name".
[[nodiscard]] QString attribute(const QString& key);
/// One condition in braces that one span must meet. A value that reads as a number or a truth value is asked
/// for as both, since TraceQL compares kinds too.
[[nodiscard]] QString traceQl(const tracing::SearchQuery& query);

/// `start` is what remains of the range when it is longer than the server searches at once.
[[nodiscard]] http::Request search(const tracing::SearchQuery& query, Instant start);
[[nodiscard]] http::Request trace(const QString& hexId, bool v2);
[[nodiscard]] http::Request services(bool v2);
[[nodiscard]] http::Request operations(const QString& service);
[[nodiscard]] http::Request buildInfo();

/// What is wrong with a search before it is sent: a sentence, or empty.
[[nodiscard]] QString problemOf(const tracing::SearchQuery& query);

/// Servers search a week at once unless they are told otherwise.
inline constexpr std::chrono::hours longestRange{168};

} // namespace signalbox::tempo::query
