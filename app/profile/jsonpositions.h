// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/error.h"

#include <QByteArray>

#include <map>
#include <optional>
#include <string>

namespace signalbox::app {

/// Where things stand in a JSON text, so that a complaint can name a line. Paths read as people write them:
/// "backends[1].auth.token"; the root is "".
struct JsonPositions
{
    std::map<std::string, int> lines; ///< 1-based: of the key, or of the value in a list

    /// Of the path or, when it does not exist, of the nearest thing around it.
    [[nodiscard]] int lineOf(std::string path) const;
};

/// What is wrong with a text that is not the JSON we read. `expected` never repeats the text: a secret may
/// stand in it.
struct JsonFault
{
    int line = 0;
    int column = 0;   ///< in bytes, 1-based
    std::string path; ///< of the last thing that was understood
    QString expected;
};

/// Scans the text once. A fault is: not JSON, a key that is there twice, or nesting deeper than any profile.
[[nodiscard]] std::optional<JsonFault> scanJson(const QByteArray& text, JsonPositions& positions);

} // namespace signalbox::app
