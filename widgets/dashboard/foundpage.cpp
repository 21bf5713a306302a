// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dashboard/foundpage.h"

#include "models/items/foundmodel.h"
#include "widgets/common/paneheader.h"
#include "widgets/common/rowdelegate.h"
#include "widgets/dashboard/alertspage.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

namespace signalbox::widgets {

using golden::Corrections;
using golden::Finding;
using items::FoundModel;
using theme::Color;
using theme::Type;

namespace {

class FoundDelegate : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

protected:
    void paintCell(QPainter* painter, const QRect& rect, const QModelIndex& index) const override
    {
        const bool data =
            index.column() == FoundModel::MetricColumn || index.column() == FoundModel::LabelColumn;
        const bool missing = !index.data(FoundModel::FoundRole).toBool();
        Color color = index.column() == FoundModel::ServiceColumn ? Color::TextPrimary : Color::TextSecondary;
        if (index.column() == FoundModel::ByColumn && missing)
            color = Color::StateUnknownText;
        else if (index.column() == FoundModel::ByColumn && index.data(FoundModel::CorrectedRole).toBool())
            color = Color::AccentText;
        drawText(painter, rect, index.data(Qt::DisplayRole).toString(), color, data);
    }
};

} // namespace

FoundPage::FoundPage(FoundModel* model, const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_header(new PaneHeader(tr("How was this found?"), theme, this))
    , m_banner(new Banner(theme, this))
    , m_table(new QTableView(this))
    , m_subject(new QLabel(this))
    , m_convention(new QComboBox(this))
    , m_label(new QLineEdit(this))
    , m_own(new QLineEdit(this))
    , m_apply(new QPushButton(tr("Apply"), this))
    , m_undo(new QPushButton(tr("Undo my corrections of it"), this))
    , m_off(new QPushButton(tr("Never use this convention"), this))
{
    m_header->addLeading(backButton(theme, this, [this] { Q_EMIT backRequested(); }));
    auto* refresh = new QPushButton(tr("Look again"), this);
    theme::setVariant(refresh, theme::Variant::Flat);
    m_header->addControl(refresh);
    connect(refresh, &QPushButton::clicked, this, &FoundPage::refreshRequested);

    m_table->setModel(model);
    m_table->setItemDelegate(new FoundDelegate(theme, 28, m_table));
    m_table->setAccessibleName(tr("How each signal was found"));
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(28);
    m_table->horizontalHeader()->setFixedHeight(28);
    m_table->horizontalHeader()->setHighlightSections(false);
    int column = 0;
    for (const int width : {136, 92, 216, 296, 120})
        m_table->setColumnWidth(column++, width);
    m_table->horizontalHeader()->setSectionResizeMode(FoundModel::WhyColumn, QHeaderView::Stretch);
    dress(m_table, theme);

    m_subject->setFont(theme::font(Type::Title));
    m_subject->setTextFormat(Qt::PlainText);
    m_convention->setAccessibleName(tr("Convention"));
    m_label->setAccessibleName(tr("Service label"));
    m_label->setFont(theme::font(Type::Data));
    m_label->setMaxLength(200);
    m_own->setAccessibleName(tr("Own expression"));
    m_own->setFont(theme::font(Type::Data));
    m_own->setMaxLength(20'000);
    m_own->setPlaceholderText(
        tr("A PromQL expression that is used as it stands; empty: as the convention says"));
    theme::setVariant(m_apply, theme::Variant::Primary);
    auto* form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(8);
    form->addRow(tr("Convention"), m_convention);
    form->addRow(tr("Label that names the service"), m_label);
    form->addRow(tr("Own expression"), m_own);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_apply);
    buttons->addWidget(m_undo);
    buttons->addWidget(m_off);
    buttons->addStretch();
    auto* panel = new QVBoxLayout;
    panel->setContentsMargins(16, 12, 16, 16);
    panel->setSpacing(8);
    panel->addWidget(m_subject);
    panel->addLayout(form);
    panel->addLayout(buttons);

    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_header);
    rows->addWidget(m_banner);
    rows->addWidget(m_table, 1);
    rows->addLayout(panel);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &FoundPage::showChosen);
    connect(model, &QAbstractItemModel::modelReset, this, &FoundPage::showChosen);
    connect(model, &QAbstractItemModel::dataChanged, this, &FoundPage::showChosen);
    connect(m_apply, &QPushButton::clicked, this, &FoundPage::apply);
    connect(m_undo, &QPushButton::clicked, this, &FoundPage::undo);
    connect(m_own, &QLineEdit::returnPressed, this, &FoundPage::apply);
    connect(m_label, &QLineEdit::returnPressed, this, &FoundPage::apply);
    connect(m_off, &QPushButton::clicked, this, [this] {
        if (const Finding* finding = chosen(); finding && !finding->convention.isEmpty()) {
            Corrections corrections = m_corrections;
            corrections.off += finding->convention;
            Q_EMIT this->corrected(corrections);
        }
    });
    showChosen();
    setFocusProxy(m_table);
}

