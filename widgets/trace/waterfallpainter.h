// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/traces/rows.h"
#include "models/traces/spanfacts.h"
#include "models/traces/timescale.h"
#include "widgets/theme/theme.h"

#include <QFont>
#include <QRect>

class QPainter;

namespace signalbox::widgets {

/// Draws rows of a waterfall: the tree at the left, bars, gaps and lines of logs at the right. Knows where
/// things are drawn, so that the view can tell what was hit. Only what it is asked for is looked at.
class WaterfallPainter
{
public:
    static constexpr int rowHeight = 24;

    explicit WaterfallPainter(const theme::Theme* theme);

    /// What is on the screen; borrowed for one call.
    struct Scene
    {
        const traces::Reading* reading = nullptr;
        const std::vector<traces::Row>* rows = nullptr;
        traces::TimeScale scale;
        int treeWidth = 356;
        int width = 0;
        int current = -1; ///< row
        int hovered = -1;
        bool active = false;
        const std::vector<bool>* hits = nullptr; ///< by span
        std::int64_t currentHit = -1;
        std::int64_t bottleneck = -1; ///< the span to say it of
        double bottleneckShare = 0;
        bool masked = false; ///< it leaves the window: secrets are masked
    };

    /// `top` is where the row begins on the device.
    void paintRow(QPainter& painter, const Scene& scene, int row, int top) const;

    [[nodiscard]] QRect disclosureRect(const Scene& scene, const traces::Row& row, int top) const;
    /// Empty when the row has no bar.
    [[nodiscard]] QRectF barRect(const Scene& scene, const traces::Row& row, int top) const;
    /// The colour of time in children: the service's own hue on the pane.
    [[nodiscard]] QColor childColor(const QColor& own) const;

private:
    /// A name or a line as it may be shown there.
    [[nodiscard]] static QString shownText(const Scene& scene, const QString& text, qsizetype most);
    [[nodiscard]] int indentOf(const Scene& scene, std::uint32_t depth) const;
    void paintGround(QPainter& painter, const Scene& scene, const traces::Row& row, int number,
                     int top) const;
    void paintSpan(QPainter& painter, const Scene& scene, const traces::Row& row, int top) const;
    void paintName(QPainter& painter, const Scene& scene, const traces::Row& row, int top) const;
    void paintBar(QPainter& painter, const Scene& scene, std::uint32_t span, int top) const;
    void paintGap(QPainter& painter, const Scene& scene, const traces::Row& row, int top) const;
    void paintLog(QPainter& painter, const Scene& scene, const traces::Row& row, int top) const;
    void paintLane(QPainter& painter, const Scene& scene, const traces::Row& row, int top) const;
    void paintHidden(QPainter& painter, const Scene& scene, const traces::Row& row, int top) const;
    void paintKind(QPainter& painter, int x, int top, SpanKind kind) const;
    void paintPill(QPainter& painter, const QRect& place, const traces::Pill& pill) const;
    /// Beside a place in the timeline: at its right, or at its left when there is more room.
    void paintBeside(QPainter& painter, const Scene& scene, const QRectF& place, int top, const QString& text,
                     const QColor& color, const QFont& font) const;

    const theme::Theme* m_theme;
    QFont m_base;
    QFont m_medium;
    QFont m_small;
    QFont m_smallStrong;
    QFont m_micro;
    QFont m_data;
};

/// A square, a swatch of that service.
void drawSwatch(QPainter& painter, const QPoint& topLeft, const QColor& color);
[[nodiscard]] theme::Color toneColor(traces::Tone tone);

} // namespace signalbox::widgets
