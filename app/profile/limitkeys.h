// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/profile/profile.h"

#include <cstdint>
#include <span>

namespace signalbox::app {

/// One number below "limits" in a profile: its key, its range, and where it lives in the value. Reader,
/// writer and schema speak of the same table.
struct LimitKey
{
    const char* key;
    std::int64_t least;
    std::int64_t most;
    std::int64_t (*read)(const profile::Limits&);
    void (*write)(profile::Limits&, std::int64_t);
};

[[nodiscard]] std::span<const LimitKey> limitKeys();

} // namespace signalbox::app
