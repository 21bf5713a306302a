// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/traces/reading.h"

#include <QString>

#include <vector>

namespace signalbox::traces {

/// Which spans a text names: in their service, operation, ids, tags, process tags, events and remarks, in any
/// case. "name=value" asks for a tag whose whole value it is; "error" and "kind=server" for what they say.
/// Positions in the order of the rows. Nothing for an empty text.
[[nodiscard]] std::vector<std::uint32_t> findSpans(const Trace& trace, const QString& text);

/// What a filter keeps, by span.
[[nodiscard]] std::vector<bool> keepErrors(const Trace& trace);
[[nodiscard]] std::vector<bool> keepService(const Trace& trace, const QString& service);
[[nodiscard]] std::vector<bool> keepPositions(const Trace& trace, const std::vector<std::uint32_t>& spans);

} // namespace signalbox::traces
