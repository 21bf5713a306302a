// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/columncanvas.h"

#include <algorithm>
#include <cmath>

namespace signalbox::widgets {

using chart::Column;

namespace {

constexpr int dashOn = 4; ///< device pixels at the width of 1.5; scaled with it
constexpr int dashOff = 3;

struct Extent
{
    double top;
    double bottom;

    void add(double y)
    {
        top = std::min(top, y);
        bottom = std::max(bottom, y);
    }
};

QRgb scaled(QRgb color, unsigned share) // of 256
{
    const QRgb evenBytes = (((color & 0xff00ff) * share) >> 8) & 0xff00ff;
    const QRgb oddBytes = ((color >> 8) & 0xff00ff) * share & 0xff00ff00;
    return evenBytes | oddBytes;
}

} // namespace

ColumnCanvas::ColumnCanvas(int width, int height)
    : m_width(std::max(width, 0))
    , m_height(std::max(height, 0))
    , m_pixels(static_cast<std::size_t>(m_width) * static_cast<std::size_t>(m_height))
{
}

void ColumnCanvas::draw(const chart::Thinned& line, const chart::Geometry& geometry, const LineStyle& style)
{
    m_style = style;
    const double scale = m_height / (geometry.high - geometry.low);
    const double far = 4.0 * m_height + 16;
    const auto yOf = [&](double value) {
        return std::clamp(m_height - (value - geometry.low) * scale, -far, m_height + far);
    };
    const std::vector<Column>& columns = line.columns;
    Extent extent{};
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const Column& column = columns[i];
        const Extent own{yOf(column.high), yOf(column.low)};
        if (!column.joined || i == 0) {
            extent = own;
        } else if (columns[i - 1].x == column.x) {
            extent.add(own.top);
            extent.add(own.bottom);
        } else {
            // The piece that leads here is cut at every border of a column on its way.
            const Column& before = columns[i - 1];
            const double y = yOf(before.last);
            const double length = column.firstAt - before.lastAt;
            const double slope = length > 0 ? (yOf(column.first) - y) / length : 0;
            double border = y + slope * (before.x + 1 - before.lastAt);
            extent.add(border);
            span(before.x, extent.top, extent.bottom);
            for (int x = before.x + 1; x < column.x; ++x) {
                const double next = border + slope;
                span(x, std::min(border, next), std::max(border, next));
                border = next;
            }
            extent = own;
            extent.add(border);
        }
        const bool goesOn = i + 1 < columns.size() && columns[i + 1].joined;
        if (goesOn)
            continue;
        if (!column.joined && column.isPoint())
            dot(column.firstAt, own.top); // alone between two gaps, and still to be seen
        else
            span(column.x, extent.top, extent.bottom);
    }
}

void ColumnCanvas::blend(QRgb& pixel, unsigned coverage) const
{
    pixel = scaled(m_style.color, coverage) + scaled(pixel, 256 - coverage);
}

void ColumnCanvas::span(int x, double top, double bottom)
{
    if (x < 0 || x >= m_width)
        return;
    if (m_style.dashed) {
        const int unit = std::max(1, static_cast<int>(std::lround(m_style.width / 1.5)));
        if (x % ((dashOn + dashOff) * unit) >= dashOn * unit)
            return;
    }
    // A sloping line of this width covers more of a column than a level one; a steep one fills it alone.
    const double height = bottom - top;
    const double slope = std::min(height, 1.0);
    const double total = height - slope + m_style.width * std::sqrt(1 + slope * slope);
    const double middle = (top + bottom) / 2;
    const double from = std::max(middle - total / 2, 0.0);
    const double to = std::min(middle + total / 2, static_cast<double>(m_height));
    if (from >= to)
        return;
    QRgb* pixels = m_pixels.data() + static_cast<std::size_t>(x) * static_cast<std::size_t>(m_height);
    const int first = static_cast<int>(from);
    const int last = static_cast<int>(to);
    if (first == last) {
        blend(pixels[first], static_cast<unsigned>((to - from) * 256));
        return;
    }
    blend(pixels[first], static_cast<unsigned>((first + 1 - from) * 256));
    std::fill(pixels + first + 1, pixels + last, m_style.color);
    if (last < m_height)
        blend(pixels[last], static_cast<unsigned>((to - last) * 256));
}

void ColumnCanvas::dot(double x, double y)
{
    const LineStyle style = m_style;
    const double radius = style.width * lonelyDot;
    m_style.dashed = false;
    m_style.width = 0;
    for (int column = static_cast<int>(x - radius); column <= static_cast<int>(x + radius); ++column) {
        const double away = std::min(std::fabs(column + 0.5 - x), radius);
        const double half = std::max(std::sqrt(radius * radius - away * away), 0.5);
        span(column, y - half, y + half);
    }
    m_style = style;
}

void ColumnCanvas::fadeFrom(int x, double share)
{
    const auto begin =
        static_cast<std::size_t>(std::clamp(x, 0, m_width)) * static_cast<std::size_t>(m_height);
    const auto part = static_cast<unsigned>(share * 256);
    for (std::size_t i = begin; i < m_pixels.size(); ++i)
        m_pixels[i] = scaled(m_pixels[i], part);
}

QImage ColumnCanvas::toImage() const
{
    QImage image(m_width, m_height, QImage::Format_ARGB32_Premultiplied);
    // In blocks that stay in the cache on both sides.
    constexpr int block = 16;
    for (int top = 0; top < m_height; top += block)
        for (int left = 0; left < m_width; left += block)
            for (int y = top; y < std::min(top + block, m_height); ++y) {
                auto* row = reinterpret_cast<QRgb*>(image.scanLine(y));
                for (int x = left; x < std::min(left + block, m_width); ++x)
                    row[x] = m_pixels[static_cast<std::size_t>(x) * static_cast<std::size_t>(m_height) +
                                      static_cast<std::size_t>(y)];
            }
    return image;
}

} // namespace signalbox::widgets
