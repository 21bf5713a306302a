// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/chart/chartexport.h"
#include "widgets/chart/charthead.h"
#include "widgets/chart/chartview.h"
#include "widgets/chart/plotview.h"

#include <QBuffer>
#include <QClipboard>
#include <QGuiApplication>
#include <QPainter>

// The ways in which a chart leaves the program: ChartView's copies and files.
namespace signalbox::widgets {

namespace {

constexpr double fileScale = 2; ///< sharp in a document

QByteArray png(const QImage& image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    return image.save(&buffer, "PNG") ? bytes : QByteArray();
}

} // namespace

void ChartView::print(QPainter& painter, double scale) const
{
    m_plot->beginPrint(scale);
    m_head->setPrinted(true);
    const QPoint head = m_head->pos();
    const QPoint plot = m_plot->pos();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme->color(theme::Color::SurfaceCard));
    painter.drawRect(rect());
    painter.restore();
    m_head->render(&painter, head, {}, QWidget::DrawChildren);
    if (m_plot->isVisibleTo(this)) {
        const QRectF place(plot, m_plot->size());
        m_plot->render(&painter, place, m_plot->viewport()->rect());
    }
    m_head->setPrinted(false);
    m_plot->endPrint();
}

void ChartView::copyAs(ChartForm form) const
{
    if (!m_data)
        return;
    QClipboard* clipboard = QGuiApplication::clipboard();
    switch (form) {
    case ChartForm::Text:
        clipboard->setText(chart::toText(*m_data, m_zone));
        break;
    case ChartForm::Markdown:
        clipboard->setText(chart::toMarkdown(*m_data, m_zone));
        break;
    case ChartForm::Csv:
        clipboard->setText(QString::fromUtf8(chart::toCsv(*m_data)));
        break;
    case ChartForm::Svg:
        clipboard->setText(QString::fromUtf8(svg()));
        break;
    case ChartForm::Png:
        clipboard->setImage(picture(fileScale));
        break;
    }
}

void ChartView::saveAs(ChartForm form)
{
    if (!m_data)
        return;
    const auto file = [this](QStringView suffix, const QByteArray& bytes) {
        Q_EMIT saveRequested({chart::fileName(*m_data, suffix), bytes});
    };
    switch (form) {
    case ChartForm::Text:
        file(u"txt", chart::toText(*m_data, m_zone).toUtf8());
        break;
    case ChartForm::Markdown:
        file(u"md", chart::toMarkdown(*m_data, m_zone).toUtf8());
        break;
    case ChartForm::Csv:
        file(u"csv", chart::toCsv(*m_data));
        break;
    case ChartForm::Svg:
        file(u"svg", svg());
        break;
    case ChartForm::Png:
        file(u"png", png(picture(fileScale)));
        break;
    }
}

} // namespace signalbox::widgets
