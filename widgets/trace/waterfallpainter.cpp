// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/trace/waterfallpainter.h"

#include "models/base/duration.h"
#include "models/items/timedisplay.h"
#include "models/logtext/redaction.h"
#include "widgets/logs/levellook.h"
#include "widgets/theme/shapes.h"
#include "widgets/theme/type.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace signalbox::widgets {

using theme::Color;
using theme::Shape;
using traces::Offset;
using traces::Row;
using traces::RowKind;
using traces::Stretch;

namespace {

constexpr int treeIndent = 14;
constexpr int treeLeft = 16;
constexpr int serviceSwatch = 8;
constexpr int spanHeight = 12;
constexpr int timeMargin = 12; ///< of the timeline, right and left
constexpr double least = 2;    ///< a bar is at least so wide

/// Kept where a painter's coordinates are exact.
double bounded(double x)
{
    return std::clamp(x, -10'000.0, 30'000.0);
}

/// "+4.861 s": to the millisecond, so that lines of one second tell apart.
QString offsetText(Offset at)
{
    constexpr Offset second = 1'000'000'000;
    if (at > -second && at < second)
        return QStringLiteral("+%1").arg(humanText(Duration(at)));
    return QStringLiteral("%1%2")
        .arg(at < 0 ? QString() : QStringLiteral("+"))
        .arg(static_cast<double>(at) / second, 0, 'f', 3);
}

} // namespace

void drawSwatch(QPainter& painter, const QPoint& topLeft, const QColor& color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(QRectF(topLeft.x(), topLeft.y(), serviceSwatch, serviceSwatch), 2, 2);
    painter.restore();
}

Color toneColor(traces::Tone tone)
{
    switch (tone) {
    case traces::Tone::Good:
        return Color::StateOkText;
    case traces::Tone::Warn:
        return Color::StateWarnText;
    case traces::Tone::Bad:
        return Color::StateBadText;
    case traces::Tone::Quiet:
        break;
    }
    return Color::TextSecondary;
}

WaterfallPainter::WaterfallPainter(const theme::Theme* theme)
    : m_theme(theme)
    , m_base(theme::font(theme::Type::Base))
    , m_medium(theme::font(theme::Type::BaseMedium))
    , m_small(theme::font(theme::Type::Small))
    , m_smallStrong(theme::font(theme::Type::Small))
    , m_micro(theme::font(theme::Type::Micro))
    , m_data(theme::font(theme::Type::DataDense))
{
    m_smallStrong.setWeight(QFont::DemiBold);
}

QString WaterfallPainter::shownText(const Scene& scene, const QString& text, qsizetype most)
{
    if (!scene.masked)
        return cleaned(QStringView(text), most);
    const QByteArray bytes = text.toUtf8();
    return cleaned(
        logtext::redacted(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size()))).text,
        most);
}

int WaterfallPainter::indentOf(const Scene& scene, std::uint32_t depth) const
{
    // Deeper than half the column, all levels begin at the same place: their names count more.
    const int most = std::max(0, scene.treeWidth / 2 - treeLeft);
    return treeLeft + std::min(most, static_cast<int>(std::min<std::uint32_t>(depth, 1000)) * treeIndent);
}

QRect WaterfallPainter::disclosureRect(const Scene& scene, const Row& row, int top) const
{
    return {indentOf(scene, row.depth) - 4, top, 18, rowHeight};
}

QRectF WaterfallPainter::barRect(const Scene& scene, const Row& row, int top) const
{
    Stretch when;
    if (row.kind == RowKind::Span)
        when = scene.reading->times.spans[row.index];
    else if (row.kind == RowKind::Gap)
        when = scene.reading->gaps[row.index].when;
    else
        return {};
    const double left = scene.treeWidth + timeMargin + bounded(scene.scale.x(when.begin));
    const double right = scene.treeWidth + timeMargin + bounded(scene.scale.x(when.end));
    return {left, top + (rowHeight - spanHeight) / 2.0, std::max(least, right - left), spanHeight};
}

QColor WaterfallPainter::childColor(const QColor& own) const
{
    return theme::mixed(own, m_theme->color(Color::SurfacePane), m_theme->colors().childMix);
}

