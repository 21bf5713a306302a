// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/lexer.h"

#include "connectors/simulator/logql/units.h"
#include "models/base/text.h"

#include <array>
#include <optional>

namespace signalbox::simulator::logql {

namespace {

// A chain of operators becomes a tree as deep as the chain is long; this keeps it off the stack's end.
constexpr std::size_t maxTokens = 4000;

bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

void appendCodePoint(std::string& out, unsigned c)
{
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0U | (c >> 6U));
        out += static_cast<char>(0x80U | (c & 0x3FU));
    } else {
        out += static_cast<char>(0xE0U | (c >> 12U));
        out += static_cast<char>(0x80U | ((c >> 6U) & 0x3FU));
        out += static_cast<char>(0x80U | (c & 0x3FU));
    }
}

class Reader
{
public:
    explicit Reader(std::string_view text)
        : m_text(text)
    {
    }

    Lexed run()
    {
        Lexed out;
        for (;;) {
            skipBlanks();
            Token token;
            token.line = m_line;
            token.column = m_column;
            if (m_at >= m_text.size()) {
                out.tokens.push_back(token);
                return out;
            }
            if (out.tokens.size() >= maxTokens) {
                out.mistake =
                    "parse error : the query is too long for the demo's Loki: " + std::to_string(maxTokens) +
                    " words and signs are the most";
                return out;
            }
            if (const char* mistake = read(token)) {
                out.mistake = "parse error at line " + std::to_string(token.line) + ", col " +
                              std::to_string(token.column) + ": " + mistake;
                return out;
            }
            out.tokens.push_back(std::move(token));
        }
    }

private:
    [[nodiscard]] char at(std::size_t ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }

    void advance(std::size_t n)
    {
        for (; n > 0 && m_at < m_text.size(); --n, ++m_at) {
            if (m_text[m_at] == '\n') {
                ++m_line;
                m_column = 1;
            } else if ((static_cast<unsigned char>(m_text[m_at]) & 0xC0U) != 0x80U) {
                ++m_column; // columns count characters
            }
        }
    }

    void skipBlanks()
    {
        while (m_at < m_text.size()) {
            if (at() == '#') {
                while (m_at < m_text.size() && at() != '\n')
                    advance(1);
            } else if (at() == ' ' || at() == '\t' || at() == '\n' || at() == '\r') {
                advance(1);
            } else {
                return;
            }
        }
    }

    const char* read(Token& token)
    {
        const char c = at();
        if (c == '"' || c == '`')
            return readString(token);
        if (isDigit(c) || (c == '.' && isDigit(at(1))))
            return readNumber(token);
        if (isNameStart(c)) {
            token.kind = TokenKind::Identifier;
            std::size_t n = 1;
            while (isNameStart(at(n)) || isDigit(at(n)))
                ++n;
            take(token, n);
            return nullptr;
        }
        if (c == '-' && at(1) == '-' && isNameStart(at(2))) {
            token.kind = TokenKind::Flag;
            std::size_t n = 2;
            while (isNameStart(at(n)) || at(n) == '-')
                ++n;
            take(token, n);
            return nullptr;
        }
        static constexpr std::array<std::string_view, 29> symbols{
            "|=", "|~", "|>", "!=", "!~", "!>", "=~", "==", ">=", "<=", "{", "}", "(", ")", "[",
            "]",  ",",  "|",  "=",  ">",  "<",  "+",  "-",  "*",  "/",  "%", "^", "@", ":"};
        token.kind = TokenKind::Symbol;
        for (const std::string_view symbol : symbols) {
            if (m_text.substr(m_at).starts_with(symbol)) {
                take(token, symbol.size());
                return nullptr;
            }
        }
        return "syntax error: unexpected character";
    }

    void take(Token& token, std::size_t n)
    {
        token.text = m_text.substr(m_at, n);
        advance(n);
    }

    const char* readNumber(Token& token)
    {
        std::size_t n = 0;
        while (isDigit(at(n)) || isNameStart(at(n)) || at(n) == '.' ||
               static_cast<unsigned char>(at(n)) >= 0x80 ||
               ((at(n) == '-' || at(n) == '+') && n > 0 && at(n - 1) == 'e' && isDigit(at(n + 1))))
            ++n;
        const std::string_view text = m_text.substr(m_at, n);
        if (parseNumber(text))
            token.kind = TokenKind::Number;
        else if (parseDuration(text))
            token.kind = TokenKind::Duration;
        else if (parseBytes(text))
            token.kind = TokenKind::Bytes;
        else
            return "syntax error: unexpected character inside a number";
        take(token, n);
        return nullptr;
    }

    const char* readString(Token& token)
    {
        const char quote = at();
        token.kind = TokenKind::String;
        std::size_t n = 1;
        std::string value;
        for (;;) {
            const char c = at(n);
            if (m_at + n >= m_text.size() || (c == '\n' && quote == '"'))
                return "literal not terminated";
            if (c == quote)
                break;
            if (c == '\\' && quote == '"') {
                if (!readEscape(n, value))
                    return "invalid char escape";
            } else {
                value += c;
                ++n;
            }
        }
        advance(n + 1);
        token.text = std::move(value);
        return nullptr;
    }

    std::optional<unsigned> hex(std::size_t from, std::size_t digits) const
    {
        unsigned v = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            const char c = at(from + i);
            if (isDigit(c))
                v = v * 16 + static_cast<unsigned>(c - '0');
            else if (c >= 'a' && c <= 'f')
                v = v * 16 + static_cast<unsigned>(c - 'a') + 10;
            else if (c >= 'A' && c <= 'F')
                v = v * 16 + static_cast<unsigned>(c - 'A') + 10;
            else
                return std::nullopt;
        }
        return v;
    }

    bool readEscape(std::size_t& n, std::string& value) const
    {
        static constexpr std::string_view letters = "abfnrtv\\\"";
        static constexpr std::string_view meanings = "\a\b\f\n\r\t\v\\\"";
        const char c = at(n + 1);
        if (const auto i = letters.find(c); i != std::string_view::npos && c != '\0') {
            value += meanings[i];
            n += 2;
            return true;
        }
        if (c != 'x' && c != 'u')
            return false;
        const std::size_t digits = c == 'x' ? 2 : 4;
        const auto code = hex(n + 2, digits);
        if (!code)
            return false;
        if (c == 'x')
            value += static_cast<char>(*code);
        else
            appendCodePoint(value, *code);
        n += 2 + digits;
        return true;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    int m_line = 1;
    int m_column = 1;
};

} // namespace

std::string Token::name() const
{
    switch (kind) {
    case TokenKind::End:
        return "$end";
    case TokenKind::Identifier:
        return "IDENTIFIER";
    case TokenKind::String:
        return "STRING";
    case TokenKind::Number:
        return "NUMBER";
    case TokenKind::Duration:
        return "DURATION";
    case TokenKind::Bytes:
        return "BYTES";
    case TokenKind::Flag:
        return "PARSER_FLAG";
    case TokenKind::Symbol:
        break;
    }
    return text;
}

Lexed lex(std::string_view query)
{
    return Reader(query).run();
}

} // namespace signalbox::simulator::logql
