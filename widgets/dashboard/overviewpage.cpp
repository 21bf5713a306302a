// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dashboard/overviewpage.h"

#include "models/items/overviewmodel.h"
#include "widgets/common/paneheader.h"
#include "widgets/dashboard/overviewdelegate.h"
#include "widgets/dashboard/overviewfoot.h"
#include "widgets/dashboard/overviewheader.h"
#include "widgets/dashboard/statechips.h"
#include "widgets/theme/style.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

namespace signalbox::widgets {

using items::OverviewModel;

OverviewPage::OverviewPage(OverviewModel* model, const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_header(new PaneHeader(tr("Signals"), theme, this))
    , m_chips(new StateChips(theme, this))
    , m_filter(new QLineEdit(this))
    , m_alerts(new QPushButton(this))
    , m_banner(new Banner(theme, this))
    , m_table(new QTableView(this))
    , m_columns(new OverviewHeader(theme, m_table))
    , m_delegate(new OverviewDelegate(model, theme, m_table))
    , m_foot(new OverviewFoot(theme, this))
{
    m_filter->setPlaceholderText(tr("Filter services  /"));
    m_filter->setAccessibleName(tr("Filter services"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaxLength(200);
    m_filter->setFixedWidth(176);
    m_filter->installEventFilter(this);
    auto* explore = new QPushButton(tr("Explore"), this);
    auto* found = new QPushButton(tr("How was this found?"), this);
    for (QPushButton* button : {m_alerts, explore, found})
        theme::setVariant(button, theme::Variant::Flat);
    m_header->addBeside(m_chips);
    m_header->addControl(m_filter);
    m_header->addControl(m_alerts);
    m_header->addControl(explore);
    m_header->addControl(found);
    setFiring(0);

    m_table->setModel(model);
    m_table->setItemDelegate(m_delegate);
    m_table->setHorizontalHeader(m_columns);
    m_table->setAccessibleName(tr("Services, worst first"));
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(OverviewLayout::rowHeight);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    dress(m_table, theme);
    m_table->installEventFilter(this);
    m_table->viewport()->installEventFilter(this);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_banner);
    column->addWidget(m_table, 1);
    column->addWidget(m_foot);

    connect(m_filter, &QLineEdit::textChanged, model, &OverviewModel::setFilter);
    connect(m_filter, &QLineEdit::returnPressed, this, [this] { activate(m_model->index(0, 0)); });
    connect(m_chips, &StateChips::changed, this, [this] { m_model->setGroup(m_chips->chosen()); });
    connect(m_table, &QTableView::activated, this, &OverviewPage::activate);
    connect(m_alerts, &QPushButton::clicked, this, &OverviewPage::alertsRequested);
    connect(explore, &QPushButton::clicked, this, &OverviewPage::exploreRequested);
    connect(found, &QPushButton::clicked, this, &OverviewPage::foundRequested);
    connect(model, &OverviewModel::countsChanged, this, &OverviewPage::showCounts);
    setFocusProxy(m_table);
}

void OverviewPage::showCounts()
{
    using Group = OverviewModel::Group;
    for (const Group group : {Group::Bad, Group::Warning, Group::Blind, Group::Healthy})
        m_chips->setCount(group, m_model->count(group));
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
}

void OverviewPage::activate(const QModelIndex& index)
{
    if (index.isValid())
        Q_EMIT serviceActivated(m_model->row(index.row()).service);
}

void OverviewPage::setTime(const Interval& range, Zone zone)
{
    m_range = range;
    m_zone = zone;
    m_columns->setTime(range, zone);
    showMarks();
}

void OverviewPage::setMarks(const std::vector<chart::Mark>& marks)
{
    m_marks = marks;
    showMarks();
}

void OverviewPage::showMarks()
{
    QList<double> shares;
    std::vector<chart::Mark> inRange;
    for (const chart::Mark& mark : m_marks)
        if (m_range.contains(mark.at)) {
            shares += shareOf(mark.at, m_range);
            inRange.push_back(mark);
        }
    m_delegate->setMarks(shares);
    m_columns->setMarks(inRange);
    m_foot->setMarks(inRange, m_zone);
    m_table->viewport()->update();
}

void OverviewPage::setNormal(const QString& words)
{
    m_foot->setNormal(words);
}

void OverviewPage::setCost(const QString& words)
{
    m_foot->setCost(words);
}

void OverviewPage::setFiring(int count)
{
    m_alerts->setText(count > 0 ? tr("Alerts %1").arg(count) : tr("Alerts"));
}

void OverviewPage::takeFocus()
{
    m_table->setFocus();
}

void OverviewPage::layOutColumns()
{
    const OverviewLayout layout = OverviewLayout::forWidth(m_table->viewport()->width());
    m_delegate->setLayout(layout);
    m_columns->setLayout(layout);
    m_table->viewport()->update();
}

void OverviewPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layOutColumns();
}

bool OverviewPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table->viewport()) {
        // Nothing changes its place under a mouse that is at work there; one that was left lying does not
        // count.
        if (event->type() == QEvent::MouseMove)
            m_model->setFrozen(true);
        else if (event->type() == QEvent::Leave || event->type() == QEvent::Hide)
            m_model->setFrozen(false);
        else if (event->type() == QEvent::Resize)
            QMetaObject::invokeMethod(this, &OverviewPage::layOutColumns, Qt::QueuedConnection);
    } else if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (watched == m_table && key->text() == QLatin1String("/")) {
            m_filter->setFocus();
            m_filter->selectAll();
            return true;
        }
        if (watched == m_filter && key->key() == Qt::Key_Escape) {
            m_filter->clear();
            m_table->setFocus();
            return true;
        }
        if (watched == m_filter && key->key() == Qt::Key_Down) {
            m_table->setFocus();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace signalbox::widgets
