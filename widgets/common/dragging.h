// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace signalbox::widgets {

/// So many pixels away from where it was pressed, a pointer drags.
inline constexpr int dragBegins = 4;

} // namespace signalbox::widgets
