// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"
#include "models/base/traceid.h"

#include <QMetaType>
#include <QString>

#include <optional>
#include <vector>

namespace signalbox {

/// How many spans of a trace belong to one service.
struct ServiceCount
{
    QString name;
    qint64 spans = 0;
    std::optional<qint64> errors; ///< absent when the backend's summary does not tell
    bool operator==(const ServiceCount&) const = default;
};

/// A row of a trace search: what can be said about a trace without its spans.
struct TraceSummary
{
    TraceId id;
    QString rootService; ///< empty when the trace has no root yet
    QString rootOperation;
    Instant start;
    Duration duration{0};
    qint64 spans = 0;
    qint64 errors = 0;                  ///< spans with an error
    qint64 orphans = 0;                 ///< spans whose parent is not in the trace
    std::vector<ServiceCount> services; ///< most spans first, then by name
    bool operator==(const TraceSummary&) const = default;
};

} // namespace signalbox

Q_DECLARE_METATYPE(signalbox::TraceSummary)
