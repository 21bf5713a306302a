// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/promql/language.h"
#include "models/promql/queryhistory.h"
#include "widgets/theme/theme.h"

#include <QPointer>
#include <QWidget>

#include <optional>

class QKeyEvent;
class QLabel;

namespace signalbox::widgets {

class CompletionPopup;
class QueryTextEdit;

/// The place where a query is written, in PromQL or LogQL: colours, completion, history, and the server's
/// complaint at the place that it is about. Knows no server: it asks for names and values by signal.
class QueryEditor : public QWidget
{
    Q_OBJECT

public:
    /// `language` must outlive the editor.
    QueryEditor(const promql::Language& language, const theme::Theme* theme, QWidget* parent = nullptr);
    ~QueryEditor() override;

    [[nodiscard]] QString query() const;
    void setQuery(const QString& query);
    void setPlaceholder(const QString& text);
    /// What a reader of screens calls it.
    void setName(const QString& name);
    /// The queries that Up, Down, Alt+Up and Alt+Down walk through.
    void setHistory(const promql::QueryHistory& history);

    /// Underlines the place that a server's message about `query` names and says its sentence below. False,
    /// and nothing is shown, when it names none or another text stands here by now. An edit takes it away.
    bool showServerError(const QString& query, const QString& message);
    void clearError();
    /// Where the underline is; the length is 0 when there is none.
    [[nodiscard]] std::pair<qsizetype, qsizetype> errorRange() const { return m_errorRange; }
    [[nodiscard]] QString errorSentence() const;

    /// The answer to completionsWanted(). Any id but the latest one is ignored.
    void setCompletions(quint64 id, std::vector<promql::CompletionItem> items);

    [[nodiscard]] QueryTextEdit* edit() const { return m_edit; }
    [[nodiscard]] CompletionPopup* popup() const;

Q_SIGNALS:
    /// Enter or Ctrl+Enter, with the text just as it stands here: the server counts its columns.
    void submitted(const QString& query);
    void queryChanged();
    /// Metrics, label names or label values are wanted; a newer question makes the older ones void.
    void completionsWanted(const signalbox::promql::CompletionRequest& request);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void onTextChanged();
    void onCursorMoved();
    void markUp();
    [[nodiscard]] bool onKey(const QKeyEvent& event);
    [[nodiscard]] bool onPopupKey(const QKeyEvent& event);
    [[nodiscard]] static bool isPopupKey(const QKeyEvent& event);
    void walk(bool older);
    void submit();

    // In querycompletion.cpp
    void complete(bool asked);
    void ask();
    void showRanked();
    void take(int row);
    void closePopup();
    /// Would taking the current row leave the text as it is?
    [[nodiscard]] bool isTypedOut() const;

    const promql::Language& m_language;
    const theme::Theme* m_theme;
    QueryTextEdit* m_edit;
    QLabel* m_sentence;
    QPointer<CompletionPopup> m_popup; ///< a child of the window, once it has been open
    QString m_text;                    ///< colours change the document, too; this tells real edits
    std::vector<promql::BracketPair> m_brackets;
    std::pair<qsizetype, qsizetype> m_errorRange{0, 0};
    promql::QueryHistory m_history;
    promql::HistoryWalk m_walk;
    promql::CompletionContext m_context;
    promql::CompletionRequest m_request;            ///< the latest question
    std::vector<promql::CompletionItem> m_answered; ///< to it, or to one that it narrows
    bool m_asked = false;                           ///< by Ctrl+Space: shown without a prefix, too
    bool m_replacing = false;                       ///< the text changes by our own doing
};

} // namespace signalbox::widgets
