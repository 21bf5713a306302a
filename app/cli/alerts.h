// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/alertlist.h"
#include "app/cli/command.h"

namespace signalbox::cli {

/// What fires, from every Alertmanager and Prometheus of the profile, or from the one that was named. When
/// one of them fails the others are shown, and the exit code says that the list may be short.
class AlertsCommand final : public Command
{
    Q_OBJECT

public:
    using Command::Command;

    void start() override;

private:
    template <typename Answer>
    void took(const QString& backend, bool isManager, const Result<Answer>& answer);
    void show();

    AlertList m_list;
    QStringList m_warnings;
    int m_open = 0;
    bool m_hasFailed = false;
    bool m_hasAnswer = false;
};

} // namespace signalbox::cli
