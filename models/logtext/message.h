// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/logtext/display.h"

#include <QString>

#include <string_view>

namespace signalbox::logtext {

/// The part of a line that was written for people: msg, message, event ... of JSON or logfmt; else the line
/// without the time and the level word at its beginning. A slice of the line, with its JSON escapes.
[[nodiscard]] std::string_view humanPart(std::string_view line);

/// A line as the table shows it.
struct Message
{
    Shown human;   ///< unescaped and safe to paint
    QString quiet; ///< "order=884213 attempt=2 trace=7d2f…c41e": key fields, the telling ones first
    bool operator==(const Message&) const = default;
};

/// `most` bounds the human part. Reads a bounded prefix of the line.
[[nodiscard]] Message messageOf(std::string_view line, qsizetype most);

/// The text of a JSON string between its quotes with the escapes undone; a broken escape stays as it is.
[[nodiscard]] QByteArray unescapedJson(std::string_view text);

} // namespace signalbox::logtext
