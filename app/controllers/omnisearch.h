// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/latest.h"
#include "connectors/loki/client.h"
#include "connectors/prometheus/answers.h"
#include "connectors/tracing/types.h"
#include "models/focus/focusmodel.h"
#include "widgets/shell/palettemodel.h"

#include <QObject>
#include <QTimer>

namespace signalbox::app {

class Backends;
class ServiceList;

/// Searches for typed words in all sources at once: lines, names of metrics and labels, tags of traces. Says
/// of each where it stands, and of what it did not search that it did not. The newest words win.
class OmniSearch : public QObject
{
    Q_OBJECT

public:
    OmniSearch(Backends* backends, focus::FocusModel* focus, ServiceList* services,
               QObject* parent = nullptr);
    ~OmniSearch() override;

    /// Empty: nothing any more. Asked after a moment without a newer text.
    void search(const QString& text);

Q_SIGNALS:
    /// All rows, whenever a source has news.
    void found(const std::vector<signalbox::widgets::OmniRow>& rows);

private:
    struct Source
    {
        QString name;
        std::vector<widgets::OmniRow> rows;
    };
    void ask();
    void askLines(const Interval& range);
    void sendLines(loki::Client* client, const QString& query, const Interval& range);
    void askTraces(const Interval& range);
    void askNames();
    void matchNames();
    void tell();
    void say(Source& source, const QString& state);

    Backends* m_backends;
    focus::FocusModel* m_focus;
    ServiceList* m_services;
    QTimer m_patience;
    QString m_text;
    Source m_lines;
    Source m_traces;
    Source m_metrics;
    Source m_labels;
    std::optional<QStringList> m_metricNames;
    std::optional<QStringList> m_labelNames;
    Latest<loki::Feature<loki::IndexStats>> m_weighs;
    Latest<loki::LogPage> m_asksLines;
    Latest<tracing::SearchResult> m_asksTraces;
    Latest<prometheus::ListAnswer> m_asksMetrics;
    Latest<prometheus::ListAnswer> m_asksLabels;
};

} // namespace signalbox::app
