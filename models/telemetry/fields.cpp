// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/fields.h"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace signalbox {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isKeyChar(char c)
{
    const char lower = static_cast<char>(c | 0x20);
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-' ||
           c == '/' || c == '@';
}

/// What may stand right before a key. A question mark may not: the pairs of a URL are no fields.
/// Does the value end with a sign of the text around it? A bracket that opens within it is its own:
/// /orders/{id}.
bool isLooseEnd(std::string_view value)
{
    switch (value.back()) {
    case ',':
    case ';':
        return true;
    case ')':
        return value.find('(') == std::string_view::npos;
    case ']':
        return value.find('[') == std::string_view::npos;
    case '}':
        return value.find('{') == std::string_view::npos;
    default:
        return false;
    }
}

bool isBeforeKey(char c)
{
    return isBlank(c) || c == ',' || c == '[' || c == '{' || c == '(' || c == '|' || c == ';' || c == '"';
}

std::size_t find(std::string_view text, char c, std::size_t from)
{
    if (from >= text.size())
        return std::string_view::npos;
    const void* hit = std::memchr(text.data() + from, c, text.size() - from);
    return hit ? static_cast<std::size_t>(static_cast<const char*>(hit) - text.data())
               : std::string_view::npos;
}

/// "a=1,b=2" holds two pairs, "ids=1,2,3" one: a comma ends a value when a key and "=" follow.
std::string_view beforeNextPair(std::string_view value)
{
    for (std::size_t comma = find(value, ',', 0); comma != std::string_view::npos;
         comma = find(value, ',', comma + 1)) {
        std::size_t i = comma + 1;
        while (i < value.size() && isKeyChar(value[i]))
            ++i;
        if (i > comma + 1 && i < value.size() && value[i] == '=')
            return value.substr(0, comma);
    }
    return value;
}

} // namespace

std::string_view Field::leaf() const
{
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos ? name : name.substr(dot + 1);
}

// The buffers are filled before they are read; clearing them would cost more than the walk.
FieldScanner::FieldScanner(std::string_view line, std::size_t limit) // NOLINT(*-member-init)
    : m_text(line.substr(0, limit))
{
    skipBlanks();
    if (m_pos < m_text.size() && m_text[m_pos] == '{') {
        const std::size_t brace = m_pos++;
        skipBlanks();
        if (m_pos < m_text.size() && (m_text[m_pos] == '"' || m_text[m_pos] == '}')) {
            m_shape = Shape::Json;
            push(false);
            return;
        }
        m_pos = brace + 1;
    }
}

bool FieldScanner::next(Field& field)
{
    return m_shape == Shape::Json ? nextJson(field) : nextLogfmt(field);
}

void FieldScanner::skipBlanks()
{
    while (m_pos < m_text.size() && isBlank(m_text[m_pos]))
        ++m_pos;
}

void FieldScanner::push(bool array)
{
    m_nests[static_cast<std::size_t>(m_depth)] = {
        .nameSize = static_cast<std::uint16_t>(m_nameSize), .array = array, .index = 0};
    ++m_depth;
}

void FieldScanner::pop()
{
    --m_depth;
}

void FieldScanner::appendName(std::string_view segment)
{
    if (m_nameSize > 0 && m_nameSize < nameLimit)
        m_name[m_nameSize++] = '.';
    const std::size_t n = std::min(segment.size(), nameLimit - m_nameSize);
    std::memcpy(m_name.data() + m_nameSize, segment.data(), n);
    m_nameSize += n;
}

void FieldScanner::appendIndex(std::uint32_t index)
{
    std::array<char, 12> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), index).ptr;
    appendName({digits.data(), static_cast<std::size_t>(end - digits.data())});
}

/// From the opening quote to behind the closing one. Without a closing one: false, and nothing is moved.
bool FieldScanner::readString(std::string_view& text, bool& escaped)
{
    const std::size_t start = m_pos + 1;
    std::size_t from = start;
    for (;;) {
        const std::size_t quote = find(m_text, '"', from);
        if (quote == std::string_view::npos)
            return false;
        std::size_t slash = quote;
        while (slash > from && m_text[slash - 1] == '\\')
            --slash;
        if ((quote - slash) % 2 == 0) {
            text = m_text.substr(start, quote - start);
            escaped = find(text, '\\', 0) != std::string_view::npos;
            m_pos = quote + 1;
            return true;
        }
        from = quote + 1;
    }
}

