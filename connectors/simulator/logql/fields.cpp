// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/fields.h"

#include <algorithm>

namespace signalbox::simulator::logql {

namespace {

bool before(const Field& field, std::string_view name)
{
    return field.first < name;
}

} // namespace

Fields::Fields(std::initializer_list<Field> fields)
{
    for (const auto& [name, value] : fields)
        set(name, value);
}

void Fields::set(std::string_view name, std::string_view value)
{
    if (value.empty()) {
        remove(name);
        return;
    }
    const auto at = std::lower_bound(m_fields.begin(), m_fields.end(), name, before);
    if (at != m_fields.end() && at->first == name)
        at->second = value;
    else
        m_fields.emplace(at, name, value);
}

bool Fields::remove(std::string_view name)
{
    const auto at = std::lower_bound(m_fields.begin(), m_fields.end(), name, before);
    if (at == m_fields.end() || at->first != name)
        return false;
    m_fields.erase(at);
    return true;
}

const std::string* Fields::find(std::string_view name) const
{
    const auto at = std::lower_bound(m_fields.begin(), m_fields.end(), name, before);
    return at != m_fields.end() && at->first == name ? &at->second : nullptr;
}

void Fields::merge(const Fields& other)
{
    for (const auto& [name, value] : other)
        set(name, value);
}

std::string Fields::toString() const
{
    std::string out = "{";
    for (const auto& [name, value] : m_fields) {
        if (out.size() > 1)
            out += ", ";
        out += name + '=' + quotedText(value);
    }
    return out + '}';
}

std::string quotedText(std::string_view text)
{
    static constexpr char hex[] = "0123456789abcdef";
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\r') {
            out += "\\r";
        } else if (c == '\t') {
            out += "\\t";
        } else if (byte < 0x20 || byte == 0x7f) {
            out += "\\x";
            out += hex[byte >> 4U];
            out += hex[byte & 15U];
        } else {
            out += c;
        }
    }
    return out + '"';
}

std::string labelName(std::string_view key)
{
    std::string out;
    out.reserve(key.size() + 1);
    for (const char c : key) {
        const bool digit = c >= '0' && c <= '9';
        const bool fits = digit || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (digit && out.empty())
            out += '_';
        out += fits ? c : '_';
    }
    return out;
}

} // namespace signalbox::simulator::logql
