// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/loki/catalog.h"
#include "models/base/result.h"
#include "models/telemetry/labelset.h"

#include <QByteArray>

namespace signalbox::loki {

// Small answers. Pure, on the pool; `backend` is the name that an error is to carry. Entries of a wrong type
// are left out; a list that is absent or null is empty, as this server means it.

/// labels and label values, sorted.
[[nodiscard]] Result<QStringList> parseNames(const QByteArray& body, const QString& backend);
[[nodiscard]] Result<std::vector<LabelSet>> parseSeries(const QByteArray& body, const QString& backend);
[[nodiscard]] Result<IndexStats> parseIndexStats(const QByteArray& body, const QString& backend);
[[nodiscard]] Result<std::vector<DetectedField>> parseDetectedFields(const QByteArray& body,
                                                                     const QString& backend);
[[nodiscard]] Result<QStringList> parseDetectedFieldValues(const QByteArray& body, const QString& backend);
[[nodiscard]] Result<std::vector<DetectedLabel>> parseDetectedLabels(const QByteArray& body,
                                                                     const QString& backend);
[[nodiscard]] Result<std::vector<Pattern>> parsePatterns(const QByteArray& body, const QString& backend);
[[nodiscard]] Result<QString> parseFormatted(const QByteArray& body, const QString& backend);
[[nodiscard]] Result<BuildInfo> parseBuildInfo(const QByteArray& body, const QString& backend);

} // namespace signalbox::loki
