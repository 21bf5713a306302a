// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/formatstages.h"

#include <algorithm>

namespace signalbox::simulator::logql {

namespace {

class LineFormat final : public Stage
{
public:
    explicit LineFormat(Template text)
        : m_template(std::move(text))
    {
    }
    bool apply(LineState& state) const override
    {
        state.line = m_template.expand(state);
        return true;
    }
    std::string toString() const override { return "| line_format " + quotedText(m_template.source()); }

private:
    Template m_template;
};

class LabelFormat final : public Stage
{
public:
    explicit LabelFormat(std::vector<LabelAssignment> assignments)
        : m_assignments(std::move(assignments))
    {
    }
    bool apply(LineState& state) const override
    {
        for (const LabelAssignment& a : m_assignments) {
            if (const auto* text = std::get_if<Template>(&a.source)) {
                state.assign(a.label, text->expand(state));
            } else if (const std::string* value = state.find(std::get<std::string>(a.source))) {
                const std::string moved = *value;
                state.remove(std::get<std::string>(a.source));
                state.assign(a.label, moved);
            }
        }
        return true;
    }
    std::string toString() const override
    {
        std::string out = "| label_format ";
        for (std::size_t i = 0; i < m_assignments.size(); ++i) {
            const auto& [label, source] = m_assignments[i];
            const auto* text = std::get_if<Template>(&source);
            out += (i == 0 ? "" : ",") + label + '=' +
                   (text ? quotedText(text->source()) : std::get<std::string>(source));
        }
        return out;
    }

private:
    std::vector<LabelAssignment> m_assignments;
};

bool concerns(const DropRule& rule, const std::string& name, const std::string& value)
{
    return rule.name == name && (!rule.condition || rule.condition->matches(&value));
}

class DropKeep final : public Stage
{
public:
    DropKeep(bool keeps, std::vector<DropRule> rules)
        : m_keeps(keeps)
        , m_rules(std::move(rules))
    {
    }
    bool apply(LineState& state) const override
    {
        for (const auto& [name, value] : state.all()) {
            if (m_keeps && name.starts_with("__error")) // an error is only dropped by its name
                continue;
            const bool named =
                std::any_of(m_rules.begin(), m_rules.end(),
                            [&, &n = name, &v = value](const DropRule& r) { return concerns(r, n, v); });
            if (named != m_keeps)
                state.remove(name);
        }
        return true;
    }
    std::string toString() const override
    {
        std::string out = m_keeps ? "| keep " : "| drop ";
        for (std::size_t i = 0; i < m_rules.size(); ++i)
            out += (i == 0 ? "" : ",") +
                   (m_rules[i].condition ? m_rules[i].condition->toString() : m_rules[i].name);
        return out;
    }

private:
    bool m_keeps;
    std::vector<DropRule> m_rules;
};

class Decolorize final : public Stage
{
public:
    bool apply(LineState& state) const override
    {
        std::string out;
        const std::string& line = state.line;
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (line[i] == '\x1b' && i + 1 < line.size() && line[i + 1] == '[') {
                std::size_t end = i + 2;
                while (end < line.size() && (line[end] == ';' || (line[end] >= '0' && line[end] <= '9')))
                    ++end;
                if (end < line.size() &&
                    ((line[end] >= 'a' && line[end] <= 'z') || (line[end] >= 'A' && line[end] <= 'Z'))) {
                    i = end;
                    continue;
                }
            }
            out += line[i];
        }
        state.line = std::move(out);
        return true;
    }
    std::string toString() const override { return "| decolorize"; }
};

} // namespace

StagePtr lineFormatStage(Template text)
{
    return std::make_unique<LineFormat>(std::move(text));
}

StagePtr labelFormatStage(std::vector<LabelAssignment> assignments)
{
    return std::make_unique<LabelFormat>(std::move(assignments));
}

StagePtr dropStage(std::vector<DropRule> rules)
{
    return std::make_unique<DropKeep>(false, std::move(rules));
}

StagePtr keepStage(std::vector<DropRule> rules)
{
    return std::make_unique<DropKeep>(true, std::move(rules));
}

StagePtr decolorizeStage()
{
    return std::make_unique<Decolorize>();
}

} // namespace signalbox::simulator::logql
