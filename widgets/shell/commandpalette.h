// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/popup.h"

class QLineEdit;
class QListView;

namespace signalbox::widgets {

class ActionRegistry;
class PaletteModel;

/// Ctrl+K: every action by a few of its letters, best match first, its key at the right. A link goes where it
/// leads.
class CommandPalette : public Popup
{
    Q_OBJECT

public:
    CommandPalette(const ActionRegistry* registry, const theme::Theme* theme, QWidget* owner);

    void open();
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    /// A signalbox:// link was pasted into the field.
    void linkPasted(const QString& link);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void runCurrent();

    QLineEdit* m_input;
    QListView* m_list;
    PaletteModel* m_model;
};

} // namespace signalbox::widgets
