// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace signalbox::theme {

class Theme;

enum class Variant
{
    Normal,
    Primary, ///< one per pane at most
    Flat,    ///< no fill at rest
};
void setVariant(QWidget* button, Variant variant);

/// A line edit with this property set to true wears the edge of an invalid input.
inline constexpr const char* invalidProperty = "signalboxInvalid";

/// Fusion with our push button, line edit, combo box, header, scroll bar and focus ring; nothing else is
/// restyled, and there are no style sheets.
class Style : public QProxyStyle
{
    Q_OBJECT

public:
    explicit Style(const Theme* theme);

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption* option,
                                  const QWidget* widget) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                                QStyleHintReturn* data) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                         const QWidget* widget) const override;

    [[nodiscard]] QRect subElementRect(SubElement element, const QStyleOption* option,
                                       const QWidget* widget) const override;

private:
    void drawButton(const QStyleOption* option, QPainter* painter, const QWidget* widget) const;
    void drawButtonLabel(const QStyleOption* option, QPainter* painter, const QWidget* widget) const;
    void drawField(const QStyleOption* option, QPainter* painter, const QWidget* widget) const;
    void drawScrollBar(const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const;
    void drawFocusRing(const QRect& rect, QPainter* painter) const;

    const Theme* m_theme;
};

} // namespace signalbox::theme
