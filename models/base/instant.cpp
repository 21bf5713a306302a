// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/instant.h"

#include <cmath>
#include <limits>

namespace signalbox {

namespace {

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

std::int64_t saturatedProduct(std::int64_t v, std::int64_t factor)
{
    std::int64_t product = 0;
    if (__builtin_mul_overflow(v, factor, &product))
        return v < 0 ? lowest : highest;
    return product;
}

std::int64_t saturatedSum(std::int64_t a, std::int64_t b)
{
    std::int64_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum))
        return b < 0 ? lowest : highest;
    return sum;
}

std::int64_t saturatedDifference(std::int64_t a, std::int64_t b)
{
    std::int64_t difference = 0;
    if (__builtin_sub_overflow(a, b, &difference))
        return b < 0 ? highest : lowest;
    return difference;
}

std::int64_t floorDivide(std::int64_t v, std::int64_t by)
{
    const std::int64_t quotient = v / by;
    return v % by < 0 ? quotient - 1 : quotient;
}

} // namespace

Instant Instant::fromMicroseconds(std::int64_t v)
{
    return {saturatedProduct(v, 1'000)};
}
Instant Instant::fromMilliseconds(std::int64_t v)
{
    return {saturatedProduct(v, 1'000'000)};
}
Instant Instant::fromSeconds(std::int64_t v)
{
    return {saturatedProduct(v, 1'000'000'000)};
}

Instant Instant::fromFloatSeconds(double v)
{
    const double ms = std::round(v * 1000.0);
    if (std::isnan(ms))
        return {};
    if (ms >= 9.2e12)
        return {highest};
    if (ms <= -9.2e12)
        return {lowest};
    return fromMilliseconds(static_cast<std::int64_t>(ms));
}

Instant Instant::fromDateTime(const QDateTime& v)
{
    return fromMilliseconds(v.toMSecsSinceEpoch());
}

std::int64_t Instant::microseconds() const
{
    return floorDivide(ns, 1'000);
}
std::int64_t Instant::milliseconds() const
{
    return floorDivide(ns, 1'000'000);
}
std::int64_t Instant::seconds() const
{
    return floorDivide(ns, 1'000'000'000);
}

QDateTime Instant::toDateTime() const
{
    return QDateTime::fromMSecsSinceEpoch(milliseconds(), Qt::UTC);
}

QString Instant::toRfc3339() const
{
    constexpr std::int64_t second = 1'000'000'000;
    const std::int64_t fraction = (ns % second + second) % second;
    QString text =
        QDateTime::fromSecsSinceEpoch(seconds(), Qt::UTC).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss"));
    if (fraction != 0) {
        QString digits = QStringLiteral("%1").arg(fraction, 9, 10, QLatin1Char('0'));
        while (digits.endsWith(QLatin1String("000")))
            digits.chop(3);
        text += QLatin1Char('.') + digits;
    }
    return text + QLatin1Char('Z');
}

Instant operator+(Instant t, Duration d)
{
    return {saturatedSum(t.ns, d.count())};
}
Instant operator-(Instant t, Duration d)
{
    return {saturatedDifference(t.ns, d.count())};
}
Duration operator-(Instant a, Instant b)
{
    return Duration(saturatedDifference(a.ns, b.ns));
}

} // namespace signalbox
