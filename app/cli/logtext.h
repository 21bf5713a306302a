// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/json.h"
#include "models/telemetry/logbatch.h"

#include <optional>

namespace signalbox::cli {

/// {"ts","labels":{},"metadata":{},"level","trace_id","line"}, and "parsed" when the query's own parsers
/// took fields out of the line.
[[nodiscard]] Json toJson(const LogLine& line);

/// The trace that the line belongs to, or nothing. A naked word that only looks like an id does not count.
[[nodiscard]] QString traceIdOf(const LogLine& line);

/// Lines of a log for a terminal, one row each. Remembers how wide the service column had to be, so that
/// pages that come one after the other line up.
class LogText
{
public:
    [[nodiscard]] QString row(const LogLine& line, std::optional<int> width);

private:
    qsizetype m_serviceWidth = 8;
};

} // namespace signalbox::cli
