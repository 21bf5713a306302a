// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "widgets/theme/theme.h"

#include <QSize>
#include <QStringList>

#include <optional>

namespace signalbox::app {

/// How the window is asked for on the command line.
struct WindowOptions
{
    QString profile;    ///< empty: as the commands choose it
    bool demo = false;  ///< with the embedded simulator, and no profile
    QString tourFolder; ///< not empty: the tour, without a person
    std::optional<theme::Mode> theme;
    std::optional<QSize> size;
    QString link;                     ///< to be opened: a link, an id, a URL, a line, a name
    bool exitAfterFirstPaint = false; ///< for measuring the start
    bool operator==(const WindowOptions&) const = default;
};

/// nullopt when the words name a command, or ask for help or the version: those need no window.
[[nodiscard]] std::optional<Result<WindowOptions>> parseWindowOptions(const QStringList& words);

} // namespace signalbox::app
