// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

namespace signalbox::cli {

/// One trace, by its id.
class TraceCommand final : public Command
{
    Q_OBJECT

public:
    TraceCommand(const Context& context, TraceOptions options, QObject* parent = nullptr);

    void start() override;

private:
    TraceOptions m_options;
};

} // namespace signalbox::cli
