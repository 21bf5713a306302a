// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace signalbox::causes {

/// What was counted for one value of a label, in two stretches of equal length.
struct ValueCounts
{
    QString value;
    double allBefore = 0; ///< requests
    double allDuring = 0;
    double badBefore = 0; ///< of them failed, or slow
    double badDuring = 0;
    bool operator==(const ValueCounts&) const = default;
};

/// A change, broken down by one label.
struct Breakdown
{
    QString label;
    std::vector<ValueCounts> values;
    bool operator==(const Breakdown&) const = default;
};

/// A value that carries more of a change than its share of the requests lets expect.
struct Explanation
{
    QString label;
    QString value;
    double share = 0;      ///< of the change
    double usual = 0;      ///< the share that one would expect: of the requests, or of those before
    double count = 0;      ///< bad requests of it during; of a change of traffic: requests
    double all = 0;        ///< bad requests of all during; of a change of traffic: requests
    double requests = 0;   ///< n: requests of all during
    bool isNew = false;    ///< it had no requests before
    QStringList alsoNamed; ///< "image=2.4.1": labels that say the same
    bool operator==(const Explanation&) const = default;
};

/// Of failures, or of slow requests: numerator and denominator are held apart. A value counts when it carries
/// at least half of the rise, clearly more than its share of the requests, its own requests became worse,
/// and chance would hardly do it. Pure, and quiet rather than wrong.
[[nodiscard]] std::vector<Explanation> explainBad(const std::vector<Breakdown>& breakdowns);
/// Of an amount of requests that rose or fell.
[[nodiscard]] std::vector<Explanation> explainAmount(const std::vector<Breakdown>& breakdowns);

/// Labels that were looked at and explain nothing.
[[nodiscard]] QStringList silentLabels(const std::vector<Breakdown>& breakdowns,
                                       const std::vector<Explanation>& explanations);

} // namespace signalbox::causes
