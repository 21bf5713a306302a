// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/alertmanager/parser.h"

#include "connectors/alertmanager/errors.h"
#include "models/base/rfc3339.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace signalbox::alertmanager {

namespace {

/// The reader bounds nesting by itself. Bytes that are not UTF-8 are replaced: one odd label must not hide
/// all the alerts.
Result<QJsonDocument> documentOf(const QByteArray& body, const QString& backend)
{
    QJsonParseError error;
    QJsonDocument document = QJsonDocument::fromJson(body, &error);
    if (error.error == QJsonParseError::IllegalUTF8String)
        document = QJsonDocument::fromJson(QString::fromUtf8(body).toUtf8(), &error);
    if (error.error == QJsonParseError::NoError)
        return document;
    if (body.trimmed().isEmpty())
        return failure(unreadable(backend, body, QStringLiteral("an empty body")));
    const QByteArray end = body.right(64).trimmed();
    const bool isCut = !end.endsWith('}') && !end.endsWith(']');
    return failure(unreadable(backend, body,
                              isCut ? QStringLiteral("JSON that is cut off")
                                    : QStringLiteral("text that is no valid JSON")));
}

QString textIn(const QJsonObject& object, QLatin1String key)
{
    return object.value(key).toString();
}

std::optional<Instant> instantIn(const QJsonObject& object, QLatin1String key)
{
    return instantFromRfc3339(textIn(object, key));
}

/// A missing list is an empty one: older servers do not know all of them.
QStringList textsIn(const QJsonObject& object, QLatin1String key)
{
    QStringList texts;
    for (const QJsonValue value : object.value(key).toArray()) {
        if (value.isString())
            texts.append(value.toString());
    }
    return texts;
}

bool readLabels(const QJsonValue& value, LabelSet& out)
{
    if (value.isUndefined() || value.isNull())
        return true;
    if (!value.isObject())
        return false;
    const QJsonObject object = value.toObject();
    std::vector<Label> labels;
    labels.reserve(static_cast<std::size_t>(object.size()));
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!it->isString())
            return false;
        labels.push_back({.name = it.key(), .value = it->toString()});
    }
    out = LabelSet(std::move(labels));
    return true;
}

bool readAlert(const QJsonValue& value, Alert& alert)
{
    const QJsonObject object = value.toObject();
    if (!object.value(QLatin1String("labels")).isObject() ||
        !readLabels(object.value(QLatin1String("labels")), alert.labels) ||
        !readLabels(object.value(QLatin1String("annotations")), alert.annotations))
        return false;
    const QJsonObject status = object.value(QLatin1String("status")).toObject();
    alert.fingerprint = textIn(object, QLatin1String("fingerprint"));
    alert.state = alertStateOf(textIn(status, QLatin1String("state")));
    alert.startsAt = instantIn(object, QLatin1String("startsAt"));
    alert.endsAt = instantIn(object, QLatin1String("endsAt"));
    alert.updatedAt = instantIn(object, QLatin1String("updatedAt"));
    alert.generatorUrl = textIn(object, QLatin1String("generatorURL"));
    for (const QJsonValue receiver : object.value(QLatin1String("receivers")).toArray())
        alert.receivers.append(textIn(receiver.toObject(), QLatin1String("name")));
    alert.silencedBy = textsIn(status, QLatin1String("silencedBy"));
    alert.inhibitedBy = textsIn(status, QLatin1String("inhibitedBy"));
    alert.mutedBy = textsIn(status, QLatin1String("mutedBy"));
    return true;
}

Silence::State silenceStateOf(const QString& text)
{
    if (text == QLatin1String("active"))
        return Silence::State::Active;
    if (text == QLatin1String("pending"))
        return Silence::State::Pending;
    return text == QLatin1String("expired") ? Silence::State::Expired : Silence::State::Unknown;
}

bool readMatcher(const QJsonValue& value, Matcher& matcher)
{
    const QJsonObject object = value.toObject();
    const QJsonValue name = object.value(QLatin1String("name"));
    const QJsonValue text = object.value(QLatin1String("value"));
    const QJsonValue isRegex = object.value(QLatin1String("isRegex"));
    const QJsonValue isEqual = object.value(QLatin1String("isEqual"));
    if (!name.isString() || !text.isString() || !(isEqual.isUndefined() || isEqual.isBool()))
        return false;
    matcher.name = name.toString();
    matcher.value = text.toString();
    matcher.op = Matcher::opOf(isRegex.toBool(false), isEqual.toBool(true)); // missing before 0.22: equal
    return true;
}

