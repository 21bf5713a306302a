// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/promql/token.h"

namespace signalbox::simulator::promql {

/// Cuts a query into tokens, one at a call; comments are skipped. After an Error token nothing more comes. It
/// keeps the few facts about brackets that Prometheus' own lexer keeps, since its error texts stem from them.
class Lexer
{
public:
    explicit Lexer(QByteArray query)
        : m_text(std::move(query))
    {
    }
    [[nodiscard]] Token next();

private:
    [[nodiscard]] Token scan();
    [[nodiscard]] Token insideBraces();
    [[nodiscard]] Token outside();
    [[nodiscard]] Token closing(char c);
    [[nodiscard]] Token openBracket();
    [[nodiscard]] Token numberOrDuration();
    [[nodiscard]] Token durationAfterBracket();
    [[nodiscard]] Token word();
    [[nodiscard]] Token string(char quote);
    [[nodiscard]] QString badEscape(char quote);
    [[nodiscard]] bool scanNumber();
    [[nodiscard]] bool acceptDuration();
    [[nodiscard]] bool accept(QByteArrayView set);
    void acceptRun(QByteArrayView set);
    [[nodiscard]] char32_t rune(qsizetype at, int* bytes) const;
    [[nodiscard]] char peek(qsizetype ahead = 0) const;
    [[nodiscard]] Token emit(Tok kind);
    [[nodiscard]] Token fail(const QString& what);
    [[nodiscard]] QString runeAt(qsizetype at) const; ///< the character there, as %q

    QByteArray m_text;
    qsizetype m_pos = 0;
    qsizetype m_start = 0;
    int m_parens = 0;
    bool m_brace = false;
    bool m_bracket = false;
    bool m_colon = false;
    bool m_durationNext = false;
    bool m_failed = false;
};

/// The value of a string token: quotes taken off, escapes resolved (none in `raw` ones).
[[nodiscard]] QString unquoted(const QByteArray& token);

} // namespace signalbox::simulator::promql
