// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/labelset.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <string_view>

namespace signalbox {

/// How grave a log line is, as its sender said. Ordered.
enum class Level : std::uint8_t
{
    Unknown,
    Trace,
    Debug,
    Info,
    Warn,
    Error,
    Fatal
};

/// "unknown", "trace", "debug", "info", "warn", "error", "fatal".
[[nodiscard]] QString toString(Level level);

/// A level as loggers write it, in any case: words ("warning", "err", "crit", "notice", "dbug", "panic",
/// "SEVERE"...), one letter (T V D I W E F C), or a number. Numbers mean different things to different
/// loggers; the rule is: one digit 0 to 7 is a syslog severity, 10, 20 ... 60 are those of pino and bunyan
/// (30 is info), for they write `level` as a number, while Python's logging writes a word there.
/// nullopt for everything else.
[[nodiscard]] std::optional<Level> levelOfWord(std::string_view word);
[[nodiscard]] std::optional<Level> levelOfWord(QStringView word);

/// 10, 20 ... 50 of Python's `levelno` (20 is info).
[[nodiscard]] std::optional<Level> levelOfPythonNumber(int number);

/// 1 to 24 of OTLP; 0 (not set) and all else is nullopt.
[[nodiscard]] std::optional<Level> levelOfSeverityNumber(int number);

/// What the line itself says: a JSON field, else a logfmt field, else a conspicuous word near its beginning
/// ("[ERROR]", "WARN ", "error:", klog's "E0821", syslog's "<3>"). A level's name in prose is none. Reads a
/// bounded prefix and allocates nothing.
[[nodiscard]] Level levelOfLine(std::string_view line);

/// The line goes first, then what the sender put beside it (level, severity, ...), metadata before labels,
/// then the server's `detected_level`, which is a guess: Loki takes the word "trace" in prose for a level.
[[nodiscard]] Level detectLevel(const LabelSet& labels, const LabelSet& metadata, std::string_view line);

} // namespace signalbox
