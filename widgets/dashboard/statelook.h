// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/golden/deviation.h"
#include "widgets/theme/shapes.h"

namespace signalbox::widgets {

/// A state as the sheet shows it: by its shape first.
[[nodiscard]] theme::Shape shapeOf(golden::State state);
/// Of figures and lines: plain text unless something is wrong.
[[nodiscard]] theme::Color figureColor(golden::State state);
/// Of words on a tint: "bad", "warning".
[[nodiscard]] theme::Color tintColor(golden::State state);

} // namespace signalbox::widgets
