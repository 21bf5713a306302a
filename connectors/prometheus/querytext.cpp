// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/prometheus/querytext.h"

#include <algorithm>

namespace signalbox::prometheus {

namespace {

bool isLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_';
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

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

bool isLabelName(QStringView name)
{
    return !name.isEmpty() && isLetter(name.front()) &&
           std::all_of(name.begin(), name.end(), [](QChar c) { return isLetter(c) || isDigit(c); });
}

bool isMetricName(QStringView name)
{
    return !name.isEmpty() && !isDigit(name.front()) && std::all_of(name.begin(), name.end(), [](QChar c) {
        return isLetter(c) || isDigit(c) || c == u':';
    });
}

QString labelName(const QString& name)
{
    return isLabelName(name) ? name : quoted(name);
}

QString selector(const QString& metric, const std::vector<Matcher>& matchers)
{
    QStringList parts;
    const bool isPlain = metric.isEmpty() || isMetricName(metric);
    if (!isPlain)
        parts.append(quoted(metric));
    for (const Matcher& matcher : matchers)
        parts.append(labelName(matcher.name) + toString(matcher.op) + quoted(matcher.value));
    if (isPlain && !metric.isEmpty() && parts.isEmpty())
        return metric;
    return (isPlain ? metric : QString()) + QLatin1Char('{') + parts.join(QLatin1Char(',')) +
           QLatin1Char('}');
}

QString selector(const LabelSet& series)
{
    std::vector<Matcher> matchers;
    for (const Label& label : series) {
        if (label.name != QLatin1String("__name__"))
            matchers.push_back({.name = label.name, .op = Matcher::Op::Equal, .value = label.value});
    }
    return selector(series.value(u"__name__"), matchers);
}

QString regexLiteral(QStringView text)
{
    constexpr QStringView special = u"\\.+*?()|[]{}^$";
    QString out;
    out.reserve(text.size() + 8);
    for (const QChar c : text) {
        if (special.contains(c))
            out += QLatin1Char('\\');
        out += c;
    }
    return out;
}

QString labelInPath(const QString& name)
{
    if (isLabelName(name) && !name.startsWith(encodedMark))
        return name;
    QString out = encodedMark.toString();
    const QList<uint> points = name.toUcs4();
    for (qsizetype i = 0; i < points.size(); ++i) {
        const QChar c = points[i] < 0x80 ? QChar(static_cast<char16_t>(points[i])) : QChar();
        if (c == u'_')
            out += QLatin1String("__");
        else if (isLetter(c) || (isDigit(c) && i > 0) || c == u':')
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
