// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"
#include "models/telemetry/alert.h"
#include "models/telemetry/labelset.h"

#include <QString>

#include <optional>
#include <vector>

namespace signalbox {

enum class RuleHealth
{
    Unknown, ///< not evaluated yet
    Ok,
    Failing
};

/// "unknown", "ok" or "err", as on the wire.
[[nodiscard]] QString toString(RuleHealth health);

/// One rule that a server evaluates.
struct Rule
{
    enum class Kind
    {
        Alerting,
        Recording
    };

    Kind kind = Kind::Alerting;
    QString name; ///< of the alert, or of the series that is recorded
    QString query;
    LabelSet labels;
    LabelSet annotations;
    RuleHealth health = RuleHealth::Unknown;
    QString lastError;
    Duration evaluationTime{0};
    std::optional<Instant> lastEvaluation;  ///< none: never
    AlertState state = AlertState::Unknown; ///< alerting only, as the next three
    Duration duration{0};                   ///< "for": how long it must hold
    Duration keepFiringFor{0};
    std::vector<Alert> alerts;

    bool operator==(const Rule&) const = default;
};

struct RuleGroup
{
    QString name;
    QString file;
    Duration interval{0};
    int limit = 0; ///< 0: none
    Duration evaluationTime{0};
    std::optional<Instant> lastEvaluation;
    std::vector<Rule> rules;
    bool operator==(const RuleGroup&) const = default;
};

} // namespace signalbox
