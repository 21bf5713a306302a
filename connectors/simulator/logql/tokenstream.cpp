// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/tokenstream.h"

namespace signalbox::simulator::logql {

namespace {

constexpr int maxNesting = 60;

std::string position(const Token& token)
{
    return "parse error at line " + std::to_string(token.line) + ", col " + std::to_string(token.column) +
           ": ";
}

} // namespace

TokenStream::TokenStream(Lexed lexed)
    : m_tokens(std::move(lexed.tokens))
    , m_mistake(std::move(lexed.mistake))
{
    if (m_tokens.empty() || m_tokens.back().kind != TokenKind::End)
        m_tokens.emplace_back();
}

const Token& TokenStream::peek(std::size_t ahead) const
{
    return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)];
}

Token TokenStream::next()
{
    Token token = peek();
    if (m_at + 1 < m_tokens.size())
        ++m_at;
    return token;
}

bool TokenStream::take(std::string_view symbol)
{
    if (!peek().is(symbol))
        return false;
    next();
    return true;
}

bool TokenStream::takeWord(std::string_view word)
{
    if (!peek().isWord(word))
        return false;
    next();
    return true;
}

bool TokenStream::expect(std::string_view symbol)
{
    if (take(symbol))
        return true;
    unexpected({symbol});
    return false;
}

Token TokenStream::expect(TokenKind kind, std::string_view name)
{
    if (peek().kind == kind)
        return next();
    unexpected({name});
    return {};
}

void TokenStream::unexpected(std::initializer_list<std::string_view> expected)
{
    const bool nothing = m_tokens.size() == 1; // an empty query has no position
    std::string text = (nothing ? std::string("parse error : ") : position(peek())) +
                       "syntax error: unexpected " + peek().name();
    bool first = true;
    for (const std::string_view word : expected) {
        if (!nothing)
            text += (first ? ", expecting " : " or ") + std::string(word);
        first = false;
    }
    fail(text);
}

void TokenStream::refuse(const Token& at, const std::string& text)
{
    fail(position(at) + text);
}

void TokenStream::fail(const std::string& text)
{
    if (m_mistake.empty())
        m_mistake = text;
}

Error TokenStream::error() const
{
    return {.kind = ErrorKind::Invalid,
            .what = QString::fromStdString(m_mistake),
            .detail = {},
            .httpStatus = 400};
}

bool TokenStream::enter()
{
    if (++m_depth <= maxNesting)
        return true;
    refuse(peek(), "the query is nested too deeply for the demo");
    return false;
}

std::string abilities()
{
    return "It can do selectors, line filters, json, logfmt, pattern, regexp, unpack, label filters, "
           "line_format, "
           "label_format, drop, keep, decolorize and unwrap; count_over_time, rate, bytes_over_time, "
           "bytes_rate and "
           "sum, avg, min, max, first, last and quantile_over_time; sum, avg, min, max, count, topk and "
           "bottomk with "
           "by or without; arithmetic and comparisons.";
}

} // namespace signalbox::simulator::logql