void WaterfallPainter::paintRow(QPainter& painter, const Scene& scene, int number, int top) const
{
    const Row& row = (*scene.rows)[static_cast<std::size_t>(number)];
    paintGround(painter, scene, row, number, top);
    switch (row.kind) {
    case RowKind::Span:
        paintSpan(painter, scene, row, top);
        break;
    case RowKind::Gap:
        paintGap(painter, scene, row, top);
        break;
    case RowKind::Log:
        paintLog(painter, scene, row, top);
        break;
    case RowKind::Lane:
        paintLane(painter, scene, row, top);
        break;
    case RowKind::Hidden:
        paintHidden(painter, scene, row, top);
        break;
    }
}

void WaterfallPainter::paintGround(QPainter& painter, const Scene& scene, const Row& row, int number,
                                   int top) const
{
    const QRect whole(0, top, scene.width, rowHeight);
    const bool isCurrent = number == scene.current;
    if (isCurrent)
        painter.fillRect(whole,
                         m_theme->color(scene.active ? Color::SelectionRow : Color::SelectionRowInactive));
    else if (number == scene.hovered)
        painter.fillRect(whole, m_theme->color(Color::SurfaceHover));
    else if (row.kind == RowKind::Log || row.kind == RowKind::Lane)
        painter.fillRect(whole, m_theme->color(Color::SurfaceCard));
    if (isCurrent && scene.active)
        painter.fillRect(QRect(0, top, 2, rowHeight), m_theme->color(Color::SelectionEdge));
    // The lines of the tree, one for each level above.
    painter.setPen(m_theme->color(Color::LineSubtle));
    const int last = indentOf(scene, row.depth);
    for (int x = treeLeft + 4; x < last; x += treeIndent)
        painter.drawLine(x, top, x, top + rowHeight - 1);
}

void WaterfallPainter::paintSpan(QPainter& painter, const Scene& scene, const Row& row, int top) const
{
    painter.save();
    painter.setClipRect(QRect(0, top, scene.treeWidth - 4, rowHeight));
    paintName(painter, scene, row, top);
    painter.restore();
    painter.save();
    painter.setClipRect(QRect(scene.treeWidth + 1, top, scene.width - scene.treeWidth - 1, rowHeight));
    paintBar(painter, scene, row.index, top);
    painter.restore();
}

void WaterfallPainter::paintName(QPainter& painter, const Scene& scene, const Row& row, int top) const
{
    const Trace& trace = *scene.reading->trace;
    const Span& span = trace.at(row.index);
    int x = indentOf(scene, row.depth);
    const bool canOpen = scene.reading->descendants[row.index] > 0 || !row.open;
    if (canOpen) {
        QPainterPath triangle;
        const double y = top + rowHeight / 2.0;
        if (row.open)
            triangle.addPolygon(QPolygonF({{x + 1.0, y - 2}, {x + 9.0, y - 2}, {x + 5.0, y + 3}}));
        else
            triangle.addPolygon(QPolygonF({{x + 3.0, y - 4}, {x + 8.0, y}, {x + 3.0, y + 4}}));
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillPath(triangle, m_theme->color(Color::TextTertiary));
        painter.restore();
    }
    x += 14;
    const QString& service = trace.serviceOf(span);
    drawSwatch(painter, {x, top + (rowHeight - serviceSwatch) / 2}, m_theme->serviceColor(service));
    x += serviceSwatch + 6;
    paintKind(painter, x, top, span.kind);
    if (span.kind != SpanKind::Unspecified && span.kind != SpanKind::Internal)
        x += 14;
    int right = scene.treeWidth - 12;
    if (const auto pill = traces::pillOf(trace, span)) {
        const int width = QFontMetrics(m_micro).horizontalAdvance(pill->text) + 10;
        paintPill(painter, QRect(right - width, top + 4, width, 16), *pill);
        right -= width + 8;
    }
    if (span.error) {
        theme::drawShape(painter, QRectF(right - 10, top + 7, 10, 10), Shape::BadDiamond, *m_theme);
        right -= 18;
    }
    if (!row.open && row.count > 0) {
        const QString held = QStringLiteral("+%1").arg(items::countText(row.count));
        painter.setFont(m_small);
        painter.setPen(m_theme->color(Color::TextTertiary));
        const int width = painter.fontMetrics().horizontalAdvance(held);
        painter.drawText(QRect(right - width, top, width, rowHeight), Qt::AlignVCenter, held);
        right -= width + 8;
    }
    const bool isHit = scene.hits && row.index < scene.hits->size() && (*scene.hits)[row.index];
    if (isHit) {
        const bool isCurrent = scene.currentHit == std::int64_t{row.index};
        painter.fillRect(QRect(x - 2, top + 3, std::max(0, right - x + 4), rowHeight - 6),
                         m_theme->color(isCurrent ? Color::SelectionMatchCurrent : Color::SelectionMatch));
        if (isCurrent)
            painter.setPen(m_theme->color(Color::TextOnWarn));
    }
    const bool onMark = isHit && scene.currentHit == std::int64_t{row.index};
    const bool above =
        scene.reading->trace && !scene.reading->isOnPath.empty() && scene.reading->isOnPath[row.index];
    painter.setFont(m_medium);
    painter.setPen(m_theme->color(onMark ? Color::TextOnWarn : Color::TextPrimary));
    const QString name =
        painter.fontMetrics().elidedText(cleaned(QStringView(service), 80), Qt::ElideRight, right - x);
    painter.drawText(QRect(x, top, right - x, rowHeight), Qt::AlignVCenter, name);
    x += painter.fontMetrics().horizontalAdvance(name) + 6;
    if (right - x < 12)
        return;
    painter.setFont(m_base);
    painter.setPen(m_theme->color(onMark  ? Color::TextOnWarn
                                  : above ? Color::TextSecondary
                                          : Color::TextTertiary));
    painter.drawText(QRect(x, top, right - x, rowHeight), Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(shownText(scene, trace.operationOf(span), 160),
                                                      Qt::ElideRight, right - x));
}

