// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/latest.h"
#include "models/telemetry/trace.h"

#include <QHash>
#include <QObject>

#include <deque>
#include <functional>
#include <memory>
#include <vector>

namespace signalbox::app {

class Backends;

/// Traces that are at hand whole: those that were opened, and those that were fetched to be compared. Bounded
/// by spans; the oldest leave first. Fetches many with a few requests at once.
class TraceStore : public QObject
{
    Q_OBJECT

public:
    explicit TraceStore(Backends* backends, QObject* parent = nullptr);
    ~TraceStore() override;

    void keep(const std::shared_ptr<const Trace>& trace);
    /// Null when it is not at hand.
    [[nodiscard]] std::shared_ptr<const Trace> find(const TraceId& id) const;
    [[nodiscard]] std::vector<std::shared_ptr<const Trace>> all() const;

    /// Brings those that are not here. `progress` is told how many of them have answered, `done` once, with
    /// the last failure if there was one. A newer call ends an older one.
    void fetch(const std::vector<TraceId>& ids, std::function<void(int done, int of)> progress,
               std::function<void(const std::optional<Error>& failure)> done);
    void cancel();

private:
    struct Batch;
    void next(const std::shared_ptr<Batch>& batch);

    Backends* m_backends;
    QHash<TraceId, std::shared_ptr<const Trace>> m_traces;
    std::deque<TraceId> m_order;
    std::size_t m_spans = 0;
    std::shared_ptr<Batch> m_batch;
};

} // namespace signalbox::app
