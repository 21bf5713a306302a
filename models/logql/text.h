// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/telemetry/matcher.h"

#include <QString>

#include <optional>
#include <vector>

// Text of LogQL. Everything that comes from a person is quoted or refused here.
namespace signalbox::logql {

/// `{a="x",b!~"y"}`. Invalid when a label name is none, when a regular expression does not compile (the
/// server would answer with an empty success), or when every matcher would also match a stream without the
/// label: that would read everything and is refused by the server.
[[nodiscard]] Result<QString> selector(const std::vector<Matcher>& matchers);

enum class LineMatch
{
    Contains,
    ContainsNot,
    Regex, ///< RE2, not anchored
    RegexNot
};

/// ` |= "text"`, to be put behind a selector. The text is quoted here; a broken regular expression is
/// Invalid.
[[nodiscard]] Result<QString> lineFilter(LineMatch match, const QString& text);
/// ` |~ "(?i)text"` with everything in the text taken literally.
[[nodiscard]] QString lineFilterIgnoringCase(const QString& text);
/// Why a regular expression cannot be sent; nothing when it can.
[[nodiscard]] std::optional<Error> regexError(const QString& pattern);

} // namespace signalbox::logql
