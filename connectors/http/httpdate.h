// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"

#include <QByteArray>

#include <optional>

namespace signalbox::http {

/// "Sun, 06 Nov 1994 08:49:37 GMT", the form that every living server sends; nullopt for anything else.
[[nodiscard]] std::optional<Instant> parsedHttpDate(const QByteArray& value);

/// A Retry-After header: seconds, or a date that is compared with the server's own Date where there is one,
/// since the two clocks may differ. Never negative; absurd values saturate at a day.
[[nodiscard]] std::optional<Duration> parsedRetryAfter(const QByteArray& value, Instant serverNow);

} // namespace signalbox::http
