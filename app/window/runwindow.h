// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/options.h"

namespace signalbox::app {

/// The program with a window, to its end; returns the exit code.
[[nodiscard]] int runWindow(int argc, char** argv, const WindowOptions& options);

} // namespace signalbox::app
