// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/logql/logquery.h"
#include "connectors/simulator/server/message.h"
#include "models/base/clock.h"
#include "models/base/result.h"

namespace signalbox::simulator::logql {

struct TimeBounds
{
    std::int64_t startNs = 0;
    std::int64_t endNs = 0;
};

/// The parameters that Loki's calls share, read as Loki reads them. A refusal's `what` is the body of the
/// 400, its httpStatus the status.
[[nodiscard]] Result<TimeBounds> boundsOf(const Request& request, Instant now);
[[nodiscard]] Result<std::int64_t> timeOf(const Request& request, QStringView name, std::int64_t otherwise);
[[nodiscard]] Result<std::size_t> limitOf(const Request& request, QStringView name, std::size_t otherwise);
[[nodiscard]] Result<Direction> directionOf(const Request& request);
/// The step in ns; by default a 250th of the range, at least a second.
[[nodiscard]] Result<std::int64_t> stepOf(const Request& request, const TimeBounds& bounds);
[[nodiscard]] Encoding encodingOf(const Request& request);
/// A parameter as UTF-8; empty when absent.
[[nodiscard]] std::string textOf(const Request& request, QStringView name);

[[nodiscard]] Error badRequest(const std::string& text);
[[nodiscard]] Reply jsonReply(std::string body);
[[nodiscard]] Reply textReply(int status, const QString& text);
[[nodiscard]] Reply refusal(const Error& error);

} // namespace signalbox::simulator::logql
