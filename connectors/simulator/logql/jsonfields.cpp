// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/jsonfields.h"

#include <cstdint>

namespace signalbox::simulator::logql {

namespace {

constexpr int maxDepth = 64;
constexpr const char* noObject = "Value looks like object, but can't find closing '}' symbol";
constexpr const char* noArray = "Value looks like array, but can't find closing ']' symbol";
constexpr const char* noString = "Value is string, but can't find closing '\"' symbol";
constexpr const char* noValue = "Unknown value type";

void appendUtf8(std::string& out, std::uint32_t c)
{
    const auto put = [&](std::uint32_t v) { out += static_cast<char>(v); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0U | (c >> 6U));
        put(0x80U | (c & 0x3FU));
    } else if (c < 0x10000) {
        put(0xE0U | (c >> 12U));
        put(0x80U | ((c >> 6U) & 0x3FU));
        put(0x80U | (c & 0x3FU));
    } else {
        put(0xF0U | (c >> 18U));
        put(0x80U | ((c >> 12U) & 0x3FU));
        put(0x80U | ((c >> 6U) & 0x3FU));
        put(0x80U | (c & 0x3FU));
    }
}

std::optional<std::uint32_t> hex4(std::string_view text)
{
    if (text.size() < 4)
        return std::nullopt;
    std::uint32_t v = 0;
    for (const char c : text.substr(0, 4)) {
        const int digit = c >= '0' && c <= '9'   ? c - '0'
                          : c >= 'a' && c <= 'f' ? c - 'a' + 10
                          : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                 : -1;
        if (digit < 0)
            return std::nullopt;
        v = v * 16 + static_cast<std::uint32_t>(digit);
    }
    return v;
}

std::string unescaped(std::string_view raw)
{
    std::string out;
    out.reserve(raw.size());
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] != '\\' || i + 1 >= raw.size()) {
            out += raw[i];
            continue;
        }
        const char c = raw[++i];
        if (c != 'u') {
            out += c == 'n'   ? '\n'
                   : c == 't' ? '\t'
                   : c == 'r' ? '\r'
                   : c == 'b' ? '\b'
                   : c == 'f' ? '\f'
                              : c;
            continue;
        }
        auto code = hex4(raw.substr(i + 1));
        if (!code)
            continue;
        i += 4;
        if (*code >= 0xD800 && *code < 0xDC00 && raw.substr(i + 1).starts_with("\\u")) {
            if (const auto low = hex4(raw.substr(i + 3)); low && *low >= 0xDC00 && *low < 0xE000) {
                code = 0x10000 + ((*code - 0xD800) << 10U) + (*low - 0xDC00);
                i += 6;
            }
        }
        appendUtf8(out, *code >= 0xD800 && *code < 0xE000 ? 0xFFFD : *code);
    }
    return out;
}

/// Steps over JSON text; each function leaves `at` behind what it read, or sets the mistake.
class Scanner
{
public:
    explicit Scanner(std::string_view text)
        : m_text(text)
    {
    }

    [[nodiscard]] bool failed() const { return m_mistake != nullptr; }
    [[nodiscard]] std::optional<std::string> mistake() const
    {
        return m_mistake ? std::optional<std::string>(m_mistake) : std::nullopt;
    }
    bool fail(const char* what)
    {
        if (!m_mistake)
            m_mistake = what;
        return false;
    }

    [[nodiscard]] char peek()
    {
        while (m_at < m_text.size() &&
               (m_text[m_at] == ' ' || m_text[m_at] == '\t' || m_text[m_at] == '\n' || m_text[m_at] == '\r'))
            ++m_at;
        return m_at < m_text.size() ? m_text[m_at] : '\0';
    }
    bool take(char c)
    {
        if (peek() != c)
            return false;
        ++m_at;
        return true;
    }

    std::string_view string() // after the opening quote was seen
    {
        take('"');
        const std::size_t start = m_at;
        while (m_at < m_text.size() && m_text[m_at] != '"')
            m_at += m_text[m_at] == '\\' ? 2 : 1;
        if (m_at >= m_text.size()) {
            fail(noString);
            return {};
        }
        return m_text.substr(start, m_at++ - start);
    }

    /// A whole value of any kind; its text.
    std::string_view value(JsonKind& kind, int depth)
    {
        const char c = peek();
        const std::size_t start = m_at;
        if (c == '"') {
            kind = JsonKind::String;
            return string();
        }
        if (c == '{' || c == '[') {
            kind = JsonKind::Array;
            skipNested(depth);
            return m_text.substr(start, m_at - start);
        }
        while (m_at < m_text.size() &&
               std::string_view(",]} \t\r\n").find(m_text[m_at]) == std::string_view::npos)
            ++m_at;
        const std::string_view word = m_text.substr(start, m_at - start);
        if (word == "true" || word == "false")
            kind = JsonKind::Boolean;
        else if (word == "null")
            kind = JsonKind::Null;
        else if (!word.empty() && (word[0] == '-' || (word[0] >= '0' && word[0] <= '9')))
            kind = JsonKind::Number;
        else
            fail(noValue);
        return word;
    }

