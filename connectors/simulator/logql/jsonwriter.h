// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/logql/logquery.h"
#include "connectors/simulator/logql/metricquery.h"

namespace signalbox::simulator::logql {

/// A JSON string as Go's encoder writes it: <, > and & as \u escapes, invalid UTF-8 replaced.
void appendJson(std::string& out, std::string_view text);
void appendJson(std::string& out, const Fields& fields);
/// Seconds with at most three digits behind the point, as Prometheus' and Loki's samples have them.
[[nodiscard]] std::string secondsOf(std::int64_t ns);

/// The whole bodies of query and query_range. They are written by hand: thousands of lines go out at once.
[[nodiscard]] std::string streamsBody(const LogResult& result, Encoding encoding);
[[nodiscard]] std::string matrixBody(const MetricResult& result, const Steps& steps);
[[nodiscard]] std::string vectorBody(const MetricResult& result, const Steps& steps);
/// One line as a tail sends it: {"stream":{...},"values":[[...]]}.
void appendTailEntry(std::string& out, const Fields& labels, const ResultLine& line, Encoding encoding);

} // namespace signalbox::simulator::logql
