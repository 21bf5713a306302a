// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/logql/linestate.h"
#include "connectors/simulator/logql/pattern.h"

namespace signalbox::simulator::logql {

/// A label and the path or key that it is taken from: code="resp.status".
struct Extraction
{
    std::string label;
    std::string from;
};

struct LogfmtFlags
{
    bool strict = false;
    bool keepEmpty = false;
};

/// Without extractions every field becomes a label.
[[nodiscard]] StagePtr jsonStage(std::vector<Extraction> extractions);
[[nodiscard]] StagePtr logfmtStage(std::vector<Extraction> extractions, LogfmtFlags flags);
[[nodiscard]] StagePtr patternStage(LinePattern pattern, std::string written);
[[nodiscard]] StagePtr regexpStage(Regex regex, std::string written);
/// Reverses promtail's pack: fields become labels, "_entry" becomes the line.
[[nodiscard]] StagePtr unpackStage();

} // namespace signalbox::simulator::logql
