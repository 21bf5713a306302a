// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/tracing/jsontext.h"

#include "connectors/simulator/tracing/gotext.h"

#include <QByteArray>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace signalbox::simulator::tracing {

namespace {

constexpr char hexDigits[] = "0123456789abcdef";

bool needsEscape(char c)
{
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
}

void appendEscaped(std::string& out, char c)
{
    switch (c) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        out += "\\u00";
        out += hexDigits[static_cast<unsigned char>(c) >> 4U];
        out += hexDigits[static_cast<unsigned char>(c) & 15U];
    }
}

/// A value inside of a list or map. As deep as the value is; the reader bounds that.
void appendPlain(std::string& out, const Value& value)
{
    if (const auto* text = std::get_if<std::string>(&value.v)) {
        appendJson(out, *text);
    } else if (const auto* bytes = std::get_if<Bytes>(&value.v)) {
        out += '"';
        appendBase64(out, bytes->data);
        out += '"';
    } else if (const auto* d = std::get_if<double>(&value.v)) {
        appendDouble(out, *d);
    } else if (std::holds_alternative<std::monostate>(value.v)) {
        out += "null";
    } else {
        out += textOf(value);
    }
}

} // namespace

void appendJson(std::string& out, std::string_view text)
{
    out += '"';
    while (!text.empty()) {
        const auto length =
            static_cast<std::size_t>(std::find_if(text.begin(), text.end(), needsEscape) - text.begin());
        out.append(text.data(), length);
        if (length == text.size())
            break;
        appendEscaped(out, text[length]);
        text.remove_prefix(length + 1);
    }
    out += '"';
}

void appendNumber(std::string& out, std::int64_t number)
{
    std::array<char, 24> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    out.append(buffer.data(), end.ptr);
}

void appendDouble(std::string& out, double number)
{
    const std::string text = formatGoDouble(number);
    out += std::isfinite(number) ? text : '"' + text + '"';
}

void appendHex(std::string& out, std::uint64_t number)
{
    std::array<char, 16> buffer{};
    for (std::size_t i = buffer.size(); i-- > 0; number >>= 4U)
        buffer[i] = hexDigits[number & 15U];
    out.append(buffer.data(), buffer.size());
}

void appendId(std::string& out, const TraceId& id)
{
    appendHex(out, id.high);
    appendHex(out, id.low);
}

void appendShortId(std::string& out, const TraceId& id)
{
    if (id.high != 0)
        appendHex(out, id.high);
    appendHex(out, id.low);
}

void appendBase64(std::string& out, std::string_view bytes)
{
    const QByteArray text =
        QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size())).toBase64();
    out.append(text.constData(), static_cast<std::size_t>(text.size()));
}

void closeList(std::string& out)
{
    if (out.back() == ',')
        out.back() = ']';
    else
        out += ']';
}

std::string textOf(const Value& value)
{
    std::string out;
    if (const auto* text = std::get_if<std::string>(&value.v)) {
        out = *text;
    } else if (const auto* b = std::get_if<bool>(&value.v)) {
        out = *b ? "true" : "false";
    } else if (const auto* n = std::get_if<std::int64_t>(&value.v)) {
        appendNumber(out, *n);
    } else if (const auto* d = std::get_if<double>(&value.v)) {
        out = formatGoDouble(*d);
    } else if (const auto* bytes = std::get_if<Bytes>(&value.v)) {
        appendBase64(out, bytes->data);
    } else if (const auto* list = std::get_if<Value::List>(&value.v)) {
        out += '[';
        for (const Value& item : *list) {
            if (out.size() > 1)
                out += ',';
            appendPlain(out, item);
        }
        out += ']';
    } else if (const auto* map = std::get_if<Value::Map>(&value.v)) {
        auto sorted = *map;
        std::ranges::stable_sort(sorted, {}, &Attribute::key);
        out += '{';
        for (const Attribute& attribute : sorted) {
            if (out.size() > 1)
                out += ',';
            appendJson(out, attribute.key);
            out += ':';
            appendPlain(out, attribute.value);
        }
        out += '}';
    }
    return out;
}

} // namespace signalbox::simulator::tracing
