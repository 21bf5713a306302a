// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/logs/permalink.h"
#include "models/logs/volume.h"
#include "widgets/common/banner.h"
#include "widgets/logs/fieldtree.h"
#include "widgets/shell/pane.h"

#include <vector>

class QComboBox;
class QLabel;
class QListWidget;
class QSplitter;
class QStackedLayout;

namespace signalbox::items {
class FieldCountModel;
class LogModel;
class PatternModel;
} // namespace signalbox::items

namespace signalbox::widgets {

class ChipBar;
class FieldsPanel;
class KeyButton;
class LevelLegend;
class LineDetail;
class LogView;
class PaneHeader;
class PatternsPanel;
class QueryEditor;
class SearchBar;
class Segments;
class VolumeChart;

/// Where one may go from a line.
enum class LinePivot
{
    SameTrace,   ///< lines of the same trace
    SameRequest, ///< lines with the same id of a request
    Rate,        ///< how often lines of its shape come
    Signals      ///< golden signals of its service around its time
};

/// How lines are copied or written to a file.
enum class LogForm
{
    Text,
    Json,
    Markdown,
    Csv
};

/// Logs: what is asked as chips and as LogQL, lines over time, the lines with one of them whole in place, and
/// at the side their shapes, fields and stars. A second column may show another service at the same time.
class LogsPane : public Pane
{
    Q_OBJECT

public:
    struct Models
    {
        items::LogModel* lines;
        items::LogModel* others; ///< of the second column
        items::PatternModel* patterns;
        items::FieldCountModel* fields;
    };

    LogsPane(const Models& models, const theme::Theme* theme, QWidget* parent = nullptr);

    [[nodiscard]] QString id() const override { return QStringLiteral("logs"); }
    [[nodiscard]] QString title() const override { return tr("Logs"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("logs"); }
    void takeFocus() override;
    /// Of the lines alone: where there is no room, the side stands over them.
    [[nodiscard]] QSize minimumSizeHint() const override { return {640, 400}; }
    [[nodiscard]] std::vector<Command> commands() override;

    /// Replaces the text unless the person has written over it.
    void setFocusQuery(const QString& query);
    /// The person's own text from now on.
    void setOwnQuery(const QString& query);
    [[nodiscard]] QString query() const;
    [[nodiscard]] bool isOwnQuery() const { return m_own; }
    void dropOwnQuery();
    [[nodiscard]] bool isNewestFirst() const;
    void setNewestFirst(bool newest);
    void setNote(const QString& note);
    void setEstimate(const QString& estimate);
    /// Of the bars: counts by level, who counted, and why it was not the server.
    void setVolume(const logs::Volume& volume, const QString& source, const QString& problem);
    void setLive(bool live, const QString& state);
    [[nodiscard]] bool isLive() const;
    void setStars(const logs::Stars& stars, Zone zone);
    /// Services that can be shown beside; the chosen one is empty while there is no second column.
    void setServices(const QStringList& services);
    [[nodiscard]] QString besideService() const;
    void setBeside(bool beside);
    void setZone(Zone zone);
    /// Columns, wrapping and the like, as text for the settings.
    [[nodiscard]] QByteArray look() const;
    void setLook(const QByteArray& text);
    /// Progress of an export; empty takes the line away.
    void setExport(const QString& text, const QString& action);

    [[nodiscard]] QueryEditor* editor() const { return m_editor; }
    [[nodiscard]] ChipBar* chips() const { return m_chips; }
    [[nodiscard]] VolumeChart* volume() const { return m_volume; }
    [[nodiscard]] LogView* view() const { return m_view; }
    [[nodiscard]] LogView* otherView() const { return m_other; }
    [[nodiscard]] LineDetail* detail() const { return m_detail; }
    [[nodiscard]] SearchBar* search() const { return m_search; }
    [[nodiscard]] PatternsPanel* patterns() const { return m_patterns; }
    [[nodiscard]] FieldsPanel* fields() const { return m_fields; }
    [[nodiscard]] Banner* banner() const { return m_banner; }
    [[nodiscard]] Banner* otherBanner() const { return m_otherBanner; }
    [[nodiscard]] QListWidget* starList() const { return m_stars; }

    enum class Side
    {
        Patterns,
        Fields,
        Stars
    };
    void showSide(Side side);
    [[nodiscard]] bool isSideShown() const;
    [[nodiscard]] Side side() const;
    void setSideShown(bool shown);

Q_SIGNALS:
    /// From a line to what belongs to it.
    void linePivotRequested(signalbox::widgets::LogView* view, int row, signalbox::widgets::LinePivot pivot);
    void querySubmitted();
    void orderChanged();
    void cancelRequested();
    void liveToggled(bool live);
    void besideChanged();
    void copyRequested(signalbox::widgets::LogForm form);
    void exportRequested(signalbox::widgets::LogForm form);
    void exportActed();
    void levelChosen(signalbox::Level level);
    void starChosen(const signalbox::logs::LineKey& line);
    void sideChanged();
    void lookChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void pivotFromLine(LinePivot pivot);
    void layOut();
    void connectParts();
    [[nodiscard]] QWidget* makeSide();
    void placeSide();
    void openExportMenu();
    void openLineMenu(LogView* view, int row, const QPoint& global);
    void toggleRaw();
    void toggleColours();
    void toggleWrap();

    Models m_models;
    const theme::Theme* m_theme;
    PaneHeader* m_header;
    Segments* m_order;
    KeyButton* m_wrap;
    KeyButton* m_live;
    KeyButton* m_export;
    KeyButton* m_beside;
    KeyButton* m_sideButton;
    ChipBar* m_chips;
    QueryEditor* m_editor;
    QLabel* m_estimate;
    LevelLegend* m_legend;
    QLabel* m_source;
    VolumeChart* m_volume;
    Banner* m_banner;
    LogView* m_view;
    LineDetail* m_detail;
    SearchBar* m_search;
    Banner* m_exporting;
    QSplitter* m_columns;
    QWidget* m_otherColumn;
    QComboBox* m_service;
    Banner* m_otherBanner;
    LogView* m_other;
    QWidget* m_side = nullptr;
    Segments* m_sideTabs;
    QLabel* m_sideNote;
    QStackedLayout* m_sidePages;
    PatternsPanel* m_patterns;
    FieldsPanel* m_fields;
    QListWidget* m_stars;
    QString m_focusQuery;
    bool m_own = false;        ///< the person wrote the query
    bool m_sideWanted = true;  ///< where there is room
    bool m_drawerOpen = false; ///< where there is none
};

} // namespace signalbox::widgets
