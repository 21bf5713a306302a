// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/alertmanagerinput.h"

#include "connectors/simulator/promql/gotext.h"
#include "connectors/simulator/promql/jsonwriter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace signalbox::simulator::promql {

namespace {

Reply required(const QString& field)
{
    return coded(422, 602, field + QLatin1String(" in body is required"));
}

Reply unreadable(const char* what, const QString& why)
{
    return coded(
        400, 400,
        QStringLiteral("parsing %1 body from \"\" failed, because %2").arg(QLatin1String(what), why));
}

QString goTypeName(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return QStringLiteral("bool");
    case QJsonValue::Double:
        return QStringLiteral("number");
    case QJsonValue::String:
        return QStringLiteral("string");
    case QJsonValue::Array:
        return QStringLiteral("array");
    default:
        return QStringLiteral("object");
    }
}

QString wrongType(const QJsonValue& value, const QString& field, const char* wanted)
{
    return QStringLiteral("json: cannot unmarshal %1 into Go %2 of type %3")
        .arg(goTypeName(value), field, QLatin1String(wanted));
}

tl::expected<QJsonDocument, Reply> readJson(const Request& request, const char* what)
{
    QByteArray type;
    for (const auto& [name, value] : request.headers) {
        if (name == "content-type")
            type = value.split(';').front().trimmed().toLower();
    }
    if (type != "application/json") {
        const QString shown =
            type.isEmpty() ? QStringLiteral("application/octet-stream") : QString::fromLatin1(type);
        return tl::unexpected(
            coded(415, 415,
                  QStringLiteral("unsupported media type %1, only [application/json] are allowed")
                      .arg(goQuoted(shown))));
    }
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(request.body, &error);
    if (error.error == QJsonParseError::NoError)
        return document;
    const QByteArray body = request.body.trimmed();
    QString why = error.errorString();
    if (body.isEmpty())
        why = QStringLiteral("EOF");
    else if (!QByteArrayView("{[\"-0123456789tfn").contains(body.front()))
        why = QStringLiteral("invalid character %1 looking for beginning of value")
                  .arg(goQuotedRune(static_cast<unsigned char>(body.front())));
    return tl::unexpected(unreadable(what, why));
}

/// A text or time of an object; missing and of a wrong type are told apart.
struct Field
{
    QString text;
    std::int64_t time = 0;
    bool present = false;
};

tl::expected<Field, Reply> textField(const QJsonObject& object, const char* name, const char* what,
                                     bool isTime = false)
{
    const QJsonValue value = object.value(QLatin1String(name));
    if (value.isUndefined() || value.isNull())
        return Field{};
    if (!value.isString())
        return tl::unexpected(unreadable(
            what,
            wrongType(value, QStringLiteral("struct field Silence.%1").arg(QLatin1String(name)), "string")));
    Field out{.text = value.toString(), .present = true};
    if (isTime) {
        const auto time = parseRfc3339(out.text);
        if (!time) {
            return tl::unexpected(
                unreadable(what, QStringLiteral("parsing time %1 as \"2006-01-02 15:04:05\": cannot parse "
                                                "%1 as \"2006\"")
                                     .arg(goQuoted(out.text))));
        }
        out.time = *time;
    }
    return out;
}

tl::expected<Matchers, Reply> readMatchers(const QJsonArray& array)
{
    if (array.isEmpty())
        return tl::unexpected(
            coded(422, 612, QStringLiteral("matchers in body should have at least 1 items")));
    Matchers out;
    for (qsizetype i = 0; i < array.size(); ++i) {
        const QJsonObject object = array[i].toObject();
        for (const char* name : {"isRegex", "name", "value"}) {
            const QJsonValue value = object.value(QLatin1String(name));
            if (value.isUndefined() || value.isNull())
                return tl::unexpected(
                    required(QStringLiteral("matchers.%1.%2").arg(i).arg(QLatin1String(name))));
            const bool wantsBool = QLatin1String(name) == QLatin1String("isRegex");
            if (wantsBool ? !value.isBool() : !value.isString()) {
                return tl::unexpected(unreadable(
                    "silence",
                    wrongType(value,
                              QStringLiteral("struct field Matcher.matchers.%1").arg(QLatin1String(name)),
                              wantsBool ? "bool" : "string")));
            }
        }
        // Absent means true: older clients do not know the field.
        const bool equal = object.value(QLatin1String("isEqual")).toBool(true);
        const bool regex = object.value(QLatin1String("isRegex")).toBool();
        const MatchKind kind = regex ? (equal ? MatchKind::Regex : MatchKind::NotRegex)
                                     : (equal ? MatchKind::Equal : MatchKind::NotEqual);
        out.push_back(Matcher::make(kind, object.value(QLatin1String("name")).toString(),
                                    object.value(QLatin1String("value")).toString())
                          .matcher);
    }
    return out;
}

LabelSet readLabels(const QJsonObject& object)
{
    std::vector<Label> out;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!it.value().toString().isEmpty())
            out.push_back({it.key(), it.value().toString()});
    }
    return LabelSet(std::move(out));
}

} // namespace

Reply coded(int status, int code, const QString& message)
{
    JsonWriter json;
    json.beginObject();
    json.key("code");
    json.integer(code);
    json.field("message", message);
    json.endObject();
    Reply out;
    out.status = status;
    out.body = json.take();
    return out;
}

