// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/latest.h"
#include "app/controllers/tracelogfetch.h"
#include "models/items/sheetmodel.h"
#include "models/traces/comparison.h"
#include "models/traces/mergedtree.h"
#include "models/traces/statistics.h"
#include "widgets/trace/tracepage.h"

#include <QObject>
#include <QThreadPool>

namespace signalbox::app {

class Backends;
class ServiceList;
class TraceStore;

/// Feeds the page of one trace: brings it, has it read on the pool, brings its lines of the logs, searches in
/// it, and makes its tables when they are looked at. The trace may also come out of a file.
class TraceReader : public QObject
{
    Q_OBJECT

public:
    TraceReader(Backends* backends, ServiceList* services, TraceStore* store, widgets::TracePage* page,
                QThreadPool* pool, QObject* parent = nullptr);
    ~TraceReader() override;

    /// The trace, and the span to choose. Nothing: no trace.
    void show(const std::optional<TraceId>& id, const std::optional<SpanId>& span);
    /// Whether of what is shown next not the span itself is chosen, but what it waited for longest.
    void setWantsSlowest(bool wants) { m_wantsSlowest = wants; }
    /// Once more, and the view keeps its place.
    void refresh();
    [[nodiscard]] const std::optional<TraceId>& asked() const { return m_asked; }
    [[nodiscard]] const traces::ReadingPtr& reading() const { return m_reading; }
    /// Those that are known from a search: what one may compare with.
    void setOthers(const std::vector<TraceSummary>& found);
    /// Reads a file; tells when there is a trace in it by fileOpened().
    void openFile(const QString& path);
    /// Writes without asking where to: "json", "md", "png" or "svg".
    void saveTo(const QString& path, const QString& form);
    void copy(const QString& form);
    void compareWith(const TraceId& id);
    /// A larger trace is not drawn: beyond this a waterfall is no help.
    void setMostSpans(std::size_t spans) { m_mostSpans = spans; }

Q_SIGNALS:
    void answered(signalbox::Instant at);
    void readingChanged();
    void fileOpened(const signalbox::TraceId& id);
    void fileFailed(const QString& sentence);

private:
    void fetch();
    void take(Result<std::shared_ptr<const Trace>> trace);
    void read();
    void takeReading(const traces::ReadingPtr& reading);
    void chooseSpan();
    void askLines();
    void showRemarks();
    void showFooter();
    void find();
    void keep();
    void fillView();
    void groupUp();
    void compare();

    Backends* m_backends;
    ServiceList* m_services;
    TraceStore* m_store;
    widgets::TracePage* m_page;
    QThreadPool* m_pool;
    std::optional<TraceId> m_asked;
    std::optional<SpanId> m_wantedSpan;
    std::shared_ptr<const Trace> m_trace;
    traces::ReadingPtr m_reading;
    TraceLogFetch* m_logFetch;
    TraceLogFetch::Found m_lines;
    std::size_t m_mostSpans = 300'000;
    bool m_linesAsked = false;
    bool m_fromFile = false;
    QString m_failure; ///< of asking again for what is here
    bool m_wantsSlowest = false;
    bool m_choosesSlowest = false;  ///< of the wanted span
    bool m_wantsBottleneck = false; ///< of a trace that was just opened
    std::vector<std::uint32_t> m_hits;
    traces::ReadingPtr m_other;
    Latest<std::shared_ptr<const Trace>> m_fetching;
    Latest<traces::ReadingPtr> m_nowReading;
    Latest<std::vector<std::uint32_t>> m_finding;
    Latest<std::vector<items::SheetRow>> m_grouping;
    Latest<std::vector<items::SheetRow>> m_eventing;
    Latest<std::vector<traces::MergedNode>> m_merging;
    /// Two traces side by side, made on the pool.
    struct Difference
    {
        std::vector<items::SheetRow> rows;
        QString loss; ///< where most of the time went, as a sentence
    };
    Latest<Difference> m_comparing;
    Latest<traces::ReadingPtr> m_readingOther;
    Latest<std::shared_ptr<const Trace>> m_fetchingOther;
    Latest<std::vector<std::shared_ptr<const Trace>>> m_opening;
    Latest<bool> m_writing;
    Latest<QString> m_copying;
    Latest<QStringList> m_tagging;
};

} // namespace signalbox::app
