// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/labels.h"

#include "connectors/simulator/promql/gotext.h"

#include <algorithm>

namespace signalbox::simulator::promql {

namespace {

bool isNamed(QStringView name, bool withColon)
{
    if (name.isEmpty())
        return false;
    const auto letter = [withColon](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_' || (withColon && c == u':');
    };
    return letter(name.front()) && std::all_of(name.begin(), name.end(), [&](QChar c) {
               return letter(c) || (c >= u'0' && c <= u'9');
           });
}

template <typename Keep>
LabelSet filtered(const LabelSet& labels, Keep keep)
{
    std::vector<Label> out;
    out.reserve(labels.size());
    for (const Label& label : labels) {
        if (keep(label.name))
            out.push_back(label);
    }
    return out.size() == labels.size() ? labels : LabelSet(std::move(out));
}

} // namespace

int compareLabels(const LabelSet& a, const LabelSet& b)
{
    const std::size_t shared = std::min(a.size(), b.size());
    for (std::size_t i = 0; i < shared; ++i) {
        const Label& x = a.begin()[i];
        const Label& y = b.begin()[i];
        if (const int byName = x.name.compare(y.name); byName != 0)
            return byName;
        if (const int byValue = x.value.compare(y.value); byValue != 0)
            return byValue;
    }
    return a.size() < b.size() ? -1 : a.size() > b.size() ? 1 : 0;
}

LabelSet keepLabels(const LabelSet& labels, const std::vector<QString>& names)
{
    return filtered(labels,
                    [&](const QString& name) { return std::ranges::find(names, name) != names.end(); });
}

LabelSet dropLabels(const LabelSet& labels, const std::vector<QString>& names)
{
    return filtered(labels, [&](const QString& name) {
        return name != metricNameLabel() && std::ranges::find(names, name) == names.end();
    });
}

LabelSet dropMetricName(const LabelSet& labels)
{
    return labels.contains(metricNameLabel()) ? labels.without(metricNameLabel()) : labels;
}

QString describe(const LabelSet& labels)
{
    QString out = QStringLiteral("{");
    for (const Label& label : labels) {
        if (out.size() > 1)
            out += QLatin1String(", ");
        out += label.name + u'=' + goQuoted(label.value);
    }
    return out + u'}';
}

std::uint64_t fingerprint(const LabelSet& labels)
{
    std::uint64_t hash = 14695981039346656037ULL;
    const auto add = [&hash](const QString& text) {
        const QByteArray bytes = text.toUtf8();
        for (const char c : bytes)
            hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
        hash = (hash ^ 0xffU) * 1099511628211ULL;
    };
    for (const Label& label : labels) {
        add(label.name);
        add(label.value);
    }
    return hash;
}

QByteArray fingerprintText(const LabelSet& labels)
{
    return QByteArray::number(static_cast<qulonglong>(fingerprint(labels)), 16).rightJustified(16, '0');
}

bool isLabelName(QStringView name)
{
    return isNamed(name, false);
}

bool isMetricName(QStringView name)
{
    return isNamed(name, true);
}

const QString& metricNameLabel()
{
    static const QString name = QStringLiteral("__name__");
    return name;
}

} // namespace signalbox::simulator::promql