// Out of the service, or into it; broken when through a queue.
void WaterfallPainter::paintKind(QPainter& painter, int x, int top, SpanKind kind) const
{
    if (kind == SpanKind::Unspecified || kind == SpanKind::Internal)
        return;
    const bool goesOut = kind == SpanKind::Client || kind == SpanKind::Producer;
    const bool isQueued = kind == SpanKind::Producer || kind == SpanKind::Consumer;
    const double y = top + rowHeight / 2.0;
    const double tip = goesOut ? x + 9.0 : x + 0.0;
    const double tail = goesOut ? x + 0.0 : x + 9.0;
    const double back = goesOut ? -3 : 3;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(m_theme->color(Color::TextTertiary), 1.2);
    painter.setPen(pen);
    painter.drawLine(QPointF(tip, y), QPointF(tip + back, y - 3));
    painter.drawLine(QPointF(tip, y), QPointF(tip + back, y + 3));
    if (isQueued)
        pen.setDashPattern({1.5, 1.5});
    painter.setPen(pen);
    painter.drawLine(QPointF(tip, y), QPointF(tail, y));
    painter.restore();
}

void WaterfallPainter::paintPill(QPainter& painter, const QRect& place, const traces::Pill& pill) const
{
    const Color fill = pill.tone == traces::Tone::Bad    ? Color::StateBadTint
                       : pill.tone == traces::Tone::Warn ? Color::StateWarnTint
                                                         : Color::SurfaceRaised;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(pill.tone == traces::Tone::Quiet ? QPen(m_theme->color(Color::LineNormal))
                                                    : QPen(Qt::NoPen));
    painter.setBrush(m_theme->color(fill));
    painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter.restore();
    painter.setFont(m_micro);
    painter.setPen(m_theme->color(toneColor(pill.tone)));
    painter.drawText(place, Qt::AlignCenter, pill.text);
}

