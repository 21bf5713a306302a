// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/trace/minimap.h"

#include "models/base/duration.h"
#include "widgets/theme/type.h"

#include <QMouseEvent>
#include <QPainter>
#include <QTextDocument>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace signalbox::widgets {

using theme::Color;
using traces::PathShare;
using traces::Stretch;

namespace {

constexpr int minimapSide = 16; ///< margin of both widgets
constexpr int rangeGrip = 5;
constexpr int miniBarHeight = 8;

QString percentOf(const PathShare& share)
{
    return share.share < 0.005 ? QStringLiteral("< 1 %")
                               : QStringLiteral("%1 %").arg(qRound(share.share * 100));
}

} // namespace

Minimap::Minimap(const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFixedHeight(height);
    setMouseTracking(true);
    setAccessibleName(tr("The whole trace"));
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

void Minimap::setReading(traces::ReadingPtr reading)
{
    m_reading = std::move(reading);
    update();
}

void Minimap::setView(const Stretch& view)
{
    if (view == m_view)
        return;
    m_view = view;
    update();
}

traces::TimeScale Minimap::scale() const
{
    return {{0, m_reading ? m_reading->times.length : 1}, std::max(1.0, width() - 2.0 * minimapSide)};
}

void Minimap::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->color(Color::SurfaceChrome));
    painter.setPen(m_theme->color(Color::LineSubtle));
    painter.drawLine(0, 0, width(), 0);
    painter.drawLine(0, height - 1, width(), height - 1);
    if (!m_reading)
        return;
    const traces::TimeScale scale = this->scale();
    for (const traces::OverviewBar& bar : m_reading->overview) {
        const double left = minimapSide + scale.x(bar.when.begin);
        const double right = minimapSide + scale.x(bar.when.end);
        painter.fillRect(QRectF(left, 3 + bar.line * 2, std::max(1.0, right - left), 1.6),
                         m_theme->serviceColor(m_reading->trace->serviceOf(m_reading->trace->at(bar.span))));
    }
    const double from = minimapSide + scale.x(m_view.begin);
    const double to = minimapSide + scale.x(m_view.end);
    QColor veil = m_theme->color(Color::SurfaceChrome);
    veil.setAlphaF(0.7F);
    painter.fillRect(QRectF(0, 1, from, height - 2), veil);
    painter.fillRect(QRectF(to, 1, width() - to, height - 2), veil);
    const QColor edge = m_theme->color(Color::AccentBase);
    for (const double x : {from, to}) {
        painter.fillRect(QRectF(x - 0.5, 0, 1, height), edge);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(edge);
        painter.drawRoundedRect(QRectF(x - 3, height / 2.0 - 9, 6, 18), 2, 2);
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
}

Minimap::Grip Minimap::gripAt(int x) const
{
    const traces::TimeScale scale = this->scale();
    const double from = minimapSide + scale.x(m_view.begin);
    const double to = minimapSide + scale.x(m_view.end);
    if (std::abs(x - from) <= rangeGrip)
        return Grip::Begin;
    if (std::abs(x - to) <= rangeGrip)
        return Grip::End;
    const bool isWhole = m_reading && m_view.length() >= m_reading->times.length;
    return x > from && x < to && !isWhole ? Grip::Whole : Grip::Fresh;
}

void Minimap::mousePressEvent(QMouseEvent* event)
{
    if (!m_reading || event->button() != Qt::LeftButton)
        return;
    m_pressed = static_cast<int>(event->position().x());
    m_viewPressed = m_view;
    m_grip = gripAt(m_pressed);
}

void Minimap::mouseMoveEvent(QMouseEvent* event)
{
    const int x = static_cast<int>(event->position().x());
    if (m_grip == Grip::None) {
        const Grip under = gripAt(x);
        setCursor(under == Grip::Begin || under == Grip::End ? Qt::SizeHorCursor
                  : under == Grip::Whole                     ? Qt::OpenHandCursor
                                                             : Qt::CrossCursor);
        return;
    }
    const traces::TimeScale scale = this->scale();
    const traces::Offset here = scale.at(x - minimapSide);
    const traces::Offset length = m_reading->times.length;
    Stretch view = m_viewPressed;
    switch (m_grip) {
    case Grip::Begin:
    case Grip::End: {
        const traces::Offset other = m_grip == Grip::Begin ? m_viewPressed.end : m_viewPressed.begin;
        view = {std::min(here, other), std::max(here, other)};
        break;
    }
    case Grip::Whole:
        view = traces::fitted({view.begin + here - scale.at(m_pressed - minimapSide),
                               view.end + here - scale.at(m_pressed - minimapSide)},
                              length);
        break;
    case Grip::Fresh: {
        const traces::Offset start = scale.at(m_pressed - minimapSide);
        if (std::abs(x - m_pressed) < 3)
            return;
        view = {std::min(start, here), std::max(start, here)};
        break;
    }
    case Grip::None:
        return;
    }
    Q_EMIT viewRequested(
        {std::clamp<traces::Offset>(view.begin, 0, length), std::clamp<traces::Offset>(view.end, 0, length)});
}

void Minimap::mouseReleaseEvent(QMouseEvent* /*event*/)
{
    m_grip = Grip::None;
}

void Minimap::mouseDoubleClickEvent(QMouseEvent* /*event*/)
{
    if (m_reading)
        Q_EMIT viewRequested({0, m_reading->times.length});
}

void Minimap::wheelEvent(QWheelEvent* event)
{
    if (!m_reading)
        return;
    const traces::Offset around = scale().at(event->position().x() - minimapSide);
    Q_EMIT viewRequested(traces::zoomed(m_view, m_reading->times.length,
                                        std::pow(0.8, event->angleDelta().y() / 120.0), around));
    event->accept();
}

