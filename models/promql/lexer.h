// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <optional>
#include <vector>

namespace signalbox::promql {

enum class TokenKind
{
    Comment,
    String,
    OpenString, ///< a string whose closing quote is not there (yet)
    Number,
    Duration,
    Keyword,
    Aggregation,
    Function, ///< any word before a parenthesis; a newer server may know it
    Label,
    Metric,
    Operator,
    Bracket,
    Separator, ///< a comma, or the colon of a subquery
    Error      ///< nothing that can stand there
};

/// A piece of a query; white space is in none of them. Offsets count UTF-16 units.
struct Token
{
    TokenKind kind = TokenKind::Error;
    qsizetype start = 0;
    qsizetype length = 0;
    bool operator==(const Token&) const = default;
    [[nodiscard]] qsizetype end() const { return start + length; }
};

/// What the lexer must know of the lines before, so that an editor can lex a line at a time.
struct LexState
{
    enum class Place
    {
        Expression,
        Matchers, ///< within braces
        Range,    ///< within square brackets
        Labels    ///< within the parentheses of by, without, on, ignoring, group_left and group_right
    };

    Place place = Place::Expression;
    bool inRawString = false; ///< only strings in backticks may go over a line
    bool labelsNext = false;  ///< a parenthesis that comes now holds labels
    bool valueNext = false;   ///< an operator of a matcher was the last token
    bool operator==(const LexState&) const = default;

    /// At least 0, as the state of a block of a text document.
    [[nodiscard]] int toInt() const;
    /// Anything that toInt() does not return is the state at the start of a text.
    [[nodiscard]] static LexState fromInt(int number);
};

struct LexedLine
{
    std::vector<Token> tokens;
    LexState after;
};

/// Never fails: whatever cannot stand in a query is a token of the kind Error. `line` holds no newline.
[[nodiscard]] LexedLine lexLine(QStringView line, LexState before = {});

/// The lines of a text, each cut by `cut` with what the lines before left; offsets count from its start.
[[nodiscard]] LexedLine lexLines(QStringView text, LexedLine (*cut)(QStringView line, LexState before));

/// All lines; the tokens' offsets count from the start of the text, the state is that after its end.
[[nodiscard]] LexedLine lex(QStringView text);

/// Two brackets that belong together; -1 where the other one is missing or of another shape.
struct BracketPair
{
    qsizetype open = -1;
    qsizetype close = -1;
    bool operator==(const BracketPair&) const = default;
    [[nodiscard]] bool isMatched() const { return open >= 0 && close >= 0; }
};

[[nodiscard]] std::vector<BracketPair> bracketPairs(QStringView text, const std::vector<Token>& tokens);

/// The pair of the bracket before the cursor, else of the one after it.
[[nodiscard]] std::optional<BracketPair> bracketsAt(const std::vector<BracketPair>& pairs, qsizetype cursor);

} // namespace signalbox::promql
