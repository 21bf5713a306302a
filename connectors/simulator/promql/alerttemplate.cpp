// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/alerttemplate.h"

#include "connectors/simulator/promql/gotext.h"
#include "connectors/simulator/promql/labels.h"

#include <QStringList>

#include <array>
#include <cmath>
#include <optional>

namespace signalbox::simulator::promql {

namespace {

/// Go's %.4g.
QString fourDigits(double v)
{
    return QString::number(v, 'g', 4);
}

QString humanize(double v)
{
    if (v == 0 || std::isnan(v) || std::isinf(v))
        return std::isinf(v) ? QString::fromLatin1(shortNumber(v)) : fourDigits(v);
    static constexpr std::array large{"k", "M", "G", "T", "P", "E", "Z", "Y"};
    static constexpr std::array small{"m", "u", "n", "p", "f", "a", "z", "y"};
    const char* prefix = "";
    if (std::abs(v) >= 1) {
        for (const char* name : large) {
            if (std::abs(v) < 1000)
                break;
            prefix = name;
            v /= 1000;
        }
    } else {
        for (const char* name : small) {
            if (std::abs(v) >= 1)
                break;
            prefix = name;
            v *= 1000;
        }
    }
    return fourDigits(v) + QLatin1String(prefix);
}

QString humanizeDuration(double v)
{
    if (std::isnan(v) || std::isinf(v))
        return QString::fromLatin1(shortNumber(v));
    if (v == 0)
        return fourDigits(v) + u's';
    if (std::abs(v) < 1)
        return humanize(v) + u's';
    const QString sign = v < 0 ? QStringLiteral("-") : QString();
    v = std::abs(v);
    const auto whole = static_cast<qint64>(v);
    const qint64 seconds = whole % 60;
    const qint64 minutes = whole / 60 % 60;
    const qint64 hours = whole / 3600 % 24;
    const qint64 days = whole / 86400;
    if (days > 0)
        return sign + QStringLiteral("%1d %2h %3m %4s").arg(days).arg(hours).arg(minutes).arg(seconds);
    if (hours > 0)
        return sign + QStringLiteral("%1h %2m %3s").arg(hours).arg(minutes).arg(seconds);
    if (minutes > 0)
        return sign + QStringLiteral("%1m %2s").arg(minutes).arg(seconds);
    return sign + fourDigits(v) + u's';
}

std::optional<QString> formatted(const QString& function, double v)
{
    if (function == QLatin1String("humanize"))
        return humanize(v);
    if (function == QLatin1String("humanizePercentage"))
        return fourDigits(v * 100) + u'%';
    if (function == QLatin1String("humanizeDuration"))
        return humanizeDuration(v);
    return std::nullopt;
}

/// The text for what stands between the braces.
std::optional<QString> evaluated(const QString& action, const LabelSet& labels, double value)
{
    static const QString valueName = QStringLiteral("$value");
    if (action == valueName || action == QLatin1String(".Value"))
        return QString::fromLatin1(shortNumber(value));
    for (const QString& prefix : {QStringLiteral("$labels."), QStringLiteral(".Labels.")}) {
        if (action.startsWith(prefix) && isLabelName(QStringView(action).sliced(prefix.size())))
            return labels.value(QStringView(action).sliced(prefix.size()));
    }
    QStringList words = action.split(u'|');
    if (words.size() == 2 && words[0].trimmed() == valueName)
        return formatted(words[1].trimmed(), value);
    words = action.split(u' ', Qt::SkipEmptyParts);
    if (words.size() == 2 && words[1] == valueName)
        return formatted(words[0], value);
    return std::nullopt;
}

} // namespace

QString expandTemplate(const QString& text, const LabelSet& labels, double value)
{
    QString out;
    qsizetype at = 0;
    while (at < text.size()) {
        const qsizetype open = text.indexOf(QLatin1String("{{"), at);
        if (open < 0)
            break;
        out += QStringView(text).sliced(at, open - at);
        const qsizetype close = text.indexOf(QLatin1String("}}"), open);
        if (close < 0)
            return QStringLiteral("<error expanding template: unclosed action>");
        const QString action = text.mid(open + 2, close - open - 2).trimmed();
        const auto piece = evaluated(action, labels, value);
        if (!piece) {
            return QStringLiteral("<error expanding template: the demo knows $labels.name, $value, humanize, "
                                  "humanizePercentage and humanizeDuration, not %1>")
                .arg(goQuoted(action));
        }
        out += *piece;
        at = close + 2;
    }
    return out + text.mid(at);
}

} // namespace signalbox::simulator::promql
