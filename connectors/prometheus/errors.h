// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/error.h"

#include <QByteArray>

#include <optional>

namespace signalbox::prometheus {

/// Where the server's parser stopped: both count from 1, the column in bytes of UTF-8.
struct QueryPosition
{
    int line = 0;
    int column = 0;
    bool operator==(const QueryPosition&) const = default;
};

/// The place that a parse error names ("1:34: parse error: ..."), so that an editor can mark it. Only the
/// position is read; the text is the server's own and is shown as it is.
[[nodiscard]] std::optional<QueryPosition> positionIn(const Error& error);

/// The answer is no answer: `problem` completes "<backend> answered with ...".
[[nodiscard]] Error unreadable(const QString& backend, const QByteArray& body, const QString& problem);

/// The server's {"status":"error"} as a sentence with the way out. `errorType` may be the HTTP code as text.
[[nodiscard]] Error refused(const QString& backend, const QString& errorType, const QString& text,
                            int httpStatus);

/// What the HTTP layer reports, put in the server's own words when its answer was the JSON of an error.
/// Any other error is returned as it is.
[[nodiscard]] Error inServersWords(Error error, const QString& backend);

} // namespace signalbox::prometheus
