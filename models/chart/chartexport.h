// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart/chartdata.h"

#include <QByteArray>
#include <QString>

namespace signalbox::chart {

/// One row a time: RFC 3339 in UTC, a column a line in base units, and a column for what happened (deploys,
/// alerts, incidents, exemplars). RFC 4180; a cell of text that a spreadsheet would take for a formula is
/// disarmed by an apostrophe. Empty cell: no sample; NaN and infinities as Prometheus writes them.
[[nodiscard]] QByteArray toCsv(const ChartData& data);

/// For a document: all values when they are few, else the lowest, highest and last of each line, then the
/// marks. Values as people read them, times in `zone`.
[[nodiscard]] QString toMarkdown(const ChartData& data, Zone zone);

/// The chart in sentences, for a screen reader and the clipboard.
[[nodiscard]] QString toText(const ChartData& data, Zone zone);

/// "latency-2026-11-21T1411Z.csv": a name that every file system takes.
[[nodiscard]] QString fileName(const ChartData& data, QStringView suffix);

} // namespace signalbox::chart
