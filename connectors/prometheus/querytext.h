// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"

#include <QString>

namespace signalbox::prometheus {

/// A label name as one segment of a path: "http.status" becomes U__http_2e_status, and one that could be
/// taken for such an encoding is encoded too.
[[nodiscard]] QString labelInPath(const QString& name);

/// "1795251600.123": seconds, as few decimals as are exact, three at most (rounded to the past).
[[nodiscard]] QString timeParam(Instant t);
/// "15" or "0.05": seconds; rounded up to a millisecond.
[[nodiscard]] QString stepParam(Duration step);

} // namespace signalbox::prometheus
