// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/logs/findbytes.h"
#include "models/logs/logstore.h"

#include <QRegularExpression>
#include <QString>

#include <atomic>
#include <optional>
#include <vector>

namespace signalbox::logs {

/// What a person types to find lines among those that are loaded.
struct SearchText
{
    QString text;
    bool matchCase = false;
    bool isRegex = false;
    bool operator==(const SearchText&) const = default;

    /// Whatever `other` finds, this finds too: its hits are all that need to be looked at.
    [[nodiscard]] bool narrowsTo(const SearchText& other) const;
};

/// A stretch of a text, in UTF-16 units.
struct Match
{
    qsizetype start = 0;
    qsizetype length = 0;
    bool operator==(const Match&) const = default;
};

/// Looks for one text in lines: in what they say and in the values of their metadata, but not in the level
/// that the server guessed. Thread: any, also several at once.
class Searcher
{
public:
    /// Invalid for a regular expression that does not compile.
    [[nodiscard]] static Result<Searcher> make(const SearchText& text);

    [[nodiscard]] bool matches(const LogBatch& batch, std::size_t row) const;
    /// Every match in a text that is shown, at most `most`.
    [[nodiscard]] std::vector<Match> matchesIn(const QString& shown, std::size_t most = 100) const;

    static constexpr qsizetype longestText = 1'000;

private:
    explicit Searcher(const SearchText& text);
    [[nodiscard]] bool matchesText(std::string_view text) const;

    SearchText m_text;
    ByteFinder m_bytes;
    std::optional<QRegularExpression> m_regex; ///< also for letters beyond ASCII when case is ignored
};

/// The numbers of the rows that match, ascending. Stops early when `cancelled` is set.
[[nodiscard]] std::vector<std::int64_t> searchIn(const Pieces& pieces, const Searcher& searcher,
                                                 const std::atomic<bool>& cancelled);
/// Of those rows only.
[[nodiscard]] std::vector<std::int64_t> searchAmong(const Pieces& pieces,
                                                    const std::vector<std::int64_t>& rows,
                                                    const Searcher& searcher,
                                                    const std::atomic<bool>& cancelled);

} // namespace signalbox::logs
