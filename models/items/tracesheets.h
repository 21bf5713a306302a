// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/sheetmodel.h"
#include "models/traces/cohort.h"
#include "models/traces/comparison.h"
#include "models/traces/statistics.h"

namespace signalbox::items {

// Rows of the tables around a trace, made ready on a worker. The key of a row is the position of a span where
// there is one that the row leads to.

[[nodiscard]] std::vector<SheetRow> statisticsRows(const std::vector<traces::Group>& groups,
                                                   traces::GroupBy by);
/// In order of time; at most so many.
[[nodiscard]] std::vector<SheetRow> eventRows(const traces::Reading& reading, std::size_t atMost = 5000);
[[nodiscard]] std::vector<SheetRow> differenceRows(const std::vector<traces::DiffNode>& nodes);
[[nodiscard]] std::vector<SheetRow> traitRows(const traces::CohortReport& report);

} // namespace signalbox::items
