// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart/chartdata.h"
#include "models/golden/queries.h"
#include "models/golden/ranking.h"
#include "models/items/alertmodel.h"

#include <QList>
#include <QString>

#include <array>
#include <memory>

namespace signalbox::items {

/// One signal of one service, ready to be painted.
struct SignalCell
{
    static constexpr int columns = 104; ///< pixels of a sparkline at 100 %

    golden::State state = golden::State::Missing;
    QString text;          ///< "5.31 s"; "–" when there is none
    QString change;        ///< "14 × base", "no data 4 min", "not measured"
    QString why;           ///< of a missing one, for the tooltip
    QList<double> line;    ///< a value a column, NaN in a gap; empty when there is nothing
    QList<double> bandLow; ///< as many, or none
    QList<double> bandHigh;
    double low = 0; ///< of the picture
    double high = 1;
    int silentFrom = columns; ///< from this column on there were no samples
    bool operator==(const SignalCell&) const = default;
};

struct OverviewRow
{
    QString service;
    golden::State state = golden::State::Unknown;
    double score = 0;
    QString reason;
    std::array<SignalCell, 4> cells;
    int firing = 0;
    AlertGravity gravity = AlertGravity::Quiet;
    bool operator==(const OverviewRow&) const = default;
};

/// What the rows are made from: answers as they came, shared.
struct OverviewInput
{
    using SeriesPtr = std::shared_ptr<const std::vector<Series>>;
    struct Answer
    {
        golden::OverviewQuery query;
        SeriesPtr series; ///< null: no answer yet, or none at all
        bool failed = false;
        std::vector<SeriesPtr> days; ///< yesterday first; null where not known
        bool operator==(const Answer&) const = default;
    };

    golden::ServiceView view;
    Interval range;
    Duration step{0};
    Duration baselineStep{0};
    Instant now;
    std::vector<Answer> answers;
    std::vector<ListedAlert> alerts;
};

/// A row for each service, in no order. Pure; runs on the pool.
[[nodiscard]] std::vector<OverviewRow> overviewRows(const OverviewInput& input);

} // namespace signalbox::items
