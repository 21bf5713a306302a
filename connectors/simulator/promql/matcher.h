// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/labelset.h"

#include <QRegularExpression>

#include <vector>

namespace signalbox::simulator::promql {

enum class MatchKind
{
    Equal,
    NotEqual,
    Regex,
    NotRegex,
};

/// One condition on a label. An absent label counts as empty, as everywhere in Prometheus.
class Matcher
{
public:
    /// The error is Go's own text about the expression, or empty.
    struct Made;
    [[nodiscard]] static Made make(MatchKind kind, const QString& name, const QString& value);

    [[nodiscard]] MatchKind kind() const { return m_kind; }
    [[nodiscard]] const QString& name() const { return m_name; }
    [[nodiscard]] const QString& value() const { return m_value; }
    [[nodiscard]] bool matches(const QString& value) const;
    [[nodiscard]] bool matches(const LabelSet& labels) const { return matches(labels.value(m_name)); }
    [[nodiscard]] QString toString() const; ///< job=~"a|b"

private:
    MatchKind m_kind = MatchKind::Equal;
    QString m_name;
    QString m_value;
    QRegularExpression m_regex;
};

struct Matcher::Made
{
    Matcher matcher;
    QString error;
};

using Matchers = std::vector<Matcher>;

[[nodiscard]] bool matchesAll(const Matchers& matchers, const LabelSet& labels);
/// The expression anchored at both ends, as every matcher and label_replace() uses it.
[[nodiscard]] QRegularExpression anchored(const QString& pattern);
/// Go's complaint about the anchored expression, or an empty text.
[[nodiscard]] QString anchoredComplaint(const QString& pattern);

} // namespace signalbox::simulator::promql
