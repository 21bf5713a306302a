// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/logs/volumechart.h"

#include "models/base/error.h"
#include "models/chart/ticks.h"
#include "models/items/timedisplay.h"
#include "widgets/logs/levellook.h"
#include "widgets/theme/type.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QTextDocument>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>

namespace signalbox::widgets {

using theme::Color;

namespace {

constexpr int leftMargin = 44;
constexpr int rightMargin = 16;
constexpr int laneHeight = 18;
constexpr int axisHeight = 20;

// From the ground up: what is grave lies on top, where it is seen against the background.
constexpr std::array stacked{Level::Unknown, Level::Trace, Level::Debug, Level::Info,
                             Level::Warn,    Level::Error, Level::Fatal};

} // namespace

VolumeChart::VolumeChart(const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Lines over time by level"));
    setAccessibleDescription(tr("Arrow keys move, Shift selects, Enter opens what can be done."));
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

void VolumeChart::setVolume(const logs::Volume& volume)
{
    const bool sameBars = volume.range == m_volume.range && volume.step == m_volume.step;
    m_volume = volume;
    m_axisTop =
        std::max(1.0, chart::valueAxis(0, static_cast<double>(std::max<std::int64_t>(1, m_volume.highest())),
                                       chart::Unit::Count)
                          .high);
    if (!sameBars && !m_dragging)
        m_first = m_last = m_anchor = m_current = -1;
    update();
}

void VolumeChart::setMarks(std::vector<chart::Mark> marks)
{
    m_marks = std::move(marks);
    update();
}

void VolumeChart::setZone(Zone zone)
{
    m_zone = zone;
    update();
}

void VolumeChart::setCursorTime(std::optional<Instant> at)
{
    if (m_cursorTime == at)
        return;
    m_cursorTime = at;
    update();
}

std::optional<Interval> VolumeChart::selection() const
{
    if (m_first < 0 || m_volume.bars.empty())
        return std::nullopt;
    return Interval{m_volume.intervalOf(static_cast<std::size_t>(m_first)).start,
                    m_volume.intervalOf(static_cast<std::size_t>(m_last)).end};
}

chart::Geometry VolumeChart::geometryNow() const
{
    return {.time = m_volume.range,
            .low = 0,
            .high = m_axisTop,
            .left = leftMargin,
            .top = laneHeight,
            .width = static_cast<double>(std::max(0, width() - leftMargin - rightMargin)),
            .height = static_cast<double>(std::max(0, height() - laneHeight - axisHeight))};
}

int VolumeChart::barAt(double x) const
{
    const chart::Geometry geometry = geometryNow();
    if (m_volume.bars.empty() || geometry.isEmpty())
        return -1;
    const double share = (x - geometry.left) / geometry.width;
    const auto bars = static_cast<double>(m_volume.bars.size());
    return static_cast<int>(std::clamp(std::floor(share * bars), 0.0, bars - 1));
}

QString VolumeChart::describe(int bar) const
{
    if (bar < 0 || bar >= static_cast<int>(m_volume.bars.size()))
        return {};
    const Interval interval = m_volume.intervalOf(static_cast<std::size_t>(bar));
    QStringList lines{
        tr("%1 – %2").arg(items::clockText(interval.start, m_zone), items::clockText(interval.end, m_zone))};
    const logs::LevelCounts& counts = m_volume.bars[static_cast<std::size_t>(bar)];
    for (auto level = stacked.rbegin(); level != stacked.rend(); ++level)
        if (const std::int64_t count = counts[static_cast<std::size_t>(*level)]; count > 0)
            lines += tr("%1  %2").arg(items::countText(count), toString(*level).toUpper());
    if (lines.size() == 1)
        lines += tr("no lines");
    return lines.join(QLatin1Char('\n'));
}

void VolumeChart::select(int first, int last)
{
    m_first = std::min(first, last);
    m_last = std::max(first, last);
    update();
}

void VolumeChart::paintBars(QPainter& painter, const chart::Geometry& geometry) const
{
    const auto bars = static_cast<double>(m_volume.bars.size());
    const double slot = geometry.width / bars;
    const int gap = slot >= 4 ? 1 : 0;
    for (std::size_t i = 0; i < m_volume.bars.size(); ++i) {
        const int left = qRound(geometry.left + slot * static_cast<double>(i));
        const int right = qRound(geometry.left + slot * static_cast<double>(i + 1)) - gap;
        double sum = 0;
        int bottom = qRound(geometry.bottom());
        for (const Level level : stacked) {
            const std::int64_t count = m_volume.bars[i][static_cast<std::size_t>(level)];
            if (count == 0)
                continue;
            sum += static_cast<double>(count);
            // What is there is seen, be it one line among thousands.
            const int top = std::min(bottom - 1, qRound(geometry.yOf(sum)));
            painter.fillRect(left, top, std::max(1, right - left), bottom - top,
                             m_theme->color(lookOf(level).color));
            bottom = top;
        }
    }
}

void VolumeChart::paintAxes(QPainter& painter, const chart::Geometry& geometry) const
{
    painter.setFont(theme::font(theme::Type::Micro));
    const QFontMetricsF metrics(painter.font());
    const chart::ValueAxis axis = chart::valueAxis(0, m_axisTop, chart::Unit::Count);
    double lastLabel = 1e9;
    for (const chart::ValueTick& tick : axis.ticks) {
        const int y = qRound(geometry.yOf(tick.value));
        painter.fillRect(QRectF(geometry.left, y, geometry.width, 1),
                         m_theme->color(tick.value == 0 ? Color::ChartAxis : Color::ChartGrid));
        if (lastLabel - y < metrics.height())
            continue;
        lastLabel = y;
        painter.setPen(m_theme->color(Color::ChartLabel));
        painter.drawText(QRectF(0, y - 8, leftMargin - 8, 16), Qt::AlignRight | Qt::AlignVCenter, tick.label);
    }
    painter.setPen(m_theme->color(Color::ChartLabel));
    const auto textWidth = [&metrics](const QString& text) { return metrics.horizontalAdvance(text); };
    for (const chart::TimeTick& tick :
         chart::timeTicks(m_volume.range, chart::timeZoneOf(m_zone), geometry.width, textWidth)) {
        const double text = textWidth(tick.label);
        const double x = std::clamp(geometry.xOf(tick.at) - text / 2, 0.0, width() - text);
        painter.drawText(QRectF(x, geometry.bottom() + 3, text + 1, 16), Qt::AlignLeft | Qt::AlignVCenter,
                         tick.label);
    }
}

void VolumeChart::paintMarks(QPainter& painter, const chart::Geometry& geometry) const
{
    painter.setFont(theme::font(theme::Type::Micro));
    const QFontMetrics metrics(painter.font());
    double free = geometry.left - 1; // from here on the lane has room
    for (const chart::Mark& mark : m_marks) {
        if (!m_volume.range.contains(mark.at))
            continue;
        const double x = std::round(geometry.xOf(mark.at)) + 0.5;
        const Color role = mark.kind == chart::MarkKind::Alert      ? Color::MarkAlert
                           : mark.kind == chart::MarkKind::Incident ? Color::MarkIncident
                           : mark.kind == chart::MarkKind::Rollback ? Color::MarkRollback
                           : mark.kind == chart::MarkKind::Evidence ? Color::MarkEvidence
                                                                    : Color::MarkDeploy;
        const QColor color = m_theme->color(role);
        painter.setPen(QPen(color, 1, Qt::DashLine));
        painter.drawLine(QPointF(x, laneHeight - 4), QPointF(x, geometry.bottom()));
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        const QPolygonF shape = mark.kind == chart::MarkKind::Deploy
                                    ? QPolygonF({{x, 5}, {x + 4, 13}, {x - 4, 13}})
                                : mark.kind == chart::MarkKind::Rollback
                                    ? QPolygonF({{x - 4, 5}, {x + 4, 5}, {x, 13}})
                                    : QPolygonF({{x, 4}, {x + 4.5, 9}, {x, 14}, {x - 4.5, 9}});
        painter.setRenderHint(QPainter::Antialiasing);
        painter.drawPolygon(shape);
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setBrush(Qt::NoBrush);
        const QString text = metrics.elidedText(cleaned(QStringView(mark.label)), Qt::ElideRight, 180);
        const double textWidth = metrics.horizontalAdvance(text);
        const bool rightSide = x + 8 + textWidth <= geometry.right();
        const double left = rightSide ? x + 8 : x - 8 - textWidth;
        if (left < free)
            continue;
        free = std::max(x, left + textWidth) + 12;
        painter.setPen(color);
        painter.drawText(QRectF(left, 1, textWidth + 1, 16), Qt::AlignLeft | Qt::AlignVCenter, text);
    }
}

void VolumeChart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const chart::Geometry geometry = geometryNow();
    if (geometry.isEmpty() || m_volume.bars.empty()) {
        painter.setFont(theme::font(theme::Type::Small));
        painter.setPen(m_theme->color(Color::TextTertiary));
        painter.drawText(rect().adjusted(leftMargin, 0, -rightMargin, 0), Qt::AlignVCenter,
                         m_volume.source == logs::Volume::Source::None ? QString()
                                                                       : tr("No lines to count."));
        return;
    }
    if (const auto chosen = selection()) {
        const QRectF area(QPointF(geometry.xOf(chosen->start), geometry.top),
                          QPointF(geometry.xOf(chosen->end), geometry.bottom()));
        painter.fillRect(area, m_theme->color(Color::ChartSelectionFill));
        const QColor edge = m_theme->color(Color::ChartSelectionEdge);
        painter.fillRect(QRectF(area.left(), area.top(), 1, area.height()), edge);
        painter.fillRect(QRectF(area.right() - 1, area.top(), 1, area.height()), edge);
    }
    paintAxes(painter, geometry);
    paintBars(painter, geometry);
    paintMarks(painter, geometry);
    if (m_cursorTime && m_volume.range.contains(*m_cursorTime))
        painter.fillRect(QRectF(std::round(geometry.xOf(*m_cursorTime)), geometry.top, 1, geometry.height),
                         m_theme->color(Color::ChartCrosshair));
    if (hasFocus() && m_current >= 0) {
        const double slot = geometry.width / static_cast<double>(m_volume.bars.size());
        painter.setPen(QPen(m_theme->color(Color::AccentFocusRing), 1));
        painter.drawRect(QRectF(geometry.left + slot * m_current - 0.5, geometry.top + 0.5,
                                std::max(3.0, slot), geometry.height - 1));
    }
}

void VolumeChart::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_anchor = barAt(event->position().x());
    m_current = m_anchor;
    m_dragging = m_anchor >= 0;
    m_first = m_last = -1;
    update();
}

