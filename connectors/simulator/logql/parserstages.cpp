// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/parserstages.h"

#include "connectors/simulator/logql/jsonfields.h"
#include "connectors/simulator/logql/logfmt.h"

namespace signalbox::simulator::logql {

namespace {

std::string written(const char* name, const std::vector<Extraction>& extractions)
{
    std::string out = std::string("| ") + name;
    for (std::size_t i = 0; i < extractions.size(); ++i)
        out += (i == 0 ? " " : ",") + extractions[i].label + '=' + quotedText(extractions[i].from);
    return out;
}

class Json final : public Stage
{
public:
    explicit Json(std::vector<Extraction> extractions)
        : m_extractions(std::move(extractions))
    {
    }

    bool apply(LineState& state) const override
    {
        if (!m_extractions.empty()) {
            const auto mistake = scanJson(state.line, [](const JsonPath&, JsonKind, std::string_view) {});
            if (mistake)
                state.fail("JSONParserErr", *mistake);
            for (const Extraction& e : m_extractions)
                state.extract(e.label, jsonAt(state.line, e.from).value_or(std::string()));
            return true;
        }
        Fields found;
        const auto mistake =
            scanJson(state.line, [&](const JsonPath& path, JsonKind kind, std::string_view raw) {
                if (kind == JsonKind::Array)
                    return;
                std::string name;
                for (const std::string& key : path)
                    name += (name.empty() ? "" : "_") + key;
                name = labelName(name);
                if (!name.empty() && !found.contains(name)) // of a key that comes twice the first counts
                    found.set(name, jsonText(kind, raw));
            });
        for (const auto& [name, value] : found)
            state.extract(name, value);
        if (mistake)
            state.fail("JSONParserErr", *mistake);
        return true;
    }
    std::string toString() const override { return written("json", m_extractions); }

private:
    std::vector<Extraction> m_extractions;
};

class Logfmt final : public Stage
{
public:
    Logfmt(std::vector<Extraction> extractions, LogfmtFlags flags)
        : m_extractions(std::move(extractions))
        , m_flags(flags)
    {
    }

    bool apply(LineState& state) const override
    {
        Fields found;
        const auto mistake =
            scanLogfmt(state.line, [&](std::string_view key, std::string_view value, bool hasValue) {
                if (!hasValue && !m_flags.keepEmpty)
                    return;
                if (m_extractions.empty()) {
                    const std::string name = labelName(key);
                    if (!found.contains(name))
                        found.set(name, value);
                    return;
                }
                for (const Extraction& e : m_extractions) {
                    if (e.from == key)
                        found.set(e.label, value);
                }
            });
        for (const auto& [name, value] : found)
            state.extract(name, value);
        if (mistake && m_flags.strict)
            state.fail("LogfmtParserErr", *mistake);
        return true;
    }
    std::string toString() const override
    {
        const std::string base = written("logfmt", m_extractions);
        const std::string flags =
            std::string(m_flags.strict ? " --strict" : "") + (m_flags.keepEmpty ? " --keep-empty" : "");
        return base.substr(0, 8) + flags + base.substr(8);
    }

private:
    std::vector<Extraction> m_extractions;
    LogfmtFlags m_flags;
};

class PatternParser final : public Stage
{
public:
    PatternParser(LinePattern pattern, std::string text)
        : m_pattern(std::move(pattern))
        , m_text(std::move(text))
    {
    }
    bool apply(LineState& state) const override
    {
        if (const auto found = m_pattern.captures(state.line)) {
            for (const auto& [name, value] : *found)
                state.extract(name, value);
        }
        return true;
    }
    std::string toString() const override { return "| pattern " + quotedText(m_text); }

private:
    LinePattern m_pattern;
    std::string m_text;
};

class RegexpParser final : public Stage
{
public:
    RegexpParser(Regex regex, std::string text)
        : m_regex(std::move(regex))
        , m_text(std::move(text))
    {
    }
    bool apply(LineState& state) const override
    {
        if (const auto found = m_regex.captures(state.line)) {
            for (const auto& [name, value] : *found)
                state.extract(name, value);
        }
        return true;
    }
    std::string toString() const override { return "| regexp " + quotedText(m_text); }

private:
    Regex m_regex;
    std::string m_text;
};

class Unpack final : public Stage
{
public:
    bool apply(LineState& state) const override
    {
        std::optional<std::string> entry;
        Fields found;
        const auto mistake =
            scanJson(state.line, [&](const JsonPath& path, JsonKind kind, std::string_view raw) {
                if (path.size() != 1 || kind != JsonKind::String)
                    return;
                if (path.front() == "_entry")
                    entry = jsonText(kind, raw);
                else
                    found.set(labelName(path.front()), jsonText(kind, raw));
            });
        if (mistake) {
            state.fail("JSONParserErr", *mistake);
            return true;
        }
        for (const auto& [name, value] : found)
            state.extract(name, value);
        if (entry)
            state.line = *entry;
        return true;
    }
    std::string toString() const override { return "| unpack"; }
};

} // namespace

StagePtr jsonStage(std::vector<Extraction> extractions)
{
    return std::make_unique<Json>(std::move(extractions));
}

StagePtr logfmtStage(std::vector<Extraction> extractions, LogfmtFlags flags)
{
    return std::make_unique<Logfmt>(std::move(extractions), flags);
}

StagePtr patternStage(LinePattern pattern, std::string text)
{
    return std::make_unique<PatternParser>(std::move(pattern), std::move(text));
}

StagePtr regexpStage(Regex regex, std::string text)
{
    return std::make_unique<RegexpParser>(std::move(regex), std::move(text));
}

StagePtr unpackStage()
{
    return std::make_unique<Unpack>();
}

} // namespace signalbox::simulator::logql
