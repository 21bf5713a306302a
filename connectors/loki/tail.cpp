// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/loki/tail.h"

#include "connectors/http/httpclient.h"
#include "connectors/loki/pager.h"
#include "connectors/loki/parser.h"
#include "connectors/loki/tailmerge.h"
#include "connectors/loki/tailsocket.h"

#include <QPointer>
#include <QTimer>

#include <algorithm>

namespace signalbox::loki {

namespace {

using std::chrono::milliseconds;

/// Beyond our own idea of now: the server's clock may be ahead.
constexpr std::chrono::minutes clockMargin(10);
constexpr std::chrono::seconds checkedRange(60);
/// A server that is going down accepts questions and answers none.
constexpr milliseconds checkPatience(5000);
constexpr milliseconds fillRetry(1000);
constexpr int fillPage = 1000;
constexpr int mostDoublings = 16;

/// The server understood us and will not change its mind by waiting.
bool isFinal(const Error& error)
{
    if (error.kind == ErrorKind::Invalid || error.kind == ErrorKind::Parse)
        return true;
    const int status = error.httpStatus;
    return error.kind == ErrorKind::Http && status >= 400 && status < 500 && status != 408 && status != 425 &&
           status != 429;
}

} // namespace

class Tail::Private
{
public:
    Private(Tail* owner, Client* borrowed, TailOptions wanted)
        : q(owner)
        , client(borrowed)
        , options(std::move(wanted))
        , watermark(options.start)
    {
        for (QTimer* timer : {&retry, &settle, &refill, &poll})
            timer->setSingleShot(true);
        connect(&retry, &QTimer::timeout, q, [this] { check(); });
        connect(&settle, &QTimer::timeout, q, [this] { readLastSeconds(); });
        connect(&refill, &QTimer::timeout, q, [this] { fill(); });
        connect(&poll, &QTimer::timeout, q, [this] { pollOnce(); });
    }

    void check();
    void checked(const Result<LogPage>& answer);
    void connectSocket();
    void opened();
    void received(const QString& text);
    void lost(const QString& reason);
    void fill();
    void filled(const PagerReport& report);
    void fillFailed(const Error& error);
    void readLastSeconds();
    void startPolling();
    void pollOnce();
    void wait(const QString& reason, bool isBreakerOpen = false);
    void fail(const Error& error);
    void halt();

    void enter(TailState::Phase phase, const QString& reason = {}, milliseconds retryIn = {});
    void give(const LogBatchPtr& batch, TailMerge::Source source);
    void giveHeld();
    void advance();
    [[nodiscard]] Instant now() const { return client->http()->environment().clock->now(); }
    [[nodiscard]] Instant resumption() const { return std::max(options.start, watermark - options.overlap); }
    [[nodiscard]] milliseconds backOff();

    Tail* q;
    Client* client;
    TailOptions options;
    TailState state;
    TailMerge merge;

    QPointer<TailSocket> socket;
    QPointer<Pager> pager; ///< the running read by query
    QFuture<Result<LogPage>> checking;
    QTimer retry;
    QTimer settle; ///< after a connect, and after the server has dropped lines
    QTimer refill;
    QTimer poll;

