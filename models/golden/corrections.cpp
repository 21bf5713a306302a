// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/golden/corrections.h"

#include "models/promql/selector.h"

#include <QJsonArray>

namespace signalbox::golden {

namespace {

constexpr qsizetype mostCorrections = 5'000;
constexpr qsizetype longestText = 20'000;

QJsonObject objectOf(const std::map<QString, QString>& texts)
{
    QJsonObject out;
    for (const auto& [key, value] : texts)
        out[key] = value;
    return out;
}

QJsonObject objectOf(const std::map<Corrections::Place, QString>& texts)
{
    QJsonObject out;
    for (const auto& [place, value] : texts) {
        QJsonObject service = out[place.service].toObject();
        service[keyOf(place.signal)] = value;
        out[place.service] = service;
    }
    return out;
}

Error wrong(const QString& key, const QString& what)
{
    return {.kind = ErrorKind::Invalid,
            .what = QStringLiteral("\"%1\" %2.").arg(cleaned(QStringView(key), 80), what),
            .detail = {}};
}

Result<void> read(const QJsonObject& json, const QString& key, std::map<QString, QString>& into)
{
    const QJsonValue value = json[key];
    if (!value.isUndefined() && !value.isObject())
        return failure(wrong(key, QStringLiteral("must be an object of texts")));
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!it->isString() || it->toString().isEmpty() || it->toString().size() > longestText)
            return failure(wrong(key + u'.' + it.key(), QStringLiteral("must be a text")));
        into[it.key()] = it->toString();
    }
    return {};
}

/// By service and signal; `take` keeps a value, or says what it must be.
template <typename Take>
Result<void> readPlaces(const QJsonObject& json, const QString& key, Take&& take)
{
    const QJsonValue value = json[key];
    if (!value.isUndefined() && !value.isObject())
        return failure(wrong(key, QStringLiteral("must be an object of services")));
    const QJsonObject services = value.toObject();
    for (auto service = services.begin(); service != services.end(); ++service) {
        if (!service->isObject())
            return failure(wrong(key + u'.' + service.key(), QStringLiteral("must be an object of signals")));
        const QJsonObject bySignal = service->toObject();
        for (auto it = bySignal.begin(); it != bySignal.end(); ++it) {
            const auto signal = signalOf(it.key());
            const QString where = key + u'.' + service.key() + u'.' + it.key();
            if (!signal)
                return failure(
                    wrong(where, QStringLiteral("is none of latency, traffic, errors, saturation")));
            if (const char* must = take(Corrections::Place{service.key(), *signal}, *it))
                return failure(wrong(where, QLatin1String(must)));
        }
    }
    return {};
}

Result<void> read(const QJsonObject& json, const QString& key, std::map<Corrections::Place, QString>& into)
{
    return readPlaces(
        json, key, [&into](const Corrections::Place& place, const QJsonValue& value) -> const char* {
            if (!value.isString() || value.toString().isEmpty() || value.toString().size() > longestText)
                return "must be a text";
            into[place] = value.toString();
            return nullptr;
        });
}

Result<void> read(const QJsonObject& json, const QString& key, std::map<Corrections::Place, double>& into)
{
    return readPlaces(json, key,
                      [&into](const Corrections::Place& place, const QJsonValue& value) -> const char* {
                          if (!value.isDouble() || !(value.toDouble() > 0) || value.toDouble() > 1e9)
                              return "must be a number above 0: seconds, or a share such as 0.001";
                          into[place] = value.toDouble();
                          return nullptr;
                      });
}

} // namespace

QString keyOf(Signal signal)
{
    switch (signal) {
    case Signal::Latency:
        return QStringLiteral("latency");
    case Signal::Traffic:
        return QStringLiteral("traffic");
    case Signal::Errors:
        return QStringLiteral("errors");
    case Signal::Saturation:
        return QStringLiteral("saturation");
    }
    return {};
}

std::optional<Signal> signalOf(QStringView key)
{
    for (const Signal signal : allSignals)
        if (key == keyOf(signal))
            return signal;
    return std::nullopt;
}

QJsonObject toJson(const Corrections& corrections)
{
    QJsonObject out;
    const auto put = [&out](const char* key, QJsonObject value) {
        if (!value.isEmpty())
            out[QLatin1String(key)] = std::move(value);
    };
    if (!corrections.off.isEmpty())
        out[QStringLiteral("off")] = QJsonArray::fromStringList(corrections.off);
    put("serviceLabels", objectOf(corrections.serviceLabels));
    put("chosen", objectOf(corrections.chosen));
    put("own", objectOf(corrections.own));
    put("renamed", objectOf(corrections.renamed));
    QJsonObject targets;
    for (const auto& [place, value] : corrections.targets) {
        QJsonObject service = targets[place.service].toObject();
        service[keyOf(place.signal)] = value;
        targets[place.service] = service;
    }
    put("targets", targets);
    return out;
}

Result<Corrections> correctionsFromJson(const QJsonObject& json)
{
    Corrections out;
    const QJsonValue off = json[QStringLiteral("off")];
    if (!off.isUndefined() && !off.isArray())
        return failure(wrong(QStringLiteral("off"), QStringLiteral("must be a list of conventions")));
    for (const QJsonValue& id : off.toArray()) {
        if (!id.isString())
            return failure(wrong(QStringLiteral("off"), QStringLiteral("must be a list of conventions")));
        out.off += id.toString();
    }
    for (const auto& step :
         {read(json, QStringLiteral("serviceLabels"), out.serviceLabels),
          read(json, QStringLiteral("renamed"), out.renamed),
          read(json, QStringLiteral("chosen"), out.chosen), read(json, QStringLiteral("own"), out.own),
          read(json, QStringLiteral("targets"), out.targets)})
        if (!step)
            return failure(step.error());
    const auto entries = out.serviceLabels.size() + out.renamed.size() + out.chosen.size() + out.own.size() +
                         out.targets.size();
    if (entries > static_cast<std::size_t>(mostCorrections))
        return failure(wrong(QStringLiteral("signals"), QStringLiteral("holds more than 5,000 corrections")));
    for (const auto& [convention, label] : out.serviceLabels)
        if (!promql::isLabelName(label))
            return failure(wrong(QStringLiteral("serviceLabels.") + convention,
                                 QStringLiteral("must be the name of a label")));
    return out;
}

} // namespace signalbox::golden
