// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/latest.h"
#include "app/controllers/logexport.h"
#include "app/controllers/logfeed.h"
#include "app/controllers/logvolume.h"
#include "app/controllers/servicelist.h"
#include "models/focus/focusmodel.h"
#include "models/logql/question.h"
#include "models/logs/permalink.h"
#include "models/promql/completion.h"
#include "widgets/logs/logspane.h"

#include <QJsonObject>
#include <QObject>
#include <QTimer>

#include <memory>

namespace signalbox::app {

class Backends;
class LineInspector;
class LogInsight;
class LogSearch;

/// Feeds the Logs pane: makes the question out of the Focus and what the person added, shows what it would
/// cost before it is asked, and asks. Lines, bars, shapes and details are fed by others, which it owns. Asks
/// nothing while the pane is not seen.
class LogsController : public QObject
{
    Q_OBJECT

public:
    LogsController(Backends* backends, focus::FocusModel* focus, ServiceList* services,
                   widgets::LogsPane* pane, const widgets::LogsPane::Models& models,
                   QObject* parent = nullptr);
    ~LogsController() override;

    /// What came since the last time.
    void refresh();
    void setZone(Zone zone);
    void setStars(logs::Stars stars);
    /// Goes to the line of a link, with its query and range.
    void open(const logs::Permalink& link);
    /// Asks that question for that time, in place of the one that is there.
    void lookFor(logql::Question question, const Interval& range, const QString& how);
    /// Asks that text, as if a person had written it.
    void askText(const QString& query, const std::optional<TimeRange>& range, const QString& how);
    /// Where the person is in the lines: question, line, what is open. For the Trail.
    [[nodiscard]] QJsonObject place() const;
    /// Before the Focus changes: what is asked next is that question, and then its line is gone to.
    void prepare(const QJsonObject& place);
    [[nodiscard]] LogFeed* feed() const { return m_feed; }
    [[nodiscard]] LogSearch* search() const { return m_search; }
    [[nodiscard]] const logql::Question& question() const { return m_question; }
    /// A question that would read more is shown with its estimate first.
    void setHeavyBytes(std::int64_t bytes) { m_heavyBytes = bytes; }
    /// For tests and tours: writes without asking where to.
    void exportTo(const QString& path, logtext::ExportForm form);

Q_SIGNALS:
    void answered(signalbox::Instant at);
    void traceRequested(const signalbox::LogLine& line);
    void linePivotRequested(const signalbox::LogLine& line, signalbox::widgets::LinePivot pivot);
    void paneRequested(const QString& id);
    void starsChanged(const signalbox::logs::Stars& stars);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    // Asking
    void connectFeed();
    void focusChanged();
    void writeQuery();
    void ask(bool anew);
    void askNow(loki::Client* client, const LogQuestion& question, bool anew);
    void countLines(const LogQuestion& question);
    void askBeside();
    void estimate(loki::Client* client, const LogQuestion& question, bool anew);
    void showEstimate(const loki::Feature<loki::IndexStats>& stats);
    void showState();
    void showFailure(const Error& error);
    void showVolume();
    void toggleLive(bool live);
    void complete(const promql::CompletionRequest& request);
    [[nodiscard]] loki::Client* client();
    [[nodiscard]] std::optional<LogQuestion> currentQuestion();

    // What a person does, in logsactions.cpp
    void connectActions();
    void apply(logql::Question question, const QString& how);
    void actOnField(widgets::FieldAction action, const logs::FieldName& field, const QString& value);
    void filterByShape(int row, bool isNot);
    void goToShape(int row);
    void star(int row);
    void copyLines(widgets::LogForm form);
    void copyLink(int row);
    void exportLines(widgets::LogForm form);
    void moveAlong(widgets::LogView* from, widgets::LogView* to, int row);
    void goToLine();
    void chooseTelling();
    /// Does the line carry the id of a trace?
    [[nodiscard]] bool leadsOn(int row) const;
    [[nodiscard]] logtext::ExportHead head() const;
    [[nodiscard]] QString parserOf(int row) const;
    [[nodiscard]] std::vector<logs::FieldName> knownFields() const;

    Backends* m_backends;
    focus::FocusModel* m_focus;
    ServiceList* m_services;
    widgets::LogsPane* m_pane;
    widgets::LogsPane::Models m_models;
    QThreadPool m_pool;
    LogFeed* m_feed;
    LogFeed* m_otherFeed;
    LogVolume* m_volume;
    LogInsight* m_insight;
    LineInspector* m_inspector;
    LogSearch* m_search;
    LogExport* m_export;
    logql::Question m_question; ///< its services as we call them
    QString m_written;          ///< the question as Loki was asked it
    Latest<loki::Feature<loki::IndexStats>> m_stats;
    QTimer m_statsPatience; ///< then the question is asked without an estimate
    std::function<void()> m_asks;
    Latest<QStringList> m_names;
    Latest<loki::Feature<std::vector<loki::DetectedField>>> m_fieldNames;
    Latest<loki::Feature<QStringList>> m_fieldValues;
    QString m_confirmed; ///< the heavy query that the person wants all the same
    std::int64_t m_heavyBytes = heavyLogBytes;
    QString m_heavy; ///< why it has not been asked; empty when it was
    std::optional<loki::IndexStats> m_cost;
    std::optional<logs::LineKey> m_wanted; ///< the line of a link, or of a place on the Trail
    bool m_opensWanted = true;
    bool m_wantsTelling = false; ///< a line that says most is chosen when lines come
    std::optional<Instant> m_linesAt;
    Zone m_zone = Zone::Utc;
    bool m_stale = true;   ///< the pane is not seen, and what it shows is of another question
    bool m_moving = false; ///< one column moves the other
    bool m_quiet = false;  ///< asked by the clock: what the banner says stays until there is news
};

} // namespace signalbox::app