    Instant watermark; ///< everything older has been given
    Instant fillFrom;  ///< not yet known to be whole from here on
    Instant connectedAt;
    Instant triedSocketAt;
    bool isWhole = false;          ///< no read by query is outstanding
    bool isSettled = false;        ///< the last seconds before the connect have been read
    bool wasSpoken = false;        ///< the server has sent something on this connection
    bool wasAccepted = false;      ///< the server has understood the query once
    std::vector<LogBatchPtr> held; ///< live lines that wait for the older ones before them
    bool holds = false;
    int checks = 0; ///< the newest check is the one that counts
    int failures = 0;
    int refusals = 0;
    std::int64_t droppedCount = 0;
};

void Tail::Private::enter(TailState::Phase phase, const QString& reason, milliseconds retryIn)
{
    const TailState next{.phase = phase, .reason = reason, .retryIn = retryIn};
    if (next == state)
        return;
    state = next;
    Q_EMIT q->stateChanged(state);
}

milliseconds Tail::Private::backOff()
{
    const int doublings = std::min(failures++, mostDoublings);
    const milliseconds most(
        std::min<std::int64_t>(options.longestRetry.count(), options.firstRetry.count() << doublings));
    const double chance = client->http()->environment().random();
    return std::max(options.firstRetry / 5,
                    milliseconds(static_cast<std::int64_t>(chance * static_cast<double>(most.count()))));
}

// --- getting a connection -----------------------------------------------------------------------------

void Tail::Private::check()
{
    enter(TailState::Phase::Checking, state.reason);
    // A WebSocket tells of a bad query no more than that the handshake failed. This tells why.
    checking = client->queryRange({.query = options.query,
                                   .range = {now() - checkedRange, now() + Duration(1)},
                                   .direction = Direction::Backward,
                                   .limit = 1,
                                   .priority = http::Priority::Interactive,
                                   .supersedeKey = {},
                                   .deadline = checkPatience,
                                   .isProbe = true});
    whenReady(checking, q, [this, asked = ++checks](const Result<LogPage>& answer) {
        if (state.phase == TailState::Phase::Checking && asked == checks)
            checked(answer);
    });
}

void Tail::Private::checked(const Result<LogPage>& answer)
{
    if (!answer) {
        if (!wasAccepted && isFinal(answer.error()))
            fail(answer.error());
        else
            wait(answer.error().what, answer.error().kind == ErrorKind::CircuitOpen);
        return;
    }
    wasAccepted = true;
    const bool isDue = now() - triedSocketAt >= options.refusedRetry;
    if (refusals >= options.refusalsUntilPolling && !isDue)
        startPolling();
    else
        connectSocket();
}

void Tail::Private::connectSocket()
{
    enter(TailState::Phase::Connecting, state.reason);
    triedSocketAt = now();
    socket = new TailSocket(client->http(), options.silence, q);
    connect(socket, &TailSocket::opened, q, [this] { opened(); });
    connect(socket, &TailSocket::message, q, [this](const QString& text) { received(text); });
    connect(socket, &TailSocket::alive, q, [this] { advance(); });
    connect(socket, &TailSocket::closed, q, [this](const QString& reason) { lost(reason); });
    socket->open({.query = options.query,
                  .start = resumption(),
                  .delayFor = static_cast<int>(options.delayFor.count())});
}

void Tail::Private::opened()
{
    merge.begin(TailMerge::Source::Live);
    connectedAt = now();
    isWhole = false;
    isSettled = false;
    wasSpoken = false;
    holds = true;
    fillFrom = resumption();
    settle.start(options.settle);
    enter(TailState::Phase::Live);
    fill();
}

void Tail::Private::lost(const QString& reason)
{
    // Refused, or thrown out before a word was said: perhaps there is no WebSocket to be had here.
    if (state.phase != TailState::Phase::Live || (!isSettled && !wasSpoken))
        ++refusals;
    wait(reason);
}

void Tail::Private::wait(const QString& reason, bool isBreakerOpen)
{
    halt();
    giveHeld();
    milliseconds delay = backOff();
    if (isBreakerOpen) // Asking sooner would be refused by our own side.
        delay =
            std::chrono::ceil<milliseconds>(client->http()->health().untilNextTry) + options.firstRetry / 5;
    enter(TailState::Phase::Waiting, reason, delay);
    retry.start(delay);
}

void Tail::Private::fail(const Error& error)
{
    halt();
    enter(TailState::Phase::Failed, error.what);
    Q_EMIT q->failed(error);
}

void Tail::Private::halt()
{
    for (QTimer* timer : {&retry, &settle, &refill, &poll})
        timer->stop();
    checking.cancel();
    isWhole = false;
    if (socket) {
        socket->disconnect(q);
        socket->deleteLater();
        socket = nullptr;
    }
    if (pager) {
        pager->disconnect(q);
        pager->deleteLater();
        pager = nullptr;
    }
}

// --- lines --------------------------------------------------------------------------------------------

void Tail::Private::received(const QString& text)
{
    wasSpoken = true;
    Result<TailFrame> frame = parseTailFrame(text.toUtf8(), client->http()->backend().name);
    if (!frame) {
        Q_EMIT q->warned(frame.error().what);
        return;
    }
    if (frame->page.notes.badEntries > 0)
        Q_EMIT q->warned(QStringLiteral("%1 lines of a message could not be read: %2.")
                             .arg(QString::number(frame->page.notes.badEntries), frame->page.notes.firstBad));
    if (frame->dropped > 0) {
        droppedCount += frame->dropped;
        fillFrom = isWhole ? resumption() : std::min(fillFrom, resumption());
        isWhole = false;
        if (!settle.isActive())
            settle.start(options.settle);
        Q_EMIT q->dropped(frame->dropped);
    }
    if (holds)
        held.push_back(frame->page.batch);
    else
        give(frame->page.batch, TailMerge::Source::Live);
}

void Tail::Private::give(const LogBatchPtr& batch, TailMerge::Source source)
{
    const LogBatchPtr fresh = merge.take(batch, source);
    advance();
    if (!fresh->isEmpty())
        Q_EMIT q->lines(fresh);
}

void Tail::Private::giveHeld()
{
    holds = false;
    for (const LogBatchPtr& batch : std::exchange(held, {}))
        give(batch, TailMerge::Source::Live);
}

/// What has been given without a hole need not be read again, but for late comers.
void Tail::Private::advance()
{
    if (!isWhole)
        return;
    watermark = std::max(watermark, std::min(merge.newest(), now()));
    merge.forgetBefore(resumption());
}

// --- reads by query -----------------------------------------------------------------------------------

void Tail::Private::fill()
{
    if (pager)
        return;
    merge.begin(TailMerge::Source::Query);
    pager = new Pager(client,
                      {.query = options.query,
                       .range = {fillFrom, now() + clockMargin},
                       .direction = Direction::Forward,
                       .limit = 0,
                       .pageSize = fillPage,
                       .priority = http::Priority::Interactive},
                      q);
    connect(pager, &Pager::pageReady, q,
            [this](const LogBatchPtr& batch) { give(batch, TailMerge::Source::Query); });
    connect(pager, &Pager::finished, q, [this](const PagerReport& report) { filled(report); });
    connect(pager, &Pager::failed, q, [this](const Error& error) { fillFailed(error); });
    pager->start();
}

void Tail::Private::filled(const PagerReport& report)
{
    pager->deleteLater();
    pager = nullptr;
    for (const Gap& gap : report.gaps)
        Q_EMIT q->warned(describe(gap));
    giveHeld();
    if (state.phase == TailState::Phase::Polling) {
        isWhole = true;
        failures = 0;
        advance();
        poll.start(options.pollEvery);
        return;
    }
    // The settling read begins a little before the connect: what was written just then is in neither the
    // server's history nor its live messages.
    fillFrom = std::max(options.start, connectedAt - options.settle);
    if (isSettled && !settle.isActive()) {
        isWhole = true;
        failures = 0;
        refusals = 0;
        advance();
    } else if (!settle.isActive()) {
        readLastSeconds();
    }
}

void Tail::Private::fillFailed(const Error& error)
{
    pager->deleteLater();
    pager = nullptr;
    if (state.phase == TailState::Phase::Polling) {
        wait(error.what);
        return;
    }
    giveHeld();
    refill.start(fillRetry);
}

void Tail::Private::readLastSeconds()
{
    isSettled = true;
    if (pager)
        isSettled = false; // filled() comes back here.
    else
        fill();
}

void Tail::Private::startPolling()
{
    enter(TailState::Phase::Polling, state.reason);
    pollOnce();
}

void Tail::Private::pollOnce()
{
    if (now() - triedSocketAt >= options.refusedRetry) {
        halt();
        check();
        return;
    }
    fillFrom = resumption();
    fill();
}

// --- the outside --------------------------------------------------------------------------------------

Tail::Tail(Client* client, TailOptions options, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, client, std::move(options)))
{
}

Tail::~Tail()
{
    d->halt();
}

void Tail::start()
{
    if (d->state.phase == TailState::Phase::Idle)
        d->check();
}

void Tail::stop()
{
    d->halt();
    d->giveHeld();
    d->enter(TailState::Phase::Idle);
}

TailState Tail::state() const
{
    return d->state;
}

std::int64_t Tail::droppedCount() const
{
    return d->droppedCount;
}

} // namespace signalbox::loki