void WaterfallPainter::paintBar(QPainter& painter, const Scene& scene, std::uint32_t position, int top) const
{
    const traces::Reading& reading = *scene.reading;
    const Trace& trace = *reading.trace;
    const QRectF bar = barRect(scene, {RowKind::Span, true, 0, position, 0}, top);
    const QColor own = m_theme->serviceColor(trace.serviceOf(trace.at(position)));
    const QColor inChildren = childColor(own);
    const double origin = scene.treeWidth + timeMargin;
    const double leftEdge = scene.treeWidth + 1;
    const double rightEdge = scene.width;
    const auto xOf = [&](Offset at) { return origin + bounded(scene.scale.x(at)); };

    struct Piece
    {
        double left = 0;
        double right = 0;
        bool isOwn = false;
    };
    std::vector<Piece> pieces;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    if (trace.children(position).empty()) {
        painter.setBrush(own);
        painter.drawRoundedRect(bar, 2, 2);
        pieces.push_back({bar.left(), bar.right(), true});
    } else {
        painter.setBrush(inChildren);
        painter.drawRoundedRect(bar, 2, 2);
        double at = bar.left();
        for (const Stretch& stretch :
             traces::ownStretches(trace, reading.times, position, scene.scale.pixel())) {
            const double left = std::max(bar.left(), xOf(stretch.begin));
            const double right = std::min(bar.right(), std::max(left + 1, xOf(stretch.end)));
            if (right <= left)
                continue;
            painter.fillRect(QRectF(left, bar.top(), right - left, bar.height()), own);
            if (left > at)
                pieces.push_back({at, left, false});
            pieces.push_back({left, right, true});
            at = right;
        }
        if (bar.right() > at)
            pieces.push_back({at, bar.right(), false});
    }
    painter.restore();

    // Where it was what everything waited for. Each pixel once: a loop has a part between any two calls.
    double drawn = leftEdge;
    for (const traces::PathPart& part : traces::pathPartsOf(reading, position)) {
        const double left = std::max(drawn, xOf(part.when.begin));
        const double right = std::max(xOf(part.when.begin) + 1, xOf(part.when.end));
        if (right <= left)
            continue;
        painter.fillRect(QRectF(left, bar.bottom() + 1, right - left, 2),
                         m_theme->color(Color::TraceCriticalPath));
        drawn = right;
    }
    if (reading.times.shiftOf(position) != 0) { // a span that was moved says so, where it stands now
        painter.setPen(QPen(m_theme->color(Color::TraceSkewMoved), 1.5, Qt::DotLine));
        painter.drawRect(bar.adjusted(-1.5, -1.5, 1.5, 1.5));
    }

    QString label = humanText(Duration(reading.times.spans[position].length()));
    Piece widest;
    for (const Piece& piece : pieces) {
        const Piece seen{std::max(piece.left, leftEdge), std::min(piece.right, rightEdge), piece.isOwn};
        if (seen.right - seen.left >= widest.right - widest.left)
            widest = seen;
    }
    painter.setFont(m_small);
    const QFontMetrics metrics = painter.fontMetrics();
    const int needed = metrics.horizontalAdvance(label) + 16;
    if (widest.right - widest.left >= needed) {
        const QColor fill = widest.isOwn ? own : inChildren;
        painter.setPen(theme::textOn(fill));
        const QRectF place(widest.left + 8, top, widest.right - widest.left - 16, rowHeight);
        QRectF rest = place;
        painter.setFont(m_smallStrong);
        const double width = QFontMetrics(m_smallStrong).horizontalAdvance(label) + 1;
        painter.drawText(QRectF(place.right() - width, top, width, rowHeight), Qt::AlignVCenter, label);
        rest.setRight(place.right() - width - 12);
        if (std::int64_t{position} == scene.bottleneck && widest.isOwn) {
            const QString sentence = QCoreApplication::translate("Waterfall", "%1: %2 % of the critical path")
                                         .arg(shownText(scene, trace.operationOf(trace.at(position)), 60))
                                         .arg(qRound(scene.bottleneckShare * 100));
            if (QFontMetrics(m_smallStrong).horizontalAdvance(sentence) <= rest.width())
                painter.drawText(rest, Qt::AlignVCenter, sentence);
        }
        return;
    }
    if (bar.right() >= leftEdge && bar.left() <= rightEdge)
        paintBeside(painter, scene, bar, top, label, m_theme->color(Color::TextSecondary), m_small);
}

void WaterfallPainter::paintBeside(QPainter& painter, const Scene& scene, const QRectF& place, int top,
                                   const QString& text, const QColor& color, const QFont& font) const
{
    painter.setFont(font);
    painter.setPen(color);
    const double gap = 8;
    const double roomRight = scene.width - 8 - (place.right() + gap);
    const double roomLeft = place.left() - gap - (scene.treeWidth + 8);
    const int width = painter.fontMetrics().horizontalAdvance(text) + 1;
    if (width <= roomRight || roomRight >= roomLeft) {
        const int room = static_cast<int>(roomRight);
        if (room > 8)
            painter.drawText(QRectF(place.right() + gap, top, room, rowHeight), Qt::AlignVCenter,
                             painter.fontMetrics().elidedText(text, Qt::ElideRight, room));
        return;
    }
    const int room = static_cast<int>(roomLeft);
    painter.drawText(
        QRectF(place.left() - gap - std::min(room, width), top, std::min(room, width), rowHeight),
        Qt::AlignVCenter | Qt::AlignRight, painter.fontMetrics().elidedText(text, Qt::ElideRight, room));
}

