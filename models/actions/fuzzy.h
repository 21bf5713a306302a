// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <optional>
#include <vector>

namespace signalbox::actions {

struct FuzzyMatch
{
    int score = 0;              ///< higher is better
    std::vector<int> positions; ///< the matched characters, for emphasis
    bool operator==(const FuzzyMatch&) const = default;
};

/// Are the letters of the pattern in the text, in order? Starts of words and runs score; gaps cost. Blanks in
/// the pattern are skipped. An empty pattern matches everything with score 0.
[[nodiscard]] std::optional<FuzzyMatch> fuzzyMatch(QStringView pattern, QStringView text);

} // namespace signalbox::actions
