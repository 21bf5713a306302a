// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <string_view>
#include <vector>

namespace signalbox::logtext {

/// The colours of a terminal as a theme has them; the 256 and the RGB ones are taken for the nearest.
enum class AnsiColor : std::uint8_t
{
    Default,
    Black,
    Red,
    Green,
    Yellow,
    Blue,
    Magenta,
    Cyan,
    White
};

/// How a stretch of a shown text was coloured by who wrote it. In UTF-16 units.
struct AnsiSpan
{
    qsizetype start = 0;
    qsizetype length = 0;
    AnsiColor color = AnsiColor::Default;
    bool bold = false;
    bool dim = false;
    bool underline = false;
    bool operator==(const AnsiSpan&) const = default;
};

/// A text that is safe to paint.
struct Shown
{
    QString text;
    std::vector<AnsiSpan> colours;
    bool isCut = false; ///< there was more
    bool operator==(const Shown&) const = default;
};

enum class Breaks
{
    Folded, ///< one line: a break becomes a visible sign
    Kept    ///< as QChar::LineSeparator, a tab as four blanks
};

/// Bytes of a log made fit for the eye: sequences that steer a terminal are taken out and its colours told
/// apart; other control characters become visible signs (U+2400 and so on), what turns or hides text (bidi,
/// zero width, tags, private use) a middle dot, invalid UTF-8 the replacement character. At most `most`
/// UTF-16 units, with an ellipsis when there was more. Reads no more than is needed for that.
[[nodiscard]] Shown shown(std::string_view utf8, qsizetype most, Breaks breaks = Breaks::Folded);

/// The bytes without sequences that steer a terminal; everything else as it was.
[[nodiscard]] QByteArray withoutEscapes(std::string_view utf8);

} // namespace signalbox::logtext
