// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/causes/explain.h"
#include "models/causes/onset.h"
#include "models/causes/traits.h"
#include "models/chart/chartdata.h"
#include "models/golden/signal.h"
#include "models/patterns/comparison.h"

namespace signalbox::causes {

/// Everything that was learned about one change.
struct Findings
{
    QString service;
    golden::Signal signal = golden::Signal::Errors;
    std::optional<Onset> onset;
    Interval before;
    Interval during;
    std::vector<Breakdown> breakdowns;
    std::vector<chart::Mark> marks; ///< deploys and alerts, in the order of time
    std::vector<patterns::Shape> shapes;
    std::vector<TraceSummary> oddTraces;
    std::vector<TraceSummary> normalTraces;
};

/// One sentence on what may explain the change, and where it leads.
struct Hint
{
    enum class Kind
    {
        Label, ///< a value of a label
        Deploy,
        Alert,
        Shape, ///< of lines
        Traces
    };

    Kind kind = Kind::Label;
    QString head;        ///< "93 % of the rise in failures is"
    QString strong;      ///< "version=2.4.1"
    QString tail;        ///< "", "was rolled out 36 s before the onset"
    QString detail;      ///< "487 of 524 failures; 41 % of the requests"
    double strength = 0; ///< 0 to 1, for the bar: a share where there is one
    // Where it leads
    QString label;
    QString value;
    QString service;
    QString regex;
    std::optional<Instant> at;
    bool operator==(const Hint&) const = default;
    [[nodiscard]] QString sentence() const;
};

struct Report
{
    std::vector<Hint> hints; ///< the strongest first
    QStringList silent;      ///< what was looked at and explains nothing, as sentences
    double requests = 0;     ///< n
    bool operator==(const Report&) const = default;
};

/// Correlation, with its numbers, and no more. No hints at all without an onset.
[[nodiscard]] Report reportOf(const Findings& findings);

/// The stretches to compare: from the onset on, at most `longest`, and as much before it.
struct Stretches
{
    Interval before;
    Interval during;
};
[[nodiscard]] Stretches stretchesOf(const Onset& onset, Instant dataStart, Duration longest);

} // namespace signalbox::causes
