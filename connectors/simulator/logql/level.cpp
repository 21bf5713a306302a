// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/level.h"

#include "connectors/simulator/logql/jsonfields.h"
#include "connectors/simulator/logql/logfmt.h"

#include <algorithm>
#include <array>
#include <optional>

namespace signalbox::simulator::logql {

namespace {

struct Word
{
    std::string_view word;
    std::string_view level;
};
constexpr std::array words{
    Word{"trace", "trace"},       Word{"trc", "trace"},    Word{"debug", "debug"},      Word{"dbg", "debug"},
    Word{"info", "info"},         Word{"inf", "info"},     Word{"information", "info"}, Word{"warn", "warn"},
    Word{"wrn", "warn"},          Word{"warning", "warn"}, Word{"error", "error"},      Word{"err", "error"},
    Word{"critical", "critical"}, Word{"fatal", "fatal"},
};
constexpr std::array<std::string_view, 13> keys{
    "level", "LEVEL", "Level",         "severity",      "SEVERITY",      "Severity", "lvl",
    "LVL",   "Lvl",   "severity_text", "Severity_Text", "SEVERITY_TEXT", "log_level"};

bool isWordChar(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

std::optional<std::string_view> levelOf(std::string_view word)
{
    if (word.size() > 11)
        return std::nullopt;
    std::string lower(word);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    }
    for (const Word& w : words) {
        if (w.word == lower)
            return w.level;
    }
    return std::nullopt;
}

bool isKey(std::string_view name)
{
    return std::find(keys.begin(), keys.end(), name) != keys.end();
}

std::optional<std::string_view> fromFields(const Fields& fields)
{
    for (const std::string_view key : keys) {
        if (const std::string* value = fields.find(key)) {
            if (const auto level = levelOf(*value))
                return level;
        }
    }
    return std::nullopt;
}

std::optional<std::string_view> fromStructure(std::string_view line)
{
    std::optional<std::string_view> found;
    if (line.starts_with('{')) {
        scanJson(line, [&](const JsonPath& path, JsonKind kind, std::string_view raw) {
            if (!found && path.size() == 1 && kind == JsonKind::String && isKey(path.front()))
                found = levelOf(jsonText(kind, raw));
        });
        return found;
    }
    scanLogfmt(line, [&](std::string_view key, std::string_view value, bool) {
        if (!found && isKey(key))
            found = levelOf(value);
    });
    return found;
}

std::string_view fromText(std::string_view line)
{
    std::size_t at = 0;
    while (at < line.size()) {
        while (at < line.size() && !isWordChar(line[at]))
            ++at;
        const std::size_t start = at;
        while (at < line.size() && isWordChar(line[at]))
            ++at;
        if (const auto level = levelOf(line.substr(start, at - start)))
            return *level;
    }
    return "unknown";
}

} // namespace

std::string detectedLevel(const Fields& labels, const Fields& metadata, std::string_view line)
{
    if (const auto level = fromFields(metadata))
        return std::string(*level);
    if (const auto level = fromFields(labels))
        return std::string(*level);
    if (const auto level = fromStructure(line))
        return std::string(*level);
    return std::string(fromText(line));
}

} // namespace signalbox::simulator::logql
