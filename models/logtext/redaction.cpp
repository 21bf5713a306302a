// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logtext/redaction.h"

#include "models/base/text.h"

#include <algorithm>
#include <array>
#include <string>

namespace signalbox::logtext {

namespace {

/// How the last part of a secret's name reads without its separators, in lower case.
constexpr std::array<std::string_view, 19> secretNames{
    "password",      "passwd",    "passphrase",       "pwd",         "secret",
    "token",         "apikey",    "accesskey",        "secretkey",   "privatekey",
    "authorization", "cookie",    "credential",       "credentials", "signingkey",
    "accountkey",    "sessionid", "connectionstring", "authtoken"};
/// Names whose value goes to the end of the line when nothing quotes it.
constexpr std::array<std::string_view, 2> headerNames{"authorization", "cookie"};
constexpr std::array<std::string_view, 10> keyBeginnings{"AKIA",        "ASIA",   "ghp_",  "gho_",  "ghs_",
                                                         "github_pat_", "glpat-", "xoxb-", "xoxp-", "AIza"};
constexpr std::size_t longestName = 64;

bool isAlnum(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isWord(char c)
{
    return isAlnum(c) || c == '_' || c == '-' || c == '.';
}

bool isSpaceOrTab(char c)
{
    return c == ' ' || c == '\t';
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool isBase64(char c)
{
    return isAlnum(c) || c == '+' || c == '/' || c == '=' || c == '-' || c == '_' || c == '.' || c == '~';
}

bool beginsWith(std::string_view text, std::string_view lowerWord)
{
    return text.size() >= lowerWord.size() && std::equal(lowerWord.begin(), lowerWord.end(), text.begin(),
                                                         [](char a, char b) { return a == lower(b); });
}

bool passesLuhn(std::string_view digits)
{
    int sum = 0;
    bool twice = false;
    for (std::size_t i = digits.size(); i-- > 0; twice = !twice) {
        int digit = digits[i] - '0';
        if (twice)
            digit = digit > 4 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    return sum % 10 == 0;
}

bool looksLikeCard(std::string_view digits)
{
    const std::size_t size = digits.size();
    const char a = digits[0];
    const char b = size > 1 ? digits[1] : '0';
    const bool known = (a == '4' && (size == 13 || size == 16)) ||
                       (a == '5' && b >= '1' && b <= '5' && size == 16) ||
                       (a == '2' && b >= '2' && b <= '7' && size == 16) ||
                       (a == '3' && (b == '4' || b == '7') && size == 15) || (a == '6' && size == 16);
    return known && passesLuhn(digits);
}

class Masker
{
public:
    explicit Masker(std::string_view text)
        : m_text(text)
    {
    }

    Redacted run()
    {
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (c == '-' && key())
                continue;
            if (c == ':' && userInfo())
                continue;
            const bool wordBegins = m_at == 0 || !isWord(m_text[m_at - 1]);
            if (wordBegins && isAlnum(c) && word())
                continue;
            ++m_at;
        }
        if (m_out.count == 0) {
            m_out.text = QByteArray(m_text.data(), static_cast<qsizetype>(m_text.size()));
            return std::move(m_out);
        }
        flush(m_text.size());
        return std::move(m_out);
    }

private:
    void flush(std::size_t to)
    {
        m_out.text.append(m_text.data() + m_done, static_cast<qsizetype>(to - m_done));
        m_done = to;
    }

    /// Replaces [from, to) and goes on behind it. False when there is nothing to hide.
    bool hide(std::size_t from, std::size_t to)
    {
        const std::string_view value = m_text.substr(from, to - from);
        m_at = to;
        static constexpr std::array<std::string_view, 5> harmless{"", "null", "true", "false", mask};
        if (std::find(harmless.begin(), harmless.end(), value) != harmless.end())
            return true;
        flush(from);
        m_out.text.append(mask.data(), static_cast<qsizetype>(mask.size()));
        m_done = to;
        ++m_out.count;
        return true;
    }

    /// -----BEGIN RSA PRIVATE KEY----- to its end, or to the end of the text.
    bool key()
    {
        static constexpr std::string_view begin = "-----BEGIN ";
        const std::string_view rest = m_text.substr(m_at);
        if (rest.substr(0, begin.size()) != begin)
            return false;
        const std::size_t head = rest.substr(0, 64).find("PRIVATE KEY-----");
        if (head == std::string_view::npos)
            return false;
        std::size_t end = rest.find("-----END ", head);
        if (end != std::string_view::npos) {
            end = rest.find("-----", end + 9);
            end = end == std::string_view::npos ? rest.size() : end + 5;
        } else {
            end = rest.size();
        }
        return hide(m_at, m_at + end);
    }

    /// ://user:password@host
    bool userInfo()
    {
        if (m_text.substr(m_at, 3) != "://")
            return false;
        constexpr std::size_t longest = 512;
        std::size_t colon = 0;
        const std::size_t end = std::min(m_text.size(), m_at + longest);
        for (std::size_t i = m_at + 3; i < end; ++i) {
            const char c = m_text[i];
            if (c == ':' && colon == 0) {
                colon = i;
            } else if (c == '@') {
                if (colon == 0)
                    return false;
                return hide(colon + 1, i);
            } else if (c == '/' || c == '?' || c == '#' || isSpaceOrTab(c) || c == '"' || c == '\'' ||
                       c == '\n') {
                return false;
            }
        }
        return false;
    }

    bool word()
    {
        std::size_t end = m_at;
        while (end < m_text.size() && isWord(m_text[end]))
            ++end;
        const std::string_view text = m_text.substr(m_at, end - m_at);
        if (credentials(text, end) || token(text, end) || card(text, end))
            return true;
        const std::string name = normalized(text);
        const auto isEnd = [&name](std::string_view secret) {
            return name.size() >= secret.size() &&
                   std::string_view(name).substr(name.size() - secret.size()) == secret;
        };
        if (!name.empty() && std::any_of(secretNames.begin(), secretNames.end(), isEnd) &&
            value(end, std::any_of(headerNames.begin(), headerNames.end(), isEnd)))
            return true;
        m_at = end;
        return true;
    }

    /// "set-cookie" → "setcookie"; empty for what is too long for a name.
    [[nodiscard]] static std::string normalized(std::string_view text)
    {
        std::string name;
        if (text.size() > longestName)
            return name;
        for (const char c : text)
            if (isAlnum(c))
                name.push_back(lower(c));
        return name;
    }

    /// "Bearer abc", "Basic abc".
    bool credentials(std::string_view text, std::size_t end)
    {
        if (!(text.size() == 6 && beginsWith(text, "bearer")) &&
            !(text.size() == 5 && beginsWith(text, "basic")))
            return false;
        std::size_t from = end;
        while (from < m_text.size() && isSpaceOrTab(m_text[from]))
            ++from;
        std::size_t to = from;
        while (to < m_text.size() && isBase64(m_text[to]))
            ++to;
        // "basic auth failed" is prose.
        const std::string_view value = m_text.substr(from, to - from);
        const bool digits =
            std::any_of(value.begin(), value.end(), isDigit) || value.find('=') != std::string_view::npos;
        const bool capitals =
            std::any_of(value.begin(), value.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
        if (from == end || value.size() < 8 || !(digits || (capitals && value.size() >= 16)))
            return false;
        return hide(from, to);
    }

    bool token(std::string_view text, std::size_t end)
    {
        const bool known = text.size() >= 20 && std::any_of(keyBeginnings.begin(), keyBeginnings.end(),
                                                            [text](std::string_view begin) {
                                                                return text.substr(0, begin.size()) == begin;
                                                            });
        if (known)
            return hide(m_at, end);
        if (text.size() > 30 && text.substr(0, 3) == "eyJ" && std::count(text.begin(), text.end(), '.') == 2)
            return hide(m_at, end);
        return false;
    }

    bool card(std::string_view text, std::size_t wordEnd)
    {
        if (!isDigit(text[0]))
            return false;
        std::string digits;
        std::size_t at = m_at;
        for (; at < m_text.size() && digits.size() <= 19; ++at) {
            if (isDigit(m_text[at]))
                digits.push_back(m_text[at]);
            else if ((m_text[at] != ' ' && m_text[at] != '-') || at + 1 >= m_text.size() ||
                     !isDigit(m_text[at + 1]))
                break;
        }
        const bool whole = at >= m_text.size() || !isWord(m_text[at]) || m_text[at] == '.';
        if (!whole || at < wordEnd - (text.back() == '.' ? 1 : 0) || digits.size() < 13 ||
            !looksLikeCard(digits))
            return false;
        return hide(m_at, at);
    }

    /// What is behind a secret's name: `="..."`, `": "..."`, `=...&`, `: ...`.
    bool value(std::size_t at, bool isHeader)
    {
        const auto skip = [&](auto&& wanted) {
            while (at < m_text.size() && wanted(m_text[at]))
                ++at;
        };
        const auto isQuote = [](char c) { return c == '"' || c == '\'' || c == '\\'; };
        skip(isQuote);
        skip(isSpaceOrTab);
        if (at >= m_text.size() || (m_text[at] != '=' && m_text[at] != ':'))
            return false;
        const bool colon = m_text[at] == ':';
        ++at;
        if (at < m_text.size() && m_text[at] == '>')
            ++at;
        skip(isSpaceOrTab);
        bool escaped = false;
        if (at < m_text.size() && m_text[at] == '\\') {
            escaped = true;
            ++at;
        }
        if (at < m_text.size() && (m_text[at] == '"' || m_text[at] == '\'')) {
            const char quote = m_text[at];
            const std::size_t from = ++at;
            while (at < m_text.size()) {
                if (escaped && m_text[at] == '\\' && at + 1 < m_text.size() && m_text[at + 1] == quote)
                    break;
                if (!escaped && m_text[at] == '\\')
                    ++at;
                else if (m_text[at] == quote || m_text[at] == '\n')
                    break;
                ++at;
            }
            return hide(from, std::min(at, m_text.size()));
        }
        const std::size_t from = at;
        if (isHeader && colon) {
            skip([](char c) { return c != '\n' && c != '\r' && c != '"' && c != '\\'; });
        } else {
            // {"token":{...}} is no value, and ends at once.
            skip([](char c) {
                return !isSpaceOrTab(c) && c != '\n' && c != '\r' && c != ',' && c != ';' && c != '&' &&
                       c != '"' && c != '\'' && c != '}' && c != ')' && c != '{' && c != '[' && c != '<' &&
                       c != '\\';
            });
            if (m_text.substr(from).substr(0, mask.size()) == mask)
                at = from + mask.size();
            // "Authorization=Bearer abc"
            const std::string_view first = m_text.substr(from, at - from);
            if (isHeader && (beginsWith(first, "bearer") || beginsWith(first, "basic")) &&
                at < m_text.size() && isSpaceOrTab(m_text[at])) {
                skip(isSpaceOrTab);
                skip(isBase64);
            }
        }
        std::size_t to = at;
        while (to > from && isSpaceOrTab(m_text[to - 1]))
            --to;
        return hide(from, to);
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_done = 0; ///< copied so far
    Redacted m_out;
};

} // namespace

Redacted redacted(std::string_view text)
{
    return Masker(text).run();
}

} // namespace signalbox::logtext
