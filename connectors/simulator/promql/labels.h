// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/labelset.h"

#include <QByteArray>

#include <cstdint>

namespace signalbox::simulator::promql {

/// The order in which Prometheus lists series: label by label, the name first, then the value; a set that is
/// the beginning of another one comes before it.
[[nodiscard]] int compareLabels(const LabelSet& a, const LabelSet& b);

/// Only these labels, or all but these and the metric's name: the two ways to make a grouping or match key.
[[nodiscard]] LabelSet keepLabels(const LabelSet& labels, const std::vector<QString>& names);
[[nodiscard]] LabelSet dropLabels(const LabelSet& labels, const std::vector<QString>& names);
[[nodiscard]] LabelSet dropMetricName(const LabelSet& labels);

/// `{a="x", b="y"}`, as Prometheus' error texts show a set.
[[nodiscard]] QString describe(const LabelSet& labels);

/// FNV-1a over names and values, the fingerprint that Prometheus and Alertmanager print for a set.
[[nodiscard]] std::uint64_t fingerprint(const LabelSet& labels);
[[nodiscard]] QByteArray fingerprintText(const LabelSet& labels);

[[nodiscard]] bool isLabelName(QStringView name);
[[nodiscard]] bool isMetricName(QStringView name);

[[nodiscard]] const QString& metricNameLabel(); ///< "__name__"

} // namespace signalbox::simulator::promql
