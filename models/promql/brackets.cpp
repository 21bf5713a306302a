// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Which brackets of a lexed query belong together.
#include "models/promql/lexer.h"

#include <algorithm>

namespace signalbox::promql {

namespace {

QChar partnerOf(QChar open)
{
    return open == u'(' ? u')' : open == u'[' ? u']' : u'}';
}

} // namespace

std::vector<BracketPair> bracketPairs(QStringView text, const std::vector<Token>& tokens)
{
    std::vector<BracketPair> pairs;
    std::vector<std::size_t> open; // indexes into pairs
    for (const Token& token : tokens) {
        if (token.kind != TokenKind::Bracket)
            continue;
        const QChar c = text[token.start];
        if (c == u'(' || c == u'[' || c == u'{') {
            open.push_back(pairs.size());
            pairs.push_back({.open = token.start});
            continue;
        }
        // The innermost one of this shape; those opened since have lost theirs.
        const auto match = std::find_if(open.rbegin(), open.rend(), [&](std::size_t index) {
            return partnerOf(text[pairs[index].open]) == c;
        });
        if (match == open.rend()) {
            pairs.push_back({.close = token.start});
            continue;
        }
        pairs[*match].close = token.start;
        open.erase(std::prev(match.base()), open.end());
    }
    return pairs;
}

std::optional<BracketPair> bracketsAt(const std::vector<BracketPair>& pairs, qsizetype cursor)
{
    for (const qsizetype place : {cursor - 1, cursor})
        for (const BracketPair& pair : pairs)
            if (place >= 0 && (pair.open == place || pair.close == place))
                return pair;
    return std::nullopt;
}

} // namespace signalbox::promql
