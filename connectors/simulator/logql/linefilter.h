// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/logql/linestate.h"
#include "connectors/simulator/logql/pattern.h"

namespace signalbox::simulator::logql {

enum class LineFilterOp
{
    Contains,
    NotContains,
    Matches,
    NotMatches,
    Fits,
    FitsNot
};

/// |= != |~ !~ |> !> with any number of texts joined by `or`. A broken regular expression matches no line,
/// and so does its negation: this is how Loki answered one.
class LineFilter final : public Stage
{
public:
    LineFilter(LineFilterOp op, std::vector<std::string> texts);
    [[nodiscard]] bool apply(LineState& state) const override;
    [[nodiscard]] std::string toString() const override;
    [[nodiscard]] bool isLineFilter() const override { return true; }

private:
    [[nodiscard]] bool hits(const std::string& line) const;

    LineFilterOp m_op;
    std::vector<std::string> m_texts;
    std::vector<Regex> m_regexes;
    std::vector<LinePattern> m_patterns;
    bool m_broken = false;
};

} // namespace signalbox::simulator::logql
