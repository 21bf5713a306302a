// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

#include <QPlainTextEdit>

namespace signalbox::widgets {

/// The text of a query: an input like any other that grows from one line to six. What is pasted or dropped
/// is cleaned and bounded. Knows nothing of PromQL; what keys mean is its owner's matter.
class QueryTextEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit QueryTextEdit(const theme::Theme* theme, QWidget* parent = nullptr);

    /// Replaces the whole text as one step of undo; the cursor goes to the end.
    void replaceAll(const QString& text);
    [[nodiscard]] bool isOnFirstLine() const;
    [[nodiscard]] bool isOnLastLine() const;
    void setInvalid(bool invalid);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    [[nodiscard]] bool canInsertFromMimeData(const QMimeData* source) const override;
    void insertFromMimeData(const QMimeData* source) override;

private:
    void fitHeight();
    void paintBox();
    void applyTheme();
    /// How many more characters there is room for; the selection will make way.
    [[nodiscard]] qsizetype room() const;

    const theme::Theme* m_theme;
};

} // namespace signalbox::widgets
