// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QString>

#include <chrono>
#include <map>
#include <optional>

namespace signalbox::simulator {

/// What a simulated backend does wrong, as a value. Written and read as "latency=800ms,jitter=200ms",
/// "500", "429,retry-after=7s", "hang", "clock=-90s"; an empty text or "none" is health.
struct Faults
{
    /// How the answer travels.
    enum class Wire
    {
        Normal,
        Hang,  ///< the request is read and never answered
        Drip,  ///< one byte a second
        Reset, ///< the connection is torn down in the middle of the body
    };
    /// What the answer holds.
    enum class Body
    {
        Whole,
        CutOff,    ///< well-formed HTTP around half of the JSON
        Garbage,   ///< bytes that are neither text nor JSON
        LoginPage, ///< 200 with the HTML of a login page
        Empty,     ///< 200 without a body
    };

    std::chrono::milliseconds latency{0};
    std::chrono::milliseconds jitter{0}; ///< up to this much more, at random
    Wire wire = Wire::Normal;
    Body body = Body::Whole;
    int status = 0; ///< 500, 503 or 429 instead of an answer; 0: answer
    std::optional<std::chrono::seconds> retryAfter;
    std::chrono::seconds clockOffset{0}; ///< of the Date header
    double chance = 1;                   ///< of one request to suffer; the others are healthy

    bool operator==(const Faults&) const = default;
    [[nodiscard]] bool isHealthy() const { return *this == Faults{}; }
    /// The text that parseFaults() reads back as the same value; "none" for health.
    [[nodiscard]] QString toString() const;
};

[[nodiscard]] Result<Faults> parseFaults(QStringView text);

/// "loki:latency=800ms" as the command line writes it.
struct BackendFaults
{
    QString backend;
    Faults faults;
    bool operator==(const BackendFaults&) const = default;
};
[[nodiscard]] Result<BackendFaults> parseBackendFaults(QStringView text);

/// The faults of all backends by name. Servers look here at each request, so a change takes effect at
/// once. Lives in the simulator's thread.
class FaultBoard
{
public:
    void set(const QString& backend, const Faults& faults);
    [[nodiscard]] Faults of(const QString& backend) const;
    [[nodiscard]] const std::map<QString, Faults>& all() const { return m_faults; }
    /// Makes a backend known, so that it is listed while healthy and its name is accepted.
    void announce(const QString& backend);
    [[nodiscard]] bool knows(const QString& backend) const { return m_faults.contains(backend); }

private:
    std::map<QString, Faults> m_faults;
};

} // namespace signalbox::simulator