std::string_view FieldScanner::readBare()
{
    const std::size_t start = m_pos;
    while (m_pos < m_text.size() && !isBlank(m_text[m_pos]) && m_text[m_pos] != ',' && m_text[m_pos] != '}' &&
           m_text[m_pos] != ']' && m_text[m_pos] != '"')
        ++m_pos;
    return m_text.substr(start, m_pos - start);
}

/// Steps over an object or array that is nested too deeply.
bool FieldScanner::skipComposite()
{
    std::size_t open = 0;
    std::string_view text;
    bool escaped = false;
    while (m_pos < m_text.size()) {
        const char c = m_text[m_pos];
        if (c == '"') {
            if (!readString(text, escaped))
                return false;
            continue;
        }
        ++m_pos;
        if (c == '{' || c == '[')
            ++open;
        else if ((c == '}' || c == ']') && --open == 0)
            return true;
    }
    return false;
}

bool FieldScanner::nextJson(Field& field)
{
    while (m_depth > 0) {
        while (m_pos < m_text.size() && (isBlank(m_text[m_pos]) || m_text[m_pos] == ','))
            ++m_pos;
        if (m_pos >= m_text.size())
            return false;
        Nest& nest = m_nests[static_cast<std::size_t>(m_depth) - 1];
        if (m_text[m_pos] == '}' || m_text[m_pos] == ']') {
            ++m_pos;
            pop();
            continue;
        }
        m_nameSize = nest.nameSize;
        if (nest.array) {
            appendIndex(nest.index++);
        } else {
            std::string_view key;
            bool escaped = false;
            if (m_text[m_pos] != '"') {
                if (readBare().empty())
                    ++m_pos;
                continue;
            }
            if (!readString(key, escaped))
                return false;
            skipBlanks();
            if (m_pos >= m_text.size() || m_text[m_pos] != ':')
                continue;
            ++m_pos;
            skipBlanks();
            if (m_pos >= m_text.size())
                return false;
            appendName(key);
        }
        const char c = m_text[m_pos];
        field.depth = m_depth;
        field.name = {m_name.data(), m_nameSize};
        if (c == '"') {
            field.kind = Field::Kind::String;
            return readString(field.value, field.escaped);
        }
        if (c == '{' || c == '[') {
            if (m_depth < depthLimit) {
                ++m_pos;
                push(c == '[');
            } else if (!skipComposite()) {
                return false;
            }
            continue;
        }
        field.kind = Field::Kind::Bare;
        field.escaped = false;
        field.value = readBare();
        if (!field.value.empty())
            return true;
        if (c != '}' && c != ']')
            ++m_pos;
    }
    return false;
}

bool FieldScanner::nextLogfmt(Field& field)
{
    for (std::size_t from = m_pos;;) {
        const std::size_t equals = find(m_text, '=', from);
        if (equals == std::string_view::npos) {
            m_pos = m_text.size();
            return false;
        }
        from = equals + 1;
        std::size_t key = equals;
        while (key > m_pos && isKeyChar(m_text[key - 1]))
            --key;
        const bool bounded = key == 0 || (key >= m_pos && isBeforeKey(m_text[key - 1]));
        if (key == equals || !bounded || (from < m_text.size() && m_text[from] == '=')) {
            m_pos = from;
            continue;
        }
        field.name = m_text.substr(key, equals - key);
        field.depth = 1;
        field.escaped = false;
        m_pos = from;
        if (m_pos < m_text.size() && m_text[m_pos] == '"') {
            field.kind = Field::Kind::String;
            if (readString(field.value, field.escaped))
                return true;
        }
        field.kind = Field::Kind::Bare;
        std::size_t end = m_pos;
        while (end < m_text.size() && !isBlank(m_text[end]))
            ++end;
        field.value = beforeNextPair(m_text.substr(m_pos, end - m_pos));
        m_pos += field.value.size();
        while (!field.value.empty() && isLooseEnd(field.value))
            field.value.remove_suffix(1);
        return true;
    }
}

std::string_view embeddedJson(std::string_view line)
{
    const std::size_t at = line.substr(0, FieldScanner::scanLimit).find("{\"");
    return at == std::string_view::npos || at == 0 ? std::string_view() : line.substr(at);
}

} // namespace signalbox
