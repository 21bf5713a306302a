// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/promql/rule.h"
#include "connectors/simulator/promql/samplesource.h"
#include "connectors/simulator/world/chance.h"
#include "models/base/result.h"

#include <optional>
#include <string>
#include <vector>

namespace signalbox::simulator::world {

/// Times of a scenario are milliseconds relative to T, the minute at which the alerts fire.
using StoryTime = std::int64_t;

/// A value over story time: straight lines between the points, flat outside.
struct Curve
{
    struct Point
    {
        StoryTime at = 0;
        double value = 0;
    };
    std::vector<Point> points;

    [[nodiscard]] double at(StoryTime t) const;
};

enum class OperationType
{
    Http,
    Rpc,
    Database, ///< seen from the client's side only
    Internal,
    Consume, ///< of a message queue
};

enum class LogFormat
{
    Plain, ///< the trace id stands in structured metadata
    Json,
    Logfmt,
};

struct Call
{
    std::size_t target = 0; ///< index of an operation
    double chance = 1;
    int least = 1;
    int most = 1;
    int retries = 0;
    bool parallel = false; ///< begins with the call before it
    bool optional = false; ///< its failure does not fail the caller
};

struct Operation
{
    std::size_t service = 0;
    OperationType type = OperationType::Internal;
    std::string name;       ///< "GET /cart", "Inventory/Reserve", "SELECT ledger"
    std::string system;     ///< "postgresql", "redis"
    std::string peer;       ///< the service that a database span calls
    std::string statement;  ///< db.statement
    std::string collection; ///< table or key space, or the topic
    Latency latency;        ///< of its own, without its calls
    double errorChance = 0;
    int errorStatus = 500;
    std::optional<Latency> brokenLatency; ///< in requests that the incident touches
    double brokenErrorChance = 0;
    std::int64_t deadlineNs = 0; ///< 0: waits for ever
    std::vector<Call> calls;
    std::string message;      ///< logged when it ends well; empty: silent
    std::string errorMessage; ///< logged when it fails; empty: silent
    std::string slowMessage;  ///< logged when it took longer than slowNs
    std::int64_t slowNs = 0;
};

/// Lines that no request causes.
struct Chatter
{
    double perMinute = 1; ///< a pod
    std::string level;
    std::string message; ///< {n}, {ms} and {hex} become numbers
    double broken = 0;   ///< more a minute at the height of the incident
    double herring = 0;  ///< more a minute at the height of the red herring
};

/// A metric whose value follows the story: always + traffic·shape + broken·x + herring·y, per pod; of a
/// counter it is the rate.
struct Metric
{
    QString name;
    QString type; ///< counter or gauge
    QString help;
    QString unit;
    std::vector<Label> labels;
    double always = 0;
    double traffic = 0;
    double broken = 0;
    double herring = 0;
    double noise = 0; ///< relative, gauges only
    std::optional<double> most;
    bool whole = false; ///< rounded down to an integer
};

struct Service
{
    std::string name;
    std::string version;
    int pods = 1;
    int port = 8080;
    bool stateful = false; ///< pods are named by number and not replaced
    LogFormat logs = LogFormat::Plain;
    std::vector<Chatter> chatter;
    std::vector<Metric> metrics;
};

struct Deployment
{
    std::size_t service = 0;
    StoryTime at = 0;
    std::string version;
    std::int64_t stagger = 0; ///< ms between two pods
};

/// A container that came back under the same name: its counters begin anew.
struct Restart
{
    std::size_t service = 0;
    int pod = 0;
    StoryTime at = 0;
};

struct Entry
{
    std::size_t operation = 0;
    double share = 0;     ///< of the traffic; 0 for a job
    int everyMinutes = 0; ///< of a job
};

/// A world and what happens in it, as read from a file. Only data.
struct Scenario
{
    QString name;
    QString environment;
    std::vector<std::string> zones;
    StoryTime launch = 0;         ///< where the clock stands when the simulator starts
    std::int64_t history = 0;     ///< ms before T that have data
    std::int64_t fullDetail = 0;  ///< ms before T in which every scrape is kept; before, one a minute
    double requestsPerSecond = 0; ///< at the edge, averaged over a day
    double tracesPerSecond = 0;   ///< of them, kept
    double dailySwing = 0;
    double peakHour = 15; ///< UTC
    Curve broken;         ///< share of requests that the incident touches
    Curve herring;
    std::vector<Service> services;
    std::vector<Operation> operations; ///< callees before or after their callers, never in a circle
    std::vector<Entry> entries;
    std::vector<Deployment> deployments;
    std::vector<Restart> restarts;
    std::vector<Metric> everyPod;
    std::vector<promql::RuleGroup> rules;
};

/// Reads and validates. The error names the key that is wrong.
[[nodiscard]] Result<Scenario> readScenario(const QByteArray& json);
/// The one inside the program.
[[nodiscard]] Result<Scenario> shopScenario();

} // namespace signalbox::simulator::world
