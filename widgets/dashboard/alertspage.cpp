// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dashboard/alertspage.h"

#include "models/items/alertmodel.h"
#include "widgets/common/barbutton.h"
#include "widgets/common/keybutton.h"
#include "widgets/common/paneheader.h"
#include "widgets/common/plaintable.h"
#include "widgets/signals/signaldelegates.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
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
    const auto addButton = [&](const QString& text, const QString& key, auto signal) {
        auto* button = new KeyButton(text, key, theme, this);
        button->setToolTip(tr("From a quarter of an hour before the chosen alert"));
        connect(button, &QPushButton::clicked, this, [this, signal] {
            if (currentRow() >= 0)
                Q_EMIT(this->*signal)(currentRow());
        });
        header->addControl(button);
    };
    addButton(tr("Logs"), QStringLiteral("L"), &AlertsPage::logsRequested);
    addButton(tr("Traces"), QStringLiteral("T"), &AlertsPage::tracesRequested);
    addButton(tr("Signals"), QStringLiteral("Enter"), &AlertsPage::signalsRequested);
    connect(m_table, &QTableView::doubleClicked, this,
            [this](const QModelIndex& index) { Q_EMIT signalsRequested(index.row()); });
    m_table->installEventFilter(this);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this, &AlertsPage::openMenu);
}

int AlertsPage::currentRow() const
{
    return m_table->currentIndex().row();
}

void AlertsPage::openMenu(const QPoint& at)
{
    const int row = m_table->indexAt(at).row();
    if (row < 0)
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Logs at its time"), this, [this, row] { Q_EMIT logsRequested(row); });
    menu->addAction(tr("&Traces at its time"), this, [this, row] { Q_EMIT tracesRequested(row); });
    menu->addAction(tr("&Signals at its time"), this, [this, row] { Q_EMIT signalsRequested(row); });
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

bool AlertsPage::eventFilter(QObject* watched, QEvent* event)
{
    // A table takes letters for a search by typing.
    const int row = currentRow();
    if (watched != m_table || event->type() != QEvent::KeyPress || row < 0)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->modifiers() != Qt::NoModifier)
        return false;
    switch (key->key()) {
    case Qt::Key_L:
        Q_EMIT logsRequested(row);
        return true;
    case Qt::Key_T:
        Q_EMIT tracesRequested(row);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT signalsRequested(row);
        return true;
    default:
        return false;
    }
}

void AlertsPage::takeFocus()
{
    m_table->setFocus();
}

} // namespace signalbox::widgets
