// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart/chartdata.h"

#include <vector>

namespace signalbox::chart {

/// Series that count pods, with the labels "service" and "version", as deploy marks: where a version is seen
/// for the first time behind the beginning of the range. Pods that follow one another are one mark, at the
/// first. A version that was there before and comes back is a rollback. In the order of time, bounded.
[[nodiscard]] std::vector<Mark> deployMarks(const std::vector<Series>& versions, Duration step);

/// The history of ALERTS as spans, one alert name merged over its series; gaps of two steps are bridged. What
/// lasts to `end` is open. Bounded: the gravest and the longest stay.
[[nodiscard]] std::vector<AlertSpan> alertSpans(const std::vector<Series>& alerts, Duration step,
                                                Instant end);

/// A mark at the beginning of each span, the first of its name only.
[[nodiscard]] std::vector<Mark> alertMarks(const std::vector<AlertSpan>& spans, Instant rangeStart);

/// Do the labels of an alert speak of the service? Its value under any of the usual labels.
[[nodiscard]] bool concerns(const LabelSet& alert, const QString& service);

} // namespace signalbox::chart
