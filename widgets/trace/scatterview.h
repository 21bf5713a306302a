// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/telemetry/tracesummary.h"
#include "widgets/theme/theme.h"

#include <QWidget>

#include <optional>

namespace signalbox::widgets {

/// A stretch of time and of durations that was dragged over.
struct ScatterArea
{
    Instant from;
    Instant to;
    Duration shortest{0};
    Duration longest{0};
    bool operator==(const ScatterArea&) const = default;
    [[nodiscard]] bool contains(const TraceSummary& trace) const
    {
        return trace.start >= from && trace.start <= to && trace.duration >= shortest &&
               trace.duration <= longest;
    }
};

/// Found traces as dots: when they began and how long they took (logarithmic); failed ones have another
/// shape. A click opens one, a drag keeps those within.
class ScatterView : public QWidget
{
    Q_OBJECT

public:
    explicit ScatterView(const theme::Theme* theme, QWidget* parent = nullptr);

    /// `faint` ones are drawn too, quietly: a filter leaves them out.
    void setTraces(std::vector<TraceSummary> traces, std::vector<bool> faint);
    void setZone(Zone zone);
    void setCurrent(const std::optional<TraceId>& id);
    void setArea(const std::optional<ScatterArea>& area);
    [[nodiscard]] QPointF placeOf(const TraceSummary& trace) const;
    [[nodiscard]] QSize sizeHint() const override { return {400, 132}; }

Q_SIGNALS:
    void chosen(const signalbox::TraceId& id);
    void areaChosen(const std::optional<signalbox::widgets::ScatterArea>& area);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] QRectF plot() const;
    [[nodiscard]] int traceAt(const QPointF& place) const;
    [[nodiscard]] double yOf(Duration duration) const;
    [[nodiscard]] Duration durationAt(double y) const;
    [[nodiscard]] Instant timeAt(double x) const;

    const theme::Theme* m_theme;
    std::vector<TraceSummary> m_traces;
    std::vector<bool> m_faint;
    std::optional<TraceId> m_current;
    std::optional<ScatterArea> m_area;
    Instant m_first;
    Instant m_last;
    double m_low = 0; ///< log10 of ns
    double m_high = 1;
    Zone m_zone = Zone::Utc;
    std::optional<QPointF> m_pressed;
    QPointF m_here;
};

} // namespace signalbox::widgets
