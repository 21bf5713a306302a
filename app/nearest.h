// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace signalbox::app {

/// The candidate that a mistyped word most likely meant, or nothing when none is near.
[[nodiscard]] QString nearest(const QString& word, const QStringList& candidates);

} // namespace signalbox::app
