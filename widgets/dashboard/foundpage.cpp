// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dashboard/foundpage.h"

#include "models/base/duration.h"
#include "models/items/foundmodel.h"
#include "widgets/common/paneheader.h"
#include "widgets/common/plaintable.h"
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

/// "500ms" of a latency, "0.1 %" or "0.001" of a share.
std::optional<double> targetOf(const QString& text, golden::Signal signal)
{
    if (signal == golden::Signal::Latency) {
        const Result<Duration> duration = parseDuration(QString(text).remove(u' '));
        if (!duration || duration->count() <= 0)
            return std::nullopt;
        return std::chrono::duration<double>(*duration).count();
    }
    const bool percent = text.endsWith(u'%');
    bool ok = false;
    const double value = QString(text).remove(u'%').trimmed().toDouble(&ok) / (percent ? 100 : 1);
    return ok && value > 0 && value <= 1 ? std::optional(value) : std::nullopt;
}

QString targetText(double target, golden::Signal signal)
{
    if (signal == golden::Signal::Latency)
        return plainText(std::chrono::duration_cast<Duration>(std::chrono::duration<double>(target)));
    return QString::number(target * 100, 'g', 6) + QStringLiteral(" %");
}

void markInvalid(QLineEdit* edit, bool invalid)
{
    edit->setProperty(theme::invalidProperty, invalid);
    edit->setToolTip(invalid ? FoundPage::tr("A duration such as 500ms, or a share such as 0.1 %.")
                             : QString());
    edit->update();
}

} // namespace

