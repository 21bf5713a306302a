// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/golden/serviceview.h"

namespace signalbox::golden {

/// What a change of one signal of a service is weighed by: two windows of equal length that lie one behind
/// the other.
struct ChangeQuestion
{
    QString service;
    Signal signal = Signal::Errors;
    Duration window{0};
    /// Latency: the bound beyond which a request is slow, as the server writes it. See slowBound().
    QString slowBound;
};

/// One query that counts, by the values of a label, all and bad requests, during and before: its answer has
/// the label "part" with the values below and is in requests a second. At most so many values. Empty for what
/// cannot be broken down.
[[nodiscard]] QString changeQuery(const ServiceView& view, const ChangeQuestion& question,
                                  const QString& label, int mostValues);
inline constexpr QStringView partLabel = u"part";
inline constexpr QStringView allDuring = u"all";
inline constexpr QStringView badDuring = u"bad";
inline constexpr QStringView allBefore = u"all before";
inline constexpr QStringView badBefore = u"bad before";

/// A selector for the values of "le" of the service's durations; empty when there are no classic buckets.
[[nodiscard]] QString bucketSelector(const ServiceView& view, const QString& service);
/// The bound that tells slow from usual requests, in the server's writing: the first at or above what was
/// usual, and below what it became. `before` and `after` in seconds. Empty when none lies there.
[[nodiscard]] QString slowBound(const ServiceView& view, const QString& service, const QStringList& bounds,
                                double before, double after);

} // namespace signalbox::golden
