// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/loki/pager.h"
#include "models/focus/focusmodel.h"
#include "models/items/logmodel.h"

#include <QObject>

#include <memory>

namespace signalbox::widgets {
class LogsPane;
}

namespace signalbox::app {

class Backends;
class ServiceList;

/// Feeds the Logs pane: the query that the Focus makes, page by page, "load more" at the end and "go on"
/// after a break. What is loaded stays when a page fails.
class LogsController : public QObject
{
    Q_OBJECT

public:
    LogsController(Backends* backends, focus::FocusModel* focus, ServiceList* services,
                   widgets::LogsPane* pane, items::LogModel* lines, QObject* parent = nullptr);

    /// Asks anew, from the first page.
    void refresh();

Q_SIGNALS:
    void answered(signalbox::Instant at);

private:
    void writeQuery();
    void start(std::int64_t limit);
    void more();
    void stop();
    void pageCame(const LogBatchPtr& lines);
    void finished(const loki::PagerReport& report);
    void failed(const Error& error);

    Backends* m_backends;
    focus::FocusModel* m_focus;
    ServiceList* m_services;
    widgets::LogsPane* m_pane;
    items::LogModel* m_model;
    std::unique_ptr<loki::Pager> m_pager;
    std::int64_t m_limit = 0;
    bool m_fresh = false; ///< the lines on the screen are still those of the run before
    std::optional<Instant> m_linesAt;
};

/// The selector that the Focus makes: never empty. An empty text means that no label names services here.
[[nodiscard]] QString logQueryOf(const focus::Focus& focus, const QString& serviceLabel);

} // namespace signalbox::app
