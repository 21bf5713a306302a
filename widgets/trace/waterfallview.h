// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/trace/waterfallpainter.h"

#include <QAbstractScrollArea>
#include <QImage>

namespace signalbox::widgets {

class MarkedScrollBar;
class TraceRuler;

/// A trace as a waterfall: 100,000 spans scroll and zoom like ten, since only the rows on the screen are
/// looked at. Keeps what is closed, chosen and zoomed while the trace is read again. Emits intent; must not
/// fetch, and must not do more than lay out rows by itself.
class WaterfallView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit WaterfallView(const theme::Theme* theme, QWidget* parent = nullptr);

    /// Null: nothing. A new reading of the same trace keeps the place.
    void setReading(traces::ReadingPtr reading);
    [[nodiscard]] const traces::ReadingPtr& reading() const { return m_reading; }
    [[nodiscard]] const std::vector<traces::Row>& rows() const { return m_rows; }
    void setZone(Zone zone);
    [[nodiscard]] Zone zone() const { return m_zone; }

    /// By span; empty: all of them.
    void setKept(std::vector<bool> kept);
    /// In the order of the rows.
    void setHits(std::vector<std::uint32_t> hits);
    [[nodiscard]] const std::vector<std::uint32_t>& hits() const { return m_hits; }
    /// The hit after the current row, or before it; around the end. Its place among the hits, -1 without any.
    int stepHit(int step);
    void setLogsShown(bool shown);
    [[nodiscard]] bool logsShown() const { return m_choice.logs; }
    /// What the summary of the critical path names first.
    void setBottleneck(std::int64_t span, double share);

    /// -1 when none is chosen, or what is chosen is no span.
    [[nodiscard]] std::int64_t currentSpan() const;
    [[nodiscard]] int currentRow() const { return m_current; }
    void setCurrentRow(int row);
    /// Opens what hides it, chooses it and brings it to the middle.
    void showSpan(std::uint32_t span);

    [[nodiscard]] const traces::Stretch& view() const { return m_view; }
    void setView(const traces::Stretch& view);
    void zoomToSpan(std::uint32_t span);
    void zoom(double factor);
    void pan(double share);
    void showAll();

    void toggleRow(int row);
    void closeAll(bool closed);
    /// One level less or more than is open now.
    void closeLevel();
    void openLevel();
    void closeService(const QString& service, bool closed);

    /// The rows as they are, from the first one on, as a picture; at most so many.
    static constexpr int picturedRows = 600;
    [[nodiscard]] QImage picture() const;
    [[nodiscard]] QByteArray svg() const;

    [[nodiscard]] int rowAt(const QPoint& place) const; ///< of the viewport; -1
    [[nodiscard]] QRect rectOf(int row) const;
    [[nodiscard]] QRectF barOf(int row) const;
    [[nodiscard]] QRect disclosureOf(int row) const;
    [[nodiscard]] int treeWidth() const { return m_treeWidth; }
    void setTreeWidth(int width);
    [[nodiscard]] traces::TimeScale scale() const;

Q_SIGNALS:
    void currentChanged();
    void viewChanged();
    void rowsChanged();
    /// Enter, or a double click on a name.
    void spanActivated();
    void logActivated(int line);
    void menuRequested(const QPoint& global);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    bool viewportEvent(QEvent* event) override;

private:
    friend class TraceRuler;
    [[nodiscard]] WaterfallPainter::Scene scene() const;
    [[nodiscard]] QSize pictureSize() const;
    void paintPicture(QPainter& painter) const;
    /// Lays the rows out anew; the chosen row and the one at the top keep their places.
    void relayout();
    void carryOver(const traces::Reading& before);
    [[nodiscard]] int rowOf(const traces::Row& like) const;
    void updateBars();
    void sortHits();
    void markHits();
    void reveal(int row, bool middle);
    void step(int rows);
    bool pressOnRow(int row, const QPoint& place, Qt::KeyboardModifiers modifiers);
    bool actOnLetter(QKeyEvent* event);
    void hover(const QPoint& place);

    const theme::Theme* m_theme;
    WaterfallPainter m_painter;
    TraceRuler* m_ruler;
    MarkedScrollBar* m_bar;
    traces::ReadingPtr m_reading;
    traces::RowChoice m_choice;
    std::vector<traces::Row> m_rows;
    std::vector<std::uint32_t> m_hits;
    std::vector<bool> m_isHit;
    traces::Stretch m_view;
    Zone m_zone = Zone::Utc;
    int m_treeWidth = 356;  ///< as there is room for
    int m_treeWanted = 356; ///< as a person chose it
    int m_current = -1;
    int m_hovered = -1;
    std::int64_t m_bottleneck = -1;
    double m_bottleneckShare = 0;

    enum class Drag
    {
        None,
        Column,
        Pan
    };
    Drag m_drag = Drag::None;
    QPoint m_pressed;
    traces::Stretch m_viewPressed;
    bool m_moved = false;
};

/// The head of a waterfall: the name of the tree's column and the time axis. A drag over the axis zooms to
/// it.
class TraceRuler : public QWidget
{
    Q_OBJECT

public:
    TraceRuler(WaterfallView* view, const theme::Theme* theme);

    static constexpr int height = 24;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    WaterfallView* m_view;
    const theme::Theme* m_theme;
    std::optional<int> m_from; ///< x where the drag began
    int m_to = 0;
};

} // namespace signalbox::widgets
