// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/latest.h"
#include "app/controllers/logfeed.h"
#include "connectors/loki/pager.h"
#include "models/patterns/comparison.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace signalbox::items {
class FieldCountModel;
class PatternModel;
} // namespace signalbox::items
namespace signalbox::widgets {
class LogsPane;
}

namespace signalbox::app {

/// Feeds the side of the Logs pane: the shapes of the lines against an equal range before, and the values of
/// their fields. Works on the pool, and only on what is on the screen. The lines of the range before are
/// asked for once for each question.
class LogInsight : public QObject
{
    Q_OBJECT

public:
    LogInsight(LogFeed* feed, items::PatternModel* patterns, items::FieldCountModel* fields,
               widgets::LogsPane* pane, QThreadPool* pool, QObject* parent = nullptr);
    ~LogInsight() override;

    /// Another question is asked: what is known of the range before holds no more.
    void ask(loki::Client* client, const LogQuestion& question, const QString& selector);
    void stop();

private:
    void refresh();
    void askBefore();
    void compareShapes();
    void compareServers();
    void countFields();
    void showFoot();
    [[nodiscard]] patterns::Loaded during() const;
    [[nodiscard]] patterns::Loaded before() const;

    LogFeed* m_feed;
    items::PatternModel* m_patterns;
    items::FieldCountModel* m_fields;
    widgets::LogsPane* m_pane;
    QThreadPool* m_pool;
    loki::Client* m_client = nullptr;
    LogQuestion m_question;
    QString m_selector;
    std::unique_ptr<loki::Pager> m_pager;
    logs::Pieces m_beforeLines;
    Interval m_beforeRange;
    std::optional<Instant> m_beforeFrom; ///< all lines from here on are known; nothing: not asked yet
    std::optional<Error> m_beforeError;
    std::shared_ptr<std::atomic<bool>> m_cancelled;
    Latest<patterns::Comparison> m_comparison;
    Latest<logs::FieldCounts> m_counts;
    Latest<loki::Feature<std::vector<loki::Pattern>>> m_server;
    std::optional<std::vector<loki::Pattern>> m_serverShapes;
    QTimer m_soon; ///< lines come in bursts
    bool m_again = false;
};

/// Loki's own patterns over both ranges, as shapes.
[[nodiscard]] patterns::Comparison comparisonOf(const std::vector<loki::Pattern>& found,
                                                const Interval& before, const Interval& during);

} // namespace signalbox::app
