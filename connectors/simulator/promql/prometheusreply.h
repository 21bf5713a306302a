// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/promql/columns.h"
#include "connectors/simulator/promql/engine.h"
#include "connectors/simulator/promql/jsonwriter.h"
#include "connectors/simulator/promql/rule.h"
#include "connectors/simulator/server/message.h"

/// The shapes of Prometheus' answers and the reading of its parameters, apart from what they are about.
namespace signalbox::simulator::promql {

[[nodiscard]] Reply success(const QByteArray& data);
[[nodiscard]] Reply refuse(const QueryError& error);
[[nodiscard]] Reply badData(const QString& text);
[[nodiscard]] Reply invalidParameter(const QString& name, const QString& why);
[[nodiscard]] Reply plainText(int status, const QByteArray& text);

/// The first value of a parameter; empty when it is absent, as Go's FormValue.
[[nodiscard]] QString formValue(const Request& request, QStringView name);
[[nodiscard]] QStringList formValues(const Request& request, QStringView name);

/// Float seconds or RFC 3339, in ms.
[[nodiscard]] tl::expected<std::int64_t, QString> parseTime(const QString& text);
/// Float seconds or a duration such as 5m, in nanoseconds as Prometheus keeps it.
[[nodiscard]] tl::expected<std::int64_t, QString> parseStep(const QString& text);
/// A parameter that may be absent.
[[nodiscard]] tl::expected<std::int64_t, QString> parseTimeOr(const Request& request, const QString& name,
                                                              std::int64_t otherwise);

[[nodiscard]] QByteArray matrixData(const Columns& columns, const Steps& steps);
[[nodiscard]] QByteArray instantData(const InstantAnswer& answer, std::int64_t time);
void writeAlert(JsonWriter& json, const ActiveAlert& alert);

} // namespace signalbox::simulator::promql
