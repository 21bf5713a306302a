// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/call.h"

#include "connectors/http/clientstate.h"

#include <algorithm>

namespace signalbox::http {

namespace {

/// Asking twice does no harm. A write never qualifies, whatever its flag says.
bool isRepeatable(const Request& request)
{
    return request.idempotent && (request.method == Method::Get || request.method == Method::PostForm);
}

bool perhapsWantsCertificate(const ClientState& state)
{
    return state.backend.url.scheme() == QLatin1String("https") &&
           state.backend.tls.clientCertFile.isEmpty() && !state.monitor.hasReached();
}

} // namespace

QByteArray Call::identityOf(const Request& request)
{
    if (!isRepeatable(request))
        return {};
    QByteArray out = request.method == Method::Get ? QByteArrayLiteral("G") : QByteArrayLiteral("P");
    out += request.expect == Expect::Json ? 'j' : 'a';
    out += QByteArray::number(qlonglong{request.bodyCap.value_or(-1)});
    out += '\n' + request.path.toUtf8() + '?' + encodedParams(request.params);
    for (const auto& [name, value] : request.headers)
        out += '\n' + name.toLower() + ':' + value;
    return out;
}

Call::Call(ClientState* state, Gate::Id id, Request request, QObject* parent)
    : QObject(parent)
    , m_state(state)
    , m_id(id)
    , m_request(std::move(request))
    , m_identity(identityOf(m_request))
{
    m_backoff.setSingleShot(true);
    m_backoff.setTimerType(Qt::PreciseTimer);
    connect(&m_backoff, &QTimer::timeout, this, &Call::proceed);
}

Call::~Call()
{
    m_exchange.reset();
    m_gathering.cancel();
}

void Call::join(const Pending<Response>& pending, const Request& request)
{
    const int number = ++m_lastTaker;
    const auto limit = request.deadline.value_or(m_state->backend.limits.deadline);
    m_takers.push_back({.number = number,
                        .pending = pending,
                        .until = QDeadlineTimer(limit, Qt::PreciseTimer),
                        .limit = limit});
    QTimer::singleShot(limit, Qt::PreciseTimer, this, [this, number] { deadlinePassed(number); });
    pending.onCancel(this, [this, number] { lose(number); });
    if (number > 1) {
        if (m_request.supersedeKey != request.supersedeKey)
            m_request.supersedeKey.clear();
        m_request.priority = std::min(m_request.priority, request.priority); // Interactive comes first
        m_state->gate.share(m_id, request.priority, request.supersedeKey);
    }
}

void Call::start()
{
    m_gathering = gatherCredentials(m_state->backend, m_state->environment.secrets, this, m_state->tls);
    const auto took = [this](Result<Credentials> credentials) {
        if (!credentials) {
            finish(failure(std::move(credentials.error())));
            return;
        }
        m_credentials = std::move(*credentials);
        if (m_state->backend.url.scheme() == QLatin1String("https"))
            m_state->tls = m_credentials.tls;
        proceed();
    };
    if (m_gathering.isFinished())
        took(outcomeOf(m_gathering));
    else
        whenReady(m_gathering, this, took);
}

void Call::proceed()
{
    m_state->gate.enter({.id = m_id, .priority = m_request.priority, .key = m_request.supersedeKey},
                        [this](Result<Gate::Ticket> ticket) { entered(std::move(ticket)); });
}

void Call::entered(Result<Gate::Ticket> ticket)
{
    if (!ticket) {
        // Between two attempts the door may close, often by our own failures: those tell more.
        const bool shut = ticket.error().kind == ErrorKind::CircuitOpen && m_lastError;
        finish(failure(shut ? *m_lastError : ticket.error()));
        return;
    }
    m_ticket = *ticket;
    ++m_attemptsMade;
    m_exchange = std::make_unique<Exchange>(
        m_state, m_request, m_credentials, [this](Outcome outcome) { took(std::move(outcome)); }, nullptr);
}

void Call::observe(const Outcome& outcome)
{
    const Instant now = m_state->environment.clock->now();
    if (outcome.answered)
        m_state->monitor.answered(outcome.latency);
    if (outcome.serverDate)
        m_state->monitor.sawDate(*outcome.serverDate, outcome.receivedAt, outcome.headerLatency);
    if (outcome.result)
        m_state->monitor.succeeded(now);
    else
        m_state->monitor.failed(outcome.result.error(), now);
}

void Call::took(Outcome outcome)
{
    m_exchange.reset();
    observe(outcome);
    const Gate::Ticket ticket = *std::exchange(m_ticket, std::nullopt);
    const bool strike = !outcome.result && CircuitBreaker::isStrike(outcome.result.error());
    m_state->gate.leave(ticket, strike ? std::optional(outcome.result.error()) : std::nullopt, true);
    m_state->healthMayHaveChanged();
    if (outcome.result) {
        finish(outcome.result);
        return;
    }
    m_lastError = outcome.result.error();
    const auto decision = m_state->retry.decide({.error = *m_lastError,
                                                 .attemptsMade = m_attemptsMade,
                                                 .repeatable = isRepeatable(m_request),
                                                 .retryAfter = outcome.retryAfter,
                                                 .remaining = remaining(),
                                                 .random = m_state->environment.random()});
    if (decision.again)
        m_backoff.start(std::chrono::ceil<std::chrono::milliseconds>(decision.wait));
    else
        finish(outcome.result);
}

Duration Call::remaining() const
{
    qint64 most = 0;
    for (const Taker& taker : m_takers)
        most = std::max(most, taker.until.remainingTimeNSecs());
    return Duration(most);
}

void Call::finish(const Result<Response>& result)
{
    for (const Taker& taker : std::exchange(m_takers, {}))
        taker.pending.finish(result);
    Q_EMIT over();
}

void Call::lose(int taker)
{
    if (std::erase_if(m_takers, [taker](const Taker& t) { return t.number == taker; }) == 0 ||
        !m_takers.empty())
        return;
    withdraw(std::nullopt);
    Q_EMIT over();
}

void Call::deadlinePassed(int taker)
{
    const auto found = std::ranges::find(m_takers, taker, &Taker::number);
    if (found == m_takers.end())
        return;
    const Taker late = *found;
    m_takers.erase(found);
    const Error error =
        m_state->wording.deadline(late.limit, m_lastError, m_exchange && perhapsWantsCertificate(*m_state));
    late.pending.finish(failure(error));
    if (!m_takers.empty())
        return;
    withdraw(error);
    Q_EMIT over();
}

void Call::withdraw(const std::optional<Error>& late)
{
    m_backoff.stop();
    m_gathering.cancel();
    m_state->gate.withdraw(m_id);
    if (!m_ticket)
        return;
    m_exchange.reset();
    if (late)
        m_state->monitor.failed(*late, m_state->environment.clock->now());
    m_state->gate.leave(*std::exchange(m_ticket, std::nullopt), late, false);
    m_state->healthMayHaveChanged();
}

} // namespace signalbox::http
