// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dashboard/alertspage.h"

#include "models/items/alertmodel.h"
#include "widgets/common/barbutton.h"
#include "widgets/common/paneheader.h"
#include "widgets/common/plaintable.h"
#include "widgets/signals/signaldelegates.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

namespace signalbox::widgets {

using items::AlertModel;

QWidget* backButton(const theme::Theme* theme, QWidget* page, std::function<void()> back)
{
    auto* button = new BarButton(theme, page);
    button->setIconName(QStringLiteral("back"));
    button->setValue(QCoreApplication::translate("Signals", "Signals"));
    button->setFlat(true);
    button->setToolTip(QCoreApplication::translate("Signals", "Back to the services (Backspace)"));
    QObject::connect(button, &QAbstractButton::clicked, page, std::move(back));
    return button;
}

AlertsPage::AlertsPage(AlertModel* alerts, const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_banner(new Banner(theme, this))
    , m_table(plainTable(alerts, tr("Alerts"), theme, this))
{
    auto* header = new PaneHeader(tr("Alerts"), theme, this);
    header->addLeading(backButton(theme, this, [this] { Q_EMIT backRequested(); }));
    m_table->setItemDelegate(new AlertDelegate(theme, m_table));
    int column = 0;
    for (const int width : {112, 240, 320, 140, 200})
        m_table->setColumnWidth(column++, width);
    m_table->horizontalHeader()->setSectionResizeMode(AlertModel::SummaryColumn, QHeaderView::Stretch);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(header);
    rows->addWidget(m_banner);
    rows->addWidget(m_table, 1);
    setFocusProxy(m_table);
}

void AlertsPage::takeFocus()
{
    m_table->setFocus();
}

} // namespace signalbox::widgets
