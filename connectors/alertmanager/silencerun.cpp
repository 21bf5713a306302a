// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/alertmanager/silencerun.h"

#include "connectors/alertmanager/ask.h"
#include "connectors/alertmanager/parser.h"
#include "connectors/alertmanager/querytext.h"

#include <algorithm>

namespace signalbox::alertmanager {

namespace {

bool sameMatchers(std::vector<Matcher> a, std::vector<Matcher> b)
{
    const auto less = [](const Matcher& x, const Matcher& y) {
        return std::tie(x.name, x.op, x.value) < std::tie(y.name, y.op, y.value);
    };
    std::sort(a.begin(), a.end(), less);
    std::sort(b.begin(), b.end(), less);
    return a == b;
}

/// After these nobody knows whether the server has taken it.
bool isDoubtful(const Error& error)
{
    switch (error.kind) {
    case ErrorKind::Timeout:
    case ErrorKind::Network:
    case ErrorKind::Tls:
    case ErrorKind::TooLarge:
    case ErrorKind::Parse:
        return true;
    case ErrorKind::Http:
        return error.httpStatus >= 500 || error.httpStatus < 400;
    default:
        return false;
    }
}

Error invalid(const QString& what)
{
    return {.kind = ErrorKind::Invalid, .what = what, .detail = {}};
}

} // namespace

QString differenceOf(const Silence& asked, const Silence& kept)
{
    using std::chrono::milliseconds;
    if (!sameMatchers(asked.matchers, kept.matchers)) {
        QStringList texts;
        for (const Matcher& matcher : kept.matchers)
            texts.append(filterText(matcher));
        return QStringLiteral("it matches %1").arg(cleaned(texts.join(QStringLiteral(", "))));
    }
    const Duration ends = kept.endsAt - asked.endsAt;
    if (ends > milliseconds(1) || ends < -milliseconds(1))
        return QStringLiteral("it ends at %1").arg(kept.endsAt.toRfc3339());
    if (kept.startsAt - asked.startsAt < -milliseconds(1))
        return QStringLiteral("it starts at %1").arg(kept.startsAt.toRfc3339());
    if (asked.createdBy != kept.createdBy || asked.comment != kept.comment)
        return QStringLiteral("it names another author or comment");
    return {};
}

SilenceRun::SilenceRun(Client* client, http::HttpClient* http, Silence silence, QObject* parent)
    : QObject(parent)
    , m_client(client)
    , m_http(http)
    , m_silence(std::move(silence))
{
}

template <typename T, typename F>
void SilenceRun::await(const QFuture<Result<T>>& future, F&& f)
{
    m_pending.cancelsAlso(future);
    whenReady(future, this, std::forward<F>(f));
}

QFuture<Result<Silence>> SilenceRun::start()
{
    const QFuture<Result<Silence>> future = m_pending.future();
    if (const auto error = objection()) {
        fail(*error);
        return future;
    }
    m_pending.onCancel(this, [this] { deleteLater(); });
    checkVersion();
    return future;
}

std::optional<Error> SilenceRun::objection() const
{
    if (m_silence.matchers.empty())
        return invalid(QStringLiteral("A silence needs a matcher. Name the alerts that it is for."));
    for (const Matcher& matcher : m_silence.matchers) {
        if (matcher.name.isEmpty())
            return invalid(QStringLiteral("A matcher of the silence has no label name. Give it one."));
    }
    if (m_silence.endsAt <= m_silence.startsAt)
        return invalid(QStringLiteral("The silence ends before it starts. Swap its ends."));
    if (m_silence.createdBy.trimmed().isEmpty() || m_silence.comment.trimmed().isEmpty())
        return invalid(QStringLiteral("A silence needs its author and a comment, for those who come later."));
    return std::nullopt;
}

void SilenceRun::checkVersion()
{
    const bool hasNegative = std::any_of(m_silence.matchers.begin(), m_silence.matchers.end(),
                                         [](const Matcher& matcher) { return matcher.isNegative(); });
    if (!hasNegative) {
        rememberList();
        return;
    }
    await(m_client->status(), [this](Result<Status> status) {
        if (!status) {
            fail(std::move(status.error()));
            return;
        }
        if (!knowsNegativeMatchers(status->version)) {
            fail(invalid(
                QStringLiteral("%1 is version %2 and knows no != and !~ in silences: it would silence "
                               "what should stay loud. Use = and =~, or a server from 0.22 on.")
                    .arg(m_http->backend().name, cleaned(status->version, 40))));
            return;
        }
        rememberList();
    });
}

void SilenceRun::rememberList()
{
    await(m_client->silences(), [this](Result<SilencesAnswer> before) {
        if (!before) {
            fail(std::move(before.error()));
            return;
        }
        for (const Silence& silence : before->silences)
            m_before.append(silence.id);
        post();
    });
}

void SilenceRun::post()
{
    http::Request request;
    request.method = http::Method::PostJson;
    request.path = QStringLiteral("/api/v2/silences");
    request.body = silenceBody(m_silence);
    request.idempotent = false;
    // Owned by the client: what passes a cancel on to the socket must outlive this object.
    await(ask<QString>(m_http, m_client, std::move(request), &parseSilenceId), [this](Result<QString> id) {
        if (id)
            readBack(*id);
        else if (isDoubtful(id.error()))
            settle(id.error());
        else
            fail(std::move(id.error()));
    });
}

void SilenceRun::settle(const Error& doubt)
{
    await(m_client->silences(), [this, doubt](Result<SilencesAnswer> after) {
        if (!after) {
            Error error = doubt;
            error.what =
                QStringLiteral("%1 Whether the silence was made is not known: list the silences before "
                               "you try again.")
                    .arg(doubt.what);
            fail(std::move(error));
            return;
        }
        for (const Silence& silence : after->silences) {
            const bool isOurs = silence.id == m_silence.id || !m_before.contains(silence.id);
            if (isOurs && silence.state != Silence::State::Expired &&
                differenceOf(m_silence, silence).isEmpty()) {
                conclude(silence);
                return;
            }
        }
        Error error = doubt;
        error.what =
            QStringLiteral("%1 The silence is not in the list: it may be tried again.").arg(doubt.what);
        fail(std::move(error));
    });
}

void SilenceRun::readBack(const QString& id)
{
    await(m_client->silence(id), [this, id](Result<Silence> kept) {
        if (kept) {
            compare(*kept);
            return;
        }
        Error error = std::move(kept.error());
        error.what = QStringLiteral("The silence %1 was made, but could not be read back to compare it: %2")
                         .arg(cleaned(id, 64), error.what);
        fail(std::move(error));
    });
}

void SilenceRun::compare(const Silence& kept)
{
    const QString difference = differenceOf(m_silence, kept);
    if (difference.isEmpty()) {
        conclude(kept);
        return;
    }
    await(m_client->expireSilence(kept.id), [this, kept, difference](const Result<Silence>& expired) {
        const QString fate = expired
                                 ? QStringLiteral("It was expired again")
                                 : QStringLiteral("It could not be expired: expire %1 by hand").arg(kept.id);
        fail({.kind = ErrorKind::Http,
              .what = QStringLiteral("%1 made another silence than was asked for: %2. %3.")
                          .arg(m_http->backend().name, difference, fate),
              .detail = QString::fromUtf8(silenceBody(kept))});
    });
}

void SilenceRun::fail(Error error)
{
    conclude(failure(std::move(error)));
}

void SilenceRun::conclude(Result<Silence> result)
{
    m_pending.finish(std::move(result));
    deleteLater();
}

} // namespace signalbox::alertmanager
