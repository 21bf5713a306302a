// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/telemetry/tracesummary.h"

#include <QStringView>

#include <optional>
#include <utility>
#include <vector>

namespace signalbox::traces {

/// What of a search's result is looked at.
struct FoundFilter
{
    enum class Quick
    {
        All,
        Failed,
        Slow ///< slower than p99 of the result
    };
    Quick quick = Quick::All;
    QString service; ///< spans of it are in the trace; empty: any
    bool operator==(const FoundFilter&) const = default;
};

/// p99 of the durations, between the two next ones; 0 without any.
[[nodiscard]] Duration slowLimit(const std::vector<TraceSummary>& traces);
[[nodiscard]] bool keeps(const FoundFilter& filter, const TraceSummary& trace, Duration slow);

/// Names of all services in them, sorted.
[[nodiscard]] QStringList servicesIn(const std::vector<TraceSummary>& traces);

using TagPairs = std::vector<std::pair<QString, QString>>;
/// "http.status_code=500 note=\"two words\"". A failure is Invalid and says which word is the trouble.
[[nodiscard]] Result<TagPairs> parseTags(QStringView text);
[[nodiscard]] QString tagText(const QString& key, const QString& value);

/// Those to compare: the odd ones are failed or slower than p90, the normal ones have the same root, do not
/// fail and are faster than the median or thereabouts. At most so many of each.
struct Cohorts
{
    std::vector<TraceId> odd;
    std::vector<TraceId> normal;
    QString root;          ///< "web POST /checkout"
    bool byErrors = false; ///< failed against fine; else slow against fast
};
[[nodiscard]] Cohorts cohortsOf(const std::vector<TraceSummary>& traces, std::size_t mostOdd = 20,
                                std::size_t mostNormal = 40);

} // namespace signalbox::traces
