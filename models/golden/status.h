// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/golden/convention.h"

namespace signalbox::golden {

/// How requests ended, as far as a chart tells it apart.
enum class Outcome
{
    Success,     ///< all that is no failure of the server's
    Redirect,    ///< HTTP alone
    ClientError, ///< the caller's fault
    ServerError
};

/// Can that kind of label tell the outcome?
[[nodiscard]] bool tells(StatusKind kind, Outcome outcome);

/// The condition that selects the outcome: status=~"5.."; empty when the kind cannot tell it. `strict` asks
/// for successes that are neither redirects nor the caller's fault: the class 2xx of a chart.
[[nodiscard]] QString matcherOf(StatusKind kind, const QString& label, Outcome outcome, bool strict = false);

/// "5xx", "failed": the outcome as the kind's own people call it.
[[nodiscard]] QString nameOf(StatusKind kind, Outcome outcome);

} // namespace signalbox::golden
