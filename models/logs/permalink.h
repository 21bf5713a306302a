// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/base/timerange.h"
#include "models/telemetry/logbatch.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace signalbox::logs {

/// What tells one line from all others, today and after another download: its time, and a hash over labels
/// and text. Two equal lines of one nanosecond share it.
struct LineKey
{
    Instant at;
    std::uint64_t hash = 0;
    bool operator==(const LineKey&) const = default;
};

[[nodiscard]] LineKey keyOf(const LogBatch& batch, std::size_t row);

/// A link to a line: opens the Logs pane with that query and range, at that line.
struct Permalink
{
    QString profile;
    QString query;
    Interval range;
    LineKey line;
    bool operator==(const Permalink&) const = default;

    [[nodiscard]] QString toString() const;
    /// Invalid with what is wrong; anything may have been pasted.
    [[nodiscard]] static Result<Permalink> parse(const QString& text);
};

[[nodiscard]] bool looksLikePermalink(QStringView text);

/// A line that somebody marked, with enough of it to be listed when it is not loaded.
struct Star
{
    LineKey line;
    QString service;
    QString message;
    bool operator==(const Star&) const = default;
};

/// The starred lines of a profile in the order of their times.
class Stars
{
public:
    [[nodiscard]] const std::vector<Star>& all() const { return m_all; }
    [[nodiscard]] bool contains(const LineKey& line) const;
    /// Is there any at that time? Much quicker than making a key.
    [[nodiscard]] bool mayContain(Instant at) const;
    /// Stars the line or takes its star away; false when there are as many as can be kept.
    bool toggle(const Star& star);

    [[nodiscard]] QByteArray toJson() const;
    /// What is no star in it is left out.
    [[nodiscard]] static Stars fromJson(const QByteArray& json);

    static constexpr std::size_t most = 1'000;
    bool operator==(const Stars&) const = default;

private:
    std::vector<Star> m_all;
};

} // namespace signalbox::logs
