// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"
#include "models/telemetry/exemplar.h"
#include "models/telemetry/rule.h"
#include "models/telemetry/series.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <vector>

namespace signalbox::prometheus {

/// What an answer says about itself. A success with warnings may be partial: show them.
struct Notes
{
    QStringList warnings;
    QStringList infos;
    int badEntries = 0;     ///< entries that could not be read and were left out
    QString firstBadEntry;  ///< what was wrong with the first of them, fit to be shown
    bool truncated = false; ///< the server's limit or our cap cut it; a warning says which
    bool operator==(const Notes&) const = default;

    /// Takes over what another part of the same answer said; each text stays once.
    void merge(const Notes& other);
};

enum class ResultType
{
    None, ///< an empty success (204)
    Matrix,
    Vector,
    Scalar,
    String
};

[[nodiscard]] QString toString(ResultType type);

/// The answer to an instant query. A vector has one point a series, a scalar is one series without labels.
struct QueryAnswer
{
    ResultType resultType = ResultType::None;
    std::vector<Series> series;
    QString text; ///< String only
    std::optional<Instant> textAt;
    Notes notes;
    bool operator==(const QueryAnswer&) const = default;
};

/// The answer to a range query: sorted by labels, points within [start, end], each series once.
struct RangeAnswer
{
    ResultType resultType = ResultType::Matrix;
    std::vector<Series> series;
    Instant start; ///< as asked
    Instant end;
    Duration step{0}; ///< as chosen
    Notes notes;
    bool operator==(const RangeAnswer&) const = default;
};

struct ExemplarAnswer
{
    std::vector<ExemplarSeries> series;
    Notes notes;
};

struct ListAnswer
{
    QStringList values;
    Notes notes;
};

struct SeriesAnswer
{
    std::vector<LabelSet> series;
    Notes notes;
};

struct MetricMetadata
{
    QString type;
    QString help;
    QString unit;
    bool operator==(const MetricMetadata&) const = default;
};

struct MetadataAnswer
{
    /// By metric name. Targets may contradict each other: several entries for one name.
    QHash<QString, std::vector<MetricMetadata>> metrics;
    Notes notes;
};

struct RulesAnswer
{
    std::vector<RuleGroup> groups;
    Notes notes;
};

struct AlertsAnswer
{
    std::vector<Alert> alerts;
    Notes notes;
};

/// All may be empty: a server built without version fields says so by saying nothing.
struct BuildInfo
{
    QString version;
    QString revision;
    QString branch;
    QString buildDate;
    QString goVersion;
    bool operator==(const BuildInfo&) const = default;
};

/// Who answers, for the doctor. `query` says what kind of result the expression "1" had.
struct ServerInfo
{
    enum class Flavour
    {
        Prometheus,
        VictoriaMetrics, ///< its version is not its own: do not derive features from it
        Unknown
    };
    Flavour flavour = Flavour::Unknown;
    std::optional<BuildInfo> build; ///< none: the path is hidden, which does not mean "down"
};

} // namespace signalbox::prometheus
