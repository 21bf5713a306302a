// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The completion of QueryEditor: what is asked, shown and taken.
#include "models/promql/querytext.h"
#include "widgets/query/completionpopup.h"
#include "widgets/query/queryeditor.h"
#include "widgets/query/querytextedit.h"

#include <QScopedValueRollback>
#include <QTextBlock>

#include <algorithm>

namespace signalbox::widgets {

using promql::CompletionContext;
using promql::CompletionItem;
using promql::CompletionKind;

namespace {

constexpr std::size_t mostAnswered = 10'000; ///< of a server's answer; it was asked with a prefix
constexpr qsizetype longestName = 2'048;     ///< what is longer is no name that a person looks for

bool isServers(CompletionKind kind)
{
    return kind == CompletionKind::Expression || kind == CompletionKind::LabelName ||
           kind == CompletionKind::LabelValue;
}

/// While a person types, a list opens where they expect one: with the first letter of a word, and at once
/// where only one sort of thing can stand.
bool opensByItself(const CompletionContext& context)
{
    const bool anyPrefix = context.kind == CompletionKind::LabelName ||
                           context.kind == CompletionKind::LabelValue ||
                           (context.kind == CompletionKind::Duration && context.inRange);
    return context.kind != CompletionKind::None && (anyPrefix || !context.prefix.isEmpty());
}

} // namespace

void QueryEditor::complete(bool asked)
{
    m_asked = asked || (m_asked && m_popup->isVisible());
    m_context = m_language.contextAt(m_text, m_edit->textCursor().position());
    if (m_context.kind == CompletionKind::None || (!m_asked && !opensByItself(m_context))) {
        closePopup();
        return;
    }
    if (isServers(m_context.kind))
        ask();
    else
        m_answered.clear();
    showRanked();
}

void QueryEditor::ask()
{
    promql::CompletionRequest request{.id = m_request.id + 1,
                                      .kind = m_context.kind,
                                      .metric = m_context.metric,
                                      .label = m_context.label,
                                      .prefix = m_context.prefix};
    // What a shorter prefix found goes on being shown until the new answer is there.
    const bool narrows = request.kind == m_request.kind && request.metric == m_request.metric &&
                         request.label == m_request.label && request.prefix.startsWith(m_request.prefix);
    if (!narrows)
        m_answered.clear();
    m_request = request;
    Q_EMIT completionsWanted(m_request);
}

void QueryEditor::setCompletions(quint64 id, std::vector<CompletionItem> items)
{
    if (id != m_request.id || !isServers(m_request.kind))
        return;
    std::erase_if(items, [](const CompletionItem& item) { return item.text.size() > longestName; });
    if (items.size() > mostAnswered)
        items.resize(mostAnswered);
    m_answered = std::move(items);
    if (m_context.kind == m_request.kind && m_edit->hasFocus())
        showRanked();
}

void QueryEditor::showRanked()
{
    std::vector<CompletionItem> items = m_answered;
    std::vector<CompletionItem> local = m_language.localItems(m_context);
    items.insert(items.end(), std::make_move_iterator(local.begin()), std::make_move_iterator(local.end()));
    std::vector<promql::RankedItem> rows = promql::ranked(items, m_context.prefix);
    const bool onlyItself = rows.size() == 1 && rows.front().item.text == m_context.prefix &&
                            rows.front().item.kind != CompletionItem::Kind::Value;
    if (rows.empty() || (onlyItself && !m_asked)) {
        m_popup->hide(); // but an answer may still come
        return;
    }
    // The row that was chosen stays so when an answer arrives.
    const int row = m_popup->isVisible() ? m_popup->currentRow() : 0;
    const CompletionItem current = row > 0 ? m_popup->item(row) : CompletionItem{};
    m_popup->setItems(std::move(rows));
    for (int i = 0; row > 0 && i < m_popup->count(); ++i)
        if (m_popup->item(i) == current) {
            m_popup->step(i);
            break;
        }
    QTextCursor start(m_edit->document());
    start.setPosition(static_cast<int>(std::min<qsizetype>(m_context.start, m_text.size())));
    m_popup->openBeside(m_edit->viewport(), m_edit->cursorRect(start));
}

void QueryEditor::take(int row)
{
    if (row < 0 || row >= m_popup->count())
        return;
    const promql::CompletionEdit edit = promql::editFor(m_context, m_popup->item(row), m_text);
    closePopup();
    {
        const QScopedValueRollback replacing(m_replacing, true);
        QTextCursor cursor(m_edit->document());
        cursor.setPosition(static_cast<int>(edit.start));
        cursor.setPosition(static_cast<int>(edit.start + edit.length), QTextCursor::KeepAnchor);
        cursor.insertText(edit.text);
        cursor.setPosition(static_cast<int>(edit.cursor));
        m_edit->setTextCursor(cursor);
    }
    m_walk.leave();
    complete(false); // the values of the label that was taken, say
}

void QueryEditor::closePopup()
{
    m_asked = false;
    m_answered.clear();
    m_request.kind = CompletionKind::None; // an answer that still comes opens nothing
    m_context = {};
    if (m_popup)
        m_popup->hide();
}

bool QueryEditor::isTypedOut() const
{
    const CompletionItem& item = m_popup->item(m_popup->currentRow());
    const promql::CompletionEdit edit = promql::editFor(m_context, item, m_text);
    return QStringView(m_text).sliced(edit.start, edit.length) == edit.text;
}

} // namespace signalbox::widgets
