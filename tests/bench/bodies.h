// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace signalbox::bench {

/// Answers as the servers give them, made by arithmetic: the same bytes in each run. Their capacity leaves
/// the parsers' padding.
[[nodiscard]] QByteArray prometheusMatrix(int series, int points);
[[nodiscard]] QByteArray lokiStreams(int lines, int bytesALine);
[[nodiscard]] QByteArray jaegerTrace(int spans);

} // namespace signalbox::bench
