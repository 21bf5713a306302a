// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/logql/fields.h"

#include <memory>
#include <optional>

class QRegularExpression;

namespace signalbox::simulator::logql {

/// A regular expression in RE2's dialect, over UTF-8. Text without metacharacters is searched for as it is.
class Regex
{
public:
    enum class Anchor
    {
        None, ///< line filters and the regexp stage
        Both, ///< label matchers
    };

    /// A broken expression, or one that RE2 would refuse, gives an object that is not valid.
    explicit Regex(const std::string& expression, Anchor anchor);

    [[nodiscard]] bool isValid() const { return m_mistake.empty(); }
    /// Go's words for what is wrong.
    [[nodiscard]] const std::string& mistake() const { return m_mistake; }
    [[nodiscard]] bool matches(std::string_view text) const;
    /// What the named groups caught, or nothing when the text does not match.
    [[nodiscard]] std::optional<Fields> captures(std::string_view text) const;
    [[nodiscard]] bool hasNamedGroups() const;

private:
    std::string m_literal;
    Anchor m_anchor;
    std::shared_ptr<const QRegularExpression> m_regex; ///< null for a literal
    std::string m_mistake;
};

/// The expression of the pattern stage and of |>: text with <name> and <_> in it.
class LinePattern
{
public:
    /// Nothing when two captures touch or none is there.
    [[nodiscard]] static std::optional<LinePattern> parse(std::string_view text, bool needsNames);
    /// The captures of the pattern stage.
    [[nodiscard]] std::optional<Fields> captures(std::string_view line) const;
    /// Whether the whole line fits, as |> asks.
    [[nodiscard]] bool fits(std::string_view line) const;

private:
    struct Part
    {
        bool isCapture = false;
        std::string text; ///< literal text, or the capture's name ("_" for none)
    };
    std::vector<Part> m_parts;
};

} // namespace signalbox::simulator::logql
