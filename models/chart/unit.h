// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace signalbox::chart {

/// What the figures of a chart count. Values are kept in the base unit; the text chooses ms, GiB, k.
enum class Unit
{
    None,
    Seconds,
    PerSecond,
    Ratio, ///< 0.182 is shown as 18.2 %
    Bytes,
    BytesPerSecond,
    Count
};

} // namespace signalbox::chart
