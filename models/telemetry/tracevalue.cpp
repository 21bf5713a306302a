// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/tracevalue.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace signalbox {

namespace {

bool isHexDigit(char c)
{
    const char lower = static_cast<char>(c | 0x20);
    return (c >= '0' && c <= '9') || (lower >= 'a' && lower <= 'f');
}

bool isHexOf(std::string_view text, std::size_t size)
{
    return text.size() == size && isHex(text);
}

/// The parts between separators; more than there is room for is cut off and counted.
template <std::size_t N>
std::size_t split(std::string_view text, char separator, std::array<std::string_view, N>& parts)
{
    std::size_t n = 0;
    for (;;) {
        const std::size_t at = text.find(separator);
        if (n < N)
            parts[n] = text.substr(0, at);
        ++n;
        if (at == std::string_view::npos || n > N)
            return n;
        text.remove_prefix(at + 1);
    }
}

std::optional<TraceValue> traceOf(std::string_view hex, std::string_view span = {})
{
    const auto trace = TraceId::fromHex(hex);
    if (!trace)
        return std::nullopt;
    return TraceValue{.trace = *trace, .span = SpanId::fromHex(span), .sampled = {}, .text = hex};
}

/// 00-<32>-<16>-<2>; later versions may add fields, 00 may not, ff is forbidden.
std::optional<TraceValue> traceparent(std::string_view value)
{
    std::array<std::string_view, 5> parts;
    const std::size_t n = split(value, '-', parts);
    if (n < 4 || !isHexOf(parts[0], 2) || !isHexOf(parts[1], 32) || !isHexOf(parts[2], 16) ||
        !isHexOf(parts[3], 2))
        return std::nullopt;
    if (parts[0] == "ff" || parts[0] == "FF" || (parts[0] == "00" && n > 4))
        return std::nullopt;
    auto found = traceOf(parts[1], parts[2]);
    if (found) {
        const int digit = parts[3][1] <= '9' ? parts[3][1] - '0' : (parts[3][1] | 0x20) - 'a' + 10;
        found->sampled = (digit & 1) != 0;
    }
    return found;
}

/// <16 or 32>-<16>[-<0|1|d>[-<16>]]; also what Spring Boot 3 writes into its brackets.
std::optional<TraceValue> b3(std::string_view value)
{
    std::array<std::string_view, 4> parts;
    const std::size_t n = split(value, '-', parts);
    if (n < 2 || n > 4 || (!isHexOf(parts[0], 32) && !isHexOf(parts[0], 16)) || !isHexOf(parts[1], 16) ||
        (n == 4 && !isHexOf(parts[3], 16)))
        return std::nullopt;
    auto found = traceOf(parts[0], parts[1]);
    if (found && n > 2) {
        if (parts[2] != "0" && parts[2] != "1" && parts[2] != "d")
            return std::nullopt;
        found->sampled = parts[2] != "0";
    }
    return found;
}

/// <trace>:<span>:<parent>:<flags>, leading zeros cut, ":" perhaps as "%3A".
std::optional<TraceValue> uber(std::string_view value)
{
    std::array<std::string_view, 4> parts;
    if (split(value, ':', parts) != 4) {
        std::string_view left = value;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const std::size_t at = std::min(left.find("%3A"), left.find("%3a"));
            if ((at == std::string_view::npos) != (i == 3))
                return std::nullopt;
            parts[i] = left.substr(0, at);
            left.remove_prefix(i == 3 ? 0 : at + 3);
        }
    }
    if (!isHex(parts[0]) || !isHex(parts[1]) || parts[1].size() > 16 || !isHex(parts[2]) ||
        parts[2].size() > 16 || !isHex(parts[3]) || parts[3].size() > 2)
        return std::nullopt;
    auto found = traceOf(parts[0], parts[1]);
    if (found) {
        unsigned flags = 0;
        std::from_chars(parts[3].data(), parts[3].data() + parts[3].size(), flags, 16);
        found->sampled = (flags & 1U) != 0;
    }
    return found;
}

/// 1-<8>-<24>, the two joined are the id; log lines may add "@<16>", the span.
std::optional<TraceValue> xrayId(std::string_view value)
{
    if (value.size() < 35 || !value.starts_with("1-") || value[10] != '-' || !isHex(value.substr(2, 8)) ||
        !isHex(value.substr(11, 24)))
        return std::nullopt;
    std::array<char, 32> joined;
    std::copy_n(value.data() + 2, 8, joined.data());
    std::copy_n(value.data() + 11, 24, joined.data() + 8);
    auto found = traceOf({joined.data(), joined.size()});
    if (!found)
        return std::nullopt;
    found->text = value.substr(0, 35);
    const std::string_view rest = value.substr(35);
    if (rest.starts_with('@') && isHexOf(rest.substr(1), 16))
        found->span = SpanId::fromHex(rest.substr(1));
    else if (!rest.empty())
        return std::nullopt;
    return found;
}

