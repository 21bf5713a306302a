// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/health/lamp.h"

#include <QObject>
#include <QTimer>

#include <vector>

namespace signalbox::http {
class HttpClient;
}

namespace signalbox::app {

class Backends;

/// What the HTTP layer observed of a backend, as a lamp.
[[nodiscard]] health::Lamp lampOf(const http::HttpClient& client);

/// Keeps the lamps true: hears of every attempt, counts the seconds of an open breaker, and asks each
/// backend something small now and then, so that one that nobody uses is not taken for well.
class Lamps : public QObject
{
    Q_OBJECT

public:
    explicit Lamps(Backends* backends, QObject* parent = nullptr);

    [[nodiscard]] const std::vector<health::Lamp>& lamps() const { return m_lamps; }
    /// Asks every backend for a sign of life.
    void probe();
    /// Forgets the breaker of that backend and asks at once.
    void retry(const QString& backend);

Q_SIGNALS:
    void changed(const std::vector<signalbox::health::Lamp>& lamps);

private:
    void refresh();
    void probe(std::size_t index);

    Backends* m_backends;
    std::vector<health::Lamp> m_lamps;
    QTimer m_tick;
};

} // namespace signalbox::app
