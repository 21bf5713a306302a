// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/loki/querytext.h"

#include "models/telemetry/labelset.h"

#include <algorithm>

namespace signalbox::loki {

namespace {

QString withoutZeros(const TraceId& id)
{
    const QString full = id.toHex();
    qsizetype zeros = 0;
    while (zeros < full.size() - 1 && full[zeros] == QLatin1Char('0'))
        ++zeros;
    return full.mid(zeros);
}

} // namespace

QString timeParam(Instant t)
{
    constexpr std::int64_t first = 1'000'000'000'000'000'000;
    return QString::number(std::max(t.ns, first));
}

QString stepParam(Duration step)
{
    const std::int64_t ms = std::max<std::int64_t>(1, step.count() / 1'000'000);
    if (ms % 1000 == 0)
        return QString::number(ms / 1000);
    QString fraction = QStringLiteral("%1").arg(ms % 1000, 3, 10, QLatin1Char('0'));
    while (fraction.endsWith(QLatin1Char('0')))
        fraction.chop(1);
    return QString::number(ms / 1000) + QLatin1Char('.') + fraction;
}

QStringList traceIdVariants(const TraceId& id)
{
    const QString full = id.toHex();
    QString dashed = full;
    for (const int at : {20, 16, 12, 8})
        dashed.insert(at, QLatin1Char('-'));
    QStringList variants{dashed, full};
    // A shorter piece would be found in any line.
    constexpr qsizetype shortest = 8;
    for (const QString& text : {id.high == 0 ? id.toShortHex() : full, withoutZeros(id)}) {
        if (text.size() >= shortest && !variants.contains(text))
            variants.append(text);
    }
    return variants;
}

TraceQueries traceQueries(const QString& streams, const TraceId& id)
{
    // A field's value is matched as a whole; 0* takes any number of leading zeros.
    const QStringList variants = traceIdVariants(id);
    const QString value = quoted(
        QString(QStringLiteral("(?i)0*") + withoutZeros(id) + QLatin1Char('|') + variants.constFirst()));
    QStringList inFields;
    for (const QLatin1String name : {QLatin1String("trace_id"), QLatin1String("traceID"),
                                     QLatin1String("traceid"), QLatin1String("traceId")})
        inFields.append(name + QStringLiteral("=~") + value);
    return {.byMetadata = streams + QStringLiteral(" | ") + inFields.join(QStringLiteral(" or ")),
            .byText = streams + QStringLiteral(" |~ ") +
                      quoted(QString(QStringLiteral("(?i)") + variants.join(QLatin1Char('|'))))};
}

} // namespace signalbox::loki
