// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/latest.h"
#include "connectors/loki/client.h"
#include "models/items/fieldtreemodel.h"
#include "models/telemetry/trace.h"

#include <QObject>
#include <QTimer>

namespace signalbox::widgets {
class LogsPane;
}

namespace signalbox::app {

class Backends;

/// Feeds the detail of a log line: takes the line apart on the pool, asks what its trace would open, and asks
/// for what stands around it in its stream, with all filters lifted.
class LineInspector : public QObject
{
    Q_OBJECT

public:
    LineInspector(Backends* backends, widgets::LogsPane* pane, QThreadPool* pool, QObject* parent = nullptr);

private:
    void open(int row);
    void close();
    void askTrace();
    void askContext();
    void showContext();

    Backends* m_backends;
    widgets::LogsPane* m_pane;
    QThreadPool* m_pool;
    QTimer m_traceSoon; ///< who walks from line to line does not want each trace
    Latest<items::LinePartsPtr> m_parts;
    Latest<std::shared_ptr<const Trace>> m_trace;
    Latest<loki::LogPage> m_earlier;
    Latest<loki::LogPage> m_later;
    std::optional<LogBatchPtr> m_linesBefore; ///< oldest first
    std::optional<LogBatchPtr> m_linesAfter;
};

} // namespace signalbox::app
