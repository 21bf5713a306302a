// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/tracetext.h"

#include "models/telemetry/fields.h"

#include <algorithm>
#include <array>

namespace signalbox {

namespace {

using Form = TraceCollector::Form;

bool isAlnum(char c)
{
    const char lower = static_cast<char>(c | 0x20);
    return (c >= '0' && c <= '9') || (lower >= 'a' && lower <= 'z');
}
bool isNameChar(char c)
{
    return isAlnum(c) || c == '_' || c == '.' || c == '-' || c == '/' || c == '@';
}
bool isQuote(char c)
{
    return c == '"' || c == '\'' || c == '`';
}
bool isSpace(char c)
{
    return c == ' ' || c == '\t';
}
bool endsValue(char c)
{
    return static_cast<unsigned char>(c) <= ' ' || isQuote(c) ||
           std::string_view(",)]}&\\|<>").find(c) != std::string_view::npos;
}

bool equalsLower(std::string_view text, std::string_view lower)
{
    return text.size() == lower.size() &&
           std::equal(text.begin(), text.end(), lower.begin(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a | 0x20 : a) == b; });
}

/// The word that ends right before `end`.
std::string_view wordBefore(std::string_view text, std::size_t end)
{
    std::size_t start = end;
    while (start > 0 && end - start < 96 && isNameChar(text[start - 1]))
        --start;
    std::string_view word = text.substr(start, end - start);
    while (!word.empty() && (word.front() == '-' || word.front() == '.' || word.front() == '/'))
        word.remove_prefix(1);
    return word;
}

std::size_t withoutBlanksBefore(std::string_view text, std::size_t end)
{
    for (int i = 0; i < 4 && end > 0 && isSpace(text[end - 1]); ++i)
        --end;
    return end;
}

std::string_view valueAt(std::string_view text, std::size_t at)
{
    for (int i = 0; i < 8 && at < text.size() && isSpace(text[at]); ++i)
        ++at;
    while (at < text.size() && text[at] == '\\')
        ++at;
    const char quote = at < text.size() && isQuote(text[at]) ? text[at] : '\0';
    at += quote ? 1 : 0;
    std::size_t end = at;
    const std::size_t stop = std::min(text.size(), at + 512);
    while (end < stop &&
           (quote ? text[end] != quote && text[end] != '\\' && text[end] != '\n' : !endsValue(text[end])))
        ++end;
    std::string_view value = text.substr(at, end - at);
    while (!value.empty() && (value.back() == '.' || value.back() == ';' || value.back() == ':'))
        value.remove_suffix(1);
    return value;
}

/// Words after which 32 hex digits are something else. "id" stands for "request id", "order id" and so on.
bool explains(std::string_view word)
{
    static constexpr std::array<std::string_view, 27> words{
        "md5",      "md5sum", "hash",   "sha",     "sha1",     "sha256",      "commit",  "checksum", "digest",
        "etag",     "token",  "key",    "session", "password", "secret",      "uuid",    "guid",     "id",
        "revision", "rev",    "cookie", "image",   "order",    "fingerprint", "request", "build",    "tag"};
    return std::any_of(words.begin(), words.end(),
                       [word](std::string_view w) { return equalsLower(word, w); });
}

bool isWeakHint(std::string_view text, std::size_t start, std::size_t end)
{
    const std::string_view word = text.substr(start, end - start);
    bool digit = false;
    bool lower = false;
    bool upper = false;
    for (const char c : word) {
        digit |= c <= '9';
        lower |= c >= 'a';
        upper |= c >= 'A' && c <= 'F';
    }
    if (!digit || lower == upper)
        return false;
    if (start > 0 && !isSpace(text[start - 1]) &&
        std::string_view("[(\"'\n\r").find(text[start - 1]) == std::string_view::npos)
        return false;
    const std::string_view rest = text.substr(end);
    if (!rest.empty() && static_cast<unsigned char>(rest[0]) > ' ' &&
        std::string_view("])\"',.;:!?").find(rest[0]) == std::string_view::npos)
        return false;
    if (rest.starts_with("  ") || rest.starts_with(" *")) // md5sum prints the file's name behind it
        return false;
    std::size_t before = start;
    while (before > 0 && (isSpace(text[before - 1]) || isQuote(text[before - 1])))
        --before;
    if (before > 0 && (text[before - 1] == ':' || text[before - 1] == '='))
        return false;
    return !explains(wordBefore(text, before));
}

} // namespace

