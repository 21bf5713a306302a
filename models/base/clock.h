// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"

#include <functional>

namespace signalbox {

/// Where code asks what time it is. Two faces: the wall clock, which may jump, and a steady one for
/// deadlines and back-off. Must not be read by pure functions: they take an Instant.
class Clock
{
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
    [[nodiscard]] virtual Duration steady() const = 0;
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override;
    [[nodiscard]] Duration steady() const override;
};

/// A clock that tests advance by hand.
class ManualClock final : public Clock
{
public:
    explicit ManualClock(Instant start = Instant::fromSeconds(1'700'000'000))
        : m_now(start)
    {
    }
    [[nodiscard]] Instant now() const override { return m_now; }
    [[nodiscard]] Duration steady() const override { return m_steady; }
    void advance(Duration by)
    {
        m_now = m_now + by;
        m_steady += by;
    }

private:
    Instant m_now;
    Duration m_steady{0};
};

/// A number in [0, 1). Injected wherever chance decides, so that a test can decide instead.
using Random = std::function<double()>;
[[nodiscard]] Random systemRandom();

} // namespace signalbox
