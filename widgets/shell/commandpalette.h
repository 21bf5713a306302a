// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/popup.h"
#include "widgets/shell/palettemodel.h"

class QLabel;
class QLineEdit;
class QListView;

namespace signalbox::widgets {

class ActionRegistry;

/// Ctrl+K, the omnibox: every action by a few of its letters, its key at the right; whatever is pasted, by
/// what it says it is; and what a search for the typed words found, source by source.
class CommandPalette : public Popup
{
    Q_OBJECT

public:
    CommandPalette(const ActionRegistry* registry, const theme::Theme* theme, QWidget* owner);

    void open();
    /// With that in the field, as if it had been pasted.
    void openWith(const QString& text);
    void setServices(const QStringList& services);
    [[nodiscard]] const QStringList& services() const { return m_model->services(); }
    [[nodiscard]] QString text() const;
    /// For the text that is there now.
    void setFound(std::vector<OmniRow> found);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void chosen(const signalbox::pivots::Recognised& target);
    /// What is typed means nothing sure: it may be searched for. Empty: no more.
    void searchWanted(const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void runCurrent();
    void retype(const QString& text);
    void step(int rows);

    QLineEdit* m_input;
    QListView* m_list;
    PaletteModel* m_model;
};

} // namespace signalbox::widgets
