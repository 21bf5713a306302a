// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/logs/fieldcounts.h"
#include "models/logs/logstore.h"
#include "models/logtext/display.h"
#include "models/telemetry/level.h"
#include "models/telemetry/servicelabel.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace signalbox::items {

/// A line as the table shows it, made ready: safe to paint, bounded, no parsing left to do.
struct LogRow
{
    Instant at;
    QString time;
    Level level = Level::Unknown;
    QString levelWord;
    QString service;
    QString message;                        ///< the human part, or the whole line when raw lines are shown
    QString quiet;                          ///< the key fields behind it
    std::vector<logtext::AnsiSpan> colours; ///< of the message
    QStringList fields;                     ///< of the columns that a person added
    bool starred = false;
    std::optional<logs::Break> gap; ///< set: no line but a break, and only this and `at` hold
};

/// What the rows are made for.
struct LogLook
{
    Zone zone = Zone::Utc;
    bool raw = false;     ///< lines as they came instead of their human part
    bool colours = true;  ///< terminal colours are shown; else they are taken out
    bool wrapped = false; ///< more of a line is made ready
    std::vector<logs::FieldName> columns;
    QString serviceLabel; ///< of the streams; empty: one of the usual ones
    bool operator==(const LogLook&) const = default;
};

[[nodiscard]] LogRow prepared(const LogBatch& batch, std::size_t index, const LogLook& look);

} // namespace signalbox::items
