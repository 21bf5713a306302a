// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/error.h"
#include "models/chart/hit.h"
#include "models/chart/valuetext.h"
#include "widgets/chart/chartcolors.h"
#include "widgets/chart/plotitems.h"
#include "widgets/theme/type.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace signalbox::widgets {

using theme::Color;
using theme::Type;

namespace {

constexpr double aboveMarks = 20;
constexpr int mostRows = 10;
constexpr int boxRowHeight = 16;
constexpr int boxPadding = 8;
constexpr int boxGap = 14;
constexpr int widestInBox = 140;

struct TableRow
{
    QString name;
    QString value;
    QColor color;
    bool strong = false;
};

struct Table
{
    QString time;
    QString note;
    std::vector<TableRow> rows;
    QString more;
    QRectF rect;
    int nameWidth = 0;
};

QString tr(const char* text)
{
    return QCoreApplication::translate("Chart", text);
}

/// The rows with the highest value first, as the lines lie; what has no value last.
std::vector<chart::ValueAt> sortedValues(const PlotState& state)
{
    std::vector<chart::ValueAt> values = chart::valuesAt(*state.picture->data, *state.crosshair);
    values.resize(std::min(values.size(), state.picture->lines.size()));
    const auto rank = [](const chart::ValueAt& v) {
        return v.value && !std::isnan(*v.value) ? *v.value : -std::numeric_limits<double>::infinity();
    };
    std::stable_sort(values.begin(), values.end(),
                     [&](const auto& a, const auto& b) { return rank(a) > rank(b); });
    const auto isStrong = [&](const chart::ValueAt& v) {
        return std::find(state.emphasised.begin(), state.emphasised.end(), v.line) != state.emphasised.end();
    };
    // What was pointed at is among the first ten whatever its value.
    if (values.size() > mostRows)
        std::stable_partition(values.begin(), values.end(), isStrong);
    return values;
}

QString timeText(const PlotState& state)
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(state.crosshair->milliseconds(), state.zone);
    const Interval& range = state.picture->data->range;
    const bool day = range.length() > std::chrono::hours(24);
    const bool fine =
        state.picture->data->step < std::chrono::seconds(1) && state.picture->data->step.count() > 0;
    return local.toString((day ? QStringLiteral("d MMM ") : QString()) +
                          (fine ? QStringLiteral("HH:mm:ss.zzz") : QStringLiteral("HH:mm:ss")));
}

Table tableOf(const PlotState& state)
{
    Table table;
    // In an empty plot a sentence stands where the table would.
    if (!state.hasPlot() || !state.crosshair || state.printed || !state.sentence.isEmpty() ||
        !state.picture->data->range.contains(*state.crosshair))
        return table;
    const chart::ChartData& data = *state.picture->data;
    const QFont font = theme::font(Type::Micro);
    const QFontMetrics metrics(font);
    table.time = timeText(state);
    if (data.fillingFrom && *state.crosshair >= *data.fillingFrom)
        table.note = tr("still filling");
    else if (state.locked)
        table.note = tr("locked");
    int valueWidth = 0;
    std::size_t left = 0;
    const std::vector<chart::ValueAt> values = sortedValues(state);
    const int room =
        std::max(1, static_cast<int>((state.plotRect().height() - 3 * boxPadding) / boxRowHeight) - 1);
    const auto shown = static_cast<std::size_t>(std::min(room, mostRows));
    for (const chart::ValueAt& at : values) {
        // A line that lets one row of "more" appear would take the same room itself.
        if (table.rows.size() + 1 >= shown && values.size() > shown) {
            left = values.size() - table.rows.size();
            break;
        }
        const chart::Line& line = data.lines[at.line];
        TableRow row;
        row.name = metrics.elidedText(cleaned(line.name, 120), Qt::ElideRight, widestInBox);
        row.value = at.value ? chart::text(*at.value, data.unit) : QStringLiteral("–");
        row.color = state.picture->colors.lines[at.line];
        row.strong =
            std::find(state.emphasised.begin(), state.emphasised.end(), at.line) != state.emphasised.end();
        table.nameWidth = std::max(table.nameWidth, metrics.horizontalAdvance(row.name));
        valueWidth = std::max(valueWidth, theme::figuresWidth(font, row.value));
        table.rows.push_back(row);
    }
    if (left > 0)
        table.more = tr("+%1 more").arg(left);
    const int head = theme::figuresWidth(font, table.time) +
                     (table.note.isEmpty() ? 0 : boxGap + metrics.horizontalAdvance(table.note));
    constexpr int colorSwatch = 12;
    const int width = std::max(colorSwatch + table.nameWidth + boxGap + valueWidth, head) + 2 * boxPadding;
    const int height =
        static_cast<int>(table.rows.size() + 1 + (left > 0 ? 1 : 0)) * boxRowHeight + boxPadding;
    const QRectF plot = state.plotRect();
    const double x = state.picture->geometry.xOf(*state.crosshair);
    // On the side that has more room; never under the cursor.
    const double at = x > plot.center().x() ? std::max(plot.left() + 12, x - width - 160)
                                            : std::min(plot.right() - 12 - width, x + 160);
    const double clear = x > plot.center().x() ? std::min(at, x - width - 12) : std::max(at, x + 12);
    table.rect = QRectF(std::round(clear), plot.top() + boxPadding, width, height);
    return table;
}

} // namespace

