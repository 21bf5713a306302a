// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAbstractItemModel;
class QString;
class QTableView;
class QWidget;

namespace signalbox::theme {
class Theme;
}

namespace signalbox::widgets {

/// A table as most of ours are: rows of 28 px without grid, numbers or wrapping, a head of the same height,
/// dressed in the theme. `name` is what a reader of screens calls it.
[[nodiscard]] QTableView* plainTable(QAbstractItemModel* model, const QString& name,
                                     const theme::Theme* theme, QWidget* parent);

} // namespace signalbox::widgets