const Finding* FoundPage::chosen() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() && index.row() < m_model->rowCount() ? &m_model->finding(index.row()) : nullptr;
}

void FoundPage::setCorrections(const Corrections& corrections)
{
    m_corrections = corrections;
    showChosen();
}

void FoundPage::setNote(const QString& note)
{
    m_header->setNote(note);
}

void FoundPage::showChosen()
{
    const Finding* finding = chosen();
    for (QWidget* widget :
         std::initializer_list<QWidget*>{m_convention, m_label, m_own, m_apply, m_undo, m_off})
        widget->setEnabled(finding);
    m_convention->clear();
    if (!finding) {
        m_subject->setText(tr("Choose a line to put it right"));
        m_label->clear();
        m_own->clear();
        return;
    }
    const Corrections::Place place{finding->service, finding->signal};
    m_subject->setText(
        tr("%1 of %2")
            .arg(m_model->data(m_model->index(m_table->currentIndex().row(), FoundModel::SignalColumn))
                     .toString(),
                 cleaned(QStringView(finding->service), 80)));
    if (!finding->convention.isEmpty())
        m_convention->addItem(finding->convention);
    m_convention->addItems(finding->alternatives);
    m_convention->setEnabled(!finding->alternatives.isEmpty());
    m_convention->setToolTip(finding->alternatives.isEmpty()
                                 ? tr("No other convention knows this signal of the service.")
                                 : QString());
    m_label->setText(finding->serviceLabel);
    m_label->setEnabled(!finding->convention.isEmpty());
    const auto own = m_corrections.own.find(place);
    m_own->setText(own == m_corrections.own.end() ? QString() : own->second);
    m_off->setEnabled(!finding->convention.isEmpty());
    m_undo->setEnabled(m_corrections.own.contains(place) || m_corrections.chosen.contains(place) ||
                       m_corrections.serviceLabels.contains(finding->convention) ||
                       !m_corrections.off.isEmpty());
}

void FoundPage::apply()
{
    const Finding* finding = chosen();
    if (!finding)
        return;
    Corrections corrections = m_corrections;
    const Corrections::Place place{finding->service, finding->signal};
    const QString own = m_own->text().trimmed();
    if (own.isEmpty())
        corrections.own.erase(place);
    else
        corrections.own[place] = own;
    const QString convention = m_convention->currentText();
    if (!convention.isEmpty() && convention != finding->convention)
        corrections.chosen[place] = convention;
    const QString label = m_label->text().trimmed();
    if (!finding->convention.isEmpty() && !label.isEmpty() && label != finding->serviceLabel)
        corrections.serviceLabels[finding->convention] = label;
    if (corrections != m_corrections)
        Q_EMIT corrected(corrections);
}

void FoundPage::undo()
{
    const Finding* finding = chosen();
    if (!finding)
        return;
    Corrections corrections = m_corrections;
    const Corrections::Place place{finding->service, finding->signal};
    corrections.own.erase(place);
    corrections.chosen.erase(place);
    corrections.serviceLabels.erase(finding->convention);
    if (corrections == m_corrections)
        corrections.off.clear(); // nothing of its own is left to undo: what was switched off comes back
    Q_EMIT corrected(corrections);
}

void FoundPage::takeFocus()
{
    m_table->setFocus();
}

} // namespace signalbox::widgets
