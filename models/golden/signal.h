// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <optional>

namespace signalbox::golden {

enum class Signal
{
    Latency,
    Traffic,
    Errors,
    Saturation
};

inline constexpr std::array allSignals{Signal::Latency, Signal::Traffic, Signal::Errors, Signal::Saturation};

/// "latency": in files.
[[nodiscard]] QString keyOf(Signal signal);
[[nodiscard]] std::optional<Signal> signalOf(QStringView key);

} // namespace signalbox::golden
