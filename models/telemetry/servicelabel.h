// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/labelset.h"

namespace signalbox {

/// Which label names the service of a stream of logs, the first of the usual ones that is there.
[[nodiscard]] QString serviceOf(const LabelSet& labels);
/// The label that is known to name it goes first, if there is one.
[[nodiscard]] QString serviceOf(const LabelSet& labels, const QString& known);

} // namespace signalbox