OverlayItem::OverlayItem(const PlotState* state, QGraphicsItem* parent)
    : PlotItem(state, parent, aboveMarks)
{
}

QRectF OverlayItem::crosshairRect() const
{
    if (!state().hasPlot() || !state().crosshair)
        return {};
    const QRectF plot = state().plotRect();
    return {state().picture->geometry.xOf(*state().crosshair) - 6, plot.top() - 6, 12, plot.height() + 12};
}

QRectF OverlayItem::tableRect() const
{
    return tableOf(state()).rect.adjusted(-1, -1, 1, 1);
}

void OverlayItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    const Table table = tableOf(state());
    if (table.rect.isEmpty())
        return;
    const theme::Theme& theme = *state().theme;
    const Picture& picture = *state().picture;
    const chart::Geometry& geometry = picture.geometry;
    const double x = std::floor(geometry.xOf(*state().crosshair));
    const QColor line = theme.color(state().locked ? Color::AccentBase : Color::ChartCrosshair);
    painter->fillRect(QRectF(x, geometry.top, 1, geometry.height), line);

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(theme.color(Color::SurfaceCard), 1.5));
    for (const chart::ValueAt& at : chart::valuesAt(*picture.data, *state().crosshair)) {
        if (!at.value || !std::isfinite(*at.value) || at.line >= picture.lines.size())
            continue;
        painter->setBrush(picture.colors.lines[at.line]);
        painter->drawEllipse(QPointF(x + 0.5, geometry.yOf(*at.value)), 3, 3);
    }
    painter->setPen(theme.color(Color::LineNormal));
    painter->setBrush(theme.color(Color::SurfaceOverlay));
    painter->drawRoundedRect(table.rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter->restore();

    painter->setFont(theme::font(Type::Micro));
    QRect row(static_cast<int>(table.rect.left()) + boxPadding,
              static_cast<int>(table.rect.top()) + boxPadding / 2,
              static_cast<int>(table.rect.width()) - 2 * boxPadding, boxRowHeight);
    painter->setPen(theme.color(Color::TextTertiary));
    theme::drawFigures(*painter, row, Qt::AlignLeft | Qt::AlignVCenter, table.time);
    painter->drawText(row, Qt::AlignRight | Qt::AlignVCenter, table.note);
    for (const TableRow& entry : table.rows) {
        row.translate(0, boxRowHeight);
        painter->fillRect(QRect(row.left(), row.center().y(), 8, 2), entry.color);
        painter->setPen(theme.color(entry.strong ? Color::TextPrimary : Color::TextSecondary));
        painter->drawText(row.adjusted(12, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, entry.name);
        painter->setPen(theme.color(Color::TextPrimary));
        theme::drawFigures(*painter, row, Qt::AlignRight | Qt::AlignVCenter, entry.value);
    }
    row.translate(0, boxRowHeight);
    painter->setPen(theme.color(Color::TextTertiary));
    painter->drawText(row.adjusted(12, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, table.more);
}

} // namespace signalbox::widgets
