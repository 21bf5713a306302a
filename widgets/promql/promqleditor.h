// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/promql/completion.h"
#include "models/promql/queryhistory.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QLabel;

namespace signalbox::widgets {

class CompletionPopup;
class QueryTextEdit;

/// The place where a PromQL expression is written: colours, completion, history, and the server's complaint
/// at the place that it is about. Knows no server: it asks for metrics, label names and values by signal.
class PromqlEditor : public QWidget
{
    Q_OBJECT

public:
    explicit PromqlEditor(const theme::Theme* theme, QWidget* parent = nullptr);

    [[nodiscard]] QString query() const;
    void setQuery(const QString& query);
    void setPlaceholder(const QString& text);
    /// The queries that Up, Down, Alt+Up and Alt+Down walk through.
    void setHistory(const promql::QueryHistory& history);

    /// Underlines the place that a server's error names and says its sentence below; true when the message
    /// names one. The mark goes when the text is edited.
    bool showServerError(const QString& message);
    void clearError();

    /// The answer to completionsWanted(). Any id but the latest one is ignored.
    void setCompletions(quint64 id, const std::vector<promql::CompletionItem>& items);

    [[nodiscard]] QueryTextEdit* edit() const { return m_edit; }
    [[nodiscard]] CompletionPopup* popup() const { return m_popup; }

Q_SIGNALS:
    /// Enter or Ctrl+Enter.
    void submitted(const QString& query);
    void queryChanged();
    /// Metrics, label names or label values are wanted; a newer question makes the older ones void.
    void completionsWanted(const signalbox::promql::CompletionRequest& request);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void onTextEdited();
    void onCursorMoved();
    void complete(bool asked);
    void showRanked();
    void take(int row);
    [[nodiscard]] bool onPopupKey(int key, Qt::KeyboardModifiers modifiers);
    void walk(bool older);
    void submit();
    void placePopup();

    QueryTextEdit* m_edit;
    QLabel* m_sentence;
    CompletionPopup* m_popup;
    promql::QueryHistory m_history;
    promql::HistoryWalk m_walk;
    promql::CompletionContext m_context;
    promql::CompletionRequest m_request;
    std::vector<promql::CompletionItem> m_answered; ///< by the server, for m_request and what narrows it
    quint64 m_lastId = 0;
    bool m_asked = false; ///< by Ctrl+Space: shown also without a prefix
    bool m_changing = false;
};

} // namespace signalbox::widgets
