// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// What the searches of the old and of the new API have in common. Complaints are in Go's and Jaeger's words.
namespace signalbox::simulator::tracing {

[[nodiscard]] tl::unexpected<Error> refused(const std::string& text);

/// The result, or its error with something in front.
template <typename T>
Result<T> wrapped(Result<T> result, const std::string& front)
{
    if (result)
        return result;
    return refused(front + result.error().what.toStdString());
}

using Pairs = std::vector<std::pair<std::string, std::string>>;
/// {"key":"value"} with text values only.
Result<Pairs> parsePairs(const std::string& text);
/// Durations of 0 count as not given, as there. `front` begins the complaint.
Result<std::optional<std::int64_t>> durationOf(const std::string& text, const std::string& front);
/// How many traces a search may ask the memory storage for.
Result<void> checkDepth(std::int64_t limit);

} // namespace signalbox::simulator::tracing
