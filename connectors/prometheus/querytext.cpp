// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/prometheus/querytext.h"

#include "models/base/text.h"
#include "models/promql/selector.h"

namespace signalbox::prometheus {

namespace {

constexpr QStringView encodedMark = u"U__";

QString milliseconds(std::int64_t ms)
{
    const std::int64_t rest = ms % 1000;
    QString text = QString::number(ms / 1000);
    if (rest == 0)
        return text;
    if (ms < 0 && ms > -1000)
        text.prepend(QLatin1Char('-'));
    text += QStringLiteral(".%1").arg(rest < 0 ? -rest : rest, 3, 10, QLatin1Char('0'));
    while (text.endsWith(QLatin1Char('0')))
        text.chop(1);
    return text;
}

} // namespace

QString labelInPath(const QString& name)
{
    if (promql::isLabelName(name) && !name.startsWith(encodedMark))
        return name;
    QString out = encodedMark.toString();
    const QList<uint> points = name.toUcs4();
    for (qsizetype i = 0; i < points.size(); ++i) {
        const QChar c = points[i] < 0x80 ? QChar(static_cast<char16_t>(points[i])) : QChar();
        if (c == u'_')
            out += QLatin1String("__");
        else if (isNameStart(c) || (isDigit(c) && i > 0) || c == u':')
            out += c;
        else
            out += QStringLiteral("_%1_").arg(points[i], 0, 16);
    }
    return out;
}

QString timeParam(Instant t)
{
    return milliseconds(t.milliseconds());
}

QString stepParam(Duration step)
{
    return milliseconds(std::chrono::ceil<std::chrono::milliseconds>(step).count());
}

} // namespace signalbox::prometheus
