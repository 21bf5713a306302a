// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/chart/ticks.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace signalbox::chart {

namespace {

constexpr int mostSteps = 4;
// Beyond this a sum of two ends would overflow; what is larger is drawn at the edge.
constexpr double largest = 1e300;

struct Scale
{
    double factor; ///< of the base unit
    QString suffix;
};

double decimalStep(double wanted)
{
    const double decade = std::pow(10.0, std::floor(std::log10(wanted)));
    for (const double nice : {1.0, 2.0, 5.0})
        if (nice * decade >= wanted * (1 - 1e-9))
            return nice * decade;
    return 10 * decade;
}

double stepFor(double span, Unit unit)
{
    const double wanted = std::max(span / mostSteps, 1e-300);
    constexpr double day = 86'400;
    switch (unit) {
    case Unit::Seconds:
        if (wanted <= 20)
            return decimalStep(wanted);
        for (const double nice : {30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0, 10'800.0,
                                  21'600.0, 43'200.0, day})
            if (nice >= wanted)
                return nice;
        return decimalStep(wanted / day) * day;
    case Unit::Bytes:
    case Unit::BytesPerSecond:
        return std::exp2(std::ceil(std::log2(wanted) - 1e-9));
    case Unit::Count:
        return std::max(decimalStep(wanted), 1.0);
    default:
        return decimalStep(wanted);
    }
}

/// One scale for a whole axis: the labels of its ticks are to be compared.
Scale scaleFor(double largestTick, double step, Unit unit)
{
    const auto pick = [largestTick](std::initializer_list<Scale> scales) {
        for (const Scale& scale : scales)
            if (largestTick >= scale.factor * (1 - 1e-9))
                return scale;
        return *(scales.end() - 1);
    };
    const QString perSecond = unit == Unit::BytesPerSecond ? QStringLiteral("/s") : QString();
    switch (unit) {
    case Unit::Seconds:
        if (step >= 86'400)
            return {86'400, QStringLiteral(" d")};
        if (step >= 1800)
            return {3600, QStringLiteral(" h")};
        if (step >= 30)
            return {60, QStringLiteral(" min")};
        return pick({{1, QStringLiteral(" s")},
                     {1e-3, QStringLiteral(" ms")},
                     {1e-6, QStringLiteral(" µs")},
                     {1e-9, QStringLiteral(" ns")}});
    case Unit::Ratio:
        return {0.01, QStringLiteral(" %")};
    case Unit::Bytes:
    case Unit::BytesPerSecond:
        return pick({{std::exp2(50), QStringLiteral(" PiB") + perSecond},
                     {std::exp2(40), QStringLiteral(" TiB") + perSecond},
                     {std::exp2(30), QStringLiteral(" GiB") + perSecond},
                     {std::exp2(20), QStringLiteral(" MiB") + perSecond},
                     {std::exp2(10), QStringLiteral(" KiB") + perSecond},
                     {1, QStringLiteral(" B") + perSecond}});
    default:
        if (largestTick < 1e4)
            return {1, QString()};
        return pick({{1e12, QStringLiteral(" T")},
                     {1e9, QStringLiteral(" G")},
                     {1e6, QStringLiteral(" M")},
                     {1e3, QStringLiteral(" k")}});
    }
}

QString labelOf(double value, double step, const Scale& scale)
{
    if (value == 0)
        return QStringLiteral("0");
    const double shown = std::fabs(value) / scale.factor;
    QString digits;
    if (shown >= 1e6 || shown < 1e-4) {
        digits = QString::number(shown, 'g', 3);
    } else {
        // As many decimals as the step needs, so that no two labels are the same. The cheapest way to count
        // them:
        int decimals = 0;
        for (double part = step / scale.factor;
             decimals < 6 && std::fabs(part - std::round(part)) > 1e-6 * part; part *= 10)
            ++decimals;
        digits = QString::number(shown, 'f', decimals);
        const qsizetype point = digits.indexOf(QLatin1Char('.'));
        for (qsizetype i = (point < 0 ? digits.size() : point) - 3; i > 0; i -= 3)
            digits.insert(i, QChar(0x2009));
    }
    return (value < 0 ? QString(QChar(0x2212)) : QString()) + digits + scale.suffix;
}

} // namespace

ValueAxis valueAxis(double low, double high, Unit unit)
{
    const bool nothing = !(low <= high);
    low = nothing ? 0 : std::clamp(low, -largest, largest);
    high = nothing ? 0 : std::clamp(high, -largest, largest);
    // Everything with a unit is read against zero; a bare number is, unless it varies little far from it.
    if (unit != Unit::None || (high - low) > 0.2 * std::max(std::fabs(low), std::fabs(high)) || low == high) {
        low = std::min(low, 0.0);
        high = std::max(high, 0.0);
    }
    if (!(high - low > 1e-300)) // denormals too: nothing but zero can be seen
        high = low + (unit == Unit::Ratio ? 0.01 : 1.0);

    const double step = stepFor(high - low, unit);
    const double quarter = step / 4;
    ValueAxis axis;
    axis.low = low == 0 ? 0 : std::floor((low - 0.02 * (high - low)) / quarter) * quarter;
    axis.high = high == 0 ? 0 : std::ceil((high + 0.06 * (high - low)) / quarter) * quarter;
    // A share cannot be more than all; 100 % deserves its own line at the top.
    if (unit == Unit::Ratio && high <= 1 && axis.high > 1)
        axis.high = 1.04;
    const auto from = static_cast<int>(std::ceil(axis.low / step - 1e-9));
    const auto to = static_cast<int>(std::floor(axis.high / step + 1e-9));
    const Scale scale = scaleFor(std::max(std::abs(from), std::abs(to)) * step, step, unit);
    for (int i = from; i <= to; ++i) {
        const double value = i * step;
        axis.ticks.push_back({value, labelOf(value, step, scale)});
    }
    return axis;
}

} // namespace signalbox::chart
