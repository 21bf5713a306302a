// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "app/cli/json.h"
#include "models/telemetry/series.h"

namespace signalbox::cli {

/// {"labels":{},"points":[["<ns>",value]]}, and "histograms" when the series has native ones.
[[nodiscard]] Json toJson(const Series& series);
[[nodiscard]] QString seriesTable(const std::vector<Series>& series, std::optional<int> width);

/// One range query to Prometheus or, when a Loki was named, a LogQL metric query.
class MetricsCommand final : public Command
{
    Q_OBJECT

public:
    MetricsCommand(const Context& context, MetricsOptions options, QObject* parent = nullptr);

    void start() override;

private:
    void show(const std::vector<Series>& series, const QStringList& warnings);

    MetricsOptions m_options;
};

} // namespace signalbox::cli
