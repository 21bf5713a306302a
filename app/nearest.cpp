// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/nearest.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace signalbox::app {

namespace {

/// Insertions, deletions and replacements that turn one into the other.
qsizetype distance(const QString& a, const QString& b)
{
    std::vector<qsizetype> row(static_cast<std::size_t>(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        qsizetype diagonal = row[0];
        row[0] = i;
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const auto at = static_cast<std::size_t>(j);
            const qsizetype replaced = diagonal + (a[i - 1].toLower() == b[j - 1].toLower() ? 0 : 1);
            diagonal = row[at];
            row[at] = std::min({row[at] + 1, row[at - 1] + 1, replaced});
        }
    }
    return row.back();
}

} // namespace

QString nearest(const QString& word, const QStringList& candidates)
{
    constexpr qsizetype longest = 64;
    if (word.size() > longest)
        return {};
    QString best;
    qsizetype bestDistance = word.size() <= 3 ? 2 : 3; // to be beaten
    for (const QString& candidate : candidates) {
        const qsizetype d = distance(word, candidate);
        if (d < bestDistance) {
            best = candidate;
            bestDistance = d;
        }
    }
    return best;
}

} // namespace signalbox::app
