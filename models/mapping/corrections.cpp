// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/mapping/mapping.h"

#include <algorithm>

namespace signalbox::mapping {

namespace {

const QString servicesKey = QStringLiteral("services");
const QString labelsKey = QStringLiteral("labels");
const QString labelKey = QStringLiteral("label");
const QString valueKey = QStringLiteral("value");
constexpr qsizetype longestText = 512;

tl::unexpected<Error> wrong(const QString& key, const QString& what)
{
    return failure(
        {.kind = ErrorKind::Invalid, .what = QStringLiteral("%1: %2").arg(key, what), .detail = {}});
}

template <typename List>
auto withKey(const List& list, const QString& key) -> std::optional<typename List::value_type>
{
    const auto it = std::find_if(list.begin(), list.end(), [&](auto each) { return keyOf(each) == key; });
    return it == list.end() ? std::nullopt : std::optional(*it);
}

} // namespace

QJsonObject toJson(const Corrections& corrections)
{
    QJsonObject out;
    QJsonObject services;
    for (const auto& [service, fixes] : corrections.services) {
        QJsonObject entry;
        for (const auto& [store, fix] : fixes) {
            QJsonObject one{{valueKey, fix.value}};
            if (!fix.label.isEmpty())
                one[labelKey] = fix.label;
            entry[keyOf(store)] = one;
        }
        services[service] = entry;
    }
    if (!services.isEmpty())
        out[servicesKey] = services;
    QJsonObject labels;
    for (const auto& [dimension, byStore] : corrections.labels) {
        QJsonObject entry;
        for (const auto& [store, label] : byStore)
            entry[keyOf(store)] = label;
        labels[keyOf(dimension)] = entry;
    }
    if (!labels.isEmpty())
        out[labelsKey] = labels;
    return out;
}

Result<Corrections> correctionsFromJson(const QJsonObject& json)
{
    Corrections out;
    const QJsonObject services = json.value(servicesKey).toObject();
    if (json.contains(servicesKey) && !json.value(servicesKey).isObject())
        return wrong(servicesKey, QStringLiteral("an object is expected."));
    for (auto it = services.begin(); it != services.end(); ++it) {
        if (!it->isObject())
            return wrong(it.key(), QStringLiteral("an object with metrics, logs or traces is expected."));
        const QJsonObject entry = it->toObject();
        for (auto fix = entry.begin(); fix != entry.end(); ++fix) {
            const auto store = withKey(allStores, fix.key());
            if (!store)
                continue;
            const QJsonObject one = fix->toObject();
            if (!fix->isObject() || !one.value(valueKey).isString())
                return wrong(it.key() + u'.' + fix.key(),
                             QStringLiteral("an object with a text \"value\" is expected."));
            out.services[it.key()][*store] = {one.value(labelKey).toString().left(longestText),
                                              one.value(valueKey).toString().left(longestText)};
        }
    }
    const QJsonObject labels = json.value(labelsKey).toObject();
    if (json.contains(labelsKey) && !json.value(labelsKey).isObject())
        return wrong(labelsKey, QStringLiteral("an object is expected."));
    for (auto it = labels.begin(); it != labels.end(); ++it) {
        const auto dimension = withKey(allDimensions, it.key());
        const QJsonObject entry = it->toObject();
        for (auto label = entry.begin(); dimension && label != entry.end(); ++label) {
            const auto store = withKey(allStores, label.key());
            if (!store)
                continue;
            if (!label->isString())
                return wrong(it.key() + u'.' + label.key(),
                             QStringLiteral("the name of a label is expected."));
            out.labels[*dimension][*store] = label->toString().left(longestText);
        }
    }
    return out;
}

} // namespace signalbox::mapping
