// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace signalbox::simulator::promql {

/// What Go's regexp package would say against an expression, or an empty text. It also keeps out what Qt's
/// engine understands beyond Go's (back references, look-around, possessive quantifiers): an answer that the
/// real server would refuse must not come from the simulator.
[[nodiscard]] QString regexComplaint(const QString& pattern);

} // namespace signalbox::simulator::promql
