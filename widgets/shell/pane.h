// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/shell/actionregistry.h"

#include <QWidget>

#include <vector>

namespace signalbox::widgets {

/// One pane of the window. It shows the Focus and emits intent; a controller of the composition root feeds
/// it. Must not know another pane.
class Pane : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    [[nodiscard]] virtual QString id() const = 0;    ///< "logs"; stable, for the layout on disk
    [[nodiscard]] virtual QString title() const = 0; ///< "Logs"
    [[nodiscard]] virtual QString iconName() const = 0;
    /// Where the keyboard goes when the pane is chosen.
    virtual void takeFocus() { setFocus(); }
    /// What can be done in this pane, for the palette and the key sheet; their keys hold within the pane.
    [[nodiscard]] virtual std::vector<Command> commands() { return {}; }
};

} // namespace signalbox::widgets
