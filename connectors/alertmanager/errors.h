// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/error.h"

#include <QByteArray>

namespace signalbox::alertmanager {

/// The answer is no answer: `problem` completes "<backend> answered with ...".
[[nodiscard]] Error unreadable(const QString& backend, const QByteArray& body, const QString& problem);

/// What the HTTP layer reports, in the server's own words when it has any: handlers answer with a bare JSON
/// string, the validation with {"code","message"}. Any other error is returned as it is.
[[nodiscard]] Error inServersWords(Error error, const QString& backend);

} // namespace signalbox::alertmanager
