// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/server/message.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace signalbox::test {

/// An hour of awkward samples as OpenMetrics text, the same at each call: counters that reset and pause,
/// numbers from 1e-9 to 1e21 and beyond, NaN and infinities, ties, holes of about the look-back, histograms
/// with missing, doubled and falling buckets, names that meet when the metric's name goes.
[[nodiscard]] QByteArray awkwardWorld();
/// Its first instant, in seconds.
constexpr qint64 worldStart = 1795251600;

/// A GET as the simulator's server hands it over.
[[nodiscard]] simulator::Request getRequest(const QString& path,
                                            const std::vector<std::pair<QString, QString>>& params = {});

/// Empty when two answers of Prometheus say the same: status, errors word for word, series, instants, and
/// values to 1e-9. `ordered`: the order of the series counts, too.
[[nodiscard]] QString differenceOfAnswers(const QJsonObject& expected, const QJsonObject& actual,
                                          bool ordered);

} // namespace signalbox::test
