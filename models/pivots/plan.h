// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/base/traceid.h"
#include "models/logql/question.h"
#include "models/mapping/mapping.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace signalbox::pivots {

/// Lines. The services are ours; who asks translates them, by the mapping.
struct LogStep
{
    logql::Question question;
    bool operator==(const LogStep&) const = default;
};

/// A search for traces. The service is ours, too.
struct SearchStep
{
    QString service; ///< empty: any, where the backend can
    QString operation;
    std::vector<std::pair<QString, QString>> tags;
    std::optional<Duration> minDuration;
    bool errorsOnly = false;
    bool operator==(const SearchStep&) const = default;
};

/// One trace that is known by its id.
struct TraceStep
{
    TraceId trace;
    std::optional<SpanId> span;
    bool isSlowWanted = false; ///< not the span itself: what it waited for longest
    bool operator==(const TraceStep&) const = default;
};

/// The golden signals: of one service its page, of several or none the overview.
struct SignalStep
{
    QStringList services;
    bool operator==(const SignalStep&) const = default;
};

using Step = std::variant<LogStep, SearchStep, TraceStep, SignalStep>;

/// One attempt.
struct Rung
{
    Step step;
    Interval range; ///< its end is after its start
    QString where;  ///< "in the streams of checkout within 2 s"
    /// Attempts of one group are places for the same thing, as near as each other: all of them are tried, and
    /// the one that finds most is it. 0: alone.
    int group = 0;
    bool operator==(const Rung&) const = default;
};

enum class Target
{
    Logs,
    Traces,
    Signals
};

/// What a pivot will try, the nearest first. Data: nothing here asks anybody.
struct Plan
{
    Target target = Target::Logs;
    QString how;   ///< for the Trail: "logs of the errors of checkout"
    QString thing; ///< what is looked for: "line with this trace id"
    std::vector<Rung> rungs;
    QString problem; ///< why there is nothing to try
    bool operator==(const Plan&) const = default;
    [[nodiscard]] bool isEmpty() const { return rungs.empty(); }
};

/// "No line with this trace id in the streams of checkout within 2 s. Found 14 in the streams of payments
/// within 5 min." Empty when the first attempt found something. `found` below 0: how many is not known.
[[nodiscard]] QString sentence(const Plan& plan, std::size_t rung, qint64 found);
/// When no attempt found anything: where was looked.
[[nodiscard]] QString vainSentence(const Plan& plan);

/// What a plan is made from besides the selection.
struct Ground
{
    const mapping::Mapping* mapping = nullptr;
    Instant now;
    bool anyServiceInTraces = false; ///< the backend can search without one
};

/// A stretch of a metric, or a point of it.
struct MetricPick
{
    enum class Fault
    {
        None,
        Errors,
        Latency
    };
    QStringList services;
    Fault fault = Fault::None;
    QString chart; ///< "Errors", for people
    QString operation;
    std::vector<Matcher> labels; ///< pod="x" and the like, as the metrics call them
    Interval range;
    Duration step{0};
    std::optional<Duration> latency; ///< how slow it was there
    /// Exemplars near it, with their values in the chart's unit, and the value that was pointed at.
    struct Exemplar
    {
        Instant at;
        double value = 0;
        TraceId trace;
        bool operator==(const Exemplar&) const = default;
    };
    std::vector<Exemplar> exemplars;
    std::optional<double> value;
};
[[nodiscard]] Plan logsOf(const MetricPick& pick, const Ground& ground);
[[nodiscard]] Plan tracesOf(const MetricPick& pick, const Ground& ground);
/// The same labels elsewhere: all services at that time, worst first.
[[nodiscard]] Plan signalsOf(const MetricPick& pick, const Ground& ground);

/// A line of a log, or a shape of lines.
struct LinePick
{
    QString service;
    Instant at;
    bool isError = false;
    std::optional<TraceId> trace;
    std::optional<SpanId> span;
    QString request; ///< the id of a request, as written
    QString shape;   ///< a regular expression that finds lines like it
};
[[nodiscard]] Plan traceOf(const LinePick& pick, const Ground& ground);
[[nodiscard]] Plan logsOfTrace(const LinePick& pick, const Ground& ground);
[[nodiscard]] Plan logsOfRequest(const LinePick& pick, const Ground& ground);
/// How often lines like it come, over a wider time.
[[nodiscard]] Plan rateOf(const LinePick& pick, const Ground& ground);
[[nodiscard]] Plan signalsOf(const LinePick& pick, const Ground& ground);

/// A span, or a whole trace: then without service and operation.
struct SpanPick
{
    TraceId trace;
    Interval range; ///< of the span
    Interval whole; ///< of the trace
    QString service;
    QString operation;
    bool isFailed = false;
    QStringList others; ///< the other services of the trace
    /// Where the lines of the service carry the id, if that is known: a field of the metadata, or the text.
    struct IdPlace
    {
        QString field; ///< empty: in the line
        QString text;
    };
    std::optional<IdPlace> idPlace;
};
[[nodiscard]] Plan logsOf(const SpanPick& pick, const Ground& ground);
/// Lines of its service with that text in them.
[[nodiscard]] Plan logsWith(const SpanPick& pick, const QString& text, const Ground& ground);
[[nodiscard]] Plan signalsOf(const SpanPick& pick, const Ground& ground);
[[nodiscard]] Plan tracesLike(const SpanPick& pick, const Ground& ground);
[[nodiscard]] Plan linked(const TraceId& trace, const SpanId& span, const Interval& around);

/// An alert: all three stores at its time.
struct AlertPick
{
    LabelSet labels;
    Instant since;
    std::optional<Instant> until;
};
[[nodiscard]] Plan pivotOf(const AlertPick& pick, Target target, const Ground& ground);

/// A deploy: before and after.
struct DeployPick
{
    QString service;
    QString version;
    Instant at;
};
[[nodiscard]] Plan pivotOf(const DeployPick& pick, Target target, const Ground& ground);

/// The plan without what must never be asked: an attempt whose end is not after its start is widened, one
/// that selects nothing is dropped, one that repeats an earlier one too.
[[nodiscard]] Plan sound(Plan plan);

} // namespace signalbox::pivots
