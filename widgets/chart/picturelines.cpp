// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chartcolors.h"
#include "widgets/chart/columncanvas.h"
#include "widgets/chart/picture.h"

#include <QLineF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

// How the lines and the band of a picture are drawn; what is drawn is decided in picture.cpp.
namespace signalbox::widgets {

using chart::Column;
using chart::Thinned;

namespace {

constexpr double stillFilling = 0.45; ///< how much is left of a line that may still change

/// A line that has room for soft slopes is painted as a path, one that is dense or goes up and down all the
/// time as columns: a path costs by its length.
bool isSparse(const Thinned& line, const chart::Geometry& geometry)
{
    if (static_cast<double>(line.columns.size()) * 2 > geometry.width)
        return false;
    double length = 0;
    for (std::size_t i = 1; i < line.columns.size(); ++i)
        length += std::fabs(geometry.yOf(line.columns[i].first) - geometry.yOf(line.columns[i - 1].last));
    return length < 8 * geometry.width;
}

chart::Geometry inPixels(const Picture& picture, int width, int height)
{
    chart::Geometry geometry = picture.geometry;
    geometry.left = 0;
    geometry.top = 0;
    geometry.width = width;
    geometry.height = height;
    return geometry;
}

/// Strokes a line piece by piece: one long path is scan-converted as a whole, and that takes for ever. Dashes
/// go on from piece to piece. In a file the joints of pieces would show; there a line without dashes is in
/// one.
class Stroker
{
public:
    Stroker(QPainter& painter, const QColor& color, double width, bool dashed, bool inOne)
        : m_painter(painter)
        , m_pen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin)
        , m_dashed(dashed)
        , m_piece(inOne && !dashed ? std::numeric_limits<int>::max() - 1 : 48)
    {
        if (dashed) {
            m_pen.setCapStyle(Qt::FlatCap);
            m_pen.setDashPattern({2, 1.6});
        }
        painter.setBrush(Qt::NoBrush);
    }

    void operator<<(const QPointF& point) { m_run << point; }

    void endRun()
    {
        if (m_run.size() == 1) {
            m_painter.setBrush(m_pen.color());
            m_painter.setPen(Qt::NoPen);
            const double radius = m_pen.widthF() * lonelyDot;
            m_painter.drawEllipse(m_run.front(), radius, radius);
            m_painter.setBrush(Qt::NoBrush);
        }
        double length = 0;
        for (qsizetype from = 0; from + 1 < m_run.size(); from += m_piece) {
            const qsizetype count = std::min(m_piece + 1, m_run.size() - from);
            if (m_dashed)
                m_pen.setDashOffset(length / m_pen.widthF());
            m_painter.setPen(m_pen);
            m_painter.drawPolyline(m_run.constData() + from, static_cast<int>(count));
            for (qsizetype i = from + 1; m_dashed && i < from + count; ++i)
                length += QLineF(m_run[i - 1], m_run[i]).length();
        }
        m_run.clear();
    }

private:
    QPainter& m_painter;
    QPen m_pen;
    bool m_dashed;
    qsizetype m_piece;
    QPolygonF m_run;
};

/// `columnWidth` is in units of the painter.
void strokeLine(QPainter& painter, const Thinned& line, const chart::Geometry& geometry, double columnWidth,
                const LineStyle& style, bool inOne)
{
    Stroker stroker(painter, QColor::fromRgb(style.color), style.width, style.dashed, inOne);
    // The axis holds all that is visible, save what is beyond all scales: that goes just out of sight.
    constexpr double outside = 8;
    const auto at = [&](double place, double value) {
        return QPointF(geometry.left + place * columnWidth,
                       std::clamp(geometry.yOf(value), geometry.top - outside, geometry.bottom() + outside));
    };
    for (const Column& column : line.columns) {
        if (!column.joined)
            stroker.endRun();
        stroker << at(column.firstAt, column.first);
        if (column.isPoint())
            continue;
        const double middle = (column.firstAt + column.lastAt) / 2;
        // Between the first and the last sample of a column: through its lowest and highest, on the shorter
        // way.
        const bool rises = column.first <= column.last;
        const double inner = rises ? column.low : column.high;
        const double outer = rises ? column.high : column.low;
        if (inner != column.first)
            stroker << at(middle, inner);
        if (outer != column.last)
            stroker << at(middle, outer);
        stroker << at(column.lastAt, column.last);
    }
    stroker.endRun();
}

LineStyle styleOf(const Picture& picture, std::size_t line, double width)
{
    return {picture.colors.lines[line].rgba(), width, isDashed(picture.data->lines[line])};
}

} // namespace

