// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/exemplar.h"

namespace signalbox {

const QStringList& usualTraceLabels()
{
    static const QStringList names{QStringLiteral("trace_id"), QStringLiteral("traceID"),
                                   QStringLiteral("TraceID"), QStringLiteral("traceId"),
                                   QStringLiteral("trace.id")};
    return names;
}

TraceId traceIdOf(const Exemplar& exemplar, const QStringList& names)
{
    for (const QString& name : names) {
        if (const auto id = TraceId::fromHex(QStringView(exemplar.labels.value(name))))
            return *id;
    }
    return {};
}

} // namespace signalbox
