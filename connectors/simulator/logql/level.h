// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/logql/fields.h"

namespace signalbox::simulator::logql {

/// The level that Loki would guess for a line: from a label or metadata that names one, from a field of
/// JSON or logfmt, else from the first whole word of the text that is a level (so a line with the word
/// "trace" in its prose is level trace). "unknown" when nothing fits.
[[nodiscard]] std::string detectedLevel(const Fields& labels, const Fields& metadata, std::string_view line);

} // namespace signalbox::simulator::logql
