// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace signalbox::logtext {

/// One value of a JSON text, or one pair of logfmt.
struct JsonNode
{
    enum class Kind : std::uint8_t
    {
        Object,
        Array,
        String,
        Number,
        Bool,
        Null,
        Bare ///< an unquoted value of logfmt
    };

    Kind kind = Kind::Object;
    int depth = 0;      ///< 0 for the whole
    int parent = -1;    ///< its place in the list
    int children = 0;   ///< of an object or array, those beyond the bound as well
    QString key;        ///< empty for elements of an array and for the whole
    QString value;      ///< of a leaf, unescaped, bounded
    QString field;      ///< as Loki's json parser names it: "pool_name"; empty where it gives none
    bool isCut = false; ///< the value goes on
    bool operator==(const JsonNode&) const = default;
};

struct JsonTree
{
    std::vector<JsonNode> nodes;         ///< parents before their children; empty when the line has no fields
    std::size_t left = 0;                ///< values that were counted and not kept
    std::optional<std::size_t> brokenAt; ///< where the text stops being JSON, in bytes
    bool operator==(const JsonTree&) const = default;
};

/// The fields of a line as a tree: JSON, as the whole line or behind a prefix, or logfmt as a flat list. Any
/// depth, no recursion; at most `mostNodes` are kept and the rest is counted. Keys stay as often as they
/// come.
[[nodiscard]] JsonTree treeOf(std::string_view line);

inline constexpr std::size_t mostNodes = 5'000;

} // namespace signalbox::logtext
