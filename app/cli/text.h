// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"

#include <QString>
#include <QStringView>

namespace signalbox::cli {

/// Calls `f(char32_t)` for each code point; half of a pair alone counts as U+FFFD. `f` returns false to stop.
template <typename F>
void forEachCodePoint(QStringView text, F&& f)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        char32_t point = c.unicode();
        if (c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            point = QChar::surrogateToUcs4(c, text[++i]);
        else if (c.isSurrogate())
            point = QChar::ReplacementCharacter;
        if (!f(point))
            return;
    }
}

/// Text from outside for a terminal: what could move the cursor, change colours, reorder or hide text is
/// written out ("\e", "\n", "\u202e"), so that it is seen and does nothing.
[[nodiscard]] QString visible(QStringView text);

/// UTC, RFC 3339 with milliseconds: what fits into a table and lines up.
[[nodiscard]] QString timeText(Instant t);

/// Columns that the text takes on a terminal: 0 for combining marks, 2 for East Asian wide characters.
[[nodiscard]] qsizetype columns(QStringView text);

/// Cut to so many columns, with an ellipsis when something is lost.
[[nodiscard]] QString cutTo(const QString& text, qsizetype width);

/// Filled up with spaces to so many columns.
[[nodiscard]] QString padded(const QString& text, qsizetype width, bool rightAligned = false);

} // namespace signalbox::cli
