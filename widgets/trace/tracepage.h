// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/items/sheetmodel.h"
#include "models/traces/reading.h"
#include "models/traces/statistics.h"
#include "widgets/common/banner.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QSplitter;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace signalbox::widgets {

class FlameView;
class KeyButton;
class Minimap;
class PathStrip;
class PaneHeader;
class Segments;
class SpanDetail;
class WaterfallView;

/// One trace: what it waited for, the waterfall with its minimap, and the same spans as statistics, flame
/// graph, events and beside another trace; the chosen span at the right.
class TracePage : public QWidget
{
    Q_OBJECT

public:
    enum class View
    {
        Waterfall,
        Statistics,
        Flame,
        Events,
        Compare
    };
    enum class Keep
    {
        All,
        Failed,
        Critical,
        Matches
    };

    explicit TracePage(const theme::Theme* theme, QWidget* parent = nullptr);

    /// Null: the trace that is named is not here (yet).
    void setReading(const traces::ReadingPtr& reading);
    void setHeading(const QString& name, const QString& service, const QString& id);
    void setBackText(const QString& text);
    void setZone(Zone zone);
    void setFooter(const QString& text);
    /// What the comparison says, above its table.
    void setCompareNote(const QString& text);
    void showView(View view);
    [[nodiscard]] View view() const;

    [[nodiscard]] WaterfallView* waterfall() const { return m_waterfall; }
    [[nodiscard]] SpanDetail* detail() const { return m_detail; }
    [[nodiscard]] PathStrip* path() const { return m_path; }
    [[nodiscard]] FlameView* flame() const { return m_flame; }
    [[nodiscard]] Banner* banner() const { return m_banner; }
    [[nodiscard]] Banner* compareBanner() const { return m_compareBanner; }
    [[nodiscard]] items::SheetModel* statistics() const { return m_statistics; }
    [[nodiscard]] items::SheetModel* events() const { return m_events; }
    [[nodiscard]] items::SheetModel* difference() const { return m_difference; }
    [[nodiscard]] QTableView* statisticsTable() const { return m_statisticsTable; }

    [[nodiscard]] QString findText() const;
    void setFindText(const QString& text);
    void startFind();
    /// "3 of 12"; an empty text hides it.
    void setFindStatus(const QString& status, bool none);
    [[nodiscard]] Keep keep() const;
    void setKeep(Keep keep);
    /// One service alone; empty: all.
    void setKeptService(const QString& service);
    [[nodiscard]] QString keptService() const { return m_keptService; }

    [[nodiscard]] traces::GroupBy groupBy() const;
    [[nodiscard]] QString groupTag() const;
    void setTagKeys(const QStringList& keys);
    /// Traces to compare with: shown text and id.
    void setOthers(const std::vector<std::pair<QString, TraceId>>& others);
    [[nodiscard]] std::optional<TraceId> other() const;
    void setOther(const TraceId& id, const QString& text);

    void setDetailShown(bool shown);
    [[nodiscard]] bool isDetailShown() const;
    void setLogsShown(bool shown);
    void setSkewCorrected(bool corrected);
    [[nodiscard]] bool isSkewCorrected() const;
    void openMore();

Q_SIGNALS:
    void backRequested();
    void retried();
    void viewShown();
    void findChanged();
    void findStepped(int step);
    void keepChanged();
    void groupingChanged();
    void otherChosen();
    void skewToggled(bool corrected);
    void copyIdRequested();
    void copyRequested(const QString& form); ///< "text", "markdown", "picture"
    void saveRequested(const QString& form); ///< "json", "png", "svg", "markdown"
    void spanMenuRequested(const QPoint& global);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void layOut();
    void connectUp();
    [[nodiscard]] QWidget* makeWaterfall();
    [[nodiscard]] QWidget* makeStatistics();
    [[nodiscard]] QWidget* makeCompare();
    void showSpan();
    void fitHeader();

    const theme::Theme* m_theme;
    PaneHeader* m_header;
    QToolButton* m_back;
    QToolButton* m_copy;
    QLineEdit* m_find;
    QLabel* m_findStatus;
    Segments* m_keep;
    KeyButton* m_logs;
    KeyButton* m_skew;
    KeyButton* m_more;
    Segments* m_views;
    PathStrip* m_path;
    Minimap* m_minimap;
    WaterfallView* m_waterfall;
    QLabel* m_footer;
    QWidget* m_legend;
    Banner* m_banner;
    QStackedWidget* m_pages;
    Segments* m_grouping;
    QComboBox* m_tag;
    items::SheetModel* m_statistics;
    QTableView* m_statisticsTable;
    FlameView* m_flame;
    items::SheetModel* m_events;
    QTableView* m_eventsTable;
    QComboBox* m_other;
    QLabel* m_compareNote;
    Banner* m_compareBanner;
    items::SheetModel* m_difference;
    QTableView* m_differenceTable;
    QSplitter* m_splitter;
    SpanDetail* m_detail;
    QString m_keptService;
    bool m_detailWanted = true;
    QString m_note;
    QString m_backText;
    bool m_narrow = false;
};

} // namespace signalbox::widgets
