// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/labelset.h"
#include "models/telemetry/matcher.h"

#include <QString>

#include <vector>

namespace signalbox::promql {

/// [a-zA-Z_][a-zA-Z0-9_]*
[[nodiscard]] bool isLabelName(QStringView name);
/// As a label name, and ":" too.
[[nodiscard]] bool isMetricName(QStringView name);

/// A label name as it stands in a selector or behind "by": quoted when it has to be.
[[nodiscard]] QString labelName(const QString& name);

/// up{job="api",path=~".+"}, or {"my.metric","label.name"="x"} for names of UTF-8. `metric` may be empty.
[[nodiscard]] QString selector(const QString& metric, const std::vector<Matcher>& matchers);
/// The series itself: its name and all of its labels.
[[nodiscard]] QString selector(const LabelSet& series);

/// Text as a regular expression of RE2 that matches just this text. Not quoted yet.
[[nodiscard]] QString regexLiteral(QStringView text);

} // namespace signalbox::promql
