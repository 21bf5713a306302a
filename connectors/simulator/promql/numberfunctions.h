// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/promql/functiontable.h"

namespace signalbox::simulator::promql {

/// A function of one number, or nullptr: abs, ln, hour and the like.
using NumberFunction = double (*)(double);
[[nodiscard]] NumberFunction numberFunction(Fn fn);
/// True for hour(), year() and the like, which take the step's own time when they are given nothing.
[[nodiscard]] bool isDateFunction(Fn fn);

} // namespace signalbox::simulator::promql
