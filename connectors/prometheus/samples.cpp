// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/prometheus/samples.h"

#include "models/base/text.h"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

namespace signalbox::prometheus {

namespace {

constexpr std::int64_t nsPerSecond = 1'000'000'000;
constexpr std::int64_t mostSeconds = 9'223'372'035; ///< what an Instant can hold, a second short

/// Eight digits at once: pairs, then fours, then all, each by one multiplication.
bool readEightDigits(const char* p, std::uint64_t& value)
{
    static_assert(std::endian::native == std::endian::little);
    std::uint64_t chunk = 0;
    std::memcpy(&chunk, p, sizeof chunk);
    constexpr std::uint64_t zeros = 0x3030303030303030;
    constexpr std::uint64_t highNibbles = 0xF0F0F0F0F0F0F0F0;
    // All bytes are '0'..'9' when the high nibble is 3 and stays 3 after six is added.
    if ((chunk & highNibbles) != zeros || ((chunk + 0x0606060606060606) & highNibbles) != zeros)
        return false;
    chunk -= zeros;
    chunk = chunk * 10 + (chunk >> 8);
    constexpr std::uint64_t pairMask = 0x000000FF000000FF;
    value = ((chunk & pairMask) * 0x000F424000000064 + ((chunk >> 16) & pairMask) * 0x0000271000000001) >> 32;
    return true;
}

/// Digits up to the end or the first other character, appended to `value`. No more than 18 may be there.
const char* readDigits(const char* p, const char* end, std::uint64_t& value)
{
    std::uint64_t eight = 0;
    while (end - p >= 8 && readEightDigits(p, eight)) {
        value = value * 100'000'000 + eight;
        p += 8;
    }
    for (; p != end && isDigit(*p); ++p)
        value = value * 10 + static_cast<std::uint64_t>(*p - '0');
    return p;
}

std::string_view withoutTrailingSpace(std::string_view token)
{
    while (!token.empty() && static_cast<unsigned char>(token.back()) <= ' ')
        token.remove_suffix(1);
    return token;
}

/// Powers of ten that a double holds exactly.
constexpr std::array<double, 19> tens{1,    1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8, 1e9,
                                      1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18};

/// Most samples are short decimals: all digits as one integer below 2^53, divided by an exact power of ten,
/// is the correctly rounded number (one rounding only). False: take the long way.
bool readShortDecimal(std::string_view text, double& value)
{
    const char* p = text.data();
    const char* const end = p + text.size();
    const bool isNegative = *p == '-';
    if (isNegative)
        ++p;
    if (end - p > 18)
        return false;
    std::uint64_t digits = 0;
    const char* const firstDigit = p;
    p = readDigits(p, end, digits);
    if (p == firstDigit)
        return false;
    std::size_t decimals = 0;
    if (p != end && *p == '.') {
        const char* const firstDecimal = ++p;
        p = readDigits(p, end, digits);
        decimals = static_cast<std::size_t>(p - firstDecimal);
        if (decimals == 0)
            return false;
    }
    if (p != end || digits > (std::uint64_t{1} << 53))
        return false;
    const double magnitude = static_cast<double>(digits) / tens[decimals];
    value = isNegative ? -magnitude : magnitude;
    return true;
}

bool readNumber(std::string_view text, double& value)
{
    if (readShortDecimal(text, value))
        return true;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && stop == end;
}

/// Numbers of another form than that of Prometheus itself: 1.795251600123e+09.
bool readTimeWithExponent(std::string_view token, std::int64_t& ns)
{
    double seconds = 0;
    if (!readNumber(token, seconds) || !(std::abs(seconds) <= static_cast<double>(mostSeconds)))
        return false;
    ns = static_cast<std::int64_t>(std::llround(seconds * 1000)) * 1'000'000;
    return true;
}

bool readWord(std::string_view text, double& value)
{
    if (text == "NaN") {
        value = std::numeric_limits<double>::quiet_NaN();
        return true;
    }
    const bool isNegative = text.front() == '-';
    if (isNegative || text.front() == '+')
        text.remove_prefix(1);
    if (text != "Inf")
        return false;
    value = isNegative ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
    return true;
}

} // namespace

bool readTime(std::string_view token, std::int64_t& ns)
{
    token = withoutTrailingSpace(token);
    const char* p = token.data();
    const char* const end = p + token.size();
    const bool isNegative = p != end && *p == '-';
    if (isNegative)
        ++p;
    const char* const firstDigit = p;
    std::int64_t seconds = 0;
    std::uint64_t eight = 0;
    if (end - p >= 8 && readEightDigits(p, eight)) {
        seconds = static_cast<std::int64_t>(eight);
        p += 8;
    }
    for (; p != end && isDigit(*p) && seconds <= mostSeconds; ++p)
        seconds = seconds * 10 + (*p - '0');
    if (p == firstDigit || seconds > mostSeconds)
        return false;
    std::int64_t fraction = 0;
    if (p != end && *p == '.') {
        std::int64_t unit = nsPerSecond / 10;
        for (++p; p != end && isDigit(*p); ++p) {
            fraction += unit * (*p - '0');
            unit /= 10;
        }
    }
    if (p != end)
        return readTimeWithExponent(token, ns);
    ns = seconds * nsPerSecond + fraction;
    if (isNegative)
        ns = -ns;
    return true;
}

bool readValue(std::string_view token, double& value)
{
    token = withoutTrailingSpace(token);
    if (token.size() >= 2 && token.front() == '"' && token.back() == '"')
        token = token.substr(1, token.size() - 2);
    if (token.empty())
        return false;
    // from_chars knows "nan" and "inf" in every case; a server means only the forms that it writes.
    const char first = token.front() == '-' && token.size() > 1 ? token[1] : token.front();
    if (isDigit(first)) [[likely]]
        return readNumber(token, value);
    return readWord(token, value);
}

} // namespace signalbox::prometheus
