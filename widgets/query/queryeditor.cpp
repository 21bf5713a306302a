// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/query/queryeditor.h"

#include "widgets/query/completionpopup.h"
#include "widgets/query/queryhighlighter.h"
#include "widgets/query/querytextedit.h"
#include "widgets/theme/type.h"

#include <QKeyEvent>
#include <QLabel>
#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace signalbox::widgets {

using theme::Color;

QueryEditor::QueryEditor(const promql::Language& language, const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_language(language)
    , m_theme(theme)
    , m_edit(new QueryTextEdit(theme, this))
    , m_sentence(new QLabel(this))
    , m_popup(new CompletionPopup(theme, this))
{
    new QueryHighlighter(language, theme, m_edit->document());
    m_edit->installEventFilter(this);
    m_sentence->setObjectName(QStringLiteral("problem"));
    m_sentence->setFont(theme::font(theme::Type::Micro));
    m_sentence->setTextFormat(Qt::PlainText); // a server's words
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_sentence->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_edit);
    column->addWidget(m_sentence);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    setFocusProxy(m_edit);

    connect(m_edit, &QPlainTextEdit::textChanged, this, &QueryEditor::onTextChanged);
    connect(m_edit, &QPlainTextEdit::cursorPositionChanged, this, &QueryEditor::onCursorMoved);
    connect(m_popup, &CompletionPopup::clicked, this, &QueryEditor::take);
    const auto paintSentence = [this] {
        QPalette palette = m_sentence->palette();
        palette.setColor(QPalette::WindowText, m_theme->color(Color::StateBadText));
        m_sentence->setPalette(palette);
        markUp();
    };
    paintSentence();
    connect(theme, &theme::Theme::changed, this, paintSentence);
}

QueryEditor::~QueryEditor()
{
    delete m_popup;
}

CompletionPopup* QueryEditor::popup() const
{
    return m_popup;
}

QString QueryEditor::query() const
{
    return m_edit->toPlainText();
}

void QueryEditor::setQuery(const QString& query)
{
    const QScopedValueRollback replacing(m_replacing, true);
    m_edit->replaceAll(query);
    closePopup();
}

void QueryEditor::setPlaceholder(const QString& text)
{
    m_edit->setPlaceholderText(text);
}

void QueryEditor::setName(const QString& name)
{
    m_edit->setAccessibleName(name);
}

void QueryEditor::setHistory(const promql::QueryHistory& history)
{
    m_history = history;
    m_walk.leave();
}

bool QueryEditor::showServerError(const QString& query, const QString& message)
{
    if (query != this->query())
        return false;
    const std::optional<promql::ServerMistake> mistake = m_language.mistakeIn(message, query);
    if (!mistake)
        return false;
    m_errorRange = {mistake->start, mistake->length};
    m_sentence->setText(mistake->sentence);
    m_sentence->show();
    m_edit->setInvalid(true);
    m_edit->setAccessibleDescription(mistake->sentence);
    markUp();
    return true;
}

void QueryEditor::clearError()
{
    if (m_sentence->isHidden())
        return;
    m_errorRange = {0, 0};
    m_sentence->clear();
    m_sentence->hide();
    m_edit->setInvalid(false);
    m_edit->setAccessibleDescription({});
    markUp();
}

QString QueryEditor::errorSentence() const
{
    return m_sentence->text();
}

void QueryEditor::markUp()
{
    QList<QTextEdit::ExtraSelection> marks;
    const auto mark = [&](qsizetype start, qsizetype length, const QTextCharFormat& format) {
        QTextCursor cursor(m_edit->document());
        cursor.setPosition(static_cast<int>(start));
        cursor.setPosition(static_cast<int>(start + length), QTextCursor::KeepAnchor);
        marks.append({cursor, format});
    };
    if (const auto pair = promql::bracketsAt(m_brackets, m_edit->textCursor().position())) {
        QTextCharFormat format;
        format.setBackground(m_theme->color(pair->isMatched() ? Color::SurfacePressed : Color::StateBadTint));
        format.setForeground(m_theme->color(pair->isMatched() ? Color::TextPrimary : Color::StateBadText));
        for (const qsizetype place : {pair->open, pair->close})
            if (place >= 0)
                mark(place, 1, format);
    }
    if (m_errorRange.second > 0) {
        QTextCharFormat format;
        format.setBackground(m_theme->color(Color::StateBadTint));
        format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        format.setUnderlineColor(m_theme->color(Color::StateBadBase));
        mark(m_errorRange.first, m_errorRange.second, format);
    }
    m_edit->setExtraSelections(marks);
}