PathStrip::PathStrip(const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFixedHeight(44);
    setMouseTracking(true);
    setAccessibleName(tr("What the critical path was made of"));
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

void PathStrip::setReading(const traces::ReadingPtr& reading)
{
    m_shares = reading ? reading->shares : std::vector<PathShare>();
    QStringList words;
    for (const PathShare& share : m_shares)
        words.append(textOf(share));
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    place();
    update();
}

QString PathStrip::textOf(const PathShare& share) const
{
    const QString time = humanText(Duration(share.time));
    switch (share.kind) {
    case PathShare::Kind::Gap:
        return tr("gap, %1").arg(time);
    case PathShare::Kind::Rest:
        return tr("%1 others").arg(share.count);
    case PathShare::Kind::Work:
        break;
    }
    const QString operation = cleaned(QStringView(share.operation), 40);
    return share.count > 1 ? tr("%1: %2 ×%3  %4")
                                 .arg(cleaned(QStringView(share.service), 30), operation)
                                 .arg(share.count)
                                 .arg(time)
                           : tr("%1: %2  %3").arg(cleaned(QStringView(share.service), 30), operation, time);
}

void PathStrip::place()
{
    m_words.assign(m_shares.size(), {});
    m_parts.assign(m_shares.size(), {});
    const double room = width() - 2.0 * minimapSide;
    double x = minimapSide;
    for (std::size_t i = 0; i < m_shares.size(); ++i) {
        const double part = m_shares[i].share * room;
        m_parts[i] = QRectF(x, 4, std::max(1.0, part - 1), miniBarHeight).toRect();
        x += part;
    }
    int at = minimapSide;
    for (std::size_t i = 0; i < m_shares.size(); ++i) {
        const QFont strong = theme::font(i == 0 ? theme::Type::BaseStrong : theme::Type::Small);
        const QFont plain = theme::font(i == 0 ? theme::Type::BaseMedium : theme::Type::Small);
        const int share = QFontMetrics(strong).horizontalAdvance(percentOf(m_shares[i]));
        const int needed = share + 6 + QFontMetrics(plain).horizontalAdvance(textOf(m_shares[i]));
        if (at + needed > width() - minimapSide)
            break;
        m_words[i] = QRect(at, 16, needed, 24);
        at += needed + 24;
    }
}

QRect PathStrip::wordsOf(std::size_t share) const
{
    return share < m_words.size() ? m_words[share] : QRect();
}

void PathStrip::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    for (std::size_t i = 0; i < m_shares.size(); ++i) {
        const PathShare& share = m_shares[i];
        const bool isGap = share.kind == PathShare::Kind::Gap;
        if (isGap) {
            painter.fillRect(m_parts[i], m_theme->color(Color::TraceGapFill));
            painter.fillRect(m_parts[i], QBrush(m_theme->color(Color::TraceGapEdge), Qt::BDiagPattern));
        } else {
            painter.fillRect(m_parts[i], share.kind == PathShare::Kind::Rest
                                             ? m_theme->color(Color::LineStrong)
                                             : m_theme->serviceColor(share.service));
        }
        if (m_words[i].isEmpty())
            continue;
        const QString percent = percentOf(share);
        painter.setFont(theme::font(i == 0 ? theme::Type::BaseStrong : theme::Type::Small));
        painter.setPen(m_theme->color(isGap ? Color::StateWarnText : Color::TextPrimary));
        const int width = painter.fontMetrics().horizontalAdvance(percent);
        painter.drawText(m_words[i], Qt::AlignVCenter, percent);
        painter.setFont(theme::font(i == 0 ? theme::Type::BaseMedium : theme::Type::Small));
        painter.setPen(m_theme->color(isGap    ? Color::StateWarnText
                                      : i == 0 ? Color::TextPrimary
                                               : Color::TextSecondary));
        painter.drawText(m_words[i].adjusted(width + 6, 0, 2, 0), Qt::AlignVCenter, textOf(share));
    }
    painter.setPen(m_theme->color(Color::LineNormal));
    for (std::size_t i = 1; i < m_words.size(); ++i)
        if (!m_words[i].isEmpty())
            painter.drawLine(m_words[i].left() - 12, 22, m_words[i].left() - 12, 34);
}

int PathStrip::shareAt(const QPoint& where) const
{
    for (std::size_t i = 0; i < m_shares.size(); ++i)
        if ((m_words[i].contains(where) || m_parts[i].adjusted(0, -4, 0, 4).contains(where)) &&
            m_shares[i].span >= 0)
            return static_cast<int>(i);
    return -1;
}

void PathStrip::mousePressEvent(QMouseEvent* event)
{
    if (const int share = shareAt(event->position().toPoint()); share >= 0)
        Q_EMIT spanChosen(static_cast<quint32>(m_shares[static_cast<std::size_t>(share)].span));
}

void PathStrip::mouseMoveEvent(QMouseEvent* event)
{
    const int share = shareAt(event->position().toPoint());
    setCursor(share >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (share < 0) {
        setToolTip({});
        return;
    }
    const PathShare& what = m_shares[static_cast<std::size_t>(share)];
    setToolTip(Qt::convertFromPlainText(QStringLiteral("%1 %  %2 %3")
                                            .arg(QString::number(qRound(what.share * 100)),
                                                 cleaned(QStringView(what.service)),
                                                 cleaned(QStringView(what.operation)))));
}

void PathStrip::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    place();
}

} // namespace signalbox::widgets
