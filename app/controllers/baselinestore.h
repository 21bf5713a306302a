// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/prometheus/client.h"
#include "models/base/timerange.h"

#include <QHash>
#include <QObject>

#include <array>
#include <deque>
#include <memory>
#include <vector>

namespace signalbox::app {

class Backends;

/// The same stretch of time on each of the seven days before, for as many expressions as the screen shows.
/// Past days do not change, so each is asked for once, at background priority and few at a time: what is
/// normal may come late, what happens now may not. Must not judge what it brings. Thread: GUI.
class BaselineStore : public QObject
{
    Q_OBJECT

public:
    static constexpr int dayCount = 7;
    static constexpr int coarser = 4; ///< a step of what is normal, in steps of what is shown
    /// Yesterday first, in the time of that day. Null: not asked, not there yet, or failed.
    using Day = std::shared_ptr<const std::vector<Series>>;
    using Days = std::array<Day, dayCount>;

    struct Question
    {
        QString expr;
        Duration step{0};
        bool operator==(const Question&) const = default;
        friend size_t qHash(const Question& q, size_t seed = 0) noexcept
        {
            return qHashMulti(seed, q.expr, static_cast<qint64>(q.step.count()));
        }
    };

    explicit BaselineStore(Backends* backends, QObject* parent = nullptr);

    /// From now on these are wanted for `range` and nothing else is asked for; what is known of others is
    /// kept while there is room.
    void want(const std::vector<Question>& questions, const Interval& range);
    /// What is known by now.
    [[nodiscard]] Days days(const Question& question) const;
    /// Every day of every question has been answered, or has failed.
    [[nodiscard]] bool isComplete() const { return m_waiting.empty() && m_underWay.empty(); }

Q_SIGNALS:
    /// Bursts are merged: at most a few times a second.
    void changed();

private:
    struct Entry
    {
        Interval covered; ///< in the time of today
        Days days;
        quint64 usedAt = 0;
    };
    struct Job
    {
        Question question;
        int day = 0; ///< 0 is yesterday
        Interval covered;
        bool operator==(const Job&) const = default;
    };
    void askMore();
    void ask(const Job& job);
    void received(const Job& job, Result<prometheus::RangeAnswer> answer);
    void makeRoom();
    void announce();

    Backends* m_backends;
    QHash<Question, Entry> m_entries;
    std::deque<Job> m_waiting;
    std::vector<Job> m_underWay;
    quint64 m_uses = 0;
    std::optional<Instant> m_notBefore; ///< a backend that fails is left alone for a while
    bool m_announcing = false;
};

} // namespace signalbox::app
