// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart/chartdata.h"
#include "widgets/chart/crosshairgroup.h"
#include "widgets/common/banner.h"
#include "widgets/theme/theme.h"

#include <QFlags>
#include <QImage>
#include <QPointer>
#include <QWidget>

#include <memory>

class QPainter;
class QThreadPool;

namespace signalbox::widgets {

class ChartHead;
class ChartMenu;
class PlotView;

/// A form in which a chart leaves the program.
enum class ChartForm
{
    Text,
    Markdown,
    Csv,
    Png,
    Svg
};

/// A stretch of a chart that a person points at; what a pivot starts from.
struct ChartSelection
{
    Interval range;
    QString chart;     ///< its title
    QStringList lines; ///< the names of those that are shown: isolated ones, else all
    chart::Unit unit = chart::Unit::None;
    bool operator==(const ChartSelection&) const = default;
};

/// What the context menu may offer. Nothing is shown that nobody answers.
enum class ChartAction
{
    Zoom = 1,
    Logs = 2,
    Traces = 4,
    Pin = 8,
    Copy = 16,
    Save = 32,
    Deploys = 64,
    Elsewhere = 128 ///< all services at that time
};
Q_DECLARE_FLAGS(ChartActions, ChartAction)
Q_DECLARE_OPERATORS_FOR_FLAGS(ChartActions)

/// What an action would find, known before it is taken.
struct ChartCount
{
    QString text; ///< "128 (37 errors)"; empty while it is counted and when it cannot be
    bool isZero = false;
    QString reason; ///< why it is zero, or not known
    bool operator==(const ChartCount&) const = default;
};

/// A chart as bytes, ready to be written where the person says.
struct ChartFile
{
    QString name; ///< suggested
    QByteArray bytes;
};

/// One chart in its card: head with legend, lane of marks, plot, crosshair. Shows a ChartData and says what
/// the person wants; it never asks a backend and never zooms by itself. A new snapshot is thinned and drawn
/// on the pool; until that is done the old picture stays, and of several snapshots the newest wins.
class ChartView : public QWidget
{
    Q_OBJECT

public:
    ChartView(const theme::Theme* theme, QThreadPool* pool, QWidget* parent = nullptr);
    ~ChartView() override;

    /// More lines than this are not drawn, whoever asks: nobody can tell them apart. The legend counts them.
    static constexpr std::size_t mostLines = 100;

    /// What the head says until there are data, which bring their own.
    void setTitle(const QString& title, const QString& unitWords);
    void setData(chart::ChartDataPtr data);
    [[nodiscard]] const chart::ChartDataPtr& data() const { return m_data; }
    /// Loading, empty, failed, partial, stale. Data that are there stay; stale ones are drawn quietly.
    void setBanner(const BannerText& text);
    void setZone(Zone zone);
    void setCrosshairGroup(CrosshairGroup* group);
    void setOffered(ChartActions actions);
    /// Shown in the menu, also in one that is open. Those of another stretch are taken away first.
    void setCount(ChartAction action, const ChartCount& count);
    void clearCounts();
    /// Of the actions that are counted; empty where it is not known.
    [[nodiscard]] QStringList countTexts() const;

    /// Only these lines stand out, the rest falls back; none means all alike.
    void isolate(const std::vector<std::size_t>& lines);
    [[nodiscard]] const std::vector<std::size_t>& isolated() const;

    /// What is selected; the whole range when nothing is.
    [[nodiscard]] ChartSelection selection() const;
    [[nodiscard]] bool hasSelection() const;
    void clearSelection();
    /// Without its menu: it was there before.
    void markSelection(const Interval& range);
    /// As if a person had dragged over it; the menu opens.
    void select(const Interval& range);

    /// To the clipboard; a picture as an image, all else as text.
    void copyAs(ChartForm form) const;
    /// Answered by saveRequested().
    void saveAs(ChartForm form);
    /// As it is on the screen, without crosshair and selection.
    [[nodiscard]] QImage picture(double scale) const;
    [[nodiscard]] QByteArray svg() const;

    /// Where the plot is, in the coordinates of plotWidget(), which takes the mouse and the keys.
    [[nodiscard]] QRectF plotRect() const;
    [[nodiscard]] QWidget* plotWidget() const;
    [[nodiscard]] QPointF positionOf(Instant at, double value) const;
    /// How often lines were drawn anew; the crosshair must not add to it.
    [[nodiscard]] int drawings() const;

Q_SIGNALS:
    void selectionMade(const signalbox::widgets::ChartSelection& selection);
    void selectionCleared();
    /// The menu is about to be seen, with or without a selection: what can be counted may be counted.
    void menuOpened(const signalbox::widgets::ChartSelection& selection);
    void deploysRequested(const signalbox::widgets::ChartSelection& selection);
    void elsewhereRequested(const signalbox::widgets::ChartSelection& selection);
    void zoomRequested(const signalbox::Interval& range);
    void zoomOutRequested();
    void logsRequested(const signalbox::widgets::ChartSelection& selection);
    void tracesRequested(const signalbox::widgets::ChartSelection& selection);
    void pinRequested(const signalbox::widgets::ChartSelection& selection);
    void saveRequested(const signalbox::widgets::ChartFile& file);
    void exemplarChosen(const signalbox::TraceId& trace);
    /// Of the banner.
    void actionTriggered();
    void cancelRequested();
    /// The picture of the newest data is on the screen.
    void pictureShown();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refreshTexts();
    void print(QPainter& painter, double scale) const;
    void openMenu(const QPoint& global);
    void openMenuAt(const QPoint& global, int left);
    void openBeside();
    void act(ChartAction action);

    const theme::Theme* m_theme;
    ChartHead* m_head;
    Banner* m_banner;
    PlotView* m_plot;
    ChartMenu* m_menu;
    chart::ChartDataPtr m_data;
    Zone m_zone = Zone::Utc;
};

} // namespace signalbox::widgets
