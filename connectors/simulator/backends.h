// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/logql/lokiapi.h"
#include "connectors/simulator/logql/memorylogstore.h"
#include "connectors/simulator/promql/alertmanagerapi.h"
#include "connectors/simulator/promql/memorysource.h"
#include "connectors/simulator/promql/prometheusapi.h"
#include "connectors/simulator/tracing/jaegerapi.h"
#include "connectors/simulator/tracing/memorytracestore.h"
#include "connectors/simulator/world/world.h"

#include <optional>

namespace signalbox::simulator {

/// Samples, lines and spans of a folder of files, held in memory.
struct Dataset
{
    promql::MemorySource samples;
    logql::MemoryLogStore logs;
    tracing::MemoryTraceStore traces;

    [[nodiscard]] static Result<std::unique_ptr<Dataset>> read(const QString& folder);
};

/// The four APIs over one world or one set of files. One thread.
class Backends
{
public:
    Backends(std::unique_ptr<world::World> world, const Clock& clock, std::uint64_t seed,
             const QString& prometheusUrl);
    Backends(std::unique_ptr<Dataset> dataset, const Clock& clock, std::uint64_t seed,
             const QString& prometheusUrl);

    [[nodiscard]] Reply handle(std::size_t server, const Request& request);
    [[nodiscard]] UpgradeAnswer upgrade(const Request& request) const { return m_loki->upgrade(request); }

private:
    std::unique_ptr<world::World> m_world; ///< one of the two
    std::unique_ptr<Dataset> m_dataset;
    std::optional<promql::PrometheusApi> m_prometheus;
    std::optional<promql::AlertmanagerApi> m_alertmanager;
    std::optional<logql::LokiApi> m_loki;
    std::optional<tracing::JaegerApi> m_jaeger;
};

} // namespace signalbox::simulator