void WaterfallPainter::paintGap(QPainter& painter, const Scene& scene, const Row& row, int top) const
{
    const traces::Gap& gap = scene.reading->gaps[row.index];
    int x = indentOf(scene, row.depth) + 14;
    const int right = scene.treeWidth - 12;
    const QColor text = m_theme->color(Color::StateWarnText);
    const QString length =
        QCoreApplication::translate("Waterfall", "gap %1").arg(humanText(Duration(gap.when.length())));
    painter.save();
    painter.setClipRect(QRect(0, top, scene.treeWidth - 4, rowHeight));
    painter.setFont(m_medium);
    painter.setPen(text);
    painter.drawText(QRect(x, top, right - x, rowHeight), Qt::AlignVCenter, length);
    x += painter.fontMetrics().horizontalAdvance(length) + 6;
    painter.setFont(m_base);
    painter.setPen(m_theme->color(Color::TextSecondary));
    if (right - x > 12)
        painter.drawText(QRect(x, top, right - x, rowHeight), Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(traces::placeOf(gap, *scene.reading->trace),
                                                          Qt::ElideRight, right - x));
    painter.restore();

    painter.save();
    painter.setClipRect(QRect(scene.treeWidth + 1, top, scene.width - scene.treeWidth - 1, rowHeight));
    const QRectF bar = barRect(scene, row, top);
    painter.setBrushOrigin(bar.topLeft());
    painter.fillRect(bar, m_theme->color(Color::TraceGapFill));
    QColor hatch = m_theme->color(Color::TraceGapEdge);
    hatch.setAlphaF(0.55F);
    painter.fillRect(bar, QBrush(hatch, Qt::BDiagPattern));
    QPen edge(m_theme->color(Color::TraceGapEdge), 1);
    edge.setDashPattern({3, 2});
    painter.setPen(edge);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5));
    for (const traces::PathPart& part : traces::pathPartsOf(*scene.reading, gap.span)) {
        const Offset from = std::max(part.when.begin, gap.when.begin);
        const Offset to = std::min(part.when.end, gap.when.end);
        if (to > from) {
            const double left = scene.treeWidth + timeMargin + bounded(scene.scale.x(from));
            const double end = scene.treeWidth + timeMargin + bounded(scene.scale.x(to));
            painter.fillRect(QRectF(left, bar.bottom() + 1, std::max(1.0, end - left), 2),
                             m_theme->color(Color::TraceCriticalPath));
        }
    }
    paintBeside(painter, scene, bar, top, traces::sentenceOf(gap, *scene.reading->trace), text, m_small);
    painter.restore();
}

void WaterfallPainter::paintLog(QPainter& painter, const Scene& scene, const Row& row, int top) const
{
    const traces::TraceLine& line = scene.reading->logs.lines[row.index];
    const QColor color = m_theme->color(lookOf(line.level).color);
    int x = indentOf(scene, row.depth) + 14;
    painter.save();
    painter.setClipRect(QRect(0, top, scene.treeWidth - 4, rowHeight));
    painter.setFont(m_data);
    const QString at = offsetText(line.at);
    const int atWidth = painter.fontMetrics().horizontalAdvance(at);
    const int right = scene.treeWidth - 12 - atWidth - 8;
    painter.setPen(m_theme->color(Color::TextTertiary));
    painter.drawText(QRect(scene.treeWidth - 12 - atWidth, top, atWidth, rowHeight), Qt::AlignVCenter, at);
    drawLevel(painter, x, top + rowHeight / 2, line.level, *m_theme);
    x += 14;
    const QString level = toString(line.level).toUpper();
    painter.setFont(m_micro);
    painter.setPen(color);
    painter.drawText(QRect(x, top, 48, rowHeight), Qt::AlignVCenter, level);
    x += painter.fontMetrics().horizontalAdvance(level) + 8;
    painter.setFont(m_small);
    painter.setPen(m_theme->color(Color::TextTertiary));
    QString service = cleaned(QStringView(line.service), 60);
    if (line.place == traces::TraceLine::Place::ByTime)
        service = QCoreApplication::translate("Waterfall", "%1, by time").arg(service);
    if (right > x)
        painter.drawText(QRect(x, top, right - x, rowHeight), Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(service, Qt::ElideRight, right - x));
    painter.restore();

    painter.save();
    painter.setClipRect(QRect(scene.treeWidth + 1, top, scene.width - scene.treeWidth - 1, rowHeight));
    const double place = scene.treeWidth + timeMargin + bounded(scene.scale.x(line.at));
    painter.fillRect(QRectF(place - 0.75, top + 4, 1.5, 16), color);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(QPointF(place, top + rowHeight / 2.0), 2.5, 2.5);
    if (place > scene.treeWidth - 20 && place < scene.width + 20)
        paintBeside(painter, scene, QRectF(place - 2, top, 4, rowHeight), top,
                    shownText(scene, line.text, 400), color, m_small);
    painter.restore();
}

