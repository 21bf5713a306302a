// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox::simulator::logql {

enum class JsonKind
{
    String,
    Number,
    Boolean,
    Null,
    Array, ///< raw text only: Loki's json parser skips arrays
};

using JsonPath = std::vector<std::string>;
/// `raw` is the value as it stands in the line, a string without its quotes.
using JsonVisitor = std::function<void(const JsonPath& path, JsonKind kind, std::string_view raw)>;

/// Visits the leaves of a JSON object in a line, with the path of keys that leads there. Numbers stay text:
/// 1e309 and 20-digit ids survive. Returns what is wrong, in Loki's words, if anything is; leaves before
/// the mistake were visited. Deeper than 64 levels counts as a mistake.
std::optional<std::string> scanJson(std::string_view line, const JsonVisitor& visit);

/// A leaf as a label's value: strings unescaped, null empty.
[[nodiscard]] std::string jsonText(JsonKind kind, std::string_view raw);

/// The value at a path such as a.b[0]["c d"], as the json stage's expressions name it; objects and arrays
/// come as their text. Nothing: absent, or the path or the JSON is broken.
[[nodiscard]] std::optional<std::string> jsonAt(std::string_view line, std::string_view path);

} // namespace signalbox::simulator::logql
