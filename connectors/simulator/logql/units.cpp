// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/units.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace signalbox::simulator::logql {

namespace {

struct Unit
{
    std::string_view name;
    double factor;
};
// Longer names first where one begins another.
constexpr std::array durations{
    Unit{"ns", 1},   Unit{"us", 1e3},   Unit{"\xC2\xB5s", 1e3}, Unit{"ms", 1e6},     Unit{"s", 1e9},
    Unit{"m", 60e9}, Unit{"h", 3600e9}, Unit{"d", 86400e9},     Unit{"w", 604800e9}, Unit{"y", 31536000e9}};
constexpr std::array sizes{
    Unit{"kib", 1024.0}, Unit{"mib", 1048576.0}, Unit{"gib", 1073741824.0}, Unit{"tib", 1099511627776.0},
    Unit{"kb", 1e3},     Unit{"mb", 1e6},        Unit{"gb", 1e9},           Unit{"tb", 1e12},
    Unit{"b", 1.0},      Unit{"", 1.0}};

/// The digits at the front, with one dot at most.
std::string_view leadingNumber(std::string_view text)
{
    std::size_t n = 0;
    bool dot = false;
    while (n < text.size() && ((text[n] >= '0' && text[n] <= '9') || (text[n] == '.' && !dot))) {
        dot = dot || text[n] == '.';
        ++n;
    }
    return text.substr(0, n);
}

} // namespace

std::optional<double> parseNumber(std::string_view text)
{
    if (text.starts_with('+'))
        text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc::result_out_of_range && end == text.data() + text.size())
        return text.starts_with('-') ? -std::numeric_limits<double>::infinity()
                                     : std::numeric_limits<double>::infinity();
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::optional<std::int64_t> parseDuration(std::string_view text)
{
    bool negative = false;
    if (text.starts_with('-') || text.starts_with('+')) {
        negative = text.front() == '-';
        text.remove_prefix(1);
    }
    if (text == "0")
        return 0;
    if (text.empty())
        return std::nullopt;
    double total = 0;
    while (!text.empty()) {
        const std::string_view digits = leadingNumber(text);
        const auto number = parseNumber(digits);
        if (digits.empty() || !number)
            return std::nullopt;
        text.remove_prefix(digits.size());
        const Unit* match = nullptr;
        for (const Unit& unit : durations) {
            if (text.starts_with(unit.name) && (!match || unit.name.size() > match->name.size()))
                match = &unit;
        }
        if (!match)
            return std::nullopt;
        text.remove_prefix(match->name.size());
        total += *number * match->factor;
    }
    if (total >= 9.2e18)
        return std::nullopt;
    const auto ns = static_cast<std::int64_t>(std::llround(total));
    return negative ? -ns : ns;
}

std::optional<double> parseBytes(std::string_view text)
{
    const std::string_view digits = leadingNumber(text);
    const auto number = parseNumber(digits);
    if (digits.empty() || !number)
        return std::nullopt;
    std::string rest;
    for (const char c : text.substr(digits.size())) {
        if (c != ' ')
            rest += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    for (const Unit& unit : sizes) {
        if (rest == unit.name)
            return *number * unit.factor;
    }
    return std::nullopt;
}

std::string formatNumber(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    std::array<char, 400> buffer{};
    const auto [end, error] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed);
    return error == std::errc() ? std::string(buffer.data(), end) : "0";
}

std::string formatGoDuration(std::int64_t ns)
{
    if (ns == 0)
        return "0s";
    const bool negative = ns < 0;
    auto left = negative ? 0 - static_cast<std::uint64_t>(ns) : static_cast<std::uint64_t>(ns);
    std::string out = negative ? "-" : "";
    if (left < 1'000'000'000) {
        const std::string_view unit = left < 1'000 ? "ns" : left < 1'000'000 ? "\xC2\xB5s" : "ms";
        const double scale = left < 1'000 ? 1 : left < 1'000'000 ? 1e3 : 1e6;
        return out + formatNumber(static_cast<double>(left) / scale) + std::string(unit);
    }
    const std::uint64_t hours = left / 3'600'000'000'000U;
    left %= 3'600'000'000'000U;
    const std::uint64_t minutes = left / 60'000'000'000U;
    left %= 60'000'000'000U;
    if (hours > 0)
        out += std::to_string(hours) + 'h';
    if (hours > 0 || minutes > 0)
        out += std::to_string(minutes) + 'm';
    return out + formatNumber(static_cast<double>(left) / 1e9) + 's';
}

std::string formatDuration(std::int64_t ns)
{
    struct Step
    {
        std::string_view name;
        std::int64_t ns;
    };
    static constexpr std::array steps{Step{"w", 604'800'000'000'000},
                                      Step{"d", 86'400'000'000'000},
                                      Step{"h", 3'600'000'000'000},
                                      Step{"m", 60'000'000'000},
                                      Step{"s", 1'000'000'000},
                                      Step{"ms", 1'000'000},
                                      Step{"us", 1'000},
                                      Step{"ns", 1}};
    std::string out = ns < 0 ? "-" : "";
    std::int64_t left = ns < 0 ? -ns : ns;
    for (const Step& step : steps) {
        // Weeks and days only when nothing is left over, as Prometheus writes them.
        if (left < step.ns || (step.ns >= 86'400'000'000'000 && left % step.ns != 0))
            continue;
        out += std::to_string(left / step.ns) + std::string(step.name);
        left %= step.ns;
    }
    return out.empty() || out == "-" ? "0s" : out;
}

} // namespace signalbox::simulator::logql
