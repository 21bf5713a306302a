// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace signalbox::simulator::promql {

enum class Tok
{
    End,
    Error,
    Identifier,
    MetricIdentifier,
    Number,
    Duration,
    String,
    Comma,
    Colon,
    Assign,
    LeftParen,
    RightParen,
    LeftBrace,
    RightBrace,
    LeftBracket,
    RightBracket,
    // operators
    Add,
    Sub,
    Mul,
    Div,
    Mod,
    Pow,
    Equal,
    NotEqual,
    LessEqual,
    Less,
    GreaterEqual,
    Greater,
    MatchRegex,
    MatchNotRegex,
    And,
    Or,
    Unless,
    Atan2,
    At,
    // aggregators
    Sum,
    Avg,
    Count,
    Min,
    Max,
    Group,
    Stddev,
    Stdvar,
    TopK,
    BottomK,
    CountValues,
    Quantile,
    // keywords
    Offset,
    By,
    Without,
    On,
    Ignoring,
    GroupLeft,
    GroupRight,
    Bool,
    // preprocessors of @
    Start,
    Finish,
};

struct Token
{
    Tok kind = Tok::End;
    int start = 0; ///< bytes from the beginning of the query
    QByteArray text;
    QString error; ///< of an Error token

    [[nodiscard]] int end() const { return start + static_cast<int>(text.size()); }
};

[[nodiscard]] inline bool isOperator(Tok t)
{
    return t >= Tok::Add && t <= Tok::At;
}
[[nodiscard]] inline bool isAggregator(Tok t)
{
    return t >= Tok::Sum && t <= Tok::Quantile;
}
[[nodiscard]] inline bool isKeyword(Tok t)
{
    return t >= Tok::Offset && t <= Tok::Bool;
}
[[nodiscard]] inline bool isComparison(Tok t)
{
    return t >= Tok::Equal && t <= Tok::Greater;
}
[[nodiscard]] inline bool isSetOperator(Tok t)
{
    return t == Tok::And || t == Tok::Or || t == Tok::Unless;
}
[[nodiscard]] inline bool takesParameter(Tok t)
{
    return t >= Tok::TopK && t <= Tok::Quantile;
}

/// A kind of token that is always written in one way, or an empty text: ")", "by", "sum".
[[nodiscard]] QByteArray fixedText(Tok kind);
/// The token as error texts call it: `identifier "foo"`, `<aggr:sum>`, `end of input`.
[[nodiscard]] QString describe(const Token& token);
/// The keyword, operator or aggregator that a word is, in any case; Identifier when it is none.
[[nodiscard]] Tok wordKind(const QByteArray& word);

} // namespace signalbox::simulator::promql
