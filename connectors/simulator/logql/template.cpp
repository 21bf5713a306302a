// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/template.h"

#include "models/base/instant.h"

#include <algorithm>

namespace signalbox::simulator::logql {

namespace {

std::string_view trimmed(std::string_view text)
{
    const auto isBlank = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

} // namespace

std::optional<Template> Template::parse(const std::string& source)
{
    Template out;
    out.m_source = source;
    std::string_view rest = source;
    while (!rest.empty()) {
        const std::size_t open = std::min(rest.find("{{"), rest.size());
        if (open > 0)
            out.m_parts.push_back(
                {.kind = Kind::Text, .text = std::string(rest.substr(0, open)), .functions = {}});
        if (open == rest.size())
            break;
        const std::size_t close = rest.find("}}", open);
        if (close == std::string_view::npos)
            return std::nullopt;
        auto part = parseAction(trimmed(rest.substr(open + 2, close - open - 2)));
        if (!part)
            return std::nullopt;
        out.m_parts.push_back(std::move(*part));
        rest.remove_prefix(close + 2);
    }
    return out;
}

std::optional<Template::Part> Template::parseAction(std::string_view action)
{
    Part part;
    const std::size_t bar = std::min(action.find('|'), action.size());
    const std::string_view subject = trimmed(action.substr(0, bar));
    if (subject == "__line__") {
        part.kind = Kind::Line;
    } else if (subject == "__timestamp__") {
        part.kind = Kind::Timestamp;
    } else if (subject.size() > 1 && subject.front() == '.') {
        part.kind = Kind::Label;
        part.text = subject.substr(1);
        if (labelName(part.text) != part.text)
            return std::nullopt;
    } else {
        return std::nullopt;
    }
    std::string_view rest = bar < action.size() ? action.substr(bar + 1) : std::string_view();
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('|'), rest.size());
        const std::string_view name = trimmed(rest.substr(0, end));
        if (name == "ToUpper" || name == "upper")
            part.functions.push_back(Function::Upper);
        else if (name == "ToLower" || name == "lower")
            part.functions.push_back(Function::Lower);
        else if (name == "trim" || name == "TrimSpace")
            part.functions.push_back(Function::Trim);
        else
            return std::nullopt;
        rest = end < rest.size() ? rest.substr(end + 1) : std::string_view();
    }
    return part;
}

std::string Template::expand(const LineState& state) const
{
    std::string out;
    for (const Part& part : m_parts) {
        std::string text;
        switch (part.kind) {
        case Kind::Text:
            text = part.text;
            break;
        case Kind::Label:
            if (const std::string* value = state.find(part.text))
                text = *value;
            break;
        case Kind::Line:
            text = state.line;
            break;
        case Kind::Timestamp:
            text = Instant::fromNanoseconds(state.ns).toRfc3339().toStdString();
            break;
        }
        for (const Function f : part.functions) {
            if (f == Function::Trim) {
                text = std::string(trimmed(text));
                continue;
            }
            const QString wide = QString::fromStdString(text);
            text = (f == Function::Upper ? wide.toUpper() : wide.toLower()).toStdString();
        }
        out += text;
    }
    return out;
}

} // namespace signalbox::simulator::logql
