// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/promql/silencestore.h"
#include "connectors/simulator/server/message.h"

#include <optional>

/// What Alertmanager is told: bodies and filters, read and judged in its own words.
namespace signalbox::simulator::promql {

struct PostedAlert
{
    LabelSet labels;
    LabelSet annotations;
    QString generatorUrl;
    std::optional<std::int64_t> startsAt;
    std::optional<std::int64_t> endsAt;
};

/// A failed reading is the reply that says so.
[[nodiscard]] tl::expected<Silence, Reply> readSilence(const Request& request);
[[nodiscard]] tl::expected<std::vector<PostedAlert>, Reply> readAlerts(const Request& request);

/// One `filter=` parameter: name, operator, value in quotes or bare. The error is Alertmanager's text.
[[nodiscard]] tl::expected<Matcher, QString> parseFilter(const QString& text);

[[nodiscard]] Reply coded(int status, int code, const QString& message); ///< {"code":..,"message":..}
[[nodiscard]] Reply bareString(int status, const QString& text);         ///< "text"

} // namespace signalbox::simulator::promql
