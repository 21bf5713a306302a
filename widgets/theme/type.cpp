// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/type.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace signalbox::theme {

namespace {

struct Face
{
    int pixels;
    int line;
    QFont::Weight weight;
    bool data;
};

Face styleOf(Type type)
{
    switch (type) {
    case Type::Micro:
        return {11, 14, QFont::Normal, false};
    case Type::Small:
        return {12, 16, QFont::Normal, false};
    case Type::Base:
        return {13, 18, QFont::Normal, false};
    case Type::BaseMedium:
        return {13, 18, QFont::Medium, false};
    case Type::BaseStrong:
        return {13, 18, QFont::DemiBold, false};
    case Type::Title:
        return {15, 20, QFont::DemiBold, false};
    case Type::Heading:
        return {18, 24, QFont::DemiBold, false};
    case Type::Figure:
        return {22, 28, QFont::DemiBold, false};
    case Type::Data:
        return {12, 18, QFont::Normal, true};
    case Type::DataDense:
        return {11, 14, QFont::Normal, true};
    }
    return {13, 18, QFont::Normal, false};
}

// Each digit stands in a cell as wide as "0"; everything else keeps its own width.
template <typename Visit>
qreal layOut(const QFontMetricsF& metrics, const QString& text, Visit&& visit)
{
    const qreal cell = metrics.horizontalAdvance(QLatin1Char('0'));
    qreal x = 0;
    for (qsizetype i = 0; i < text.size();) {
        qsizetype end = i + 1;
        const bool digit = text[i].isDigit();
        while (!digit && end < text.size() && !text[end].isDigit())
            ++end;
        const QString piece = text.mid(i, end - i);
        const qreal width = metrics.horizontalAdvance(piece);
        visit(digit ? x + (cell - width) / 2 : x, piece);
        x += digit ? cell : width;
        i = end;
    }
    return x;
}

} // namespace

QFont font(Type type)
{
    const Face style = styleOf(type);
    QFont font;
    if (style.data) {
        font.setFamilies(
            {QStringLiteral("JetBrains Mono"), QFontDatabase::systemFont(QFontDatabase::FixedFont).family()});
        font.setStyleHint(QFont::Monospace);
        font.setStyleStrategy(QFont::PreferNoShaping); // no ligatures in data
    } else {
        font.setFamilies(
            {QStringLiteral("Inter"), QFontDatabase::systemFont(QFontDatabase::GeneralFont).family()});
    }
    font.setPixelSize(style.pixels);
    font.setWeight(style.weight);
    return font;
}

int lineHeight(Type type)
{
    return styleOf(type).line;
}

void drawFigures(QPainter& painter, const QRect& rect, Qt::Alignment alignment, const QString& text)
{
    const QFontMetricsF metrics(painter.font());
    const qreal width = layOut(metrics, text, [](qreal, const QString&) {});
    qreal left = rect.left();
    if (alignment & Qt::AlignRight)
        left = rect.right() + 1 - width;
    else if (alignment & Qt::AlignHCenter)
        left = rect.left() + (rect.width() - width) / 2;
    const qreal baseline = rect.top() + (rect.height() - metrics.height()) / 2 + metrics.ascent();
    layOut(metrics, text, [&](qreal x, const QString& piece) {
        painter.drawText(QPointF(std::round(left) + x, std::round(baseline)), piece);
    });
}

int figuresWidth(const QFont& font, const QString& text)
{
    return static_cast<int>(std::ceil(layOut(QFontMetricsF(font), text, [](qreal, const QString&) {})));
}

void prepareFonts()
{
    QApplication::setFont(font(Type::Base));
}

} // namespace signalbox::theme
