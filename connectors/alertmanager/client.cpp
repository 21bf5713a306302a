// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/alertmanager/client.h"

#include "connectors/alertmanager/ask.h"
#include "connectors/alertmanager/parser.h"
#include "connectors/alertmanager/querytext.h"
#include "connectors/alertmanager/silencerun.h"

#include <algorithm>

namespace signalbox::alertmanager {

namespace {

http::Request getRequest(const QString& path, http::Priority priority)
{
    http::Request request;
    request.path = path;
    request.priority = priority;
    return request;
}

QString word(bool value)
{
    return value ? QStringLiteral("true") : QStringLiteral("false");
}

http::Request alertRequest(const QString& path, const AlertQuery& query, http::Priority priority)
{
    http::Request request = getRequest(path, priority);
    request.params = {{QStringLiteral("active"), word(query.active)},
                      {QStringLiteral("silenced"), word(query.silenced)},
                      {QStringLiteral("inhibited"), word(query.inhibited)}};
    for (const Matcher& matcher : query.filter)
        request.params.push_back({QStringLiteral("filter"), filterText(matcher)});
    if (!query.receiver.isEmpty())
        request.params.push_back({QStringLiteral("receiver"), query.receiver});
    return request;
}

QString silencePath(const QString& id)
{
    return QStringLiteral("/api/v2/silence/") + http::encodedSegment(id);
}

} // namespace

Client::Client(http::HttpClient* http, QObject* parent)
    : QObject(parent)
    , m_http(http)
{
}

Client::Answer<AlertsAnswer> Client::alerts(const AlertQuery& query, Priority priority)
{
    return ask<AlertsAnswer>(m_http, this, alertRequest(QStringLiteral("/api/v2/alerts"), query, priority),
                             &parseAlerts);
}

Client::Answer<GroupsAnswer> Client::groups(const AlertQuery& query, Priority priority)
{
    return ask<GroupsAnswer>(
        m_http, this, alertRequest(QStringLiteral("/api/v2/alerts/groups"), query, priority), &parseGroups);
}

Client::Answer<SilencesAnswer> Client::silences(const SilenceQuery& query, Priority priority)
{
    http::Request request = getRequest(QStringLiteral("/api/v2/silences"), priority);
    request.params = {{QStringLiteral("active"), word(query.active)},
                      {QStringLiteral("pending"), word(query.pending)},
                      {QStringLiteral("expired"), word(query.expired)}};
    for (const Matcher& matcher : query.filter)
        request.params.push_back({QStringLiteral("filter"), filterText(matcher)});
    return ask<SilencesAnswer>(
        m_http, this, std::move(request), [query](const QByteArray& body, const QString& backend) {
            Result<SilencesAnswer> answer = parseSilences(body, backend);
            if (answer) // older servers know the three switches not and answer all
                std::erase_if(answer->silences, [&query](const Silence& silence) {
                    return (silence.state == Silence::State::Active && !query.active) ||
                           (silence.state == Silence::State::Pending && !query.pending) ||
                           (silence.state == Silence::State::Expired && !query.expired);
                });
            return answer;
        });
}

Client::Answer<Silence> Client::silence(const QString& id, Priority priority)
{
    return ask<Silence>(m_http, this, getRequest(silencePath(id), priority), &parseSilence);
}

Client::Answer<Silence> Client::createSilence(const Silence& silence)
{
    auto* run = new SilenceRun(this, m_http, silence, this);
    return run->start();
}

Client::Answer<Silence> Client::expireSilence(const QString& id)
{
    http::Request request;
    request.method = http::Method::Delete;
    request.path = silencePath(id);
    request.idempotent = false;
    Pending<Silence> pending;
    const auto sent = ask<bool>(m_http, this, std::move(request), [](const QByteArray&, const QString&) {
        return Result<bool>(true); // success has an empty body
    });
    pending.cancelsAlso(sent);
    whenReady(sent, this, [this, pending, id](const Result<bool>& expired) {
        if (!expired && expired.error().isCancelled()) {
            pending.finish(failure(expired.error()));
            return;
        }
        // Whatever the answer was, the silence itself knows best: it may have ended before, or the answer got
        // lost.
        const Answer<Silence> read = silence(id);
        pending.cancelsAlso(read);
        whenReady(read, this, [pending, expired](Result<Silence> now) {
            if (now && now->state == Silence::State::Expired)
                pending.finish(std::move(*now));
            else if (!expired)
                pending.finish(failure(expired.error()));
            else if (!now)
                pending.finish(failure(std::move(now.error())));
            else
                pending.finish(
                    failure({.kind = ErrorKind::Http,
                             .what = QStringLiteral("The server took the order to end silence %1, but "
                                                    "it is still there. List the silences again.")
                                         .arg(cleaned(now->id, 64)),
                             .detail = {}}));
        });
    });
    return pending.future();
}

Client::Answer<Status> Client::status(Priority priority)
{
    return ask<Status>(m_http, this, getRequest(QStringLiteral("/api/v2/status"), priority), &parseStatus);
}

Client::Answer<bool> Client::ready(Priority priority)
{
    Pending<bool> pending;
    const auto asked = m_http->send(getRequest(QStringLiteral("/-/ready"), priority));
    pending.cancelsAlso(asked);
    whenReady(asked, this, [this, pending, priority](const Result<http::Response>& answer) {
        if (answer || answer.error().httpStatus == 503) {
            pending.finish(answer.has_value());
            return;
        }
        if (answer.error().kind != ErrorKind::Http) {
            pending.finish(failure(answer.error()));
            return;
        }
        const Answer<Status> probed = status(priority); // a proxy may hide the path
        pending.cancelsAlso(probed);
        whenReady(probed, this, [pending](Result<Status> result) {
            if (result)
                pending.finish(true);
            else
                pending.finish(failure(std::move(result.error())));
        });
    });
    return pending.future();
}

} // namespace signalbox::alertmanager
