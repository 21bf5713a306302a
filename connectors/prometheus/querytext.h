// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"
#include "models/telemetry/labelset.h"
#include "models/telemetry/matcher.h"

#include <QString>

#include <vector>

namespace signalbox::prometheus {

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

/// A label name as one segment of a path: "http.status" becomes U__http_2e_status, and one that could be
/// taken for such an encoding is encoded too.
[[nodiscard]] QString labelInPath(const QString& name);

/// "1795251600.123": seconds, as few decimals as are exact, three at most (rounded to the past).
[[nodiscard]] QString timeParam(Instant t);
/// "15" or "0.05": seconds; rounded up to a millisecond.
[[nodiscard]] QString stepParam(Duration step);

} // namespace signalbox::prometheus