void WaterfallPainter::paintLane(QPainter& painter, const Scene& scene, const Row& row, int top) const
{
    const traces::TraceLogs& logs = scene.reading->logs;
    const QString& service = logs.lines[row.index].service;
    int x = indentOf(scene, row.depth);
    painter.save();
    painter.setClipRect(QRect(0, top, scene.treeWidth - 4, rowHeight));
    const double y = top + rowHeight / 2.0;
    QPainterPath triangle;
    if (row.open)
        triangle.addPolygon(QPolygonF({{x + 1.0, y - 2}, {x + 9.0, y - 2}, {x + 5.0, y + 3}}));
    else
        triangle.addPolygon(QPolygonF({{x + 3.0, y - 4}, {x + 8.0, y}, {x + 3.0, y + 4}}));
    painter.fillPath(triangle, m_theme->color(Color::TextTertiary));
    x += 14;
    drawSwatch(painter, {x, top + (rowHeight - serviceSwatch) / 2}, m_theme->serviceColor(service));
    x += serviceSwatch + 6;
    painter.setFont(m_base);
    painter.setPen(m_theme->color(Color::TextSecondary));
    const QString text = QCoreApplication::translate("Waterfall", "%1: %2 lines that match no span")
                             .arg(cleaned(QStringView(service), 60), items::countText(row.count));
    painter.drawText(QRect(x, top, scene.treeWidth - 12 - x, rowHeight), Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, scene.treeWidth - 12 - x));
    painter.restore();
    painter.save();
    painter.setClipRect(QRect(scene.treeWidth + 1, top, scene.width - scene.treeWidth - 1, rowHeight));
    double last = -1e9;
    for (std::size_t i = row.index; i < logs.lines.size(); ++i) {
        const traces::TraceLine& line = logs.lines[i];
        if (line.place != traces::TraceLine::Place::Lane || line.service != service)
            continue;
        const double place = scene.treeWidth + timeMargin + bounded(scene.scale.x(line.at));
        if (place - last < 1)
            continue;
        last = place;
        painter.fillRect(QRectF(place - 0.75, top + 5, 1.5, 14), m_theme->color(lookOf(line.level).color));
    }
    painter.restore();
}

void WaterfallPainter::paintHidden(QPainter& painter, const Scene& scene, const Row& row, int top) const
{
    const int x = indentOf(scene, row.depth) + 14;
    painter.setFont(m_small);
    painter.setPen(m_theme->color(Color::TextLink));
    const QString text =
        row.count == 1
            ? QCoreApplication::translate("Waterfall", "1 span hidden")
            : QCoreApplication::translate("Waterfall", "%1 spans hidden").arg(items::countText(row.count));
    painter.drawText(QRect(x, top, std::max(0, scene.treeWidth - 12 - x), rowHeight), Qt::AlignVCenter, text);
    QPen line(m_theme->color(Color::LineNormal), 1);
    line.setDashPattern({2, 4});
    painter.setPen(line);
    painter.drawLine(scene.treeWidth + timeMargin, top + rowHeight / 2, scene.width - timeMargin,
                     top + rowHeight / 2);
}

} // namespace signalbox::widgets