void VolumeChart::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_dragging || !(event->buttons() & Qt::LeftButton))
        return;
    const int bar = barAt(event->position().x());
    if (bar != m_anchor || m_first >= 0)
        select(m_anchor, bar);
}

void VolumeChart::mouseReleaseEvent(QMouseEvent* event)
{
    if (!std::exchange(m_dragging, false))
        return;
    if (m_first >= 0)
        openMenu(event->globalPosition().toPoint());
    else if (m_current >= 0)
        Q_EMIT timeChosen(m_volume.intervalOf(static_cast<std::size_t>(m_current)).start);
}

void VolumeChart::keyPressEvent(QKeyEvent* event)
{
    const int bars = static_cast<int>(m_volume.bars.size());
    if (bars == 0)
        return QWidget::keyPressEvent(event);
    const bool extends = event->modifiers() & Qt::ShiftModifier;
    const auto move = [&](int to) {
        const int before = m_current < 0 ? to : m_current;
        m_current = std::clamp(to, 0, bars - 1);
        if (extends) {
            m_anchor = m_first < 0 ? before : m_anchor;
            select(m_anchor, m_current);
        } else {
            m_first = m_last = -1;
        }
        setAccessibleDescription(describe(m_current));
        update();
    };
    switch (event->key()) {
    case Qt::Key_Left:
        return move(m_current < 0 ? bars - 1 : m_current - 1);
    case Qt::Key_Right:
        return move(m_current < 0 ? 0 : m_current + 1);
    case Qt::Key_Home:
        return move(0);
    case Qt::Key_End:
        return move(bars - 1);
    case Qt::Key_Escape:
        if (m_first < 0)
            break;
        m_first = m_last = -1;
        update();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_first >= 0)
            openMenu(mapToGlobal(rect().center()));
        else if (m_current >= 0)
            Q_EMIT timeChosen(m_volume.intervalOf(static_cast<std::size_t>(m_current)).start);
        return;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void VolumeChart::contextMenuEvent(QContextMenuEvent* event)
{
    if (m_first < 0 && !m_volume.bars.empty()) {
        const int bar = event->reason() == QContextMenuEvent::Mouse ? barAt(event->pos().x()) : m_current;
        if (bar >= 0)
            select(bar, bar);
    }
    if (m_first >= 0)
        openMenu(event->globalPos());
}

void VolumeChart::focusOutEvent(QFocusEvent* event)
{
    update();
    QWidget::focusOutEvent(event);
}

bool VolumeChart::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString text = describe(barAt(help->pos().x()));
        const bool inPlot = help->pos().x() >= leftMargin && help->pos().x() <= width() - rightMargin;
        QToolTip::showText(help->globalPos(), inPlot ? Qt::convertFromPlainText(text) : QString(), this);
        return true;
    }
    return QWidget::event(event);
}

void VolumeChart::openMenu(const QPoint& global)
{
    const auto range = selection();
    if (!range)
        return;
    std::int64_t lines = 0;
    for (int bar = m_first; bar <= m_last; ++bar)
        for (const std::int64_t count : m_volume.bars[static_cast<std::size_t>(bar)])
            lines += count;
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("volumeMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("%1 – %2, %n lines", nullptr, static_cast<int>(std::min<std::int64_t>(lines, 1 << 30)))
                        .arg(items::clockText(range->start, m_zone), items::clockText(range->end, m_zone)))
        ->setEnabled(false);
    menu->addSeparator();
    QAction* zoom = menu->addAction(tr("&Zoom"));
    connect(zoom, &QAction::triggered, this, [this, range] { Q_EMIT zoomRequested(*range); });
    connect(menu->addAction(tr("&Signals here")), &QAction::triggered, this,
            [this, range] { Q_EMIT signalsRequested(*range); });
    connect(menu->addAction(tr("&Traces here")), &QAction::triggered, this,
            [this, range] { Q_EMIT tracesRequested(*range); });
    menu->popup(global);
    menu->setActiveAction(zoom);
}

} // namespace signalbox::widgets