/// Root=1-...;Parent=...;Sampled=1 in any order, with other keys between.
std::optional<TraceValue> xrayHeader(std::string_view value)
{
    if (value.find('=') == std::string_view::npos)
        return xrayId(value);
    std::optional<TraceValue> found;
    std::optional<SpanId> span;
    std::optional<bool> sampled;
    std::array<std::string_view, 12> parts;
    const std::size_t n = std::min(split(value, ';', parts), parts.size());
    for (std::size_t i = 0; i < n; ++i) {
        std::string_view part = parts[i];
        while (part.starts_with(' '))
            part.remove_prefix(1);
        if (part.starts_with("Root="))
            found = xrayId(part.substr(5));
        else if (part.starts_with("Parent="))
            span = spanValue(part.substr(7));
        else if (part == "Sampled=1" || part == "Sampled=0")
            sampled = part.back() == '1';
    }
    if (found) {
        found->span = span ? span : found->span;
        found->sampled = sampled;
    }
    return found;
}

/// <32>/<span in decimal>[;o=1]
std::optional<TraceValue> google(std::string_view value)
{
    if (value.size() < 33 || value[32] != '/' || !isHex(value.substr(0, 32)))
        return std::nullopt;
    std::string_view rest = value.substr(33);
    const std::size_t semicolon = rest.find(';');
    const std::string_view option =
        semicolon == std::string_view::npos ? std::string_view() : rest.substr(semicolon + 1);
    rest = rest.substr(0, semicolon);
    if (!isDecimal(rest) || (semicolon != std::string_view::npos && option != "o=1" && option != "o=0"))
        return std::nullopt;
    auto found = traceOf(value.substr(0, 32));
    if (found) {
        if (const auto span = decimalValue(rest))
            found->span = SpanId{*span};
        if (!option.empty())
            found->sampled = option.back() == '1';
    }
    return found;
}

int base64Digit(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '+' || c == '-')
        return 62;
    return c == '/' || c == '_' ? 63 : -1;
}

/// The 8 or 16 bytes of base64 text whose padding is cut off; false when it holds anything else.
bool fromBase64(std::string_view text, std::uint64_t& high, std::uint64_t& low)
{
    high = 0;
    low = 0;
    unsigned bits = 0;
    unsigned pending = 0;
    for (const char c : text) {
        const int digit = base64Digit(c);
        if (digit < 0)
            return false;
        pending = (pending << 6) | static_cast<unsigned>(digit);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            high = (high << 8) | (low >> 56);
            low = (low << 8) | ((pending >> bits) & 0xffU);
            pending &= (1U << bits) - 1;
        }
    }
    return pending == 0;
}

std::optional<TraceValue> uuid(std::string_view value)
{
    if (value.size() != 36 || value[8] != '-' || value[13] != '-' || value[18] != '-' || value[23] != '-')
        return std::nullopt;
    std::array<char, 32> hex;
    std::size_t n = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (i != 8 && i != 13 && i != 18 && i != 23)
            hex[n++] = value[i];
    }
    auto found = traceOf({hex.data(), hex.size()});
    if (found)
        found->text = value;
    return found;
}

} // namespace

bool isHex(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), isHexDigit);
}

bool isDecimal(std::string_view text)
{
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<TraceValue> contextValue(std::string_view value)
{
    if (auto found = traceparent(value))
        return found;
    if (auto found = xrayHeader(value))
        return found;
    if (auto found = b3(value))
        return found;
    if (auto found = google(value))
        return found;
    return uber(value);
}

std::optional<TraceValue> idValue(std::string_view value)
{
    constexpr std::string_view resource = "/traces/";
    if (const std::size_t at = value.rfind(resource);
        at != std::string_view::npos && value.starts_with("projects/"))
        value.remove_prefix(at + resource.size());
    if (isHex(value))
        return traceOf(value);
    if (value.size() == 36)
        return uuid(value);
    if (value.size() == 24 && value.ends_with("==")) {
        TraceValue found{.trace = {}, .span = {}, .sampled = {}, .text = value};
        if (fromBase64(value.substr(0, 22), found.trace.high, found.trace.low) && !found.trace.isNull())
            return found;
    }
    return std::nullopt;
}

std::optional<std::uint64_t> decimalValue(std::string_view value)
{
    std::uint64_t v = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), v);
    if (!isDecimal(value) || error != std::errc() || end != value.data() + value.size() || v == 0)
        return std::nullopt;
    return v;
}

std::optional<SpanId> spanValue(std::string_view value)
{
    if (isHex(value))
        return SpanId::fromHex(value);
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    if (value.size() == 12 && value.ends_with('=') && fromBase64(value.substr(0, 11), high, low) && low != 0)
        return SpanId{low};
    return std::nullopt;
}

} // namespace signalbox
