// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"
#include "models/telemetry/matcher.h"

#include <QString>

#include <optional>
#include <vector>

namespace signalbox {

/// A stretch of time in which alerts that fit all matchers wake nobody.
struct Silence
{
    enum class State
    {
        Unknown,
        Pending,
        Active,
        Expired
    };

    QString id; ///< given by the server; empty in one that is still to be made
    State state = State::Unknown;
    std::vector<Matcher> matchers;
    Instant startsAt;
    Instant endsAt;
    std::optional<Instant> updatedAt;
    QString createdBy;
    QString comment;

    bool operator==(const Silence&) const = default;
};

[[nodiscard]] QString toString(Silence::State state);

} // namespace signalbox
