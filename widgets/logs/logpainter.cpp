// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/logs/logpainter.h"

#include "widgets/logs/levellook.h"
#include "widgets/theme/type.h"

#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace signalbox::widgets {

using items::LogRow;
using theme::Color;

namespace {

constexpr int wrappedLine = 18;
constexpr int mostWrappedLines = 12; ///< more of a line is for its detail

Color roleOf(logtext::AnsiColor color)
{
    using logtext::AnsiColor;
    switch (color) {
    case AnsiColor::Black:
        return Color::TextTertiary;
    case AnsiColor::Red:
        return Color::LevelError;
    case AnsiColor::Green:
        return Color::StateOkText;
    case AnsiColor::Yellow:
        return Color::LevelWarn;
    case AnsiColor::Blue:
        return Color::LevelInfo;
    case AnsiColor::Magenta:
        return Color::LevelFatal;
    case AnsiColor::Cyan:
        return Color::SyntaxLabel;
    case AnsiColor::White:
    case AnsiColor::Default:
        return Color::TextPrimary;
    }
    return Color::TextPrimary;
}

} // namespace

LogPainter::LogPainter(const theme::Theme* theme)
    : m_theme(theme)
    , m_base(theme::font(theme::Type::Base))
    , m_strong(theme::font(theme::Type::BaseStrong))
    , m_data(theme::font(theme::Type::Data))
    , m_dense(theme::font(theme::Type::DataDense))
{
}

std::unique_ptr<QTextLayout> LogPainter::layoutOf(const LogRow& row, int width, const QFont& font) const
{
    auto layout = std::make_unique<QTextLayout>(row.message, font);
    QTextOption option;
    option.setWrapMode(m_wrap ? QTextOption::WrapAtWordBoundaryOrAnywhere : QTextOption::NoWrap);
    layout->setTextOption(option);
    QList<QTextLayout::FormatRange> formats;
    for (const logtext::AnsiSpan& span : row.colours) {
        QTextCharFormat format;
        format.setForeground(m_theme->color(span.dim ? Color::TextTertiary : roleOf(span.color)));
        if (span.bold)
            format.setFontWeight(QFont::DemiBold);
        format.setFontUnderline(span.underline);
        formats.append({static_cast<int>(span.start), static_cast<int>(span.length), format});
    }
    layout->setFormats(formats);
    layout->beginLayout();
    for (int line = 0; line < (m_wrap ? mostWrappedLines : 1); ++line) {
        QTextLine next = layout->createLine();
        if (!next.isValid())
            break;
        next.setLineWidth(m_wrap ? std::max(40, width) : 1e6);
        next.setPosition(QPointF(0, line * wrappedLine));
    }
    layout->endLayout();
    return layout;
}

int LogPainter::heightOf(const LogRow& row) const
{
    if (!m_wrap || row.gap || m_columns.empty())
        return rowHeight;
    const int width = m_columns.back().width() - 16;
    // A letter is about half as wide as it is high: what is clearly short needs no layout.
    if (row.message.size() * 5 < width && !row.message.contains(QChar::LineSeparator))
        return rowHeight;
    return std::max(rowHeight, 6 + wrappedLine * layoutOf(row, width, m_base)->lineCount());
}

void LogPainter::paintText(QPainter& painter, const QRect& rect, const QString& text, Color color,
                           const QFont& font) const
{
    if (text.isEmpty() || rect.width() <= 0)
        return;
    painter.setFont(font);
    painter.setPen(m_theme->color(color));
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width()));
}

void LogPainter::paint(QPainter& painter, const QRect& rect, const LogRow& row,
                       const LogRowState& state) const
{
    if (row.gap)
        return paintBreak(painter, rect, row, state);
    if (state.selected || state.current)
        painter.fillRect(rect,
                         m_theme->color(state.active ? Color::SelectionRow : Color::SelectionRowInactive));
    else if (state.hovered)
        painter.fillRect(rect, m_theme->color(Color::SurfaceHover));
    if (state.current && state.active)
        painter.fillRect(QRect(rect.left(), rect.top(), 2, rect.height()),
                         m_theme->color(Color::SelectionEdge));

    const int centre = rect.top() + rowHeight / 2;
    const auto cell = [&](std::size_t column) {
        const QRect& place = m_columns[column];
        return QRect(place.left() + 8, rect.top(), place.width() - 16, rowHeight);
    };
    // The arrow of the detail, or the star of a line that somebody marked.
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme->color(Color::TextTertiary), 1.2));
    const QPointF tip(rect.left() + 14, centre);
    if (state.open)
        painter.drawPolyline(QPolygonF({tip + QPointF(-4, -2), tip + QPointF(0, 2), tip + QPointF(4, -2)}));
    else
        painter.drawPolyline(QPolygonF({tip + QPointF(-2, -4), tip + QPointF(2, 0), tip + QPointF(-2, 4)}));
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (m_columns.size() < 4)
        return;
    const QRect time = cell(0).adjusted(arrowWidth - 8, 0, 4, 0);
    paintText(painter, time, row.time, Color::TextSecondary, m_data);
    if (row.starred) {
        painter.setPen(Qt::NoPen);
        painter.fillRect(QRect(rect.left() + 4, rect.top() + 5, 3, rowHeight - 10),
                         m_theme->color(Color::StateWarnBase));
    }
    const QRect level = cell(1);
    drawLevel(painter, level.left(), centre, row.level, *m_theme);
    paintText(painter, level.adjusted(16, 0, 8, 0), row.levelWord, lookOf(row.level).color, m_dense);
    const QRect service = cell(2);
    painter.fillRect(QRect(service.left(), centre - 4, 8, 8), m_theme->serviceColor(row.service));
    paintText(painter, service.adjusted(16, 0, 0, 0), row.service, Color::TextSecondary, m_base);
    for (std::size_t column = 3; column + 1 < m_columns.size(); ++column)
        paintText(painter, cell(column), row.fields.value(static_cast<qsizetype>(column) - 3),
                  Color::TextSecondary, m_dense);
    const QRect message = cell(m_columns.size() - 1);
    paintMessage(painter, QRect(message.left(), rect.top(), message.width(), rect.height()), row, state);
}

