// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/httpclient.h"

#include "connectors/http/address.h"
#include "connectors/http/call.h"
#include "connectors/http/clientstate.h"

#include <QHash>

namespace signalbox::http {

namespace {

/// Qt opens so many connections to one host and queues the rest out of our sight, where a place would be
/// held by a request that is not on its way.
constexpr int mostInFlight = 6;

/// What is wrong with the address, or an empty text.
QString problemOf(const QUrl& url)
{
    if (!url.userInfo().isEmpty())
        return QStringLiteral("its URL holds a user name or password. Take them out, and use \"auth\" with a "
                              "secret reference (env:NAME, file:PATH or keychain:KEY).");
    const bool known = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    if (!url.isValid() || !known || url.host().isEmpty())
        return QStringLiteral("its URL is not of the form http://host:port/prefix or https://host/prefix.");
    return {};
}

} // namespace

class HttpClient::Private
{
public:
    Private(HttpClient* owner, const profile::Backend& backend, Environment environment)
        : q(owner)
        , problem(problemOf(backend.url))
        , state{.backend = backend,
                .environment = std::move(environment),
                .wording = {.backend = backend.name, .url = displayUrl(backend.url)},
                .retry = {.attempts = backend.limits.attempts},
                .gate = Gate(CircuitBreaker({.failures = backend.limits.breakerFailures,
                                             .open = backend.limits.breakerOpen,
                                             .successes = backend.limits.breakerSuccesses}),
                             Bulkhead(std::min(backend.limits.inFlight, mostInFlight), backend.limits.queue),
                             environment.clock, {.backend = backend.name, .url = displayUrl(backend.url)}),
                .monitor = {},
                .network = {},
                .tls = {},
                .healthMayHaveChanged =
                    [this] {
                        if (!announcement.isActive())
                            announcement.start();
                    },
                .abandonConnections = [this] { state.network = newNetwork(); }}
    {
        state.network = newNetwork();
        state.backend.url.setUserInfo({});
        if (!state.environment.random)
            state.environment.random = systemRandom();
        announcement.setSingleShot(true);
        announcement.setInterval(std::chrono::milliseconds(100));
        QObject::connect(&announcement, &QTimer::timeout, q, &HttpClient::healthChanged);
    }

    std::shared_ptr<QNetworkAccessManager> newNetwork()
    {
        // The last one to let go may be in a slot of one of its replies, so it does not end at once.
        return {new QNetworkAccessManager(q), [](QNetworkAccessManager* network) { network->deleteLater(); }};
    }

    void forget(Call* call)
    {
        if (shared.value(call->identity()) == call)
            shared.remove(call->identity());
        const auto node = calls.extract(call->id());
        if (!node.empty())
            node.mapped().release()->deleteLater();
    }

    HttpClient* q;
    QString problem;
    QTimer announcement;
    ClientState state;
    quint64 lastId = 0;
    QHash<QByteArray, Call*> shared;
    std::unordered_map<quint64, std::unique_ptr<Call>> calls;
};

HttpClient::HttpClient(profile::Backend backend, Environment environment, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, backend, std::move(environment)))
{
}

HttpClient::~HttpClient() = default;

const profile::Backend& HttpClient::backend() const
{
    return d->state.backend;
}

const Environment& HttpClient::environment() const
{
    return d->state.environment;
}

QUrl HttpClient::url(const QString& path, const std::vector<Param>& params) const
{
    return requestUrl(d->state.backend.url, path, params);
}

QFuture<Result<Credentials>> HttpClient::credentials()
{
    if (!d->problem.isEmpty())
        return readyResult<Credentials>(failure(d->state.wording.profile(d->problem)));
    return gatherCredentials(d->state.backend, d->state.environment.secrets, this, d->state.tls);
}

QFuture<Result<Response>> HttpClient::send(Request request)
{
    if (!d->problem.isEmpty())
        return readyResult<Response>(failure(d->state.wording.profile(d->problem)));
    const Pending<Response> pending;
    const QByteArray identity = Call::identityOf(request);
    if (Call* running = identity.isEmpty() ? nullptr : d->shared.value(identity)) {
        running->join(pending, request);
        return pending.future();
    }
    auto* call = new Call(&d->state, ++d->lastId, request, nullptr);
    d->calls.emplace(call->id(), call);
    if (!identity.isEmpty())
        d->shared.insert(identity, call);
    connect(call, &Call::over, this, [this, call] { d->forget(call); });
    call->join(pending, request);
    call->start();
    return pending.future();
}

Health HttpClient::health() const
{
    return d->state.monitor.snapshot(d->state.gate.breaker(), d->state.environment.clock->steady());
}

void HttpClient::resetBreaker()
{
    d->state.gate.resetBreaker();
    d->state.healthMayHaveChanged();
}

} // namespace signalbox::http