Reply bareString(int status, const QString& text)
{
    Reply out;
    out.status = status;
    out.body = jsonString(text) + '\n';
    return out;
}

tl::expected<Silence, Reply> readSilence(const Request& request)
{
    const auto document = readJson(request, "silence");
    if (!document)
        return tl::unexpected(document.error());
    if (!document->isObject()) {
        return tl::unexpected(unreadable(
            "silence", QStringLiteral("json: cannot unmarshal array into Go value of type struct")));
    }
    const QJsonObject object = document->object();
    const QJsonValue matchers = object.value(QLatin1String("matchers"));
    if (!matchers.isUndefined() && !matchers.isNull() && !matchers.isArray()) {
        return tl::unexpected(
            unreadable("silence", wrongType(matchers, QStringLiteral("struct field Silence.matchers"),
                                            "models.Matchers")));
    }
    const auto id = textField(object, "id", "silence");
    const auto comment = textField(object, "comment", "silence");
    const auto createdBy = textField(object, "createdBy", "silence");
    const auto endsAt = textField(object, "endsAt", "silence", true);
    const auto startsAt = textField(object, "startsAt", "silence", true);
    for (const auto* field : {&id, &comment, &createdBy, &endsAt, &startsAt}) {
        if (!*field)
            return tl::unexpected(field->error());
    }
    if (!comment->present)
        return tl::unexpected(required(QStringLiteral("comment")));
    if (!createdBy->present)
        return tl::unexpected(required(QStringLiteral("createdBy")));
    if (!endsAt->present)
        return tl::unexpected(required(QStringLiteral("endsAt")));
    if (!matchers.isArray())
        return tl::unexpected(required(QStringLiteral("matchers")));
    auto read = readMatchers(matchers.toArray());
    if (!read)
        return tl::unexpected(read.error());
    if (!startsAt->present)
        return tl::unexpected(required(QStringLiteral("startsAt")));
    return Silence{.id = id->text,
                   .matchers = std::move(*read),
                   .startsAt = startsAt->time,
                   .endsAt = endsAt->time,
                   .updatedAt = 0,
                   .createdBy = createdBy->text,
                   .comment = comment->text};
}

tl::expected<std::vector<PostedAlert>, Reply> readAlerts(const Request& request)
{
    const auto document = readJson(request, "alerts");
    if (!document)
        return tl::unexpected(document.error());
    if (!document->isArray()) {
        return tl::unexpected(
            unreadable("alerts", QStringLiteral("json: cannot unmarshal object into Go value of type "
                                                "models.PostableAlerts")));
    }
    std::vector<PostedAlert> out;
    const QJsonArray array = document->array();
    for (qsizetype i = 0; i < array.size(); ++i) {
        const QJsonObject object = array[i].toObject();
        const QJsonValue labels = object.value(QLatin1String("labels"));
        if (!labels.isObject())
            return tl::unexpected(required(QStringLiteral("%1.labels").arg(i)));
        const auto startsAt = textField(object, "startsAt", "alerts", true);
        const auto endsAt = textField(object, "endsAt", "alerts", true);
        if (!startsAt || !endsAt)
            return tl::unexpected(startsAt ? endsAt.error() : startsAt.error());
        PostedAlert alert{.labels = readLabels(labels.toObject()),
                          .annotations = readLabels(object.value(QLatin1String("annotations")).toObject()),
                          .generatorUrl = object.value(QLatin1String("generatorURL")).toString(),
                          .startsAt = {},
                          .endsAt = {}};
        if (startsAt->present)
            alert.startsAt = startsAt->time;
        if (endsAt->present)
            alert.endsAt = endsAt->time;
        out.push_back(std::move(alert));
    }
    return out;
}

tl::expected<Matcher, QString> parseFilter(const QString& text)
{
    static const QRegularExpression form(
        QStringLiteral(R"(\A\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\s*(=~|=|!=|!~)\s*((?s).*?)\s*\z)"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return tl::unexpected(QLatin1String("bad matcher format: ") + text);
    const QString raw = match.captured(3);
    QStringView rest(raw);
    bool wantsQuote = rest.startsWith(u'"');
    if (wantsQuote)
        rest = rest.sliced(1);
    const auto unescaped = [&] {
        return tl::unexpected(QLatin1String("matcher value contains unescaped double quote: ") + raw);
    };
    QString value;
    for (qsizetype i = 0; i < rest.size(); ++i) {
        const QChar c = rest[i];
        if (c == u'\\' && i + 1 < rest.size()) {
            const QChar next = rest[++i];
            if (next == u'n')
                value += u'\n';
            else if (next == u'"' || next == u'\\')
                value += next;
            else
                value += QLatin1String("\\") + next;
        } else if (c == u'"') {
            if (!wantsQuote || i + 1 < rest.size())
                return unescaped();
            wantsQuote = false;
        } else {
            value += c;
        }
    }
    if (wantsQuote)
        return unescaped();
    const QString sign = match.captured(2);
    const MatchKind kind = sign == QLatin1String("=")    ? MatchKind::Equal
                           : sign == QLatin1String("!=") ? MatchKind::NotEqual
                           : sign == QLatin1String("=~") ? MatchKind::Regex
                                                         : MatchKind::NotRegex;
    Matcher::Made made = Matcher::make(kind, match.captured(1), value);
    if (!made.error.isEmpty())
        return tl::unexpected(made.error);
    return made.matcher;
}

} // namespace signalbox::simulator::promql
