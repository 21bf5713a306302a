// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/golden/deviation.h"

#include <QStringList>

#include <vector>

namespace signalbox::golden {

struct Ranked
{
    QString service;
    State state = State::Unknown;
    double score = 0;
    bool operator==(const Ranked&) const = default;
};

/// Worst first, and calm: who has a worse state goes before; within one state a service overtakes only when
/// it is clearly worse (half as much again) than the one before it. `frozen` keeps the order as it is while
/// a hand is over the list; new services are added behind. Ties go by name. Pure.
[[nodiscard]] QStringList ranked(const QStringList& before, const std::vector<Ranked>& now, bool frozen);

/// Typed letters, anywhere in the name, in any case.
[[nodiscard]] bool matchesFilter(const QString& service, const QString& typed);

} // namespace signalbox::golden
