// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

// What a Loki tells about what it holds, apart from the lines and numbers themselves.
namespace signalbox::loki {

struct IndexStats
{
    std::int64_t streams = 0;
    std::int64_t chunks = 0;
    std::int64_t entries = 0;
    std::int64_t bytes = 0;
    bool operator==(const IndexStats&) const = default;
};

struct DetectedField
{
    QString label;
    QString type; ///< string, int, float, boolean, duration, bytes
    std::int64_t cardinality = 0;
    QStringList parsers; ///< empty: from structured metadata
    QStringList jsonPath;
    bool operator==(const DetectedField&) const = default;
};

struct DetectedLabel
{
    QString label;
    std::int64_t cardinality = 0;
    bool operator==(const DetectedLabel&) const = default;
};

struct PatternSample
{
    Instant at;
    std::int64_t count = 0;
    bool operator==(const PatternSample&) const = default;
};

struct Pattern
{
    QString pattern; ///< with <_> where lines differ
    QString level;   ///< as the server guessed it
    std::vector<PatternSample> samples;
    bool operator==(const Pattern&) const = default;
};

struct BuildInfo
{
    QString version; ///< may be empty: builds without it exist
    QString revision;
    QString branch;
    bool operator==(const BuildInfo&) const = default;
};

} // namespace signalbox::loki
