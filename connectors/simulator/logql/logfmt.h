// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace signalbox::simulator::logql {

/// Calls visit(key, value, hasValue) for each pair of a logfmt line. Returns what is wrong with the line,
/// if anything is; what stands before the mistake was visited.
using LogfmtVisitor = std::function<void(std::string_view key, std::string_view value, bool hasValue)>;
std::optional<std::string> scanLogfmt(std::string_view line, const LogfmtVisitor& visit);

} // namespace signalbox::simulator::logql
