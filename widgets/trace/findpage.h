// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/sheetmodel.h"
#include "models/traces/found.h"
#include "widgets/common/banner.h"
#include "widgets/trace/scatterview.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QTableView;

namespace signalbox::items {
class TraceModel;
}

namespace signalbox::widgets {

class KeyButton;
class MapView;
class PaneHeader;
class Segments;

/// What the person asks for.
struct TraceSearch
{
    QString service; ///< empty: any, where the backend can
    QString operation;
    traces::TagPairs tags;
    std::optional<Duration> minDuration;
    std::optional<Duration> maxDuration;
    bool operator==(const TraceSearch&) const = default;
};

/// Finding a trace: the question, what was found as dots and as a table, quick filters over it, and who calls
/// whom.
class FindPage : public QWidget
{
    Q_OBJECT

public:
    enum class Shown
    {
        Found,
        Map,
        Cohorts
    };

    FindPage(items::TraceModel* traces, const theme::Theme* theme, QWidget* parent = nullptr);

    void setServices(const QStringList& services, const QString& current, bool mayBeAny);
    void setOperations(const QStringList& operations);
    /// Puts it into the fields.
    void setSearch(const TraceSearch& search);
    /// What the fields say; a field that says nothing sensible is left out and marked.
    [[nodiscard]] TraceSearch search() const { return m_search; }
    void setNote(const QString& note);

    [[nodiscard]] traces::FoundFilter filter() const;
    void setFilter(const traces::FoundFilter& filter);
    /// For the choice of "with a service".
    void setFoundServices(const QStringList& services);
    [[nodiscard]] std::optional<ScatterArea> area() const { return m_area; }
    void setArea(const std::optional<ScatterArea>& area);

    void showPart(Shown what);
    [[nodiscard]] Shown shown() const;

    [[nodiscard]] Banner* banner() const { return m_banner; }
    [[nodiscard]] Banner* mapBanner() const { return m_mapBanner; }
    [[nodiscard]] Banner* cohortBanner() const { return m_cohortBanner; }
    [[nodiscard]] ScatterView* scatter() const { return m_scatter; }
    [[nodiscard]] MapView* map() const { return m_map; }
    [[nodiscard]] QTableView* table() const { return m_table; }
    /// What was weighed, above the table of what sets them apart.
    void setCohortNote(const QString& text);
    [[nodiscard]] items::SheetModel* traits() const { return m_traits; }
    [[nodiscard]] QTableView* traitTable() const { return m_traitTable; }
    /// The search line has the keyboard.
    void editTags();
    void focusResults();

Q_SIGNALS:
    void submitted();
    void cancelled();
    void filterChanged();
    void areaChanged();
    void traceChosen(const signalbox::TraceId& id);
    void compareRequested(const signalbox::TraceId& id);
    void fileRequested();
    void shownChanged();
    void serviceChosen(const QString& service);
    void traitChosen(int row);

private:
    [[nodiscard]] QWidget* makeFound();
    void layOut();
    void submit();
    bool readFields();
    void openMenu(const QPoint& global);
    [[nodiscard]] std::optional<TraceId> currentTrace() const;

    items::TraceModel* m_traces;
    const theme::Theme* m_theme;
    PaneHeader* m_header;
    Segments* m_what;
    KeyButton* m_open;
    QComboBox* m_service;
    QComboBox* m_operation;
    QLineEdit* m_tags;
    QLineEdit* m_minimum;
    QLineEdit* m_maximum;
    QLabel* m_problem;
    Segments* m_quick;
    QComboBox* m_with;
    Banner* m_banner;
    ScatterView* m_scatter;
    QTableView* m_table;
    QStackedWidget* m_pages;
    Banner* m_mapBanner;
    MapView* m_map;
    QLabel* m_cohortNote;
    Banner* m_cohortBanner;
    QLabel* m_mapNote;
    items::SheetModel* m_traits;
    QTableView* m_traitTable;
    TraceSearch m_search;
    std::optional<ScatterArea> m_area;
};

} // namespace signalbox::widgets