void LogPainter::paintMessage(QPainter& painter, const QRect& rect, const LogRow& row,
                              const LogRowState& state) const
{
    if (rect.width() <= 0)
        return;
    const QFont& font = state.open ? m_strong : m_base;
    painter.setFont(font);
    const QFontMetrics metrics(font);
    const bool plain = row.colours.empty() && !m_wrap;
    const QString text = m_wrap ? row.message : metrics.elidedText(row.message, Qt::ElideRight, rect.width());
    const int top = rect.top() + (rowHeight - wrappedLine) / 2;
    const auto matches = m_searcher ? m_searcher->matchesIn(text) : std::vector<logs::Match>();

    std::unique_ptr<QTextLayout> layout;
    if (!plain)
        layout = layoutOf(row, rect.width(), font);
    for (const logs::Match& match : matches) {
        QRectF mark;
        if (layout) {
            const QTextLine line = layout->lineForTextPosition(static_cast<int>(match.start));
            if (!line.isValid())
                continue;
            const double left = line.cursorToX(static_cast<int>(match.start));
            const double right = line.cursorToX(static_cast<int>(match.start + match.length));
            mark = QRectF(rect.left() + left, top + line.y(), std::max(2.0, right - left), wrappedLine);
        } else {
            const int left = metrics.horizontalAdvance(text.left(match.start));
            const int right = metrics.horizontalAdvance(text.left(match.start + match.length));
            mark = QRectF(rect.left() + left, top, std::max(2, right - left), wrappedLine);
        }
        painter.fillRect(mark, m_theme->color(Color::SelectionMatch));
    }

    painter.setPen(m_theme->color(Color::TextPrimary));
    int end = 0; // of the first line of the message
    if (layout) {
        painter.save();
        painter.setClipRect(rect);
        const QTextLine first = layout->lineCount() > 0 ? layout->lineAt(0) : QTextLine();
        layout->draw(&painter,
                     QPointF(rect.left(), top + (first.isValid() ? (wrappedLine - first.height()) / 2 : 0)));
        painter.restore();
        end = layout->lineCount() == 1 ? qRound(first.naturalTextWidth()) : rect.width();
    } else {
        painter.drawText(QRect(rect.left(), top, rect.width(), wrappedLine),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
        end = metrics.horizontalAdvance(text);
    }
    constexpr int leastQuiet = 48;
    if (rect.width() - end - 8 >= leastQuiet) {
        const QRect quiet(rect.left() + end + 8, rect.top() + 1, rect.width() - end - 8, rowHeight);
        paintText(painter, quiet, row.quiet, Color::TextTertiary, m_dense);
    }
}

void LogPainter::paintBreak(QPainter& painter, const QRect& rect, const LogRow& row,
                            const LogRowState& state) const
{
    using Kind = logs::Break::Kind;
    const Kind kind = row.gap->kind;
    const bool bad = kind == Kind::Failed;
    const bool quiet = kind == Kind::More || kind == Kind::Left;
    painter.fillRect(rect, m_theme->color(state.current && state.active ? Color::SelectionRow
                                          : quiet                       ? Color::SurfaceCard
                                          : bad                         ? Color::StateBadTint
                                                                        : Color::StateWarnTint));
    if (!quiet)
        painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()),
                         m_theme->color(bad ? Color::StateBadBase : Color::StateWarnBase));
    if (!quiet)
        theme::drawShape(painter, QRectF(rect.left() + 8, rect.center().y() - 5, 12, 12),
                         bad ? theme::Shape::BadDiamond : theme::Shape::WarnTriangle, *m_theme);
    const QRect text = rect.adjusted(arrowWidth + 8, 0, -16, 0);
    paintText(painter, text, row.gap->text, quiet ? Color::TextSecondary : Color::TextPrimary, m_base);
    if (row.gap->action.isEmpty())
        return;
    const int used = QFontMetrics(m_base).horizontalAdvance(row.gap->text) + 16;
    if (used < text.width() - 60)
        paintText(painter, text.adjusted(used, 0, 0, 0), row.gap->action, Color::TextLink, m_base);
}

} // namespace signalbox::widgets
