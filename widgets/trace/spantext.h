// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>

namespace signalbox {
class Trace;
}

namespace signalbox::widgets {

/// Everything about one span as lines to read: times, tags, process, events, links, warnings. Bounded; what
/// was left out is said.
[[nodiscard]] QString spanText(const Trace& trace, std::uint32_t position);

} // namespace signalbox::widgets
