// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart/geometry.h"
#include "models/chart/thinning.h"

#include <QImage>

#include <vector>

namespace signalbox::widgets {

struct LineStyle
{
    QRgb color = 0;     ///< opaque
    double width = 1.5; ///< device pixels
    bool dashed = false;
};

/// The radius of a sample alone between two gaps, in widths of its line.
inline constexpr double lonelyDot = 1.5;

/// Paints dense lines: for every pixel column the span that the line covers there, with soft ends. The
/// picture lies on its side in memory, so that such a span is one run of it; QPainter needs several times as
/// long for the same. All in device pixels. Fit for any thread.
class ColumnCanvas
{
public:
    ColumnCanvas(int width, int height);

    /// The plot of `geometry` is the whole canvas: left and top are not looked at.
    void draw(const chart::Thinned& line, const chart::Geometry& geometry, const LineStyle& style);
    /// From that column on everything is paler.
    void fadeFrom(int x, double share);
    [[nodiscard]] QImage toImage() const;

private:
    void span(int x, double top, double bottom);
    void dot(double x, double y);
    void blend(QRgb& pixel, unsigned coverage) const;

    int m_width;
    int m_height;
    std::vector<QRgb> m_pixels; ///< premultiplied, column by column
    LineStyle m_style;
};

} // namespace signalbox::widgets
