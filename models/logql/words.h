// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <span>

namespace signalbox::logql {

/// A word of the language and what it does, in one line.
struct Word
{
    QStringView name;
    QStringView description;
};

[[nodiscard]] std::span<const Word> stages();    ///< what may stand behind a pipe
[[nodiscard]] std::span<const Word> functions(); ///< over a range of lines
[[nodiscard]] std::span<const Word> aggregations();

[[nodiscard]] bool isStage(QStringView word);
[[nodiscard]] bool isAggregation(QStringView word);
/// and, or, by, bool, offset ...
[[nodiscard]] bool isKeyword(QStringView word);
/// Does a list of labels in parentheses follow?
[[nodiscard]] bool takesLabels(QStringView word);

} // namespace signalbox::logql
