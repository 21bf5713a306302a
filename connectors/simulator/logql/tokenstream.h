// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/logql/lexer.h"
#include "models/base/result.h"

#include <initializer_list>

namespace signalbox::simulator::logql {

/// The tokens of a query under a reading head, and the first mistake found in them. After a mistake all
/// further reading is harmless and means nothing.
class TokenStream
{
public:
    explicit TokenStream(Lexed lexed);

    [[nodiscard]] const Token& peek(std::size_t ahead = 0) const;
    Token next();
    /// Takes the symbol if it comes next.
    bool take(std::string_view symbol);
    bool takeWord(std::string_view word);
    /// Takes the symbol, or fails naming what was expected.
    bool expect(std::string_view symbol);
    Token expect(TokenKind kind, std::string_view name);

    /// "syntax error: unexpected X, expecting A or B" at the next token.
    void unexpected(std::initializer_list<std::string_view> expected = {});
    /// An error with a position and our own text.
    void refuse(const Token& at, const std::string& text);
    /// An error without a position, as Loki's checks behind the grammar give.
    void fail(const std::string& text);
    [[nodiscard]] bool failed() const { return !m_mistake.empty(); }
    [[nodiscard]] Error error() const;

    /// Counts nesting; false, with a mistake, when it is too deep.
    [[nodiscard]] bool enter();
    void leave() { --m_depth; }

private:
    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
    int m_depth = 0;
    std::string m_mistake;
};

/// What the demo's Loki understands, for the end of a refusal.
[[nodiscard]] std::string abilities();

} // namespace signalbox::simulator::logql