QImage drawLines(const Picture& picture, const std::vector<std::size_t>& which, double width)
{
    const int columns = static_cast<int>(std::lround(picture.geometry.width * picture.scale));
    const int rows = static_cast<int>(std::lround(picture.geometry.height * picture.scale));
    const chart::Geometry geometry = inPixels(picture, columns, rows);
    // Many lines are dense together even if each is sparse.
    std::size_t pieces = 0;
    for (const std::size_t l : which)
        pieces += picture.lines[l].columns.size();
    const bool mayStroke = pieces <= 6'000;
    ColumnCanvas canvas(columns, rows);
    std::vector<std::size_t> sparse;
    for (const std::size_t l : which) {
        if (mayStroke && isSparse(picture.lines[l], geometry))
            sparse.push_back(l);
        else
            canvas.draw(picture.lines[l], geometry, styleOf(picture, l, width * picture.scale));
    }
    const std::optional<Instant> filling = picture.data->fillingFrom;
    const double fillingX = filling ? std::max(geometry.xOf(*filling), 0.0) : columns;
    if (fillingX < columns)
        canvas.fadeFrom(static_cast<int>(fillingX), stillFilling);
    QImage image = canvas.toImage();
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto stroke = [&] {
        for (const std::size_t l : sparse)
            strokeLine(painter, picture.lines[l], geometry, 1, styleOf(picture, l, width * picture.scale),
                       false);
    };
    painter.setClipRect(QRectF(0, 0, fillingX, rows));
    stroke();
    if (fillingX < columns) {
        painter.setClipRect(QRectF(fillingX, 0, columns - fillingX, rows));
        painter.setOpacity(stillFilling);
        stroke();
    }
    painter.end();
    image.setDevicePixelRatio(picture.scale);
    return image;
}

void drawLinesAsPaths(QPainter& painter, const Picture& picture, const std::vector<std::size_t>& which,
                      double width)
{
    const chart::Geometry& geometry = picture.geometry;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const std::size_t l : which)
        strokeLine(painter, picture.lines[l], geometry, 1 / picture.scale, styleOf(picture, l, width), true);
    painter.restore();
}

void drawBand(QPainter& painter, const Picture& picture)
{
    const std::vector<Column>& low = picture.bandLow.columns;
    const std::vector<Column>& high = picture.bandHigh.columns;
    const chart::Geometry& geometry = picture.geometry;
    const auto at = [&](double place, double value) {
        return QPointF(geometry.left + place / picture.scale, geometry.yOf(value));
    };
    for (std::size_t from = 0; from < std::min(low.size(), high.size());) {
        std::size_t to = from + 1;
        while (to < high.size() && high[to].joined)
            ++to;
        QPolygonF upper;
        QPolygonF lower;
        for (std::size_t i = from; i < to; ++i) {
            upper << at(high[i].firstAt, high[i].high);
            lower << at(low[i].firstAt, low[i].low);
            if (!high[i].isPoint() || !low[i].isPoint()) {
                upper << at(high[i].lastAt, high[i].high);
                lower << at(low[i].lastAt, low[i].low);
            }
        }
        QPolygonF area = upper;
        for (auto point = lower.crbegin(); point != lower.crend(); ++point)
            area << *point;
        painter.setPen(Qt::NoPen);
        painter.setBrush(picture.colors.band);
        painter.drawPolygon(area);
        painter.setPen(QPen(picture.colors.bandEdge, 1));
        painter.drawPolyline(upper);
        from = to;
    }
}

} // namespace signalbox::widgets
