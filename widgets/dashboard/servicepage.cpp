// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dashboard/servicepage.h"

#include "models/base/error.h"
#include "models/items/operationsmodel.h"
#include "widgets/common/barbutton.h"
#include "widgets/common/keybutton.h"
#include "widgets/common/paneheader.h"
#include "widgets/common/plaintable.h"
#include "widgets/dashboard/alertspage.h"
#include "widgets/dashboard/causespanel.h"
#include "widgets/dashboard/operationsdelegate.h"
#include "widgets/dashboard/statebadge.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QTableView>

namespace signalbox::widgets {

using items::OperationsModel;
using theme::Color;
using theme::Type;

namespace {

constexpr int roomForCauses = 1200;
constexpr int narrow = 1000; ///< below it the four charts stand one above another
constexpr int smallestChart = 208;
constexpr qsizetype menuChars = 90;

void paintLabel(QLabel* label, const theme::Theme* theme, Color color)
{
    const auto paint = [label, theme, color] {
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, theme->color(color));
        label->setPalette(palette);
    };
    paint();
    QObject::connect(theme, &theme::Theme::changed, label, paint);
}

QString titleOf(golden::Signal signal)
{
    switch (signal) {
    case golden::Signal::Latency:
        return ServicePage::tr("Latency");
    case golden::Signal::Traffic:
        return ServicePage::tr("Traffic");
    case golden::Signal::Errors:
        return ServicePage::tr("Errors");
    case golden::Signal::Saturation:
        return ServicePage::tr("Saturation");
    }
    return {};
}

} // namespace

ServicePage::ServicePage(OperationsModel* operations, items::HintModel* hints, const theme::Theme* theme,
                         QThreadPool* pool, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_header(new PaneHeader({}, theme, this))
    , m_badge(new StateBadge(theme, this))
    , m_queriesButton(new QPushButton(tr("Queries"), this))
    , m_banner(new Banner(theme, this))
    , m_grid(new QWidget(this))
    , m_gridLayout(new QGridLayout(m_grid))
    , m_crosshair(new CrosshairGroup(this))
    , m_tableTitle(new QLabel(tr("Operations"), this))
    , m_group(new BarButton(theme, this))
    , m_operationsBanner(new Banner(theme, this))
    , m_table(plainTable(operations, tr("Operations by impact"), theme, this))
    , m_footLeft(new QLabel(this))
    , m_footRight(new QLabel(this))
    , m_causes(new CausesPanel(hints, theme, this))
    , m_causesButton(new KeyButton(tr("What explains this"), QStringLiteral("E"), theme, this))
{
    setFocusPolicy(Qt::ClickFocus);
    m_header->addLeading(backButton(theme, this, [this] { Q_EMIT backRequested(); }));
    m_header->addBeside(m_badge);
    auto* found = new QPushButton(tr("How was this found?"), this);
    m_queriesButton->setToolTip(tr("The expressions of this page (Q)"));
    m_causesButton->setCheckable(true);
    m_causesButton->setToolTip(tr("When the chosen chart changed, and what may explain it"));
    m_header->addControl(m_causesButton);
    connect(m_causesButton, &QPushButton::clicked, this, &ServicePage::setCausesShown);
    connect(m_causes, &CausesPanel::closeRequested, this, [this] { setCausesShown(false); });
    m_causes->hide();
    for (QPushButton* button : {m_queriesButton, found}) {
        theme::setVariant(button, theme::Variant::Flat);
        m_header->addControl(button);
    }
    connect(m_queriesButton, &QPushButton::clicked, this, &ServicePage::openQueries);
    connect(found, &QPushButton::clicked, this, &ServicePage::foundRequested);

    m_gridLayout->setContentsMargins(12, 0, 12, 0);
    m_gridLayout->setSpacing(12);
    for (ChartView*& chart : m_charts) {
        chart = new ChartView(theme, pool, m_grid);
        chart->setCrosshairGroup(m_crosshair);
        chart->setMinimumHeight(smallestChart);
    }

    for (const golden::Signal signal : golden::allSignals)
        chart(signal)->setTitle(titleOf(signal), {});

    m_tableTitle->setFont(theme::font(Type::Title));
    m_group->setCaption(tr("By"));
    m_group->setOpens(true);
    m_group->setToolTip(tr("What the requests are broken down by (D)"));
    connect(m_group, &QAbstractButton::clicked, this, &ServicePage::openGroups);
    auto* hint = new QLabel(tr("by impact: latency \u00d7 volume, then failures"), this);
    hint->setFont(theme::font(Type::Small));
    paintLabel(hint, theme, Color::TextTertiary);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(16, 8, 16, 4);
    head->setSpacing(8);
    head->addWidget(m_tableTitle);
    head->addWidget(hint);
    head->addStretch();
    head->addWidget(m_group);

    m_table->setItemDelegate(new OperationsDelegate(theme, m_table));
    int column = 1;
    for (const int width : {96, 104, 104, 88, 100, 232})
        m_table->setColumnWidth(column++, width);
    m_table->horizontalHeader()->setSectionResizeMode(OperationsModel::NameColumn, QHeaderView::Stretch);
    m_table->setMinimumHeight(28 * 4);

    for (QLabel* label : {m_footLeft, m_footRight}) {
        label->setFont(theme::font(Type::Small));
        label->setTextFormat(Qt::PlainText);
        paintLabel(label, theme, Color::TextTertiary);
    }
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(16, 4, 16, 8);
    foot->addWidget(m_footLeft);
    foot->addStretch();
    foot->addWidget(m_footRight);

    auto* content = new QWidget(this);
    auto* rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_grid, 3);
    rows->addLayout(head);
    rows->addWidget(m_operationsBanner);
    auto* inset = new QHBoxLayout; // so that the names stand below the title
    inset->setContentsMargins(8, 0, 8, 0);
    inset->addWidget(m_table);
    rows->addLayout(inset, 1);
    rows->addLayout(foot);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);

    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_header);
    all->addWidget(m_banner);
    m_scroll = scroll;
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(scroll, 1);
    row->addWidget(m_causes);
    all->addLayout(row, 1);
    placeCharts();
}

