// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/matcher.h"
#include "models/telemetry/silence.h"

#include <QByteArray>
#include <QString>

namespace signalbox::alertmanager {

/// One `filter` parameter: job="api". The value is always quoted; names that are no plain ones are too.
[[nodiscard]] QString filterText(const Matcher& matcher);

/// The body of POST /silences. `isEqual` is always said: a client that leaves it out makes silences that
/// hide the opposite of what was meant.
[[nodiscard]] QByteArray silenceBody(const Silence& silence);

/// Whether a server of that version knows negative matchers (0.22 and later). A version that is no number
/// is taken for a new one: compatible servers write their own, and what they stored is compared anyway.
[[nodiscard]] bool knowsNegativeMatchers(const QString& version);

} // namespace signalbox::alertmanager
