// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/logs/logstore.h"

#include <QString>

#include <atomic>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace signalbox::logs {

/// Where a field of a line stands; it decides how a query filters by it.
enum class FieldPlace : std::uint8_t
{
    Label,    ///< of the stream
    Metadata, ///< sent along with the line
    Parsed,   ///< taken out of the line by the query's parser
    Line      ///< in the line itself: JSON or logfmt
};

struct FieldName
{
    QString name; ///< as Loki's parsers write it: "pool_name" for {"pool":{"name":..}}
    FieldPlace place = FieldPlace::Line;
    bool operator==(const FieldName&) const = default;
};

struct ValueCount
{
    QString value;
    std::int64_t count = 0;
    bool operator==(const ValueCount&) const = default;
};

struct FieldCount
{
    FieldName field;
    std::int64_t lines = 0;         ///< that have the field
    std::vector<ValueCount> values; ///< most frequent first
    std::int64_t others = 0;        ///< lines whose value is not listed
    bool hasManyValues = false;     ///< more than are counted: an id, most likely
    bool operator==(const FieldCount&) const = default;
};

struct FieldCounts
{
    std::int64_t lines = 0;         ///< looked at
    std::vector<FieldCount> fields; ///< those that tell most first: few values, in many lines
    bool isCut = false;             ///< there are more fields than are listed
    bool operator==(const FieldCounts&) const = default;
};

/// Counts the values of every field over what is loaded.
[[nodiscard]] FieldCounts countFields(const Pieces& pieces, const std::atomic<bool>& cancelled);

/// The value of one field of a line; nullopt when the line has none of that name.
[[nodiscard]] std::optional<QString> fieldValue(const LogBatch& batch, std::size_t row,
                                                const FieldName& field);

/// A name as Loki flattens and cleans it: what is no letter, digit or _ becomes _.
[[nodiscard]] QString lokiFieldName(std::string_view name);

} // namespace signalbox::logs
