// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/tracestore.h"

#include "app/backends.h"
#include "connectors/tracing/backend.h"

namespace signalbox::app {

namespace {

constexpr std::size_t mostSpans = 400'000;
constexpr int atOnce = 4;

} // namespace

struct TraceStore::Batch
{
    std::vector<TraceId> waiting;
    std::vector<QFuture<Result<std::shared_ptr<const Trace>>>> asked;
    int of = 0;
    int answered = 0;
    bool cancelled = false;
    std::optional<Error> failure;
    std::function<void(int, int)> progress;
    std::function<void(const std::optional<Error>&)> done;
};

TraceStore::TraceStore(Backends* backends, QObject* parent)
    : QObject(parent)
    , m_backends(backends)
{
}

TraceStore::~TraceStore()
{
    cancel();
}

void TraceStore::keep(const std::shared_ptr<const Trace>& trace)
{
    if (m_traces.contains(trace->id())) {
        m_spans -= m_traces[trace->id()]->size();
        std::erase(m_order, trace->id());
    }
    m_traces.insert(trace->id(), trace);
    m_order.push_back(trace->id());
    m_spans += trace->size();
    while (m_spans > mostSpans && m_order.size() > 1) {
        m_spans -= m_traces.take(m_order.front())->size();
        m_order.pop_front();
    }
}

std::shared_ptr<const Trace> TraceStore::find(const TraceId& id) const
{
    return m_traces.value(id);
}

std::vector<std::shared_ptr<const Trace>> TraceStore::all() const
{
    return {m_traces.cbegin(), m_traces.cend()};
}

void TraceStore::fetch(const std::vector<TraceId>& ids, std::function<void(int, int)> progress,
                       std::function<void(const std::optional<Error>&)> done)
{
    cancel();
    const auto batch = std::make_shared<Batch>();
    for (const TraceId& id : ids)
        if (!m_traces.contains(id))
            batch->waiting.push_back(id);
    batch->of = static_cast<int>(batch->waiting.size());
    batch->progress = std::move(progress);
    batch->done = std::move(done);
    m_batch = batch;
    if (batch->of == 0) {
        batch->done(std::nullopt);
        return;
    }
    for (int i = 0; i < std::min(atOnce, batch->of); ++i)
        next(batch);
}

void TraceStore::cancel()
{
    if (!m_batch)
        return;
    m_batch->cancelled = true;
    for (auto& future : m_batch->asked)
        future.cancel();
    m_batch.reset();
}

void TraceStore::next(const std::shared_ptr<Batch>& batch)
{
    const auto backend = m_backends->traces();
    if (batch->cancelled || batch->waiting.empty() || !backend)
        return;
    const TraceId id = batch->waiting.back();
    batch->waiting.pop_back();
    const auto future = (*backend)->trace(id, {.priority = http::Priority::Background});
    batch->asked.push_back(future);
    whenReady(future, this, [this, batch](const Result<std::shared_ptr<const Trace>>& trace) {
        if (batch->cancelled)
            return;
        if (trace)
            keep(*trace);
        else
            batch->failure = trace.error();
        ++batch->answered;
        batch->progress(batch->answered, batch->of);
        if (batch->cancelled) // by what was told
            return;
        if (batch->answered == batch->of)
            batch->done(batch->failure);
        else
            next(batch);
    });
}

} // namespace signalbox::app
