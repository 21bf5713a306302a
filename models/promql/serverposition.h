// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace signalbox::promql {

/// What the server's parser disliked, as a place in the text that was sent.
struct ServerMistake
{
    qsizetype start = 0;
    qsizetype length = 0; ///< at least 1, unless the text is empty
    QString sentence;     ///< without the position: "unclosed left parenthesis"
    bool operator==(const ServerMistake&) const = default;
};

/// Reads "1:34: parse error: ..." out of a server's message, whatever stands before it. Prometheus counts
/// lines and columns from 1, and columns in bytes of UTF-8; an end of the text is shown at its last
/// character. None when the message names no place.
[[nodiscard]] std::optional<ServerMistake> mistakeIn(QStringView message, QStringView text);

} // namespace signalbox::promql
