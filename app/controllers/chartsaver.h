// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QThreadPool;
class QWidget;

namespace signalbox::widgets {
struct ChartFile;
}

namespace signalbox::app {

/// Asks where to, and writes on the pool. Not modal to anything but its own window; a failure is said where
/// the question was.
void saveChart(const widgets::ChartFile& file, QWidget* owner, QThreadPool* pool);

} // namespace signalbox::app