    /// Calls f(key) for each member with `at` before its value; f reads the value.
    template <typename F>
    void members(F&& f)
    {
        if (!take('{')) {
            fail(noObject);
            return;
        }
        if (take('}'))
            return;
        while (!failed()) {
            if (peek() != '"') {
                fail(noObject);
                return;
            }
            const std::string_view key = string();
            if (failed())
                return;
            if (!take(':')) {
                fail(noValue);
                return;
            }
            f(key);
            if (failed() || take('}'))
                return;
            if (!take(','))
                fail(noObject);
        }
    }

private:
    void skipNested(int depth)
    {
        if (depth > maxDepth) {
            fail("Value is nested too deeply");
            return;
        }
        JsonKind kind{};
        if (peek() == '{') {
            members([&](std::string_view) { value(kind, depth + 1); });
            return;
        }
        take('[');
        if (take(']'))
            return;
        while (!failed()) {
            value(kind, depth + 1);
            if (failed() || take(']'))
                return;
            if (!take(','))
                fail(noArray);
        }
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    const char* m_mistake = nullptr;
};

void scanObject(Scanner& scanner, JsonPath& path, const JsonVisitor& visit)
{
    scanner.members([&](std::string_view key) {
        path.push_back(unescaped(key));
        if (scanner.peek() == '{') {
            if (path.size() > static_cast<std::size_t>(maxDepth))
                scanner.fail("Value is nested too deeply");
            else
                scanObject(scanner, path, visit);
        } else {
            JsonKind kind{};
            const std::string_view raw = scanner.value(kind, 0);
            if (!scanner.failed())
                visit(path, kind, raw);
        }
        path.pop_back();
    });
}

/// The next step of a path expression: a key or an index.
struct Step
{
    std::string key;
    int index = -1;
};

std::optional<std::vector<Step>> parsePath(std::string_view path)
{
    std::vector<Step> steps;
    std::size_t at = 0;
    while (at < path.size()) {
        if (path[at] == '.') {
            ++at;
        } else if (path[at] == '[') {
            const std::size_t end = path.find(']', at);
            if (end == std::string_view::npos)
                return std::nullopt;
            std::string_view inside = path.substr(at + 1, end - at - 1);
            at = end + 1;
            if (inside.size() >= 2 && inside.front() == '"' && inside.back() == '"') {
                steps.push_back({.key = std::string(inside.substr(1, inside.size() - 2)), .index = -1});
                continue;
            }
            int index = 0;
            for (const char c : inside) {
                if (c < '0' || c > '9' || index > 100'000)
                    return std::nullopt;
                index = index * 10 + (c - '0');
            }
            if (inside.empty())
                return std::nullopt;
            steps.push_back({.key = {}, .index = index});
        } else {
            const std::size_t end = std::min(path.find_first_of(".[", at), path.size());
            steps.push_back({.key = std::string(path.substr(at, end - at)), .index = -1});
            at = end;
        }
    }
    return steps;
}

std::optional<std::string_view> child(std::string_view text, const Step& step, JsonKind& kind)
{
    Scanner scanner(text);
    std::optional<std::string_view> found;
    JsonKind each{};
    if (step.index < 0) {
        scanner.members([&](std::string_view key) {
            const std::string_view raw = scanner.value(each, 0);
            if (!found && !scanner.failed() && unescaped(key) == step.key) {
                found = raw;
                kind = each;
            }
        });
        return found;
    }
    if (!scanner.take('['))
        return std::nullopt;
    for (int i = 0; !scanner.failed() && scanner.peek() != ']'; ++i) {
        const std::string_view raw = scanner.value(each, 0);
        if (scanner.failed())
            return std::nullopt;
        if (i == step.index) {
            kind = each;
            return raw;
        }
        if (!scanner.take(','))
            return std::nullopt;
    }
    return std::nullopt;
}

} // namespace

std::optional<std::string> scanJson(std::string_view line, const JsonVisitor& visit)
{
    Scanner scanner(line);
    JsonPath path;
    scanObject(scanner, path, visit);
    return scanner.mistake();
}

std::string jsonText(JsonKind kind, std::string_view raw)
{
    switch (kind) {
    case JsonKind::String:
        return unescaped(raw);
    case JsonKind::Null:
        return {};
    case JsonKind::Number:
    case JsonKind::Boolean:
    case JsonKind::Array:
        break;
    }
    return std::string(raw);
}

std::optional<std::string> jsonAt(std::string_view line, std::string_view path)
{
    const auto steps = parsePath(path);
    if (!steps || steps->empty())
        return std::nullopt;
    std::string_view text = line;
    JsonKind kind = JsonKind::Array;
    for (const Step& step : *steps) {
        const auto next = child(text, step, kind);
        if (!next)
            return std::nullopt;
        text = *next;
    }
    return jsonText(kind, text);
}

} // namespace signalbox::simulator::logql
