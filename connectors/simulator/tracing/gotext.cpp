// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/tracing/gotext.h"

#include "models/base/rfc3339.h"
#include "models/base/text.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace signalbox::simulator::tracing {

namespace {

constexpr std::int64_t second = 1'000'000'000;

struct Unit
{
    std::string_view name;
    double ns;
};
constexpr std::array<Unit, 8> units{
    {{"ns", 1}, {"us", 1e3}, {"µs", 1e3}, {"μs", 1e3}, {"ms", 1e6}, {"s", 1e9}, {"m", 60e9}, {"h", 3600e9}}};

tl::unexpected<Error> goError(const std::string& text)
{
    return failure({.kind = ErrorKind::Invalid, .what = QString::fromStdString(text)});
}

/// "250" of 1000 becomes ".25", 0 nothing.
std::string fraction(std::uint64_t part, int digits)
{
    if (part == 0)
        return {};
    std::string text = std::to_string(part);
    text.insert(0, static_cast<std::size_t>(digits) - text.size(), '0');
    while (text.back() == '0')
        text.pop_back();
    return '.' + text;
}

} // namespace

std::string formatGoDuration(std::int64_t ns)
{
    if (ns == 0)
        return "0s";
    const std::string sign = ns < 0 ? "-" : "";
    const auto value = ns < 0 ? 0 - static_cast<std::uint64_t>(ns) : static_cast<std::uint64_t>(ns);
    if (value < 1'000)
        return sign + std::to_string(value) + "ns";
    if (value < 1'000'000)
        return sign + std::to_string(value / 1'000) + fraction(value % 1'000, 3) + "µs";
    if (value < second)
        return sign + std::to_string(value / 1'000'000) + fraction(value % 1'000'000, 6) + "ms";
    const std::uint64_t seconds = value / second;
    std::string out = std::to_string(seconds % 60) + fraction(value % second, 9) + 's';
    if (seconds >= 60)
        out = std::to_string(seconds / 60 % 60) + 'm' + out;
    if (seconds >= 3600)
        out = std::to_string(seconds / 3600) + 'h' + out;
    return sign + out;
}

std::string formatGoTime(std::int64_t ns)
{
    std::int64_t seconds = ns / second;
    std::int64_t rest = ns % second;
    if (rest < 0) {
        rest += second;
        --seconds;
    }
    const QDateTime time = QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::utc());
    return time.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")).toStdString() +
           fraction(static_cast<std::uint64_t>(rest), 9) + " +0000 UTC";
}

std::string formatGoDouble(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "Infinity" : "-Infinity";
    const double size = std::abs(value);
    const bool exponent = size != 0 && (size < 1e-6 || size >= 1e21);
    std::array<char, 512> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                   exponent ? std::chars_format::scientific : std::chars_format::fixed);
    std::string text(buffer.data(), end.ptr);
    if (const auto e = text.find("e-0"); e != std::string::npos)
        text.erase(e + 2, 1);
    return text;
}

std::string goQuoted(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + '"';
}

Result<std::int64_t> parseGoDuration(std::string_view text)
{
    const auto invalid = [&] { return goError("time: invalid duration " + goQuoted(text)); };
    std::string_view rest = text;
    const bool negative = rest.starts_with('-');
    if (negative || rest.starts_with('+'))
        rest.remove_prefix(1);
    if (rest == "0")
        return 0;
    if (rest.empty())
        return invalid();
    double sum = 0;
    while (!rest.empty()) {
        std::size_t length = 0;
        while (length < rest.size() && (isDigit(rest[length]) || rest[length] == '.'))
            ++length;
        double number = 0;
        const auto read =
            std::from_chars(rest.data(), rest.data() + length, number, std::chars_format::fixed);
        if (length == 0 || read.ec != std::errc{} || read.ptr != rest.data() + length)
            return invalid();
        rest.remove_prefix(length);
        std::size_t unitLength = 0;
        while (unitLength < rest.size() && !isDigit(rest[unitLength]) && rest[unitLength] != '.')
            ++unitLength;
        const std::string_view name = rest.substr(0, unitLength);
        if (name.empty())
            return goError("time: missing unit in duration " + goQuoted(text));
        const auto* unit =
            std::find_if(units.begin(), units.end(), [&](const Unit& u) { return u.name == name; });
        if (unit == units.end())
            return goError("time: unknown unit " + goQuoted(name) + " in duration " + goQuoted(text));
        sum += number * unit->ns;
        rest.remove_prefix(unitLength);
    }
    if (sum >= 9.2e18)
        return invalid();
    return (negative ? -1 : 1) * std::llround(sum);
}

Result<std::int64_t> parseGoInt(std::string_view text, std::string_view function)
{
    const auto refuse = [&](const char* why) {
        return goError(std::string(function) + ": parsing " + goQuoted(text) + ": " + why);
    };
    const std::string_view digits = text.starts_with('+') ? text.substr(1) : text;
    std::int64_t value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (read.ec == std::errc::result_out_of_range)
        return refuse("value out of range");
    if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size())
        return refuse("invalid syntax");
    return value;
}

Result<bool> parseGoBool(std::string_view text)
{
    for (const std::string_view yes : {"1", "t", "T", "true", "TRUE", "True"}) {
        if (text == yes)
            return true;
    }
    for (const std::string_view no : {"0", "f", "F", "false", "FALSE", "False"}) {
        if (text == no)
            return false;
    }
    return goError("strconv.ParseBool: parsing " + goQuoted(text) + ": invalid syntax");
}

Result<std::int64_t> parseGoTime(std::string_view text)
{
    const auto instant =
        instantFromRfc3339(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
    if (!instant)
        return goError("parsing time " + goQuoted(text) +
                       R"( as "2006-01-02T15:04:05.999999999Z07:00": cannot parse )" + goQuoted(text) +
                       R"( as "2006")");
    return instant->ns;
}

} // namespace signalbox::simulator::tracing
