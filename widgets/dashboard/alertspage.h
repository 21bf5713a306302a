// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/banner.h"

#include <QWidget>

#include <functional>

class QTableView;

namespace signalbox::items {
class AlertModel;
}

namespace signalbox::widgets {

/// The alerts that burn, of all sources, worst first.
class AlertsPage : public QWidget
{
    Q_OBJECT

public:
    AlertsPage(items::AlertModel* alerts, const theme::Theme* theme, QWidget* parent = nullptr);

    [[nodiscard]] Banner* banner() const { return m_banner; }
    [[nodiscard]] QTableView* table() const { return m_table; }
    void takeFocus();

Q_SIGNALS:
    void backRequested();
    /// What the stores know of the time of that alert.
    void logsRequested(int row);
    void tracesRequested(int row);
    void signalsRequested(int row);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void openMenu(const QPoint& at);
    [[nodiscard]] int currentRow() const;

    Banner* m_banner;
    QTableView* m_table;
};

/// The way back to the overview, as the pages below it have it in their heads.
[[nodiscard]] QWidget* backButton(const theme::Theme* theme, QWidget* page, std::function<void()> back);

} // namespace signalbox::widgets
