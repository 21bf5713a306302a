// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"
#include "models/base/traceid.h"
#include "models/telemetry/labelset.h"

#include <QStringList>

#include <vector>

namespace signalbox {

/// One observation that was kept whole, with the way to its trace in a label.
struct Exemplar
{
    LabelSet labels;
    double value = 0;
    Instant at;
    bool operator==(const Exemplar&) const = default;
};

/// The exemplars of one series, in the order of time.
struct ExemplarSeries
{
    LabelSet labels;
    std::vector<Exemplar> exemplars;
    bool operator==(const ExemplarSeries&) const = default;
};

/// trace_id, traceID, TraceID, traceId, trace.id: what exporters are known to write.
[[nodiscard]] const QStringList& usualTraceLabels();

/// The id in the first of `names` that the exemplar has and that holds one; null when there is none.
[[nodiscard]] TraceId traceIdOf(const Exemplar& exemplar, const QStringList& names = usualTraceLabels());

} // namespace signalbox
