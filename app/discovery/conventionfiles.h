// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/golden/convention.h"

namespace signalbox::app {

/// The conventions inside the program and those that a person put into `folder` (*.json; a few, and small).
/// A broken file is a warning with its name and stops nothing else. Reads the disk: not for the GUI thread.
[[nodiscard]] golden::Conventions readConventions(const QString& folder);

/// Where a person puts their own.
[[nodiscard]] QString conventionFolder();

} // namespace signalbox::app
