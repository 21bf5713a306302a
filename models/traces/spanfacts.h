// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/traces/timeline.h"

#include <QString>

#include <optional>
#include <vector>

namespace signalbox::traces {

enum class Tone : std::uint8_t
{
    Quiet,
    Good,
    Warn,
    Bad
};

/// A word in a frame: "504", "sql", "grpc 14".
struct Pill
{
    QString text;
    Tone tone = Tone::Quiet;
    bool operator==(const Pill&) const = default;
};
/// Of the tags that say how a call went, or what was called; of several the one that says more.
[[nodiscard]] std::optional<Pill> pillOf(const Trace& trace, const Span& span);

/// A name and a value that can be copied, searched for and filtered by.
struct Fact
{
    QString key;
    QString value;
    Tone tone = Tone::Quiet;
    bool isCut = false; ///< the value is longer; valueOf() in the trace has it whole
    bool operator==(const Fact&) const = default;
};

enum class FactGroup : std::uint8_t
{
    Error,
    Http,
    Database,
    Rpc,
    Messaging,
    Other,
    Peer,
    Service, ///< who ran it: service.*, k8s.*, host.*...
    Process, ///< how: process.*, telemetry.*, otel.*
    Count
};
[[nodiscard]] QString titleOf(FactGroup group);
[[nodiscard]] FactGroup groupOf(QStringView key);

struct FactList
{
    FactGroup group = FactGroup::Other;
    std::vector<Fact> facts;
    bool operator==(const FactList&) const = default;
};

/// Tags of the span and its process, grouped; groups without any are left out. At most 2,000 each, values
/// cut at 4,000 characters; `left`, if given, gets how many were left out.
[[nodiscard]] std::vector<FactList> factsOf(const Trace& trace, const Span& span,
                                            std::size_t* left = nullptr);

/// What is odd about a span, as sentences.
[[nodiscard]] QStringList oddities(const Trace& trace, const Span& span);

} // namespace signalbox::traces
