// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/golden/discovery.h"

namespace signalbox::golden {

/// Pieces of PromQL over one source. `by` are the labels that stay, `matchers` conditions joined by commas;
/// both may be empty. Internal to the queries.
class Expressions
{
public:
    /// `ago`: of a window that ended that long before.
    Expressions(const RequestSource& source, Duration window, Duration ago = Duration{0});

    /// Requests a second.
    [[nodiscard]] QString rate(const QStringList& by, const QString& matchers) const;
    /// Failures, or the caller's faults, as a share of the requests: 0 where there is traffic and no failure.
    [[nodiscard]] QString share(Outcome outcome, const QStringList& by, const QString& matchers) const;
    /// In seconds. Not for sources without durations.
    [[nodiscard]] QString quantile(double q, const QStringList& by, const QString& matchers) const;
    /// Requests a second that took longer. `bound` is a bound of the buckets as the server writes it, or
    /// seconds for native histograms. Only for those two kinds.
    [[nodiscard]] QString slower(const QString& bound, const QStringList& by, const QString& matchers) const;
    /// Requests a second, counted where durations are.
    [[nodiscard]] QString timed(const QStringList& by, const QString& matchers) const;
    /// Seconds spent in requests a second; empty for what only has quantiles.
    [[nodiscard]] QString timeSpent(const QStringList& by, const QString& matchers) const;
    /// The condition on an outcome, on the counter or on the histogram; empty when it cannot be told.
    [[nodiscard]] QString outcome(Outcome outcome, bool strict = false) const;
    [[nodiscard]] QString durationOutcome(Outcome outcome) const;

private:
    [[nodiscard]] QString counted(const QString& matchers) const;
    [[nodiscard]] QString scaled(const QString& expr) const;
    [[nodiscard]] QString braces(const QString& matchers) const;

    const RequestSource& m_source;
    QString m_over; ///< "[5m]", "[5m] offset 10m"
};

/// "a" and "b" joined by a comma; an empty one leaves no trace.
[[nodiscard]] QString joined(const QString& a, const QString& b);
/// How full a resource is, by those labels; the fullest part counts.
[[nodiscard]] QString fullness(const ResourceSource& source, const QStringList& by, const QString& matchers,
                               Duration window);
/// "by (a, b) "; nothing for no labels.
[[nodiscard]] QString byText(const QStringList& labels);

} // namespace signalbox::golden
