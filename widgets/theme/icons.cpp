// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

namespace signalbox::theme {

namespace {

class TintedSvg final : public QIconEngine
{
public:
    TintedSvg(QByteArray svg, QColor color, QColor disabled)
        : m_svg(std::move(svg))
        , m_color(std::move(color))
        , m_disabled(std::move(disabled))
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        QByteArray svg = m_svg;
        const QColor& color = mode == QIcon::Disabled ? m_disabled : m_color;
        svg.replace("currentColor", color.name().toLatin1());
        QSvgRenderer(svg).render(painter, QRectF(rect));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return pixmap;
    }

    [[nodiscard]] QIconEngine* clone() const override { return new TintedSvg(m_svg, m_color, m_disabled); }

private:
    QByteArray m_svg;
    QColor m_color;
    QColor m_disabled;
};

} // namespace

QIcon tintedIcon(const QString& name, const QColor& color, const QColor& disabled)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QIcon(new TintedSvg(file.readAll(), color, disabled));
}

} // namespace signalbox::theme
