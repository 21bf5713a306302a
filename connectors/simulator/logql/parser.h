// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/logql/ast.h"

#include "models/base/result.h"

namespace signalbox::simulator::logql {

/// LogQL in, a query out. What Loki refuses is refused in its words; what Loki knows and the demo does not
/// is refused with a sentence that says so. `Error::what` is the text of the 400.
[[nodiscard]] Result<Query> parseQuery(std::string_view query);

/// A selector alone, as labels, series and volume take it.
[[nodiscard]] Result<LogSelector> parseSelector(std::string_view selector);

} // namespace signalbox::simulator::logql
