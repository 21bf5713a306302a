// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <span>

namespace signalbox::promql {

/// What Prometheus computes by name, from 2.42 to 3.x.
struct FunctionInfo
{
    QStringView name;
    QStringView signature;   ///< of the arguments: "v range-vector", without the name
    QStringView description; ///< one line
    bool isAggregation = false;
    bool isExperimental = false; ///< the server must have been started with the feature
    QStringView since;           ///< the first version, where that is later than 2.42
};

/// Functions and aggregations in the order of their names.
[[nodiscard]] std::span<const FunctionInfo> functions();
/// Null when there is none.
[[nodiscard]] const FunctionInfo* findFunction(QStringView name);
[[nodiscard]] bool isAggregation(QStringView name);

struct KeywordInfo
{
    QStringView name;
    QStringView description;
};

[[nodiscard]] std::span<const KeywordInfo> keywords();
/// Null when there is none. In any case, as the server reads them.
[[nodiscard]] const KeywordInfo* findKeyword(QStringView name);
/// by, without, on, ignoring, group_left, group_right: labels follow in parentheses.
[[nodiscard]] bool takesLabels(QStringView keyword);

} // namespace signalbox::promql
