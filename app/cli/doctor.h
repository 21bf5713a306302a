// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/backendcheck.h"
#include "app/cli/command.h"
#include "app/cli/json.h"
#include "models/profile/profile.h"

namespace signalbox::cli {

/// {"name","kind","url","ok","version","latency_ms","clock_skew_ms","error"}
[[nodiscard]] Json toJson(const CheckReport& report);
[[nodiscard]] QString doctorTable(const std::vector<CheckReport>& reports, std::optional<int> width);

/// Examines the backends of the profile, all at once.
class DoctorCommand final : public Command
{
    Q_OBJECT

public:
    using Command::Command;

    void start() override;

    /// The profile with less patience: a doctor tells what is, and does not try until it is better.
    [[nodiscard]] static profile::Profile impatient(profile::Profile profile);

private:
    void checkDone();

    std::vector<BackendCheck*> m_checks;
    std::size_t m_done = 0;
};

} // namespace signalbox::cli
