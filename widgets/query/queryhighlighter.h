// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/promql/language.h"
#include "widgets/theme/theme.h"

#include <QSyntaxHighlighter>

namespace signalbox::widgets {

/// Colours a query a line at a time, so that a keystroke costs one line.
class QueryHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    QueryHighlighter(const promql::Language& language, const theme::Theme* theme, QTextDocument* document);

    [[nodiscard]] static theme::Color colorOf(promql::TokenKind kind);

protected:
    void highlightBlock(const QString& text) override;

private:
    const promql::Language& m_language;
    const theme::Theme* m_theme;
};

} // namespace signalbox::widgets
