// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/picture.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace signalbox::widgets {

using chart::Thinned;

namespace {

constexpr double lineWidth = 1.5;
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

} // namespace

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
