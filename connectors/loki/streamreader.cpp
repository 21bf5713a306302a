// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/loki/streamreader.h"

#include "connectors/loki/unescape.h"

#include <charconv>
#include <cstring>

namespace signalbox::loki {

using json::isLocal;
using simdjson::error_code;
using simdjson::SUCCESS;
namespace ondemand = json::ondemand;

namespace {

/// What stands between the quotes of a string token, still escaped; false when the token is no string.
bool stringToken(ondemand::value& value, std::string_view& inner)
{
    std::string_view token = value.raw_json_token();
    while (!token.empty() &&
           (token.back() == ' ' || token.back() == '\n' || token.back() == '\r' || token.back() == '\t'))
        token.remove_suffix(1);
    if (token.size() < 2 || token.front() != '"' || token.back() != '"')
        return false;
    inner = token.substr(1, token.size() - 2);
    return true;
}

bool hasEscape(std::string_view text)
{
    return !text.empty() && std::memchr(text.data(), '\\', text.size()) != nullptr;
}

/// Nanoseconds, as a string or (in other hands than Loki's) as a number.
bool readTime(ondemand::value& value, std::int64_t& ns)
{
    std::string_view digits;
    if (!stringToken(value, digits)) {
        digits = value.raw_json_token();
        while (!digits.empty() && (digits.back() < '0' || digits.back() > '9'))
            digits.remove_suffix(1);
    }
    const char* const end = digits.data() + digits.size();
    const auto [stop, problem] = std::from_chars(digits.data(), end, ns);
    return problem == std::errc() && stop == end && !digits.empty();
}

/// A field's name. Most hold no escape, and then it is a slice of the body.
error_code readKey(ondemand::field& field, std::string_view& key)
{
    const char* const begin = field.key().raw();
    const char* end = begin;
    while (*end != '"' && *end != '\\')
        ++end;
    if (*end == '\\')
        return field.unescaped_key().get(key);
    key = {begin, static_cast<std::size_t>(end - begin)};
    return SUCCESS;
}

std::size_t slotOf(std::string_view raw, std::size_t slots)
{
    std::uint64_t head = 0;
    std::uint64_t tail = 0;
    const std::size_t size = std::min<std::size_t>(raw.size(), sizeof head);
    std::memcpy(&head, raw.data(), size);
    std::memcpy(&tail, raw.data() + raw.size() - size, size);
    const std::uint64_t mixed = (head ^ (tail * 3) ^ raw.size()) * 0x9e3779b97f4a7c15ULL;
    return static_cast<std::size_t>(mixed >> 32) % slots;
}

} // namespace

StreamReader::StreamReader(std::size_t bytes, Notes& notes)
    : m_builder(bytes)
    , m_notes(notes)
{
}

void StreamReader::badEntry(const char* why)
{
    ++m_notes.badEntries;
    if (m_notes.firstBad.isEmpty())
        m_notes.firstBad = QString::fromLatin1(why);
}

void StreamReader::badField(const char* why)
{
    ++m_notes.badFields;
    if (m_notes.firstBad.isEmpty())
        m_notes.firstBad = QString::fromLatin1(why);
}

error_code StreamReader::read(ondemand::value list)
{
    ondemand::array streams;
    if (const error_code error = list.get_array().get(streams))
        return error;
    for (auto item : streams) {
        ondemand::value value;
        if (const error_code error = item.get(value))
            return error;
        if (const error_code error = readStream(value))
            return error;
    }
    return SUCCESS;
}

error_code StreamReader::readStream(ondemand::value value)
{
    ondemand::object object;
    if (const error_code error = value.get_object().get(object)) {
        badEntry("a stream is not an object");
        return isLocal(error) ? SUCCESS : error;
    }
    const std::uint32_t stream = m_builder.addStream({});
    for (auto field : object) {
        std::string_view key;
        ondemand::value inner;
        if (const error_code error = field.unescaped_key().get(key)) {
            if (!isLocal(error))
                return error;
            continue;
        }
        if (const error_code error = field.value().get(inner))
            return error;
        error_code error = SUCCESS;
        if (key == "stream")
            error = readLabels(inner, stream);
        else if (key == "values")
            error = readEntries(inner, stream);
        if (error)
            return error;
    }
    return SUCCESS;
}

error_code StreamReader::readLabels(ondemand::value value, std::uint32_t stream)
{
    m_fields.clear();
    ondemand::object object;
    if (const error_code error = value.get_object().get(object)) {
        badField("the labels of a stream are not an object");
        return isLocal(error) ? SUCCESS : error;
    }
    if (const error_code error = collectFields(object, false, false))
        return error;
    std::vector<Label> labels;
    labels.reserve(m_fields.size());
    for (const auto& field : m_fields)
        labels.push_back({toText(field.name), toText(field.value)});
    m_builder.setStream(stream, LabelSet(std::move(labels)));
    return SUCCESS;
}

error_code StreamReader::readEntries(ondemand::value value, std::uint32_t stream)
{
    ondemand::array entries;
    if (const error_code error = value.get_array().get(entries)) {
        badEntry("the lines of a stream are not a list");
        return isLocal(error) ? SUCCESS : error;
    }
    for (auto item : entries) {
        ondemand::value entry;
        if (const error_code error = item.get(entry))
            return error;
        if (const error_code error = readEntry(entry, stream))
            return error;
    }
    return SUCCESS;
}

error_code StreamReader::readEntry(ondemand::value value, std::uint32_t stream)
{
    ondemand::array parts;
    if (const error_code error = value.get_array().get(parts)) {
        badEntry("an entry is not a list");
        return isLocal(error) ? SUCCESS : error;
    }
    std::int64_t ns = 0;
    LogBatchBuilder::Slice line;
    std::uint32_t fields = 0;
    int index = 0;
    for (auto item : parts) {
        ondemand::value part;
        if (const error_code error = item.get(part))
            return error;
        if (index == 0) {
            if (!readTime(part, ns)) {
                badEntry("the time of an entry is not a number of nanoseconds");
                return SUCCESS;
            }
        } else if (index == 1) {
            std::string_view raw;
            if (!stringToken(part, raw)) {
                badEntry("the line of an entry is not text");
                return SUCCESS;
            }
            char* const to = m_builder.room(raw.size() + unescapeSlack);
            if (!to)
                return simdjson::CAPACITY;
            const char* const end = unescape(raw.data(), raw.data() + raw.size(), to);
            if (!end) {
                badEntry("the line of an entry has a broken escape");
                return SUCCESS;
            }
            line = m_builder.keep(static_cast<std::size_t>(end - to));
        } else if (index == 2) {
            if (const error_code error = readFields(part, fields))
                return error;
        }
        ++index;
    }
    if (index < 2)
        badEntry("an entry has no line");
    else
        m_builder.addRow(ns, stream, line, fields);
    return SUCCESS;
}

error_code StreamReader::readFields(ondemand::value value, std::uint32_t& fields)
{
    ondemand::object object;
    if (const error_code error = value.get_object().get(object)) {
        badField("the metadata of an entry is not an object");
        return isLocal(error) ? SUCCESS : error;
    }
    std::string_view raw;
    if (const error_code error = object.raw_json().get(raw))
        return error;
    Known& known = m_known[slotOf(raw, m_known.size())];
    if (known.raw == raw) {
        fields = known.fields;
        return SUCCESS;
    }
    bool hasAny = false;
    if (const error_code error = object.reset().get(hasAny))
        return error;
    const std::int64_t badBefore = m_notes.badFields;
    m_fields.clear();
    if (hasAny) {
        if (const error_code error = collectFields(object, false, true))
            return error;
    }
    fields = m_builder.addFields(m_fields);
    if (m_notes.badFields == badBefore)
        known = {raw, fields};
    return SUCCESS;
}

/// `nested`: structuredMetadata and parsed are objects of their own. Text beside them is metadata, as in the
/// form that is pushed.
error_code StreamReader::collectFields(ondemand::object object, bool parsed, bool nested)
{
    for (auto item : object) {
        ondemand::field field;
        if (const error_code error = std::move(item).get(field))
            return error;
        std::string_view name;
        if (const error_code error = readKey(field, name)) {
            if (!isLocal(error))
                return error;
            badField("the name of a field has a broken escape");
            continue;
        }
        std::string_view text;
        if (readText(field.value(), text)) {
            m_fields.push_back({name, text, parsed});
            continue;
        }
        ondemand::object inner;
        const bool isGroup = nested && (name == "structuredMetadata" || name == "parsed");
        if (!isGroup || field.value().get_object().get(inner) != SUCCESS) {
            badField("the value of a field is not text");
            continue;
        }
        if (const error_code error = collectFields(inner, name == "parsed", false))
            return error;
    }
    return SUCCESS;
}

bool StreamReader::readText(ondemand::value value, std::string_view& text)
{
    if (stringToken(value, text))
        return !hasEscape(text) || value.get_string().get(text) == SUCCESS;
    ondemand::json_type type;
    if (value.type().get(type) != SUCCESS || type == ondemand::json_type::object ||
        type == ondemand::json_type::array)
        return false;
    text = value.raw_json_token();
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ')
        text.remove_suffix(1);
    if (type == ondemand::json_type::null)
        text = {};
    return true;
}

} // namespace signalbox::loki
