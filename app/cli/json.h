// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"
#include "models/telemetry/labelset.h"

#include <nlohmann/json.hpp>

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <string_view>

namespace signalbox::cli {

// The forms that all of our JSON shares. Keys keep the sequence in which they are set.
using Json = nlohmann::ordered_json;

[[nodiscard]] Json toJson(const QString& text);
[[nodiscard]] Json toJson(const QStringList& list);
[[nodiscard]] Json toJson(const LabelSet& labels);
/// Integer nanoseconds in a string: a number would lose digits in most readers.
[[nodiscard]] Json toJson(Instant t);
[[nodiscard]] Json toJson(Duration d);
/// A number, or "NaN", "+Inf", "-Inf", for which JSON has no number.
[[nodiscard]] Json numberJson(double value);
/// UTF-8 from outside; what is none is replaced.
[[nodiscard]] Json textJson(std::string_view utf8);

template <typename T>
[[nodiscard]] Json orNull(const std::optional<T>& value)
{
    return value ? toJson(*value) : Json(nullptr);
}
[[nodiscard]] Json orNull(const QString& text);

/// In one line, without a newline. Control characters are escaped, and so are the ones that reorder or hide
/// text, since JSON is looked at in terminals as well.
[[nodiscard]] QByteArray dumped(const Json& json);

} // namespace signalbox::cli
