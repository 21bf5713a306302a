// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chartframe.h"

#include "widgets/theme/type.h"

#include <QCategoryAxis>
#include <QFontMetricsF>
#include <QGraphicsLayout>

namespace signalbox::widgets {

using theme::Color;
using theme::Type;

namespace {

/// Milliseconds since the beginning of the range: small numbers, exact enough for a pixel.
double placeOf(Instant t, const Interval& range)
{
    return static_cast<double>((t - range.start).count()) / 1e6;
}

void clear(QCategoryAxis* axis)
{
    const QStringList labels = axis->categoriesLabels();
    for (const QString& label : labels)
        axis->remove(label);
}

/// QCategoryAxis refuses a label that it has already, but an hour may come twice in a night in autumn.
QString distinct(QString label, int copy)
{
    constexpr QChar wordJoiner(0x2060); // has no width
    return copy > 0 ? label.append(QString(copy, wordJoiner)) : label;
}

} // namespace

ChartFrame::ChartFrame(const theme::Theme* theme)
    : m_theme(theme)
    , m_times(new QCategoryAxis(this))
    , m_values(new QCategoryAxis(this))
{
    setAnimationOptions(QChart::NoAnimation);
    legend()->hide();
    setBackgroundVisible(false);
    setMargins({});
    layout()->setContentsMargins(0, 0, 0, 0);
    for (QCategoryAxis* axis : {m_times, m_values}) {
        axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
        axis->setTruncateLabels(false);
        // Ours is at zero, wherever that is; its grid would have a line at the upper edge, tick or not.
        axis->setLineVisible(false);
        axis->setGridLineVisible(false);
    }
    addAxis(m_times, Qt::AlignBottom);
    addAxis(m_values, Qt::AlignLeft);
    dress();
}

void ChartFrame::dress()
{
    const QFont font = theme::font(Type::Micro);
    for (QCategoryAxis* axis : {m_times, m_values}) {
        axis->setLabelsFont(font);
        axis->setLabelsBrush(m_theme->color(Color::ChartLabel));
    }
}

void ChartFrame::show(const Picture& picture, const QTimeZone& zone)
{
    const chart::Geometry& geometry = picture.geometry;
    const QRectF place(geometry.left, geometry.top, geometry.width, geometry.height);
    if (place != m_place) {
        m_place = place;
        setPlotArea(place);
        layout()->invalidate(); // it does not do so itself, and the labels would stay where they were
    }
    const QFontMetricsF metrics(m_times->labelsFont());
    std::vector<chart::TimeTick> ticks =
        chart::timeTicks(geometry.time, zone, geometry.width,
                         [&](const QString& text) { return metrics.horizontalAdvance(text); });
    // A refresh that changes nothing costs nothing: every change of an axis lays all of it out again.
    if (ticks != m_timeTicks || geometry.time != m_range) {
        m_range = geometry.time;
        m_timeTicks = std::move(ticks);
        clear(m_times);
        m_times->setStartValue(-1);
        m_times->setRange(0, placeOf(m_range.end, m_range));
        for (std::size_t i = 0; i < m_timeTicks.size(); ++i) {
            int copy = 0;
            for (std::size_t earlier = 0; earlier < i; ++earlier)
                copy += m_timeTicks[earlier].label == m_timeTicks[i].label ? 1 : 0;
            m_times->append(distinct(m_timeTicks[i].label, copy), placeOf(m_timeTicks[i].at, m_range));
        }
    }
    if (picture.values != m_valueTicks) {
        m_valueTicks = picture.values;
        // QtCharts adds and subtracts ends; the scale does not matter to it, so that 1e300 need not reach it.
        const double span = m_valueTicks.high / 2 - m_valueTicks.low / 2;
        const auto share = [&](double value) { return (value / 2 - m_valueTicks.low / 2) / span; };
        clear(m_values);
        m_values->setStartValue(-1);
        m_values->setRange(0, 1);
        for (const chart::ValueTick& tick : m_valueTicks.ticks)
            m_values->append(tick.label, share(tick.value));
    }
    layout()->activate(); // now and not with the next event: lines and labels change together
}

} // namespace signalbox::widgets
