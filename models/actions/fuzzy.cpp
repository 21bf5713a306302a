// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/actions/fuzzy.h"

#include <algorithm>
#include <limits>

namespace signalbox::actions {

namespace {

constexpr int maxLength = 128; ///< what is longer is no title; the table below stays small
constexpr int wordStart = 12;
constexpr int run = 14;
constexpr int gap = 1;
constexpr int none = std::numeric_limits<int>::min() / 2;

bool startsWord(QStringView text, int i)
{
    if (i == 0)
        return true;
    const QChar before = text[i - 1];
    return !before.isLetterOrNumber() || (before.isLower() && text[i].isUpper());
}

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(QStringView pattern, QStringView text)
{
    QString needle;
    for (const QChar c : pattern.left(maxLength))
        if (!c.isSpace())
            needle += c.toCaseFolded();
    if (needle.isEmpty())
        return FuzzyMatch{};
    text = text.left(maxLength);
    const int rows = static_cast<int>(needle.size());
    const int columns = static_cast<int>(text.size());
    if (rows > columns)
        return std::nullopt;

    // best[r][c]: the highest score with needle[r] on text[c]; from[r][c]: where needle[r-1] stood.
    std::vector<int> best(static_cast<std::size_t>(rows * columns), none);
    std::vector<int> from(best.size(), -1);
    const auto at = [columns](int r, int c) { return static_cast<std::size_t>(r * columns + c); };
    for (int r = 0; r < rows; ++r) {
        for (int c = r; c < columns; ++c) {
            if (text[c].toCaseFolded() != needle[r])
                continue;
            const int own = 1 + (startsWord(text, c) ? wordStart : 0);
            if (r == 0) {
                best[at(0, c)] = own - std::min(c, 8) * gap;
                continue;
            }
            for (int before = r - 1; before < c; ++before) {
                const int score = best[at(r - 1, before)];
                if (score == none)
                    continue;
                const int total = score + own + (before == c - 1 ? run : -std::min(c - before - 1, 8) * gap);
                if (total > best[at(r, c)]) {
                    best[at(r, c)] = total;
                    from[at(r, c)] = before;
                }
            }
        }
    }
    const auto lastRow = best.begin() + static_cast<std::ptrdiff_t>(at(rows - 1, 0));
    const auto winner = std::max_element(lastRow, lastRow + columns);
    if (*winner == none)
        return std::nullopt;
    FuzzyMatch match{.score = *winner, .positions = std::vector<int>(static_cast<std::size_t>(rows))};
    int column = static_cast<int>(winner - lastRow);
    for (int r = rows - 1; r >= 0; --r) {
        match.positions[static_cast<std::size_t>(r)] = column;
        column = from[at(r, column)];
    }
    return match;
}

} // namespace signalbox::actions