FoundPage::FoundPage(FoundModel* model, const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_header(new PaneHeader(tr("How was this found?"), theme, this))
    , m_banner(new Banner(theme, this))
    , m_table(plainTable(model, tr("How each signal was found"), theme, this))
    , m_filter(new QLineEdit(this))
    , m_subject(new QLabel(this))
    , m_why(new QLabel(this))
    , m_convention(new QComboBox(this))
    , m_label(new QLineEdit(this))
    , m_own(new QLineEdit(this))
    , m_target(new QLineEdit(this))
    , m_name(new QLineEdit(this))
    , m_apply(new QPushButton(tr("Apply"), this))
    , m_undo(new QPushButton(tr("Undo my corrections of it"), this))
    , m_off(new QPushButton(tr("Never use this convention"), this))
{
    m_header->addLeading(backButton(theme, this, [this] { Q_EMIT backRequested(); }));
    auto* refresh = new QPushButton(tr("Look again"), this);
    theme::setVariant(refresh, theme::Variant::Flat);
    m_filter->setPlaceholderText(tr("Filter services"));
    m_filter->setAccessibleName(tr("Filter services"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaxLength(200);
    m_filter->setFixedWidth(176);
    m_header->addControl(m_filter);
    auto* names = new QPushButton(tr("Names of services"), this);
    theme::setVariant(names, theme::Variant::Flat);
    m_header->addControl(names);
    connect(names, &QPushButton::clicked, this, &FoundPage::namesRequested);
    m_header->addControl(refresh);
    connect(m_filter, &QLineEdit::textChanged, m_model, &FoundModel::setFilter);
    connect(refresh, &QPushButton::clicked, this, &FoundPage::refreshRequested);

    m_table->setItemDelegate(new FoundDelegate(theme, 28, m_table));
    int column = 0;
    for (const int width : {128, 88, 200, 240, 112})
        m_table->setColumnWidth(column++, width);
    m_table->horizontalHeader()->setSectionResizeMode(FoundModel::WhyColumn, QHeaderView::Stretch);

    m_subject->setFont(theme::font(Type::Title));
    m_subject->setTextFormat(Qt::PlainText);
    m_why->setTextFormat(Qt::PlainText);
    m_why->setWordWrap(true);
    m_target->setAccessibleName(tr("What is promised"));
    m_target->setMaxLength(40);
    m_target->setPlaceholderText(
        tr("A line in the chart: 500ms for latency, 0.1 % for errors and saturation"));
    m_name->setAccessibleName(tr("Name of the service"));
    m_name->setMaxLength(200);
    m_convention->setAccessibleName(tr("Convention"));
    m_label->setAccessibleName(tr("Service label"));
    m_label->setFont(theme::font(Type::Data));
    m_label->setMaxLength(4'096);
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
    form->addRow(tr("Promised (SLO)"), m_target);
    form->addRow(tr("Name of the service"), m_name);
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
    panel->addWidget(m_why);
    panel->addLayout(form);
    panel->addLayout(buttons);

    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_header);
    rows->addWidget(m_banner);
    auto* inset = new QHBoxLayout; // so that the names stand below the title
    inset->setContentsMargins(8, 0, 8, 0);
    inset->addWidget(m_table);
    rows->addLayout(inset, 1);
    rows->addLayout(panel);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &FoundPage::showChosen);
    connect(model, &QAbstractItemModel::modelReset, this, &FoundPage::showChosen);
    connect(model, &QAbstractItemModel::dataChanged, this, [this] {
        // What is being typed stays; only another finding of the same line shows itself.
        if (const Finding* finding = chosen(); !finding || m_shown != *finding)
            showChosen();
    });
    connect(m_apply, &QPushButton::clicked, this, &FoundPage::apply);
    connect(m_undo, &QPushButton::clicked, this, &FoundPage::undo);
    connect(m_own, &QLineEdit::returnPressed, this, &FoundPage::apply);
    connect(m_label, &QLineEdit::returnPressed, this, &FoundPage::apply);
    connect(m_target, &QLineEdit::returnPressed, this, &FoundPage::apply);
    connect(m_target, &QLineEdit::textChanged, this, [this] { markInvalid(m_target, false); });
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
    for (QWidget* widget : std::initializer_list<QWidget*>{m_convention, m_label, m_own, m_target, m_name,
                                                           m_apply, m_undo, m_off})
        widget->setEnabled(finding);
    m_convention->clear();
    if (!finding) {
        m_subject->setText(tr("Choose a line to put it right"));
        m_why->setText(tr("What you put right is kept in the profile and can be undone."));
        m_label->clear();
        m_own->clear();
        m_target->clear();
        m_name->clear();
        m_shown = {};
        return;
    }
    m_shown = *finding;
    m_name->setText(finding->service);
    m_name->setEnabled(!finding->value.isEmpty());
    const Corrections::Place place{finding->service, finding->signal};
    m_subject->setText(
        tr("%1 of %2")
            .arg(m_model->data(m_model->index(m_table->currentIndex().row(), FoundModel::SignalColumn))
                     .toString(),
                 cleaned(QStringView(finding->service), 80)));
    m_why->setText(cleaned(QStringView(finding->why), 600));
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
    const auto target = m_corrections.targets.find(place);
    m_target->setText(target == m_corrections.targets.end() ? QString()
                                                            : targetText(target->second, finding->signal));
    m_target->setEnabled(finding->signal != golden::Signal::Traffic);
    m_off->setEnabled(!finding->convention.isEmpty());
    m_undo->setEnabled(
        m_corrections.own.contains(place) || m_corrections.targets.contains(place) ||
        m_corrections.renamed.contains(finding->value) || m_corrections.chosen.contains(place) ||
        m_corrections.serviceLabels.contains(finding->convention) || !m_corrections.off.isEmpty());
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
    const QString promised = m_target->text().trimmed();
    corrections.targets.erase(place);
    if (!promised.isEmpty()) {
        const std::optional<double> target = targetOf(promised, finding->signal);
        markInvalid(m_target, !target);
        if (!target)
            return;
        corrections.targets[place] = *target;
    }
    const QString convention = m_convention->currentText();
    if (!convention.isEmpty() && convention != finding->convention)
        corrections.chosen[place] = convention;
    const QString label = m_label->text().trimmed();
    if (!finding->convention.isEmpty() && !label.isEmpty() && label != finding->serviceLabel)
        corrections.serviceLabels[finding->convention] = label;
    const QString name = m_name->text().trimmed();
    if (!finding->value.isEmpty() && !name.isEmpty() && name != finding->service)
        corrections.renamed[finding->value] = name;
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
    corrections.targets.erase(place);
    corrections.renamed.erase(finding->value);
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
