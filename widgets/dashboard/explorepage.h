// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"
#include "models/promql/queryhistory.h"
#include "models/promql/tabletext.h"
#include "widgets/theme/theme.h"

#include <QWidget>

#include <optional>

class QLabel;
class QSplitter;
class QTableView;

namespace signalbox::items {
class SeriesModel;
}

namespace signalbox::widgets {

class Banner;
class BarButton;
class HistoryPopup;
class KeyButton;
class PaneHeader;
class QueryEditor;

/// Explore: one expression over the Focus' range, as a chart and as a table of its series. Emits intent;
/// whoever runs the query fills the model, the chart and the banner.
class ExplorePage : public QWidget
{
    Q_OBJECT

public:
    ExplorePage(items::SeriesModel* series, const theme::Theme* theme, QWidget* parent = nullptr);

    [[nodiscard]] QueryEditor* editor() const { return m_editor; }
    /// Empty, loading, error and partial are said here, above the chart.
    [[nodiscard]] Banner* banner() const { return m_banner; }
    [[nodiscard]] QTableView* table() const { return m_table; }

    /// The chart takes the place of its predecessor and belongs to the page.
    void setChart(QWidget* chart);
    [[nodiscard]] QWidget* chart() const { return m_chart; }

    [[nodiscard]] QString query() const;
    void setQuery(const QString& query);

    void setHistory(const promql::QueryHistory& history);
    [[nodiscard]] const promql::QueryHistory& history() const { return m_history; }

    /// While a query runs, Run is Cancel.
    void setRunning(bool running);
    /// How many series the server answered and how many of them are kept: "showing N of M series".
    void setSeriesCount(std::size_t shown, std::size_t all);
    /// The step that "Auto" comes to, or nothing when it is not known.
    void setAutoStep(std::optional<Duration> step);
    /// None: auto.
    [[nodiscard]] std::optional<Duration> step() const { return m_step; }
    void setStep(std::optional<Duration> step);
    void setNote(const QString& note);

    /// The table as it is shown, for the clipboard; figures in full.
    [[nodiscard]] promql::TextTable textTable() const;
    void takeFocus();

protected:
    void keyPressEvent(QKeyEvent* event) override;

Q_SIGNALS:
    void backRequested();
    void querySubmitted(const QString& query);
    void cancelled();
    void stepChosen();
    /// A row of the model, to stand out in the chart; -1 when none is chosen any more.
    void seriesChosen(int index);
    /// Run, starred or removed: time to keep it.
    void historyChanged(const signalbox::promql::QueryHistory& history);

private:
    void layOut();
    void wire();
    void openStepMenu();
    void showStep();
    void submit(const QString& query);
    void updateFoot();
    void openHistory();
    void openCopyMenu();
    void choose(int row);
    void changeHistory();

    const theme::Theme* m_theme;
    items::SeriesModel* m_series;
    PaneHeader* m_header;
    QueryEditor* m_editor;
    BarButton* m_stepButton;
    BarButton* m_historyButton;
    KeyButton* m_run;
    Banner* m_banner;
    QSplitter* m_splitter;
    QWidget* m_chart;
    QTableView* m_table;
    QLabel* m_count;
    BarButton* m_copy;
    HistoryPopup* m_historyPopup = nullptr; ///< made when it is first opened
    promql::QueryHistory m_history;
    std::optional<Duration> m_step;     ///< none: auto
    std::optional<Duration> m_autoStep; ///< what that comes to
    bool m_running = false;
    int m_chosen = -1;
    std::size_t m_shown = 0;
    std::size_t m_all = 0;
};

} // namespace signalbox::widgets
