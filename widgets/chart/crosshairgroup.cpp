// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/crosshairgroup.h"

namespace signalbox::widgets {

void CrosshairGroup::follow(std::optional<Instant> at)
{
    if (m_locked || m_at == at)
        return;
    m_at = at;
    Q_EMIT changed();
}

void CrosshairGroup::moveTo(Instant at)
{
    if (m_at == at)
        return;
    m_at = at;
    Q_EMIT changed();
}

void CrosshairGroup::setLocked(bool locked)
{
    if (m_locked == locked || (locked && !m_at))
        return;
    m_locked = locked;
    Q_EMIT changed();
}

} // namespace signalbox::widgets
