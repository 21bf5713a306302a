// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/mapping/likeness.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace signalbox::mapping {

namespace {

/// A longer name is none; it is text.
constexpr qsizetype longestName = 256;

/// Words that say what a thing is, not which: checkout-service is checkout.
bool isDecoration(QStringView word)
{
    static const QSet<QString> words{QStringLiteral("service"),  QStringLiteral("svc"),
                                     QStringLiteral("server"),   QStringLiteral("srv"),
                                     QStringLiteral("app"),      QStringLiteral("deployment"),
                                     QStringLiteral("container")};
    return words.contains(word.toString());
}

QStringView withoutNumber(QStringView name)
{
    qsizetype end = name.size();
    while (end > 0 && name[end - 1].isDigit())
        --end;
    return end > 0 && end < name.size() && name[end - 1] == u'-' ? name.left(end - 1) : name;
}

/// checkout-v2 of Istio's workloads.
QStringView withoutVersion(QStringView name)
{
    const qsizetype dash = name.lastIndexOf(u'-');
    if (dash <= 0 || name.size() - dash < 3 || name[dash + 1] != u'v')
        return name;
    for (qsizetype i = dash + 2; i < name.size(); ++i)
        if (!name[i].isDigit())
            return name;
    return name.left(dash);
}

QStringView withoutDecoration(QStringView name)
{
    const qsizetype dash = name.lastIndexOf(u'-');
    return dash > 0 && isDecoration(name.mid(dash + 1)) ? name.left(dash) : name;
}

} // namespace

QString plain(QStringView name)
{
    QString out;
    out.reserve(name.size() + 4);
    for (qsizetype i = 0; i < name.size(); ++i) {
        const QChar c = name[i];
        if (c == u'_' || c == u'.' || c == u' ' || c == u'-') {
            if (!out.isEmpty() && !out.endsWith(u'-'))
                out += u'-';
            continue;
        }
        // A capital behind a small letter begins a word.
        if (c.isUpper() && i > 0 && name[i - 1].isLower() && !out.endsWith(u'-'))
            out += u'-';
        out += c.toLower();
    }
    while (out.endsWith(u'-'))
        out.chop(1);
    return out;
}

Affixes affixesOf(const QStringList& values, const QStringList& known)
{
    QHash<QString, QSet<QString>> before; // whom it stands before
    QHash<QString, QSet<QString>> behind;
    QStringList names;
    for (const QString& name : known)
        if (QString form = plain(name); form.size() >= 2)
            names.append(std::move(form));
    for (const QString& value : values) {
        const QString form = plain(QStringView(value).left(longestName));
        for (const QString& name : names) {
            if (form.size() <= name.size() + 1)
                continue;
            if (form.endsWith(u'-' + name))
                before[form.chopped(name.size())].insert(name);
            if (form.startsWith(name + u'-'))
                behind[form.mid(name.size())].insert(name);
        }
    }
    Affixes out;
    const auto keep = [](const QHash<QString, QSet<QString>>& from, QStringList& to) {
        for (auto it = from.cbegin(); it != from.cend(); ++it)
            if (it->size() >= 2)
                to.append(it.key());
        // The longer one explains more.
        std::sort(to.begin(), to.end(), [](const QString& a, const QString& b) {
            return a.size() != b.size() ? a.size() > b.size() : a < b;
        });
    };
    keep(before, out.before);
    keep(behind, out.behind);
    return out;
}

Likeness likenessOf(const QString& value, const QString& name, const Affixes& affixes)
{
    if (value.isEmpty() || name.isEmpty() || value.size() > longestName || name.size() > longestName)
        return {};
    if (value == name)
        return {1, QStringLiteral("the same name")};
    if (value.compare(name, Qt::CaseInsensitive) == 0)
        return {0.97, QStringLiteral("the same name but for case")};
    const QString wanted = plain(name);
    if (wanted.isEmpty())
        return {};
    if (plain(value) == wanted)
        return {0.95, QStringLiteral("the same words, written another way")};
    // namespace/job of Kubernetes, /name of Docker
    if (const qsizetype slash = value.lastIndexOf(u'/'); slash >= 0) {
        const QStringView last = QStringView(value).mid(slash + 1);
        if (plain(last) == wanted)
            return slash == 0 ? Likeness{0.95, QStringLiteral("Docker's name for it")}
                              : Likeness{0.93, QStringLiteral("without \"%1\"").arg(value.left(slash + 1))};
    }
    const QString form = plain(QStringView(value).mid(value.lastIndexOf(u'/') + 1));
    // checkout.shop.svc.cluster.local
    if (const qsizetype dot = value.indexOf(u'.'); dot > 0 && plain(QStringView(value).left(dot)) == wanted)
        return {0.88, QStringLiteral("its first word")};
    for (const QString& affix : affixes.before)
        if (form == affix + wanted)
            return {0.88, QStringLiteral("without \"%1\"").arg(affix)};
    for (const QString& affix : affixes.behind)
        if (form == wanted + affix)
            return {0.88, QStringLiteral("without \"%1\"").arg(affix)};
    if (withoutVersion(form) == wanted)
        return {0.87, QStringLiteral("without its version")};
    if (withoutDecoration(form) == wanted || withoutDecoration(wanted) == form)
        return {0.85, QStringLiteral("but for a word such as \"service\"")};
    // project-checkout-1 of docker compose
    if (const QStringView bare = withoutNumber(form); bare.size() < form.size()) {
        if (bare == wanted)
            return {0.8, QStringLiteral("without its number")};
        for (const QString& affix : affixes.before)
            if (bare == affix + wanted)
                return {0.85, QStringLiteral("without \"%1\" and its number").arg(affix)};
        if (bare.endsWith(u'-' + wanted))
            return {0.75, QStringLiteral("a container of docker compose")};
    }
    return {};
}

} // namespace signalbox::mapping