void ServicePage::setCausesShown(bool shown)
{
    m_causesButton->setChecked(shown);
    if (shown == m_causesShown)
        return;
    const bool hadFocus = m_causes->isAncestorOf(focusWidget());
    m_causesShown = shown;
    placeCauses();
    placeCharts();
    if (!shown && hadFocus)
        takeFocus();
    Q_EMIT causesToggled(shown);
}

void ServicePage::reveal(golden::Signal signal)
{
    m_scroll->ensureWidgetVisible(chart(signal));
}

std::optional<golden::Signal> ServicePage::chosenSignal() const
{
    for (const golden::Signal signal : golden::allSignals)
        if (chart(signal)->hasSelection())
            return signal;
    return std::nullopt;
}

/// Beside the charts where there is room; else a drawer over them.
void ServicePage::placeCauses()
{
    const bool isBeside = width() >= roomForCauses;
    auto* row = static_cast<QHBoxLayout*>(layout()->itemAt(layout()->count() - 1)->layout());
    const bool isIn = row->indexOf(m_causes) >= 0;
    if (isBeside && !isIn)
        row->addWidget(m_causes);
    else if (!isBeside && isIn)
        row->removeWidget(m_causes);
    m_causes->setVisible(m_causesShown);
    if (!isBeside && m_causesShown) {
        m_causes->setGeometry(width() - CausesPanel::panelWidth, m_header->height(), CausesPanel::panelWidth,
                              height() - m_header->height());
        m_causes->raise();
    }
}

void ServicePage::placeCharts()
{
    const int room = width() - (m_causesShown && width() >= roomForCauses ? CausesPanel::panelWidth : 0);
    const int columns = room < narrow ? 1 : 2;
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (int i = 0; i < 4; ++i) {
        m_gridLayout->removeWidget(m_charts[static_cast<std::size_t>(i)]);
        m_gridLayout->addWidget(m_charts[static_cast<std::size_t>(i)], i / columns, i % columns);
    }
    for (int i = 0; i < 2; ++i)
        m_gridLayout->setColumnStretch(i, i < columns ? 1 : 0);
}

void ServicePage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    placeCauses();
    placeCharts();
}

void ServicePage::setService(const QString& service)
{
    m_service = service;
    m_header->setTitle(cleaned(QStringView(service), 80));
    m_header->setSwatch(service.isEmpty() ? QColor() : m_theme->serviceColor(service));
}

void ServicePage::setState(const golden::ServiceState& state)
{
    m_badge->setState(state);
}

void ServicePage::setZone(Zone zone)
{
    for (ChartView* chart : m_charts)
        chart->setZone(zone);
}

void ServicePage::setGroups(const QStringList& labels, const QString& current)
{
    m_groups = labels;
    m_currentGroup = current;
    m_group->setValue(current.isEmpty() ? tr("operation") : cleaned(QStringView(current), 40));
    m_tableTitle->setText(current.isEmpty() ? tr("Operations")
                                            : tr("Requests by %1").arg(cleaned(QStringView(current), 40)));
    m_group->setEnabled(!labels.isEmpty());
}

void ServicePage::setFoot(const QString& left, const QString& right)
{
    m_footLeft->setText(left);
    m_footRight->setText(right);
}

void ServicePage::setQueries(const QList<std::pair<QString, QString>>& queries)
{
    m_queries = queries;
}

void ServicePage::openGroups()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString& text, const QString& label) {
        QAction* action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(label == m_currentGroup);
        connect(action, &QAction::triggered, this, [this, label] { Q_EMIT groupChosen(label); });
    };
    add(tr("operation"), {});
    menu->addSeparator();
    for (const QString& label : m_groups)
        add(cleaned(QStringView(label), 60), label);
    menu->popup(m_group->mapToGlobal(QPoint(0, m_group->height() + 2)));
}

void ServicePage::openQueries()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    for (const auto& [name, query] : m_queries) {
        QAction* action =
            menu->addAction(name + QStringLiteral("   ") + cleaned(QStringView(query), menuChars));
        action->setToolTip(tr("Open in Explore, to read, change and copy it"));
        connect(action, &QAction::triggered, this, [this, text = query] { Q_EMIT exploreRequested(text); });
    }
    menu->popup(m_queriesButton->mapToGlobal(QPoint(0, m_queriesButton->height() + 2)));
}

void ServicePage::keyPressEvent(QKeyEvent* event)
{
    const bool up = event->modifiers() == Qt::AltModifier && event->key() == Qt::Key_Up;
    if (up || (event->modifiers() == Qt::NoModifier && event->key() == Qt::Key_Backspace))
        Q_EMIT backRequested();
    else if (event->modifiers() == Qt::NoModifier && event->key() == Qt::Key_Q)
        openQueries();
    else if (event->modifiers() == Qt::NoModifier && event->key() == Qt::Key_D)
        openGroups();
    else if (event->modifiers() == Qt::NoModifier && event->key() == Qt::Key_E)
        setCausesShown(!m_causesShown);
    else
        QWidget::keyPressEvent(event);
}

void ServicePage::takeFocus()
{
    // What is not measured has no plot to take the keys.
    for (ChartView* chart : m_charts) {
        if (chart->plotWidget()->isVisibleTo(this)) {
            chart->plotWidget()->setFocus();
            return;
        }
    }
    setFocus();
}

} // namespace signalbox::widgets
