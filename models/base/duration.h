// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"
#include "models/base/result.h"

#include <QString>
#include <QStringView>

namespace signalbox {

/// "90s", "1.5h", "2d", "1h30m", "250ms", "100us" (or µs), "5ns": units ns, us, ms, s, m, h, d, w, each part
/// with its unit, an optional sign in front. "0" needs no unit. Not a Duration: Error{Invalid} that says at
/// which character and what was expected there.
[[nodiscard]] Result<Duration> parseDuration(QStringView text);

/// "<n>s" or "<n>ms": what Prometheus and Loki accept everywhere. Rounded to the millisecond, but what is
/// not zero does not become zero.
[[nodiscard]] QString prometheusText(Duration d);

/// As Go prints it, exactly: "1h30m0s", "1.5s", "340ms", "100µs", "0s". For Jaeger and Tempo.
[[nodiscard]] QString goText(Duration d);

/// Exact and short, in the units of parseDuration: "1h30m", "2d", "1s500ms", "0s".
[[nodiscard]] QString plainText(Duration d);

/// For people, three figures: "5.31 s", "340 ms", "12 m 05 s", "1 h 05 m", "2 d 03 h". The unit follows a
/// plain space, minus is U+2212.
[[nodiscard]] QString humanText(Duration d);

} // namespace signalbox
