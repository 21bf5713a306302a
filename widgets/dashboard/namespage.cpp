// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dashboard/namespage.h"

#include "models/items/mappingmodel.h"
#include "widgets/common/keybutton.h"
#include "widgets/common/paneheader.h"
#include "widgets/common/plaintable.h"
#include "widgets/common/rowdelegate.h"
#include "widgets/dashboard/alertspage.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QTableView>

namespace signalbox::widgets {

using items::MappingModel;
using theme::Color;

namespace {

constexpr double quiteSure = 0.9;

class NameDelegate : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

protected:
    void paintCell(QPainter* painter, const QRect& rect, const QModelIndex& index) const override
    {
        const bool isName =
            index.column() >= MappingModel::MetricsColumn && index.column() <= MappingModel::TracesColumn;
        const bool isMissing = index.data(MappingModel::MissingRole).toBool();
        const bool isDoubtful = index.column() == MappingModel::SureColumn &&
                                index.data(MappingModel::ConfidenceRole).toDouble() < quiteSure;
        Color color =
            index.column() == MappingModel::ServiceColumn ? Color::TextPrimary : Color::TextSecondary;
        if (isMissing)
            color = Color::StateUnknownText;
        else if (isDoubtful)
            color = Color::StateWarnText;
        else if (index.data(MappingModel::CorrectedRole).toBool())
            color = Color::AccentText;
        drawText(painter, rect, index.data(Qt::DisplayRole).toString(), color, isName && !isMissing);
    }
};

} // namespace

NamesPage::NamesPage(MappingModel* model, const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_banner(new Banner(theme, this))
    , m_table(plainTable(model, tr("What each store calls a service"), theme, this))
{
    auto* header = new PaneHeader(tr("Names of services"), theme, this);
    header->setNote(
        tr("learned from what the stores have in common; F2 or a double click puts a name right"));
    header->addLeading(backButton(theme, this, [this] { Q_EMIT backRequested(); }));
    auto* undoButton = new KeyButton(tr("Undo my word"), tr("Del"), theme, this);
    connect(undoButton, &QPushButton::clicked, this, &NamesPage::undo);
    header->addControl(undoButton);
    m_table->setItemDelegate(new NameDelegate(theme, 28, m_table));
    m_table->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::DoubleClicked);
    int column = 0;
    for (const int width : {176, 176, 232, 176, 64})
        m_table->setColumnWidth(column++, width);
    m_table->horizontalHeader()->setSectionResizeMode(MappingModel::WhyColumn, QHeaderView::Stretch);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(header);
    rows->addWidget(m_banner);
    auto* inset = new QHBoxLayout; // so that the names stand below the title
    inset->setContentsMargins(8, 0, 8, 8);
    inset->addWidget(m_table);
    rows->addLayout(inset, 1);
    const auto showState = [this] {
        m_banner->show(m_model->mapping().rows().empty()
                           ? BannerText::empty(tr("No store has named a service yet."),
                                               tr("Names appear as soon as a backend answers."))
                           : BannerText{});
    };
    connect(model, &QAbstractItemModel::modelReset, this, showState);
    showState();
}

void NamesPage::undo()
{
    m_model->undo(m_table->currentIndex().row());
}

void NamesPage::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Delete)
        undo();
    else
        QWidget::keyPressEvent(event);
}

void NamesPage::takeFocus()
{
    m_table->setFocus();
}

} // namespace signalbox::widgets
