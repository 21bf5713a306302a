// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/numberfunctions.h"

#include <chrono>
#include <cmath>
#include <limits>
#include <numbers>

namespace signalbox::simulator::promql {

namespace {

/// Beyond these the calendar of the standard library ends; Prometheus' numbers there mean nothing either.
constexpr double lastSecond = 900'000'000'000;

template <typename Part>
double datePart(double seconds, Part part)
{
    if (std::isnan(seconds) || std::abs(seconds) > lastSecond)
        return std::numeric_limits<double>::quiet_NaN();
    using namespace std::chrono;
    const sys_seconds time{std::chrono::seconds(static_cast<std::int64_t>(seconds))};
    const sys_days day = floor<days>(time);
    return static_cast<double>(part(time, day, year_month_day(day)));
}

} // namespace

NumberFunction numberFunction(Fn fn)
{
    using namespace std::chrono;
    switch (fn) {
    case Fn::Abs:
        return [](double v) { return std::abs(v); };
    case Fn::Ceil:
        return [](double v) { return std::ceil(v); };
    case Fn::Floor:
        return [](double v) { return std::floor(v); };
    case Fn::Exp:
        return [](double v) { return std::exp(v); };
    case Fn::Sqrt:
        return [](double v) { return std::sqrt(v); };
    case Fn::Ln:
        return [](double v) { return std::log(v); };
    case Fn::Log2:
        return [](double v) { return std::log2(v); };
    case Fn::Log10:
        return [](double v) { return std::log10(v); };
    case Fn::Sgn:
        return [](double v) { return v < 0 ? -1.0 : v > 0 ? 1.0 : v; };
    case Fn::Sin:
        return [](double v) { return std::sin(v); };
    case Fn::Cos:
        return [](double v) { return std::cos(v); };
    case Fn::Tan:
        return [](double v) { return std::tan(v); };
    case Fn::Asin:
        return [](double v) { return std::asin(v); };
    case Fn::Acos:
        return [](double v) { return std::acos(v); };
    case Fn::Atan:
        return [](double v) { return std::atan(v); };
    case Fn::Sinh:
        return [](double v) { return std::sinh(v); };
    case Fn::Cosh:
        return [](double v) { return std::cosh(v); };
    case Fn::Tanh:
        return [](double v) { return std::tanh(v); };
    case Fn::Asinh:
        return [](double v) { return std::asinh(v); };
    case Fn::Acosh:
        return [](double v) { return std::acosh(v); };
    case Fn::Atanh:
        return [](double v) { return std::atanh(v); };
    case Fn::Rad:
        return [](double v) { return v * std::numbers::pi / 180; };
    case Fn::Deg:
        return [](double v) { return v * 180 / std::numbers::pi; };
    case Fn::DaysInMonth:
        return [](double v) {
            return datePart(v, [](auto, auto, year_month_day d) {
                return static_cast<unsigned>((d.year() / d.month() / last).day());
            });
        };
    case Fn::DayOfMonth:
        return [](double v) {
            return datePart(v, [](auto, auto, year_month_day d) { return static_cast<unsigned>(d.day()); });
        };
    case Fn::DayOfWeek:
        return [](double v) {
            return datePart(v, [](auto, sys_days d, auto) { return weekday(d).c_encoding(); });
        };
    case Fn::DayOfYear:
        return [](double v) {
            return datePart(v, [](auto, sys_days day, year_month_day d) {
                return (day - sys_days(d.year() / January / 1)).count() + 1;
            });
        };
    case Fn::Hour:
        return [](double v) {
            return datePart(v, [](sys_seconds t, sys_days d, auto) { return floor<hours>(t - d).count(); });
        };
    case Fn::Minute:
        return [](double v) {
            return datePart(
                v, [](sys_seconds t, sys_days d, auto) { return floor<minutes>(t - d).count() % 60; });
        };
    case Fn::Month:
        return [](double v) {
            return datePart(v, [](auto, auto, year_month_day d) { return static_cast<unsigned>(d.month()); });
        };
    case Fn::Year:
        return [](double v) {
            return datePart(v, [](auto, auto, year_month_day d) { return static_cast<int>(d.year()); });
        };
    default:
        return nullptr;
    }
}

bool isDateFunction(Fn fn)
{
    return fn >= Fn::DaysInMonth && fn <= Fn::Year;
}

} // namespace signalbox::simulator::promql
