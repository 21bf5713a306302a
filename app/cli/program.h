// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace signalbox::cli {

/// Runs one command line to its end and returns the exit code. Needs a QCoreApplication, whose event loop
/// it runs. `words` is without the program's name.
[[nodiscard]] int runProgram(const QStringList& words);

} // namespace signalbox::cli
