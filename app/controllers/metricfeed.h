// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/latest.h"
#include "connectors/prometheus/client.h"
#include "models/chart/tailplan.h"

#include <QObject>
#include <QThreadPool>

#include <memory>

namespace signalbox::app {

class Backends;

/// One expression over a range, kept up to date: a refresh asks for the tail only and joins it on the pool.
/// What is there stays while a newer answer is on its way, and when it fails. Must not show anything.
/// Thread: GUI.
class MetricFeed : public QObject
{
    Q_OBJECT

public:
    using SeriesPtr = std::shared_ptr<const std::vector<Series>>;

    struct Question
    {
        QString expr;
        Interval range;
        Duration step{0};
        bool operator==(const Question&) const = default;
    };

    MetricFeed(Backends* backends, QThreadPool* pool, QObject* parent = nullptr);

    /// Another expression forgets what is there. A question that only moved on with the clock waits while one
    /// is under way.
    void ask(const Question& question, http::Priority priority);
    void cancel() { m_answer.cancel(); }

    [[nodiscard]] const QString& expr() const { return m_question.expr; }
    /// Null until the first answer.
    [[nodiscard]] const SeriesPtr& series() const { return m_series; }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    [[nodiscard]] const prometheus::Notes& notes() const { return m_notes; }
    [[nodiscard]] std::optional<Instant> answeredAt() const { return m_answeredAt; }
    [[nodiscard]] Duration latency() const { return m_latency; }
    [[nodiscard]] bool isRunning() const { return m_answer.isRunning() || m_joined.isRunning(); }

Q_SIGNALS:
    /// The newest question has its answer, or has failed.
    void settled();

private:
    void received(Result<prometheus::RangeAnswer> answer, const chart::TailPlan& plan);

    Backends* m_backends;
    QThreadPool* m_pool; ///< borrowed
    Question m_question;
    std::optional<chart::LoadedRange> m_loaded;
    SeriesPtr m_series;
    prometheus::Notes m_notes;
    std::optional<Error> m_error;
    std::optional<Instant> m_answeredAt;
    Duration m_askedAt{0};
    Duration m_latency{0};
    Latest<prometheus::RangeAnswer> m_answer;
    Latest<std::vector<Series>> m_joined;
};

} // namespace signalbox::app
