// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/chart/valuetext.h"

#include "models/base/duration.h"

#include <array>
#include <cmath>

namespace signalbox::chart {

namespace {

constexpr QChar thinSpace(0x2009);
constexpr QChar minusSign(0x2212);
constexpr QChar times(0x00d7);

// Rounded to three digits before the unit is chosen, so that 0.9996 s is "1 s" and not "1000 ms".
double rounded(double size)
{
    if (size == 0)
        return 0;
    const double scale = std::pow(10.0, 2 - std::floor(std::log10(size)));
    // The smallest numbers have no such scale; what they are rounded to is not seen anyhow.
    return std::isfinite(scale) && scale > 0 ? std::round(size * scale) / scale : size;
}

/// Three digits without trailing zeros; thousands apart.
QString digitsOf(double size)
{
    if (size >= 1e15 || (size > 0 && size < 1e-4))
        return QString::number(size, 'g', 3);
    const int decimals = size >= 100    ? 0
                         : size >= 10   ? 1
                         : size >= 1    ? 2
                         : size >= 0.1  ? 3
                         : size >= 0.01 ? 4
                                        : 6;
    QString digits = QString::number(size, 'f', decimals);
    if (digits.contains(u'.')) {
        while (digits.endsWith(u'0'))
            digits.chop(1);
        if (digits.endsWith(u'.'))
            digits.chop(1);
    }
    const qsizetype point = digits.indexOf(u'.') < 0 ? digits.size() : digits.indexOf(u'.');
    for (qsizetype i = point - 3; i > 0; i -= 3)
        digits.insert(i, thinSpace);
    return digits;
}

struct Step
{
    double from;
    const char16_t* name;
};

template <std::size_t N>
QString scaled(double size, const std::array<Step, N>& steps, const QString& behind = {})
{
    const Step* chosen = &steps.front();
    for (const Step& step : steps)
        if (rounded(size / step.from) >= 1)
            chosen = &step;
    const QString unit = QString::fromUtf16(chosen->name) + behind;
    const QString digits = digitsOf(rounded(size / chosen->from));
    return unit.isEmpty() ? digits : digits + u' ' + unit;
}

constexpr std::array<Step, 5> siSteps{{{1, u""}, {1e3, u"k"}, {1e6, u"M"}, {1e9, u"G"}, {1e12, u"T"}}};
constexpr std::array<Step, 7> byteSteps{{{1, u"B"},
                                         {1024, u"KiB"},
                                         {1048576, u"MiB"},
                                         {1073741824, u"GiB"},
                                         {1099511627776, u"TiB"},
                                         {1125899906842624, u"PiB"},
                                         {1152921504606846976, u"EiB"}}};
constexpr std::array<Step, 4> secondSteps{{{1e-9, u"ns"}, {1e-6, u"µs"}, {1e-3, u"ms"}, {1, u"s"}}};

QString sizeText(double size, Unit unit)
{
    switch (unit) {
    case Unit::Seconds:
        if (size == 0)
            return QStringLiteral("0 s");
        if (rounded(size) >= 60 && size < 1e9)
            return humanText(std::chrono::duration_cast<Duration>(std::chrono::duration<double>(size)));
        return scaled(size, secondSteps);
    case Unit::PerSecond:
        return size < 1000 && rounded(size) < 1000 ? digitsOf(rounded(size)) + QStringLiteral(" /s")
                                                   : scaled(size, siSteps, QStringLiteral("/s"));
    case Unit::Ratio:
        return digitsOf(rounded(size * 100)) + QStringLiteral(" %");
    case Unit::Bytes:
        return scaled(size, byteSteps);
    case Unit::BytesPerSecond:
        return scaled(size, byteSteps, QStringLiteral("/s"));
    case Unit::Count:
        return size < 1e5 ? digitsOf(size < 1000 ? rounded(size) : std::round(size)) : scaled(size, siSteps);
    case Unit::None:
        break;
    }
    return digitsOf(size < 1000 ? rounded(size) : std::round(size));
}

} // namespace

QString text(double value, Unit unit)
{
    if (std::isnan(value))
        return QStringLiteral("–");
    const QString sign = value < 0 ? QString(minusSign) : QString();
    if (std::isinf(value))
        return sign + QStringLiteral("∞");
    const QString size = sizeText(std::fabs(value), unit);
    // What is rounded away has no sign.
    return size.startsWith(u'0') && !size.contains(u'.') ? size : sign + size;
}

QString changeText(double now, double base, Unit unit)
{
    if (std::isnan(now) || std::isnan(base) || std::isinf(now) || std::isinf(base))
        return QStringLiteral("no base");
    const auto signedText = [](double value, const QString& behind) {
        const double size = std::round(std::fabs(value));
        const QString sign = size == 0 ? QString() : value < 0 ? QString(minusSign) : QStringLiteral("+");
        return sign + QString::number(size, 'f', 0) + behind;
    };
    if (base == 0)
        return now == 0 && unit != Unit::Ratio ? QStringLiteral("0 %")
                                               : QStringLiteral("base ") + text(0, unit);
    const double factor = now / base;
    if (factor >= 2 && base > 0)
        return QString::number(factor, 'f', factor < 10 && factor != std::floor(factor) ? 1 : 0) + u' ' +
               times + QStringLiteral(" base");
    if (unit == Unit::Ratio && std::max(now, base) >= 0.1)
        return signedText((now - base) * 100, QStringLiteral(" pt"));
    if (unit == Unit::Ratio)
        return QStringLiteral("base ") + text(base, unit);
    return signedText((factor - 1) * 100, QStringLiteral(" %"));
}

Unit unitOf(const QString& metric, const QString& told)
{
    const auto is = [&](const char* word) {
        const QLatin1String unit(word);
        const bool total = metric.endsWith(QStringLiteral("_total"));
        const QStringView name = total ? QStringView(metric).chopped(6) : QStringView(metric);
        return told == unit || (told.isEmpty() && (name == unit || name.endsWith(u'_' + unit)));
    };
    const bool counted =
        metric.endsWith(QStringLiteral("_total")) || metric.endsWith(QStringLiteral("_count"));
    if (is("seconds"))
        return Unit::Seconds;
    if (is("bytes"))
        return Unit::Bytes;
    if (is("ratio") || is("utilisation"))
        return Unit::Ratio;
    return counted ? Unit::Count : Unit::None;
}

} // namespace signalbox::chart