void collectPairs(std::string_view text, TraceCollector& collector)
{
    for (std::size_t at = text.find_first_of(":="); at != std::string_view::npos;
         at = text.find_first_of(":=", at + 1)) {
        std::size_t end = withoutBlanksBefore(text, at);
        if (end > 0 && isQuote(text[end - 1]))
            --end;
        while (end > 0 && text[end - 1] == '\\')
            --end;
        std::string_view name = wordBefore(text, end);
        std::string_view source = name;
        if (equalsLower(name, "id") && name.data() > text.data()) { // "Trace ID: ..."
            const auto start = static_cast<std::size_t>(name.data() - text.data());
            const std::string_view first = wordBefore(text, withoutBlanksBefore(text, start));
            const bool trace = equalsLower(first, "trace");
            if (trace || equalsLower(first, "span")) {
                source = text.substr(static_cast<std::size_t>(first.data() - text.data()),
                                     end - static_cast<std::size_t>(first.data() - text.data()));
                if (const auto value = valueAt(text, at + 1); trace) {
                    const auto id = value.size() >= 16 && !isDecimal(value) ? idValue(value) : std::nullopt;
                    if (id)
                        collector.take(*id, false, source);
                } else {
                    collector.take("span_id", value, Form::Text);
                }
            }
            continue;
        }
        if (traceNameOf(name) == TraceName::None)
            continue;
        const std::size_t next = at + 1;
        const bool arrow =
            next < text.size() && (text[next] == '>' || (text[at] == ':' && text[next] == '='));
        collector.take(name, valueAt(text, next + (arrow ? 1 : 0)), Form::Text);
    }
}

void collectBrackets(std::string_view text, TraceCollector& collector)
{
    for (std::size_t open = text.find('['); open != std::string_view::npos;) {
        const std::size_t close = text.find_first_of("[]", open + 1);
        if (close == std::string_view::npos)
            return;
        std::string_view inside = text.substr(open + 1, close - open - 1);
        open = text[close] == '[' ? close : text.find('[', close);
        if (inside.size() > 200)
            continue;
        std::array<std::string_view, 4> parts;
        std::size_t n = 0;
        for (; n < parts.size(); ++n) {
            const std::size_t comma = inside.find(',');
            parts[n] = inside.substr(0, comma);
            while (parts[n].starts_with(' '))
                parts[n].remove_prefix(1);
            while (parts[n].ends_with(' '))
                parts[n].remove_suffix(1);
            if (comma == std::string_view::npos) {
                ++n;
                break;
            }
            inside.remove_prefix(comma + 1);
        }
        if (n == 1 && parts[0].find('-') >= 16) {
            if (const auto value = contextValue(parts[0]))
                collector.take(*value, false);
            continue;
        }
        // The application's name comes first, unless the pattern leaves it out.
        const std::size_t first = n >= 3 ? 1 : 0;
        if (n < 2 || (parts[first].size() != 32 && parts[first].size() != 16) ||
            parts[first + 1].size() != 16 || !isHex(parts[first + 1]) || !isHex(parts[first]))
            continue;
        if (auto value = idValue(parts[first])) {
            value->span = SpanId::fromHex(parts[first + 1]);
            if (n == 4 && (parts[3] == "true" || parts[3] == "false"))
                value->sampled = parts[3] == "true";
            collector.take(*value, false);
        }
    }
}

void collectNakedWords(std::string_view text, TraceCollector& collector)
{
    for (std::size_t at = 0; at < text.size();) {
        if (!isAlnum(text[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && (isAlnum(text[end]) || text[end] == '-' || text[end] == '_'))
            ++end;
        const std::string_view word = text.substr(at, end - at);
        if (word.size() == 55 || (word.size() == 35 && word.starts_with("1-"))) {
            if (const auto value = contextValue(word))
                collector.take(*value, false);
        } else if (word.size() == 32 && isHex(word) && isWeakHint(text, at, end)) {
            if (const auto value = idValue(word))
                collector.take(*value, true);
        }
        at = end;
    }
}

void collectJson(std::string_view json, TraceCollector& collector)
{
    FieldScanner scanner(json);
    Field field;
    if (scanner.shape() != FieldScanner::Shape::Json)
        return;
    while (scanner.next(field))
        collector.take(field.name, field.value, Form::Structured, field.depth);
    if (collector.isSure())
        return;
    // What a message says, and JSON that was escaped into a string.
    for (FieldScanner again(json); again.next(field);) {
        if (field.kind == Field::Kind::String && field.value.size() > 16)
            collectPairs(field.value, collector);
    }
}

} // namespace signalbox
