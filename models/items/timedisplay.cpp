// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/timedisplay.h"

#include <cmath>

namespace signalbox::items {

namespace {

QDateTime shown(Instant t, Zone zone)
{
    return zone == Zone::Utc ? t.toDateTime() : t.toDateTime().toLocalTime();
}

constexpr QChar thinSpace(0x2009);
constexpr QChar minusSign(0x2212);

} // namespace

QString clockText(Instant t, Zone zone)
{
    return shown(t, zone).toString(QStringLiteral("HH:mm:ss.zzz"));
}

QString dateClockText(Instant t, Zone zone)
{
    return shown(t, zone).toString(QStringLiteral("d MMM HH:mm:ss"));
}

QString valueText(double value)
{
    if (std::isnan(value))
        return QStringLiteral("NaN");
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("+Inf") : QString(minusSign) + QStringLiteral("Inf");
    const double size = std::fabs(value);
    QString digits;
    if (size >= 1e15 || (size < 1e-4 && size > 0)) {
        digits = QString::number(size, 'g', 4);
    } else if (size == std::floor(size)) {
        digits = QString::number(size, 'f', 0);
    } else {
        const int decimals = size >= 100 ? 1 : size >= 1 ? 2 : 4;
        digits = QString::number(size, 'f', decimals);
    }
    qsizetype point = digits.indexOf(QLatin1Char('.'));
    if (point < 0)
        point = digits.size();
    if (!digits.contains(QLatin1Char('e')))
        for (qsizetype i = point - 3; i > 0; i -= 3)
            digits.insert(i, thinSpace);
    return value < 0 ? QString(minusSign) + digits : digits;
}

} // namespace signalbox::items
