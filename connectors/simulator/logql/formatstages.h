// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/logql/labelfilter.h"
#include "connectors/simulator/logql/template.h"

namespace signalbox::simulator::logql {

/// One assignment of label_format: from another label (which moves), or from a template.
struct LabelAssignment
{
    std::string label;
    std::variant<std::string, Template> source; ///< the other label's name, or the template
};

/// A name of drop or keep, with an optional condition on its value.
struct DropRule
{
    std::string name;
    std::optional<Matcher> condition;
};

[[nodiscard]] StagePtr lineFormatStage(Template text);
[[nodiscard]] StagePtr labelFormatStage(std::vector<LabelAssignment> assignments);
[[nodiscard]] StagePtr dropStage(std::vector<DropRule> rules);
[[nodiscard]] StagePtr keepStage(std::vector<DropRule> rules);
[[nodiscard]] StagePtr decolorizeStage();

} // namespace signalbox::simulator::logql
