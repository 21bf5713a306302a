// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/latest.h"
#include "app/controllers/servicelist.h"
#include "connectors/loki/client.h"
#include "connectors/tracing/types.h"
#include "models/pivots/plan.h"

#include <QObject>

namespace signalbox::app {

/// Asked for at most where a search answers with whole traces.
inline constexpr int heavyTraces = 20;

class Backends;

/// The search as the server of traces is asked it.
[[nodiscard]] tracing::SearchQuery searchQueryOf(const pivots::SearchStep& step, const Interval& range,
                                                 const ServiceList& services, int limit);

/// Follows pivot plans: tries one attempt after the other until something is found, and says which one that
/// was. One plan at a time; a newer one ends it. Must not show anything itself: who hears of it does.
class PivotController : public QObject
{
    Q_OBJECT

public:
    PivotController(Backends* backends, ServiceList* services, QObject* parent = nullptr);
    ~PivotController() override;

    [[nodiscard]] pivots::Ground ground() const;
    void follow(pivots::Plan plan);
    void cancel();
    [[nodiscard]] bool isClimbing() const { return m_isClimbing; }
    /// The rung that was reached last.
    [[nodiscard]] std::size_t rung() const { return m_rung; }

    /// All streams are not asked where that would read more.
    void setHeavyBytes(std::int64_t bytes) { m_heavyBytes = bytes; }

    static constexpr int counted = 100; ///< so many are counted, the rest is "or more"

Q_SIGNALS:
    void reached(const signalbox::pivots::Rung& rung, const QString& how);
    /// "No line ... Found 14 ..."; empty when the first attempt was it.
    void said(const QString& sentence);
    /// Nothing was found at all: where was looked. The first attempt was reached nevertheless, as the
    /// question that a person may go on from.
    void vain(const QString& sentence);
    void failed(const signalbox::Error& error);
    /// "Looking ... (2 of 7)"; empty when it ended.
    void climbing(const QString& sentence);

private:
    void attempt();
    void askLines(const pivots::LogStep& step, const Interval& range);
    void send(loki::Client* client, const QString& query, const Interval& range);
    void weigh(loki::Client* client, const QString& query, const Interval& range);
    void conclude(qint64 found);
    void arrive(std::size_t rung, qint64 found, qint64 elsewhere);
    void climb();
    void fail(const Error& error);
    void stop();

    Backends* m_backends;
    ServiceList* m_services;
    pivots::Plan m_plan;
    std::size_t m_rung = 0;
    std::vector<std::pair<std::size_t, qint64>> m_group; ///< rungs of the group at hand and what they found
    bool m_isClimbing = false;
    Latest<loki::Feature<loki::IndexStats>> m_stats;
    Latest<loki::LogPage> m_lines;
    std::int64_t m_heavyBytes = heavyLogBytes;
    QStringList m_skipped; ///< attempts that would have read too much, as sentences
    Latest<tracing::SearchResult> m_search;
    Latest<std::shared_ptr<const Trace>> m_trace;
};

} // namespace signalbox::app
