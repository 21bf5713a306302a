// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/trace/waterfallview.h"

#include <QBuffer>
#include <QPainter>
#include <QSvgGenerator>

// The waterfall as a picture that leaves the window.

namespace signalbox::widgets {

QSize WaterfallView::pictureSize() const
{
    const int rows = std::min(picturedRows, static_cast<int>(m_rows.size()));
    return {viewport()->width(), std::max(1, rows * WaterfallPainter::rowHeight)};
}

void WaterfallView::paintPicture(QPainter& painter) const
{
    painter.fillRect(QRect(QPoint(), pictureSize()), m_theme->color(theme::Color::SurfacePane));
    WaterfallPainter::Scene what = scene();
    what.current = -1;
    what.hovered = -1;
    what.masked = true;
    const int rows = std::min(picturedRows, static_cast<int>(m_rows.size()));
    for (int row = 0; row < rows; ++row)
        m_painter.paintRow(painter, what, row, row * WaterfallPainter::rowHeight);
}

QImage WaterfallView::picture() const
{
    QImage image(pictureSize(), QImage::Format_RGB32);
    QPainter painter(&image);
    paintPicture(painter);
    return image;
}

QByteArray WaterfallView::svg() const
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(pictureSize());
    generator.setViewBox(QRect(QPoint(), pictureSize()));
    generator.setTitle(m_reading ? m_reading->trace->idText() : QString());
    QPainter painter(&generator);
    paintPicture(painter);
    painter.end();
    return bytes;
}

} // namespace signalbox::widgets