bool readSilence(const QJsonValue& value, Silence& silence)
{
    const QJsonObject object = value.toObject();
    const auto starts = instantIn(object, QLatin1String("startsAt"));
    const auto ends = instantIn(object, QLatin1String("endsAt"));
    silence.id = textIn(object, QLatin1String("id"));
    if (silence.id.isEmpty() || !starts || !ends)
        return false;
    silence.startsAt = *starts;
    silence.endsAt = *ends;
    silence.updatedAt = instantIn(object, QLatin1String("updatedAt"));
    silence.createdBy = textIn(object, QLatin1String("createdBy"));
    silence.comment = textIn(object, QLatin1String("comment"));
    silence.state =
        silenceStateOf(textIn(object.value(QLatin1String("status")).toObject(), QLatin1String("state")));
    // A silence with one matcher left out would look narrower or wider than it is.
    for (const QJsonValue entry : object.value(QLatin1String("matchers")).toArray()) {
        Matcher matcher;
        if (!readMatcher(entry, matcher))
            return false;
        silence.matchers.push_back(std::move(matcher));
    }
    return true;
}

template <typename Answer, typename Item, typename Read>
Result<Answer> parseArray(const QByteArray& body, const QString& backend, const QString& expected,
                          std::vector<Item> Answer::*items, Read read)
{
    const Result<QJsonDocument> document = documentOf(body, backend);
    if (!document)
        return failure(document.error());
    if (!document->isArray())
        return failure(unreadable(backend, body, QStringLiteral("JSON that is no list of %1").arg(expected)));
    Answer answer;
    for (const QJsonValue value : document->array()) {
        Item item;
        if (read(value, item)) {
            (answer.*items).push_back(std::move(item));
        } else if (answer.badEntries++ == 0) {
            const QByteArray shown = QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
            answer.firstBadEntry = QStringLiteral("not one of %1: %2").arg(expected, cleaned(shown));
        }
    }
    return answer;
}

} // namespace

Result<AlertsAnswer> parseAlerts(const QByteArray& body, const QString& backend)
{
    return parseArray(body, backend, QStringLiteral("alerts"), &AlertsAnswer::alerts, readAlert);
}

Result<GroupsAnswer> parseGroups(const QByteArray& body, const QString& backend)
{
    int badAlerts = 0;
    auto answer =
        parseArray(body, backend, QStringLiteral("alert groups"), &GroupsAnswer::groups,
                   [&badAlerts](const QJsonValue& value, AlertGroup& group) {
                       const QJsonObject object = value.toObject();
                       if (!object.value(QLatin1String("alerts")).isArray() ||
                           !readLabels(object.value(QLatin1String("labels")), group.labels))
                           return false;
                       group.receiver =
                           textIn(object.value(QLatin1String("receiver")).toObject(), QLatin1String("name"));
                       for (const QJsonValue entry : object.value(QLatin1String("alerts")).toArray()) {
                           Alert alert;
                           if (readAlert(entry, alert))
                               group.alerts.push_back(std::move(alert));
                           else
                               ++badAlerts;
                       }
                       return true;
                   });
    if (answer && badAlerts > 0) {
        if (answer->badEntries == 0)
            answer->firstBadEntry = QStringLiteral("an alert in a group without labels that can be read");
        answer->badEntries += badAlerts;
    }
    return answer;
}

Result<SilencesAnswer> parseSilences(const QByteArray& body, const QString& backend)
{
    return parseArray(body, backend, QStringLiteral("silences"), &SilencesAnswer::silences, readSilence);
}

Result<Silence> parseSilence(const QByteArray& body, const QString& backend)
{
    const Result<QJsonDocument> document = documentOf(body, backend);
    if (!document)
        return failure(document.error());
    Silence silence;
    if (!document->isObject() || !readSilence(document->object(), silence))
        return failure(unreadable(backend, body, QStringLiteral("JSON that is no silence")));
    return silence;
}

Result<QString> parseSilenceId(const QByteArray& body, const QString& backend)
{
    const Result<QJsonDocument> document = documentOf(body, backend);
    if (!document)
        return failure(document.error());
    const QString id = textIn(document->object(), QLatin1String("silenceID"));
    if (id.isEmpty())
        return failure(unreadable(backend, body, QStringLiteral("JSON without the id of the silence")));
    return id;
}

Result<Status> parseStatus(const QByteArray& body, const QString& backend)
{
    const Result<QJsonDocument> document = documentOf(body, backend);
    if (!document)
        return failure(document.error());
    const QJsonObject object = document->object();
    if (!object.contains(QLatin1String("versionInfo")) && !object.contains(QLatin1String("cluster")))
        return failure(unreadable(backend, body, QStringLiteral("JSON that is no status")));
    const QJsonObject version = object.value(QLatin1String("versionInfo")).toObject();
    const QJsonObject cluster = object.value(QLatin1String("cluster")).toObject();
    Status status;
    status.version = textIn(version, QLatin1String("version"));
    status.revision = textIn(version, QLatin1String("revision"));
    status.clusterStatus = textIn(cluster, QLatin1String("status"));
    status.clusterName = textIn(cluster, QLatin1String("name"));
    for (const QJsonValue peer : cluster.value(QLatin1String("peers")).toArray())
        status.peers.append(textIn(peer.toObject(), QLatin1String("address")));
    status.startedAt = instantIn(object, QLatin1String("uptime"));
    return status;
}

} // namespace signalbox::alertmanager
