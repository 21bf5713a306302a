// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/labelset.h"

#include <QHash>

#include <algorithm>

namespace signalbox {

namespace {

bool nameLess(const Label& a, const Label& b)
{
    return a.name < b.name;
}

} // namespace

LabelSet::LabelSet(std::initializer_list<Label> labels)
    : LabelSet(std::vector<Label>(labels))
{
}

LabelSet::LabelSet(std::vector<Label> labels)
{
    if (labels.empty())
        return;
    if (!std::is_sorted(labels.begin(), labels.end(), nameLess))
        std::stable_sort(labels.begin(), labels.end(), nameLess);
    // Of equals keep the last: walk the runs and let later ones overwrite.
    auto out = labels.begin();
    for (auto it = std::next(labels.begin()); it != labels.end(); ++it) {
        if (it->name == out->name)
            *out = std::move(*it);
        else if (++out != it)
            *out = std::move(*it);
    }
    labels.erase(std::next(out), labels.end());

    auto data = std::make_shared<Data>();
    data->labels = std::move(labels);
    for (const Label& label : data->labels)
        data->hash = qHashMulti(data->hash, label.name, label.value);
    m_data = std::move(data);
}

const Label* LabelSet::find(QStringView name) const
{
    const Label* it = std::lower_bound(begin(), end(), name,
                                       [](const Label& label, QStringView n) { return label.name < n; });
    return it != end() && it->name == name ? it : nullptr;
}

QString LabelSet::value(QStringView name) const
{
    const Label* label = find(name);
    return label ? label->value : QString();
}

LabelSet LabelSet::with(const QString& name, const QString& value) const
{
    std::vector<Label> labels(begin(), end());
    labels.push_back({name, value});
    return LabelSet(std::move(labels));
}

LabelSet LabelSet::without(QStringView name) const
{
    std::vector<Label> labels(begin(), end());
    std::erase_if(labels, [name](const Label& label) { return label.name == name; });
    return LabelSet(std::move(labels));
}

QString LabelSet::toString() const
{
    QString text = QStringLiteral("{");
    for (const Label& label : *this) {
        if (text.size() > 1)
            text += QLatin1Char(',');
        text += label.name + QLatin1Char('=') + quoted(label.value);
    }
    return text + QLatin1Char('}');
}

bool operator==(const LabelSet& a, const LabelSet& b)
{
    if (a.m_data == b.m_data)
        return true;
    return a.m_data && b.m_data && a.m_data->hash == b.m_data->hash && a.m_data->labels == b.m_data->labels;
}

size_t qHash(const LabelSet& set, size_t seed) noexcept
{
    return ::qHash(set.m_data ? set.m_data->hash : 0, seed);
}

QString quoted(QStringView text)
{
    QString out;
    out.reserve(text.size() + 2);
    out += QLatin1Char('"');
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        switch (c.unicode()) {
        case '\\':
            out += QLatin1String("\\\\");
            break;
        case '"':
            out += QLatin1String("\\\"");
            break;
        case '\n':
            out += QLatin1String("\\n");
            break;
        case '\r':
            out += QLatin1String("\\r");
            break;
        case '\t':
            out += QLatin1String("\\t");
            break;
        default:
            if (c.unicode() < 0x20 || c.unicode() == 0x7f) {
                out += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
            } else if (c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
                out += c;
                out += text[++i];
            } else {
                out += c.isSurrogate() ? QChar(QChar::ReplacementCharacter) : c;
            }
        }
    }
    return out + QLatin1Char('"');
}

QStringList distinguishing(const std::vector<LabelSet>& sets)
{
    QStringList telling;
    for (const LabelSet& set : sets)
        for (const Label& label : set) {
            const auto differs = [&](const LabelSet& other) {
                return other.value(label.name) != label.value;
            };
            if (!telling.contains(label.name) && std::any_of(sets.begin(), sets.end(), differs))
                telling += label.name;
        }
    telling.sort();
    QStringList names;
    for (const LabelSet& set : sets) {
        QStringList parts;
        for (const QString& name : std::as_const(telling))
            if (set.contains(name))
                parts += telling.size() == 1 ? set.value(name) : name + u'=' + set.value(name);
        if (sets.size() == 1 && !set.isEmpty())
            names += set.toString();
        else
            names += parts.isEmpty() ? QStringLiteral("all") : parts.join(u' ');
    }
    return names;
}

} // namespace signalbox
