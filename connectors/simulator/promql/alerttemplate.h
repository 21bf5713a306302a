// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/labelset.h"

namespace signalbox::simulator::promql {

/// A label or annotation with {{ $labels.x }}, {{ $value }} and the formats humanize, humanizePercentage and
/// humanizeDuration (as `| humanize` or `humanize $value`) filled in. What is not understood gives the text
/// that Prometheus puts in its place: `<error expanding template: ...>`.
[[nodiscard]] QString expandTemplate(const QString& text, const LabelSet& labels, double value);

} // namespace signalbox::simulator::promql
