// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/style.h"

#include "widgets/theme/theme.h"
#include "widgets/theme/type.h"

#include <QAbstractButton>
#include <QPainter>
#include <QPainterPath>
#include <QStyleFactory>
#include <QStyleOption>
#include <QVariant>

namespace signalbox::theme {

namespace {

constexpr qreal controlRadius = 4;
constexpr int headerInset = 6; ///< with the section's own margin, the 8 px of the cells below

constexpr const char* variantProperty = "signalboxVariant";

bool isVariant(const QWidget* widget, Variant variant)
{
    return widget && widget->property(variantProperty).toInt() == static_cast<int>(variant);
}

void roundedBox(QPainter* painter, const QRectF& rect, const QColor& fill, const QColor& edge,
                qreal width = 1)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter->setPen(edge.isValid() ? QPen(edge, width) : QPen(Qt::NoPen));
    const qreal inset = edge.isValid() ? width / 2 : 0;
    painter->drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), controlRadius, controlRadius);
    painter->restore();
}

} // namespace

void setVariant(QWidget* button, Variant variant)
{
    button->setProperty(variantProperty, static_cast<int>(variant));
    button->update();
}

Style::Style(const Theme* theme)
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
    , m_theme(theme)
{
}

void Style::drawFocusRing(const QRect& rect, QPainter* painter) const
{
    roundedBox(painter, QRectF(rect), {}, m_theme->color(Color::AccentFocusRing), 2);
}

void Style::drawButton(const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    const bool enabled = option->state & State_Enabled;
    const bool down = option->state & (State_Sunken | State_On);
    const bool hover = (option->state & State_MouseOver) && enabled;
    QColor fill;
    QColor edge;
    if (isVariant(widget, Variant::Flat)) {
        if (enabled && (down || hover))
            fill = m_theme->color(down ? Color::SurfacePressed : Color::SurfaceHover);
    } else if (!enabled) {
        fill = m_theme->color(Color::SurfaceCard);
        edge = m_theme->color(Color::LineSubtle);
    } else if (isVariant(widget, Variant::Primary)) {
        fill = m_theme->color(down ? Color::AccentPressed : hover ? Color::AccentHover : Color::AccentBase);
    } else {
        fill = m_theme->color(down    ? Color::SurfacePressed
                              : hover ? Color::SurfaceHover
                                      : Color::SurfaceRaised);
        edge = m_theme->color(Color::LineNormal);
    }
    roundedBox(painter, QRectF(option->rect), fill, edge);
    if ((option->state & State_HasFocus) && (option->state & State_KeyboardFocusChange))
        drawFocusRing(option->rect, painter);
}

void Style::drawButtonLabel(const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
    if (!button)
        return;
    QStyleOptionButton copy = *button;
    const bool enabled = option->state & State_Enabled;
    const Color role = !enabled                              ? Color::TextDisabled
                       : isVariant(widget, Variant::Primary) ? Color::TextOnAccent
                       : isVariant(widget, Variant::Flat)    ? Color::TextSecondary
                                                             : Color::TextPrimary;
    copy.palette.setColor(QPalette::ButtonText, m_theme->color(role));
    copy.state.setFlag(State_Sunken, false); // the label does not jump when pressed
    copy.state.setFlag(State_On, false);
    QProxyStyle::drawControl(CE_PushButtonLabel, &copy, painter, widget);
}

