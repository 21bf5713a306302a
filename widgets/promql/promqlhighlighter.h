// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/promql/lexer.h"
#include "widgets/theme/theme.h"

#include <QSyntaxHighlighter>

namespace signalbox::widgets {

/// Colours PromQL a line at a time, so that a keystroke costs one line.
class PromqlHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    PromqlHighlighter(const theme::Theme* theme, QTextDocument* document);

    [[nodiscard]] static theme::Color colorOf(promql::TokenKind kind);

protected:
    void highlightBlock(const QString& text) override;

private:
    const theme::Theme* m_theme;
};

} // namespace signalbox::widgets
