// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"

#include <QObject>

#include <optional>

namespace signalbox::widgets {

/// The one moment that the crosshairs of several charts show. Must outlive none of them: charts keep a
/// guarded pointer. Locked, it stays where it is until it is unlocked.
class CrosshairGroup : public QObject
{
    Q_OBJECT

public:
    explicit CrosshairGroup(QObject* parent = nullptr)
        : QObject(parent)
    {
    }

    [[nodiscard]] std::optional<Instant> at() const { return m_at; }
    [[nodiscard]] bool isLocked() const { return m_locked; }

    /// Ignored while locked: for the mouse.
    void follow(std::optional<Instant> at);
    /// Moves even when locked: for keys and clicks.
    void moveTo(Instant at);
    void setLocked(bool locked);

Q_SIGNALS:
    void changed();

private:
    std::optional<Instant> m_at;
    bool m_locked = false;
};

} // namespace signalbox::widgets
