// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/picture.h"

#include "widgets/chart/chartcolors.h"
#include "widgets/chart/columncanvas.h"

#include <QFontMetricsF>
#include <QLineF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace signalbox::widgets {

using chart::Column;
using chart::Thinned;

namespace {

constexpr double lineWidth = 1.5;
constexpr double stillFilling = 0.45; ///< how much is left of a line that may still change
constexpr std::size_t longSeries = 50'000;
// A threshold far above everything would press the lines to the floor; it is then named at the edge instead.
constexpr double thresholdReach = 2;

Thinned thinnedLine(const chart::Line& line, const chart::ChartData& data, int columns,
                    const PictureRequest& request, std::vector<KeptPyramid>& pyramids)
{
    if (!line.series)
        return {};
    const Series& series = *line.series;
    if (series.times.size() < longSeries)
        return chart::thin(series, data.range, data.step, columns);
    auto kept =
        std::find_if(request.pyramids.begin(), request.pyramids.end(), [&](const KeptPyramid& candidate) {
            return candidate.series == line.series && candidate.step == data.step;
        });
    pyramids.push_back(
        kept != request.pyramids.end()
            ? *kept
            : KeptPyramid{line.series, data.step, std::make_shared<const chart::Pyramid>(series, data.step)});
    return chart::thin(series, *pyramids.back().pyramid, data.range, data.step, columns);
}

void thinBand(Picture& picture, int columns)
{
    const chart::Band& band = picture.data->band;
    const std::size_t count = std::min({band.times.size(), band.low.size(), band.high.size()});
    Series low;
    low.times.assign(band.times.begin(), band.times.begin() + static_cast<std::ptrdiff_t>(count));
    Series high = low;
    for (std::size_t i = 0; i < count; ++i) {
        // Known on both sides or not at all, so that the two edges keep in step.
        const bool known = std::isfinite(band.low[i]) && std::isfinite(band.high[i]);
        low.values.push_back(known ? band.low[i] : std::nan(""));
        high.values.push_back(known ? band.high[i] : std::nan(""));
    }
    picture.bandLow = chart::thin(low, picture.data->range, Duration{0}, columns);
    picture.bandHigh = chart::thin(high, picture.data->range, Duration{0}, columns);
}

chart::ValueAxis axisOf(const Picture& picture)
{
    double low = std::min(picture.bandLow.low, picture.bandHigh.low);
    double high = std::max(picture.bandLow.high, picture.bandHigh.high);
    for (const Thinned& line : picture.lines) {
        low = std::min(low, line.low);
        high = std::max(high, line.high);
    }
    const bool nothing = low > high;
    for (const chart::Threshold& threshold : picture.data->thresholds) {
        if (!std::isfinite(threshold.value) ||
            (!nothing &&
             std::fabs(threshold.value) > thresholdReach * std::max(std::fabs(low), std::fabs(high))))
            continue;
        low = std::min(low, threshold.value);
        high = std::max(high, threshold.value);
    }
    return chart::valueAxis(low, high, picture.data->unit);
}

double leftMargin(const chart::ValueAxis& axis, const QFont& font)
{
    const QFontMetricsF metrics(font);
    double widest = 0;
    for (const chart::ValueTick& tick : axis.ticks)
        widest = std::max(widest, metrics.horizontalAdvance(tick.label));
    return std::max(plotLeft, std::ceil(widest) + 14);
}

std::optional<Instant> lastSampleOf(const chart::ChartData& data)
{
    std::optional<Instant> last;
    for (const chart::Line& line : data.lines) {
        if (!line.series)
            continue;
        const std::vector<std::int64_t>& times = line.series->times;
        auto end = std::upper_bound(times.begin(), times.end(), data.range.end.ns);
        // NaN is no value: a chart that says nothing but NaN up to now has no data up to now.
        while (end != times.begin()) {
            --end;
            const auto i = static_cast<std::size_t>(end - times.begin());
            if (*end < data.range.start.ns || (last && *end <= last->ns))
                break;
            if (i < line.series->values.size() && std::isfinite(line.series->values[i])) {
                last = Instant{*end};
                break;
            }
        }
    }
    return last;
}

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

PicturePtr makePicture(const PictureRequest& request)
{
    auto picture = std::make_shared<Picture>();
    picture->data = request.data;
    picture->scale = request.scale;
    picture->colors = request.colors;
    const chart::ChartData& data = *request.data;
    const std::size_t lineCount = std::min(data.lines.size(), request.colors.lines.size());

    // The margin depends on the labels, these on the values, these on what is in the range, but not on the
    // width.
    chart::Geometry& geometry = picture->geometry;
    geometry.time = data.range;
    geometry.top = plotTop;
    geometry.height = std::floor(request.size.height() - plotTop - plotBottom);
    const auto place = [&](double left) {
        geometry.left = left;
        geometry.width = std::floor(request.size.width() - plotRight - left);
    };
    place(plotLeft);
    const auto thinAll = [&] {
        const int columns = static_cast<int>(std::lround(geometry.width * request.scale));
        picture->lines.clear();
        picture->pyramids.clear();
        for (std::size_t l = 0; l < lineCount; ++l)
            picture->lines.push_back(thinnedLine(data.lines[l], data, columns, request, picture->pyramids));
        if (!data.band.isEmpty())
            thinBand(*picture, columns);
    };
    if (geometry.isEmpty() || geometry.width < 8 || geometry.height < 8) {
        geometry.width = 0;
        return picture;
    }
    thinAll();
    picture->values = axisOf(*picture);
    geometry.low = picture->values.low;
    geometry.high = picture->values.high;
    if (const double left = leftMargin(picture->values, request.labelFont); left != geometry.left) {
        place(left);
        if (geometry.width < 8) {
            geometry.width = 0;
            return picture;
        }
        thinAll();
    }
    picture->lastSample = lastSampleOf(data);

    std::vector<std::size_t> all(lineCount);
    std::iota(all.begin(), all.end(), std::size_t{0});
    picture->lineImage = drawLines(*picture, all, lineWidth);
    if (!picture->bandLow.isEmpty()) {
        QImage band(picture->lineImage.size(), QImage::Format_ARGB32_Premultiplied);
        band.fill(Qt::transparent);
        band.setDevicePixelRatio(request.scale);
        QPainter painter(&band);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.translate(-geometry.left, -geometry.top);
        drawBand(painter, *picture);
        painter.end();
        picture->bandImage = band;
    }
    return picture;
}

} // namespace signalbox::widgets
