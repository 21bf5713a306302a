// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/query/queryhighlighter.h"

namespace signalbox::widgets {

using promql::LexState;
using promql::TokenKind;
using theme::Color;

QueryHighlighter::QueryHighlighter(const promql::Language& language, const theme::Theme* theme,
                                   QTextDocument* document)
    : QSyntaxHighlighter(document)
    , m_language(language)
    , m_theme(theme)
{
    connect(theme, &theme::Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

Color QueryHighlighter::colorOf(TokenKind kind)
{
    switch (kind) {
    case TokenKind::Comment:
        return Color::TextTertiary;
    case TokenKind::String:
    case TokenKind::OpenString:
        return Color::SyntaxString;
    case TokenKind::Number:
    case TokenKind::Duration:
        return Color::SyntaxNumber;
    case TokenKind::Keyword:
    case TokenKind::Aggregation:
    case TokenKind::Function:
        return Color::SyntaxKeyword;
    case TokenKind::Label:
        return Color::SyntaxLabel;
    case TokenKind::Metric:
        return Color::TextPrimary;
    case TokenKind::Operator:
    case TokenKind::Bracket:
    case TokenKind::Separator:
        return Color::SyntaxPunctuation;
    case TokenKind::Error:
        return Color::StateBadText;
    }
    return Color::TextPrimary;
}

void QueryHighlighter::highlightBlock(const QString& text)
{
    const promql::LexedLine line = m_language.lexLine(text, LexState::fromInt(previousBlockState()));
    for (const promql::Token& token : line.tokens) {
        QTextCharFormat format;
        format.setForeground(m_theme->color(colorOf(token.kind)));
        if (token.kind == TokenKind::Error) { // colour alone is no sign
            format.setUnderlineStyle(QTextCharFormat::DotLine);
            format.setUnderlineColor(m_theme->color(Color::StateBadBase));
        }
        setFormat(static_cast<int>(token.start), static_cast<int>(token.length), format);
    }
    setCurrentBlockState(line.after.toInt());
}

} // namespace signalbox::widgets
