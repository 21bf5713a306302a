// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/prometheus/samples.h"

#include <charconv>
#include <cmath>
#include <limits>

namespace signalbox::prometheus {

namespace {

constexpr std::int64_t nsPerSecond = 1'000'000'000;
constexpr std::int64_t mostSeconds = 9'223'372'035; ///< what an Instant can hold, a second short

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::string_view withoutTrailingSpace(std::string_view token)
{
    while (!token.empty() && static_cast<unsigned char>(token.back()) <= ' ')
        token.remove_suffix(1);
    return token;
}

bool readNumber(std::string_view text, double& value)
{
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
