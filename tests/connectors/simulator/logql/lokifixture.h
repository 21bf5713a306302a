// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/logql/memorylogstore.h"
#include "connectors/simulator/server/message.h"

#include <QStringList>

#include <nlohmann/json.hpp>

namespace signalbox::simulator::logql {

/// A recorded request with the answer of a real Loki.
struct LokiFixture
{
    Request request;
    int status = 0;
    std::string contentType;
    std::string body;
};

[[nodiscard]] nlohmann::json readJsonFile(const QString& path);
[[nodiscard]] QStringList lokiFixtureNames();
[[nodiscard]] LokiFixture readLokiFixture(const QString& name);
/// The lines that the real Loki was fed.
void loadDataset(MemoryLogStore& store);

} // namespace signalbox::simulator::logql
