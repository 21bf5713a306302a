// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logql/questionjson.h"

#include <QJsonArray>

namespace signalbox::logql {

namespace {

constexpr qsizetype mostStored = 50;
constexpr qsizetype longestStored = 4'000;

const QString nameKey = QStringLiteral("name");
const QString opKey = QStringLiteral("op");
const QString valueKey = QStringLiteral("value");
const QString placeKey = QStringLiteral("place");
const QString parserKey = QStringLiteral("parser");
const QString caseKey = QStringLiteral("ignoreCase");

std::optional<Matcher::Op> opOf(const QJsonValue& value)
{
    const int op = value.toInt(-1);
    return op >= 0 && op <= static_cast<int>(Matcher::Op::NotMatches)
               ? std::optional(static_cast<Matcher::Op>(op))
               : std::nullopt;
}

QString textOf(const QJsonValue& object, const QString& key)
{
    return object[key].toString().left(longestStored);
}

template <typename F>
void forEach(const QJsonObject& json, const char* key, F&& f)
{
    qsizetype count = 0;
    for (const QJsonValue& value : json.value(QLatin1String(key)).toArray())
        if (value.isObject() && count++ < mostStored)
            f(value);
}

} // namespace

QJsonObject toJson(const Question& question)
{
    QJsonObject out{{QStringLiteral("services"), QJsonArray::fromStringList(question.services)}};
    QJsonArray streams;
    for (const Matcher& matcher : question.streams)
        streams.append(QJsonObject{
            {nameKey, matcher.name}, {opKey, static_cast<int>(matcher.op)}, {valueKey, matcher.value}});
    QJsonArray lines;
    for (const LineFilter& line : question.lines)
        lines.append(QJsonObject{
            {opKey, static_cast<int>(line.match)}, {valueKey, line.text}, {caseKey, line.ignoreCase}});
    QJsonArray fields;
    for (const FieldFilter& field : question.fields)
        fields.append(QJsonObject{{nameKey, field.field.name},
                                  {placeKey, static_cast<int>(field.field.place)},
                                  {opKey, static_cast<int>(field.op)},
                                  {valueKey, field.value},
                                  {parserKey, field.parser}});
    out[QStringLiteral("streams")] = streams;
    out[QStringLiteral("lines")] = lines;
    out[QStringLiteral("fields")] = fields;
    if (question.minLevel)
        out[QStringLiteral("level")] = toString(*question.minLevel);
    return out;
}

Question questionFromJson(const QJsonObject& json)
{
    Question out;
    for (const QJsonValue& service : json.value(QLatin1String("services")).toArray())
        if (service.isString() && out.services.size() < mostStored)
            out.services.append(service.toString().left(longestStored));
    forEach(json, "streams", [&](const QJsonValue& value) {
        if (const auto op = opOf(value[opKey]))
            out.streams.push_back({textOf(value, nameKey), *op, textOf(value, valueKey)});
    });
    forEach(json, "lines", [&](const QJsonValue& value) {
        const int match = value[opKey].toInt(-1);
        if (match >= 0 && match <= static_cast<int>(LineMatch::RegexNot))
            out.lines.push_back(
                {static_cast<LineMatch>(match), textOf(value, valueKey), value[caseKey].toBool()});
    });
    forEach(json, "fields", [&](const QJsonValue& value) {
        const int place = value[placeKey].toInt(-1);
        const auto op = opOf(value[opKey]);
        if (op && place >= 0 && place <= static_cast<int>(logs::FieldPlace::Line))
            out.fields.push_back({.field = {textOf(value, nameKey), static_cast<logs::FieldPlace>(place)},
                                  .op = *op,
                                  .value = textOf(value, valueKey),
                                  .parser = textOf(value, parserKey)});
    });
    out.minLevel = levelOfWord(json.value(QLatin1String("level")).toString());
    return out;
}

} // namespace signalbox::logql