void QueryEditor::onTextChanged()
{
    const QString text = query();
    if (text == m_text)
        return;
    m_text = text;
    m_brackets = promql::bracketPairs(m_text, m_language.lex(m_text).tokens);
    clearError();
    markUp();
    if (!m_replacing) {
        m_walk.leave();
        if (m_edit->hasFocus())
            complete(false);
    }
    Q_EMIT queryChanged();
}

void QueryEditor::onCursorMoved()
{
    if (query() != m_text)
        return; // it moved with an edit, which is told of next
    markUp();
    const qsizetype cursor = m_edit->textCursor().position();
    const bool within = cursor >= m_context.start && cursor <= m_context.start + m_context.length;
    if (m_popup->isVisible() && (!within || m_edit->textCursor().hasSelection()))
        closePopup();
}

void QueryEditor::walk(bool older)
{
    const auto next = older ? m_walk.older(m_history, query()) : m_walk.newer(m_history, query());
    if (next)
        setQuery(*next);
}

void QueryEditor::submit()
{
    closePopup();
    m_walk.leave();
    const QString text = query();
    if (!text.trimmed().isEmpty())
        Q_EMIT submitted(text);
}

bool QueryEditor::isPopupKey(const QKeyEvent& event)
{
    if (event.modifiers() & ~Qt::KeypadModifier)
        return false;
    switch (event.key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
    case Qt::Key_Escape:
        return true;
    default:
        return false;
    }
}

bool QueryEditor::onPopupKey(const QKeyEvent& event)
{
    switch (event.key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
        m_popup->step(event.key() == Qt::Key_Up ? -1 : 1);
        return true;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        m_popup->page(event.key() == Qt::Key_PageUp ? -1 : 1);
        return true;
    case Qt::Key_Escape:
        closePopup();
        return true;
    case Qt::Key_Tab:
        take(m_popup->currentRow());
        return true;
    default:
        // A word that is written out already is no choice to take: Enter then runs the query.
        if (isTypedOut())
            return false;
        take(m_popup->currentRow());
        return true;
    }
}

bool QueryEditor::onKey(const QKeyEvent& event)
{
    if (m_popup->isVisible() && isPopupKey(event) && onPopupKey(event))
        return true;
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const bool up = event.key() == Qt::Key_Up;
    const bool down = event.key() == Qt::Key_Down;
    if (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) {
        if (modifiers == Qt::ShiftModifier)
            m_edit->textCursor().insertText(QStringLiteral("\n"));
        else
            submit();
        return true;
    }
    if (event.key() == Qt::Key_Space && modifiers == Qt::ControlModifier) {
        complete(true);
        return true;
    }
    const bool leaves =
        modifiers == Qt::NoModifier && ((up && m_edit->isOnFirstLine()) || (down && m_edit->isOnLastLine()));
    if ((up || down) && (modifiers == Qt::AltModifier || leaves)) {
        walk(up);
        return true;
    }
    return false;
}

bool QueryEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_edit) {
        if (event->type() == QEvent::ShortcutOverride && m_popup->isVisible() &&
            isPopupKey(*static_cast<QKeyEvent*>(event))) {
            event->accept(); // Esc closes the list, whatever else the window does with it
            return true;
        }
        if (event->type() == QEvent::KeyPress && onKey(*static_cast<QKeyEvent*>(event)))
            return true;
        if (event->type() == QEvent::FocusOut || event->type() == QEvent::Hide)
            closePopup();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace signalbox::widgets
