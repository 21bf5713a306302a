// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/banner.h"

#include <QWidget>

class QTableView;

namespace signalbox::items {
class MappingModel;
}

namespace signalbox::widgets {

/// "Names of services": what each store calls a service, with how sure that is; a person puts it right in
/// its cell. Emits nothing: the model tells of corrections.
class NamesPage : public QWidget
{
    Q_OBJECT

public:
    NamesPage(items::MappingModel* model, const theme::Theme* theme, QWidget* parent = nullptr);

    [[nodiscard]] Banner* banner() const { return m_banner; }
    [[nodiscard]] QTableView* table() const { return m_table; }
    void takeFocus();

Q_SIGNALS:
    void backRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void undo();

    items::MappingModel* m_model;
    Banner* m_banner;
    QTableView* m_table;
};

} // namespace signalbox::widgets
