// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/selector.h"

#include "models/base/text.h"

#include <QStringList>

#include <algorithm>

namespace signalbox::promql {

namespace {

} // namespace

bool isLabelName(QStringView name)
{
    return !name.isEmpty() && isNameStart(name.front()) &&
           std::all_of(name.begin(), name.end(), [](QChar c) { return isNameStart(c) || isDigit(c); });
}

bool isMetricName(QStringView name)
{
    return !name.isEmpty() && !isDigit(name.front()) && std::all_of(name.begin(), name.end(), [](QChar c) {
        return isNameStart(c) || isDigit(c) || c == u':';
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

} // namespace signalbox::promql
