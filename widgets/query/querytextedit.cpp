// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/query/querytextedit.h"

#include "models/promql/querytext.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QTextBlock>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace signalbox::widgets {

using theme::Color;

namespace {

constexpr int oneLineHeight = 28; ///< that of any input
constexpr int mostLines = 6;
constexpr int sidePadding = 8;

} // namespace

QueryTextEdit::QueryTextEdit(const theme::Theme* theme, QWidget* parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
{
    setFont(theme::font(theme::Type::Data));
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::WidgetWidth);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    document()->setDocumentMargin(0);
    const int vertical = (oneLineHeight - fontMetrics().lineSpacing()) / 2;
    setViewportMargins(sidePadding, vertical, sidePadding, vertical);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &QueryTextEdit::fitHeight);
    connect(theme, &theme::Theme::changed, this, &QueryTextEdit::applyTheme);
    applyTheme();
    fitHeight();
}

void QueryTextEdit::applyTheme()
{
    QPalette palette = this->palette();
    palette.setColor(QPalette::Base, m_theme->color(Color::SurfaceInput));
    setPalette(palette);
    update();
}

void QueryTextEdit::fitHeight()
{
    // The layout of a plain text document counts its height in lines.
    const int lines = static_cast<int>(std::lround(document()->size().height()));
    const int line = fontMetrics().lineSpacing();
    setVerticalScrollBarPolicy(lines > mostLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    setFixedHeight(oneLineHeight + (std::clamp(lines, 1, mostLines) - 1) * line);
}

void QueryTextEdit::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    fitHeight();
    // What grew shows its start again; it was scrolled for the line that did not fit.
    if (verticalScrollBarPolicy() == Qt::ScrollBarAlwaysOff)
        ensureCursorVisible();
}

void QueryTextEdit::setInvalid(bool invalid)
{
    setProperty(theme::invalidProperty, invalid);
    update();
}

void QueryTextEdit::paintBox()
{
    const bool focus = hasFocus();
    const bool invalid = property(theme::invalidProperty).toBool();
    const Color edge = invalid        ? Color::StateBadBase
                       : focus        ? Color::AccentBase
                       : underMouse() ? Color::LineStrong
                                      : Color::LineNormal;
    const qreal width = focus ? 2 : 1;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme->color(edge), width));
    painter.setBrush(m_theme->color(Color::SurfaceInput));
    painter.drawRoundedRect(QRectF(rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2), 4, 4);
}

bool QueryTextEdit::event(QEvent* event)
{
    if (event->type() == QEvent::Paint) {
        paintBox(); // the viewport paints itself
        return true;
    }
    if (event->type() == QEvent::Enter || event->type() == QEvent::Leave)
        update();
    return QPlainTextEdit::event(event);
}

void QueryTextEdit::focusInEvent(QFocusEvent* event)
{
    QPlainTextEdit::focusInEvent(event);
    update();
}

void QueryTextEdit::focusOutEvent(QFocusEvent* event)
{
    QPlainTextEdit::focusOutEvent(event);
    update();
}

qsizetype QueryTextEdit::room() const
{
    const QTextCursor cursor = textCursor();
    const qsizetype kept =
        document()->characterCount() - 1 - (cursor.selectionEnd() - cursor.selectionStart());
    return std::max<qsizetype>(promql::maxQueryLength - kept, 0);
}

void QueryTextEdit::keyPressEvent(QKeyEvent* event)
{
    const bool types = !event->text().isEmpty() && event->text().front().isPrint();
    if (types && room() < event->text().size())
        return;
    QPlainTextEdit::keyPressEvent(event);
}

void QueryTextEdit::inputMethodEvent(QInputMethodEvent* event)
{
    if (room() < event->commitString().size())
        return;
    QPlainTextEdit::inputMethodEvent(event);
}

bool QueryTextEdit::canInsertFromMimeData(const QMimeData* source) const
{
    return source->hasText();
}

void QueryTextEdit::insertFromMimeData(const QMimeData* source)
{
    textCursor().insertText(promql::cleanedQuery(source->text(), room()));
    ensureCursorVisible();
}

void QueryTextEdit::replaceAll(const QString& text)
{
    QTextCursor cursor = textCursor();
    cursor.select(QTextCursor::Document);
    cursor.insertText(promql::cleanedQuery(text));
    setTextCursor(cursor);
}

bool QueryTextEdit::isOnFirstLine() const
{
    const QTextCursor cursor = textCursor();
    const QTextLayout* layout = cursor.block().layout();
    return cursor.blockNumber() == 0 &&
           layout->lineForTextPosition(cursor.positionInBlock()).lineNumber() <= 0;
}

bool QueryTextEdit::isOnLastLine() const
{
    const QTextCursor cursor = textCursor();
    const QTextLayout* layout = cursor.block().layout();
    return cursor.blockNumber() == document()->blockCount() - 1 &&
           layout->lineForTextPosition(cursor.positionInBlock()).lineNumber() >= layout->lineCount() - 1;
}

} // namespace signalbox::widgets
