// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/charthead.h"

#include "models/base/error.h"
#include "widgets/chart/legend.h"
#include "widgets/theme/type.h"

#include <QAbstractButton>
#include <QFontMetrics>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace signalbox::widgets {

using theme::Color;
using theme::Type;

namespace {

constexpr int headHeight = 32;
constexpr int padding = 12;
constexpr int afterTitle = 8;
constexpr int beforeLegend = 16;
constexpr int leastWords = 72;

/// Three dots.
class MoreButton final : public QAbstractButton
{
public:
    MoreButton(const theme::Theme* theme, QWidget* parent)
        : QAbstractButton(parent)
        , m_theme(theme)
    {
        setFixedSize(24, 24);
        setAttribute(Qt::WA_Hover);
        setFocusPolicy(Qt::TabFocus);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        if (underMouse() || isDown()) {
            painter.setBrush(m_theme->color(isDown() ? Color::SurfacePressed : Color::SurfaceHover));
            painter.drawRoundedRect(rect(), 4, 4);
        }
        painter.setBrush(m_theme->color(Color::TextSecondary));
        for (const int x : {-4, 0, 4})
            painter.drawEllipse(QPointF(12 + x, 12), 1.25, 1.25);
        if (hasFocus()) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(m_theme->color(Color::AccentFocusRing), 2));
            painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
        }
    }

private:
    const theme::Theme* m_theme;
};

} // namespace

ChartHead::ChartHead(const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_legend(new Legend(theme, this))
    , m_menu(new MoreButton(theme, this))
{
    setFixedHeight(headHeight);
    m_menu->setAccessibleName(tr("Menu of the chart"));
    m_menu->setToolTip(tr("What can be done with this chart"));
    m_menu->hide();
    connect(m_menu, &QAbstractButton::clicked, this,
            [this] { Q_EMIT menuWanted(m_menu->mapToGlobal(QPoint(0, m_menu->height()))); });
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

void ChartHead::setTexts(const QString& title, const QString& words)
{
    m_title = cleaned(title, 120);
    m_words = cleaned(words, 120);
    place();
}

void ChartHead::setMenuOffered(bool offered)
{
    m_offered = offered;
    m_menu->setVisible(offered);
    place();
}

void ChartHead::setPrinted(bool printed)
{
    m_menu->setVisible(m_offered && !printed);
}

void ChartHead::place()
{
    const int right = width() - padding + 4 - (m_offered ? 28 : 0);
    m_menu->move(width() - padding - 20, (headHeight - m_menu->height()) / 2);
    const int title = QFontMetrics(theme::font(Type::BaseStrong)).horizontalAdvance(m_title) + 1;
    const int words = QFontMetrics(theme::font(Type::Small)).horizontalAdvance(m_words) + 1;
    const int room = right - padding;
    m_titleWidth = std::min(title, std::max(room - 48, room / 2));
    // The legend takes what it needs, the words what it leaves; two words that would be cut say nothing.
    const int wanted = std::min(m_legend->sizeHint().width(), room - m_titleWidth - beforeLegend);
    const int left = room - m_titleWidth - afterTitle - beforeLegend - wanted;
    m_wordsWidth = m_words.isEmpty() || left < std::min(words, leastWords) ? 0 : std::min(words, left);
    const int used =
        padding + m_titleWidth + (m_wordsWidth > 0 ? afterTitle + m_wordsWidth : 0) + beforeLegend;
    m_legend->setGeometry(used, (headHeight - m_legend->height()) / 2, std::max(right - used, 0),
                          m_legend->height());
    update();
}

void ChartHead::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(theme::font(Type::BaseStrong));
    painter.setPen(m_theme->color(Color::TextPrimary));
    painter.drawText(QRect(padding, 0, m_titleWidth, headHeight), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_title, Qt::ElideRight, m_titleWidth));
    painter.setFont(theme::font(Type::Small));
    painter.setPen(m_theme->color(Color::TextTertiary));
    painter.drawText(QRect(padding + m_titleWidth + afterTitle, 0, m_wordsWidth, headHeight),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_words, Qt::ElideRight, m_wordsWidth));
}

void ChartHead::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    place();
}

bool ChartHead::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString all = m_words.isEmpty() ? m_title : m_title + QStringLiteral(", ") + m_words;
        QToolTip::showText(help->globalPos(), QStringLiteral("<qt>%1</qt>").arg(all.toHtmlEscaped()), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace signalbox::widgets
