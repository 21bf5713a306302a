// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/error.h"
#include "models/base/instant.h"
#include "widgets/common/banner.h"

namespace signalbox::app {

/// What a pane says when it keeps the last data because asking anew failed: how old they are and why.
[[nodiscard]] widgets::BannerText staleText(const Error& error, Instant dataAt, Instant now);

/// "3 s", "3 m 05 s", "2 h 10 m".
[[nodiscard]] QString ageText(Duration age);

} // namespace signalbox::app
