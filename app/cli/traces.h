// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "app/cli/json.h"
#include "models/telemetry/tracesummary.h"

namespace signalbox::cli {

/// {"trace_id","root_service","root_operation","start","duration_ns","spans","errors","services":{}}
[[nodiscard]] Json toJson(const TraceSummary& summary);
[[nodiscard]] QString tracesTable(const std::vector<TraceSummary>& traces, std::optional<int> width);

/// A search in Jaeger.
class TracesCommand final : public Command
{
    Q_OBJECT

public:
    TracesCommand(const Context& context, TracesOptions options, QObject* parent = nullptr);

    void start() override;

private:
    TracesOptions m_options;
};

} // namespace signalbox::cli
