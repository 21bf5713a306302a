// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace signalbox::simulator::logql {

enum class TokenKind
{
    End,
    Identifier,
    String,
    Number,
    Duration,
    Bytes,
    Flag,  ///< --strict
    Symbol ///< punctuation and operators, by their text
};

struct Token
{
    TokenKind kind = TokenKind::End;
    std::string text; ///< a string's value, unquoted; else as written
    int line = 1;
    int column = 1;

    [[nodiscard]] bool is(std::string_view symbol) const
    {
        return kind == TokenKind::Symbol && text == symbol;
    }
    [[nodiscard]] bool isWord(std::string_view word) const
    {
        return kind == TokenKind::Identifier && text == word;
    }
    /// What Loki's parser calls it in an error.
    [[nodiscard]] std::string name() const;
};

struct Lexed
{
    std::vector<Token> tokens; ///< with one End behind the last
    std::string mistake;       ///< empty when all was read; else the error's text, position and all
};

[[nodiscard]] Lexed lex(std::string_view query);

} // namespace signalbox::simulator::logql
