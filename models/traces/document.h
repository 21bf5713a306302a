// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/traces/reading.h"

#include <QByteArray>
#include <QString>

namespace signalbox::traces {

// A trace as text that leaves the program: values of secrets are masked.

/// One trace in Jaeger's own JSON, as its UI opens it.
[[nodiscard]] QByteArray jaegerJson(const Trace& trace);

/// Heading, critical path, gaps, and the spans as a nested list; at most `atMost` of them.
[[nodiscard]] QString markdown(const Reading& reading, std::size_t atMost = 400);

/// JSON documents one a line (as collectors write files) joined into one array; anything else is given back.
[[nodiscard]] QByteArray joinedLines(QByteArray body);

} // namespace signalbox::traces
