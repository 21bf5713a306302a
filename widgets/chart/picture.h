// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart/chartdata.h"
#include "models/chart/geometry.h"
#include "models/chart/pyramid.h"
#include "models/chart/thinning.h"
#include "models/chart/ticks.h"

#include <QFont>
#include <QImage>
#include <QSizeF>

#include <memory>
#include <optional>
#include <vector>

class QPainter;

namespace signalbox::widgets {

/// The colours of one picture, taken from the theme in the GUI thread. `lines` has one for each line drawn.
struct PictureColors
{
    std::vector<QColor> lines;
    QColor band;
    QColor bandEdge;
};

/// A min/max pyramid and the series it belongs to; kept from one picture to the next.
struct KeptPyramid
{
    std::shared_ptr<const Series> series;
    Duration step{0};
    std::shared_ptr<const chart::Pyramid> pyramid;
};

/// Everything that a picture is made from.
struct PictureRequest
{
    chart::ChartDataPtr data;
    QSizeF size;      ///< of the whole drawing, margins included
    double scale = 1; ///< device pixels in one of ours
    PictureColors colors;
    QFont labelFont;
    std::vector<KeptPyramid> pyramids;
};

/// A chart thinned for one width and painted: the part that costs time, made on the pool and shared as const.
struct Picture
{
    chart::ChartDataPtr data;
    chart::Geometry geometry; ///< in the coordinates of the drawing
    double scale = 1;
    chart::ValueAxis values;
    std::vector<chart::Thinned> lines;
    chart::Thinned bandLow; ///< column by column as bandHigh
    chart::Thinned bandHigh;
    PictureColors colors;
    QImage lineImage;                  ///< fills the plot
    QImage bandImage;                  ///< null without a band
    std::optional<Instant> lastSample; ///< of any line, within the range
    std::vector<KeptPyramid> pyramids;
};

using PicturePtr = std::shared_ptr<const Picture>;

/// The margins of the sheet; the left one grows with the labels.
inline constexpr double plotLeft = 48;
inline constexpr double plotRight = 12;
inline constexpr double plotTop = 18;
inline constexpr double plotBottom = 22;

/// Pure but for the fonts. A size without room for a plot gives a picture whose geometry is empty.
[[nodiscard]] PicturePtr makePicture(const PictureRequest& request);

/// These lines alone in an image that fills the plot; what makes one stand out.
[[nodiscard]] QImage drawLines(const Picture& picture, const std::vector<std::size_t>& which, double width);

/// The same as paths, in the coordinates of the drawing: for formats that know no pixels.
void drawLinesAsPaths(QPainter& painter, const Picture& picture, const std::vector<std::size_t>& which,
                      double width);
void drawBand(QPainter& painter, const Picture& picture);

} // namespace signalbox::widgets
