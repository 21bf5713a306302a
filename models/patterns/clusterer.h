// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace signalbox::patterns {

/// Groups messages by their shape, after Drain: a message is cut into words, words that hold a value become
/// wildcards, and among the shapes of one source with as many words and the same beginning the nearest takes
/// the message in, with another wildcard where they differ. The same messages in the same order give the same
/// shapes. Reads a bounded prefix of each message; keeps a bounded number of shapes, the rest share one.
class Clusterer
{
public:
    /// The shape of a message. `source` keeps shapes of different services apart. `isLoose`: something was
    /// taken out of the message, so its words need not follow one another in the line.
    [[nodiscard]] std::uint32_t add(std::string_view message, std::uint32_t source, bool isLoose = false);

    [[nodiscard]] std::size_t size() const { return m_shapes.size(); }
    [[nodiscard]] std::uint32_t sourceOf(std::uint32_t shape) const { return m_shapes[shape].source; }
    /// "pool exhausted: ‹n› waiting".
    [[nodiscard]] QString textOf(std::uint32_t shape) const;
    /// RE2, not anchored: the letters of the shape in their order, with anything between. Empty for a shape
    /// without letters.
    [[nodiscard]] QString regexOf(std::uint32_t shape) const;
    /// Is it the one for all that came when there was no room for more shapes?
    [[nodiscard]] bool isRest(std::uint32_t shape) const { return m_shapes[shape].isRest; }

    static constexpr std::size_t mostShapes = 20'000;
    static constexpr std::size_t mostWords = 60;
    static constexpr std::size_t readBytes = 1'000;

private:
    using WordId = std::uint32_t;
    struct Shape
    {
        std::uint32_t source = 0;
        bool isRest = false;
        bool isCut = false; ///< messages go on behind the last word
        bool isLoose = false;
        std::vector<WordId> words;
    };

    void cut(std::string_view message);
    void addWord(std::string_view word);
    [[nodiscard]] WordId idOf(std::string_view word);
    [[nodiscard]] std::uint32_t restOf(std::uint32_t source);

    struct Hash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    std::vector<Shape> m_shapes;
    std::vector<std::string> m_words;
    std::unordered_map<std::string, WordId, Hash, std::equal_to<>> m_ids;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> m_leaves; ///< shapes that may take it in
    std::unordered_map<std::uint64_t, std::uint32_t> m_known;               ///< by all words: met before
    std::unordered_map<std::uint32_t, std::uint32_t> m_rest;                ///< by source
    std::vector<WordId> m_now;                                              ///< of the message at hand
    std::string m_masked;
    bool m_isCut = false;
};

} // namespace signalbox::patterns
