// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/logql/linestate.h"

namespace signalbox::simulator::logql {

/// The part of Go's templates that the demo knows: {{.label}}, {{__line__}}, {{__timestamp__}}, each with
/// | ToUpper, ToLower, upper, lower, trim or TrimSpace behind it.
class Template
{
public:
    /// Nothing when the text uses more than that.
    [[nodiscard]] static std::optional<Template> parse(const std::string& source);
    [[nodiscard]] std::string expand(const LineState& state) const;
    [[nodiscard]] const std::string& source() const { return m_source; }

private:
    enum class Kind
    {
        Text,
        Label,
        Line,
        Timestamp
    };
    enum class Function
    {
        Upper,
        Lower,
        Trim
    };
    struct Part
    {
        Kind kind = Kind::Text;
        std::string text;
        std::vector<Function> functions;
    };
    [[nodiscard]] static std::optional<Part> parseAction(std::string_view action);

    std::string m_source;
    std::vector<Part> m_parts;
};

} // namespace signalbox::simulator::logql
