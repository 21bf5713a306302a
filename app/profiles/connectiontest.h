// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/profile/profile.h"
#include "widgets/profiles/profileentry.h"

#include <QObject>

#include <chrono>
#include <memory>
#include <vector>

namespace signalbox::cli {
class BackendCheck;
}

namespace signalbox::app {

class Backends;

/// Asks all backends of a profile, as it stands on the screen, what the doctor asks; with clients of its own
/// that go when it ends. Must only read.
class ConnectionTest : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds patience{10'000};

    explicit ConnectionTest(const profile::Profile& profile, QObject* parent = nullptr);
    /// Ends what is under way; its sockets are closed.
    ~ConnectionTest() override;

    /// Each of them still running.
    [[nodiscard]] std::vector<widgets::ConnectionResult> backends() const;
    void start();

Q_SIGNALS:
    void answered(const signalbox::widgets::ConnectionResult& result);
    void finished();

private:
    void take(const cli::BackendCheck* check);

    std::unique_ptr<Backends> m_backends;
    std::vector<std::unique_ptr<cli::BackendCheck>> m_checks;
    std::size_t m_done = 0;
};

} // namespace signalbox::app