void Style::drawField(const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    const bool enabled = option->state & State_Enabled;
    const bool focus = option->state & State_HasFocus;
    const bool invalid = widget && widget->property(invalidProperty).toBool();
    const Color edge = invalid                             ? Color::StateBadBase
                       : focus                             ? Color::AccentBase
                       : !enabled                          ? Color::LineSubtle
                       : (option->state & State_MouseOver) ? Color::LineStrong
                                                           : Color::LineNormal;
    roundedBox(painter, QRectF(option->rect),
               m_theme->color(enabled ? Color::SurfaceInput : Color::SurfaceCard), m_theme->color(edge),
               focus ? 2 : 1);
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool:
        drawButton(option, painter, widget);
        return;
    case PE_FrameDefaultButton:
        return;
    case PE_PanelLineEdit:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
            frame && frame->lineWidth > 0)
            drawField(option, painter, widget);
        return;
    case PE_FrameLineEdit:
        return; // the panel draws both
    case PE_FrameFocusRect:
        if (option->state & State_KeyboardFocusChange)
            drawFocusRing(option->rect, painter);
        return;
    case PE_PanelItemViewRow:
    case PE_PanelItemViewItem:
        return; // our delegates fill their cells, and nothing shines between them
    case PE_Frame:
        painter->save();
        painter->setPen(m_theme->color(Color::LineNormal));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        painter->restore();
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                        const QWidget* widget) const
{
    switch (element) {
    case CE_PushButtonBevel:
        drawButton(option, painter, widget);
        return;
    case CE_PushButtonLabel:
        drawButtonLabel(option, painter, widget);
        return;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, m_theme->color(Color::SurfacePane));
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                          m_theme->color(Color::LineNormal));
        return;
    case CE_HeaderLabel:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            painter->save();
            painter->setFont(font(Type::Small));
            painter->setPen(m_theme->color(Color::TextTertiary));
            const QRect box = option->rect.adjusted(headerInset, 0, -headerInset, 0);
            const QString text = painter->fontMetrics().elidedText(header->text, Qt::ElideRight, box.width());
            painter->drawText(box, static_cast<int>(header->textAlignment) | Qt::AlignVCenter, text);
            painter->restore();
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawScrollBar(const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    painter->fillRect(option->rect, m_theme->color(Color::SurfacePane));
    const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (!slider || slider->minimum >= slider->maximum)
        return;
    const QRect thumb = subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget);
    const bool horizontal = slider->orientation == Qt::Horizontal;
    const QRectF bar =
        horizontal ? QRectF(thumb).adjusted(1, 3, -1, -3) : QRectF(thumb).adjusted(3, 1, -3, -1);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(
        m_theme->color(option->state & State_MouseOver ? Color::LineControl : Color::LineStrong));
    painter->drawRoundedRect(bar, 2, 2);
    painter->restore();
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                               const QWidget* widget) const
{
    if (control == CC_ScrollBar) {
        drawScrollBar(option, painter, widget);
        return;
    }
    if (control == CC_ComboBox) {
        const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option);
        if (combo) {
            if (combo->editable)
                drawField(option, painter, widget);
            else
                drawButton(option, painter, widget);
            const QRect arrow = QRect(option->rect.right() - 22, option->rect.center().y() - 7, 14, 14);
            m_theme->icon(QStringLiteral("chevron-down"), Color::TextTertiary).paint(painter, arrow);
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return 10;
    case PM_ScrollBarSliderMin:
        return 24;
    case PM_ButtonIconSize:
    case PM_SmallIconSize:
        return 16;
    case PM_ToolTipLabelFrameWidth:
        return 6;
    case PM_SplitterWidth:
        return 5;
    case PM_ScrollView_ScrollBarOverlap:
        return 0;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                     QStyleHintReturn* data) const
{
    switch (hint) {
    case SH_ScrollBar_Transient:
        return 0;
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
        return 0;
    case SH_ToolTip_WakeUpDelay:
        return 400;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                              const QWidget* widget) const
{
    QSize out = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_PushButton) {
        out = size + QSize(20, 0);
        out.setHeight(28);
    } else if (type == CT_LineEdit || type == CT_ComboBox) {
        out.setHeight(28);
    } else if (type == CT_MenuItem) {
        out.setHeight(qMax(out.height(), 28));
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
            item && item->menuItemType == QStyleOptionMenuItem::Separator)
            out.setHeight(9);
    }
    return out;
}

QRect Style::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    return element == SE_LineEditContents ? rect.adjusted(5, 0, -5, 0) : rect;
}

} // namespace signalbox::theme
