// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/labelset.h"

#include <QByteArray>

#include <cstdint>
#include <vector>

namespace signalbox::simulator::promql {

/// An alerting rule as it stands in a rules file. Labels and annotations may hold {{ $labels.x }} and
/// {{ $value }}.
struct AlertRule
{
    QString name;
    QByteArray expression;
    std::int64_t holdFor = 0; ///< ms that the expression must hold before the alert fires
    std::vector<Label> labels;
    std::vector<Label> annotations;
};

struct RuleGroup
{
    QString name;
    QString file;
    std::int64_t interval = 15'000; ///< ms between evaluations, which fall on its multiples
    std::vector<AlertRule> rules;
};

enum class AlertState
{
    Inactive,
    Pending,
    Firing,
};
[[nodiscard]] QString stateName(AlertState state);

/// An alert as it stands at one evaluation.
struct ActiveAlert
{
    LabelSet labels; ///< the rule's and alertname among them
    LabelSet annotations;
    AlertState state = AlertState::Pending;
    std::int64_t activeAt = 0;
    std::int64_t firedAt = 0; ///< only when firing
    double value = 0;
};

} // namespace signalbox::simulator::promql
