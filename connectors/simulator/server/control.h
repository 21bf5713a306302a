// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/server/faults.h"
#include "connectors/simulator/server/message.h"

namespace signalbox::simulator {

/// The handler of the control port: GET /-/faults lists the board as {"loki":"latency=800ms",...}; POST
/// /-/faults with the form or query fields `backend` (a name, or `all`) and `faults`, or with a body of
/// lines such as "loki:latency=800ms", changes it and answers the new list. All or nothing.
[[nodiscard]] Handler controlHandler(FaultBoard* board);

} // namespace signalbox::simulator
