// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"
#include "models/profile/profile.h"

#include <QString>

#include <optional>

namespace signalbox::widgets {

/// A profile as the manager lists it.
struct ProfileEntry
{
    QString id;      ///< the name of its file without ".json"; what the rest of the program calls it by
    QString title;   ///< the name in the file
    QString path;    ///< of the file
    QString problem; ///< "FILE:LINE: KEY: expected …" when it cannot be read
    bool inUse = false;
    profile::Profile profile; ///< empty when there is a problem
    bool operator==(const ProfileEntry&) const = default;
};

/// What the connection test knows of one backend so far.
struct ConnectionResult
{
    enum class State
    {
        Running,
        Ok,
        Failed,
        Cancelled
    };

    QString backend;
    profile::BackendKind kind = profile::BackendKind::Prometheus;
    State state = State::Running;
    bool reached = false;
    QString version; ///< empty: it does not tell
    std::optional<Duration> latency;
    std::optional<Duration> clockSkew; ///< its clock minus ours
    QString auth;
    QString sentence; ///< what is wrong and the way out
    bool operator==(const ConnectionResult&) const = default;
};

} // namespace signalbox::widgets
