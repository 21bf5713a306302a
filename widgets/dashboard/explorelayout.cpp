// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How the explore page is put together: places, sizes, words and the order of the keyboard.
#include "models/base/duration.h"
#include "models/items/seriesmodel.h"
#include "widgets/common/banner.h"
#include "widgets/common/barbutton.h"
#include "widgets/common/keybutton.h"
#include "widgets/common/paneheader.h"
#include "widgets/common/rowdelegate.h"
#include "widgets/dashboard/alertspage.h"
#include "widgets/dashboard/explorepage.h"
#include "widgets/query/queryeditor.h"
#include "widgets/theme/type.h"

#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <array>

namespace signalbox::widgets {

using items::SeriesModel;
using std::chrono::seconds;

namespace {

constexpr std::array<int, 10> stepsInSeconds{1, 5, 10, 15, 30, 60, 300, 900, 3600, 86400};

constexpr int leastTable = 28 + 4 * 28 + 40; ///< head, four rows, foot

void dressTable(QTableView* view, const theme::Theme* theme)
{
    view->setAccessibleName(ExplorePage::tr("Series"));
    view->setShowGrid(false);
    view->setWordWrap(false);
    view->setTabKeyNavigation(false);
    view->verticalHeader()->hide();
    view->verticalHeader()->setDefaultSectionSize(28);
    view->horizontalHeader()->setFixedHeight(28);
    view->horizontalHeader()->setHighlightSections(false);
    dress(view, theme);
    constexpr std::array<int, SeriesModel::ColumnCount> widths{360, 180, 88, 88, 88, 64};
    for (int column = 0; column < SeriesModel::ColumnCount; ++column)
        view->setColumnWidth(column, widths[static_cast<std::size_t>(column)]);
    view->horizontalHeader()->setSectionResizeMode(SeriesModel::LabelsColumn, QHeaderView::Stretch);
}

} // namespace

void ExplorePage::openStepMenu()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString& title, std::optional<Duration> step) {
        QAction* action = menu->addAction(title);
        action->setCheckable(true);
        action->setChecked(step == m_step);
        connect(action, &QAction::triggered, this, [this, step] {
            setStep(step);
            Q_EMIT stepChosen();
        });
    };
    add(tr("Auto: as the chart is wide"), std::nullopt);
    for (const int step : stepsInSeconds)
        add(plainText(seconds(step)), seconds(step));
    menu->popup(m_stepButton->mapToGlobal(QPoint(0, m_stepButton->height() + 4)));
}

void ExplorePage::showStep()
{
    const QString chosen = m_step ? plainText(*m_step) : tr("auto");
    m_stepButton->setValue(chosen);
    m_stepButton->setNote(!m_step && m_autoStep ? plainText(*m_autoStep) : QString());
}

void ExplorePage::setAutoStep(std::optional<Duration> step)
{
    m_autoStep = step;
    showStep();
}

void ExplorePage::setStep(std::optional<Duration> step)
{
    m_step = step && *step > Duration::zero() ? step : std::nullopt;
    showStep();
}

void ExplorePage::layOut()
{
    dressTable(m_table, m_theme);
    m_stepButton->setCaption(tr("Step"));
    m_stepButton->setToolTip(tr("The time between two points. Auto fits it to the width of the chart."));
    m_stepButton->setOpens(true);
    showStep();
    m_historyButton->setIconName(QStringLiteral("clock"));
    m_historyButton->setCaption(tr("History"));
    m_historyButton->setOpens(true);
    m_copy->setIconName(QStringLiteral("copy"));
    m_copy->setCaption(tr("Copy"));
    m_copy->setOpens(true);
    m_run->setPrimary(true);
    m_header->addLeading(backButton(m_theme, this, [this] { Q_EMIT backRequested(); }));
    m_header->addControl(m_stepButton);
    m_header->addControl(m_historyButton);
    m_count->setFont(theme::font(theme::Type::Small));
    m_count->setTextFormat(Qt::PlainText);
    const auto paintCount = [this] {
        QPalette palette = m_count->palette();
        palette.setColor(QPalette::WindowText, m_theme->color(theme::Color::TextSecondary));
        m_count->setPalette(palette);
    };
    paintCount();
    connect(m_theme, &theme::Theme::changed, this, paintCount);

    auto* ask = new QHBoxLayout;
    ask->setContentsMargins(16, 0, 16, 12);
    ask->setSpacing(8);
    ask->addWidget(m_editor, 1);
    ask->addWidget(m_run, 0, Qt::AlignTop);

    auto* below = new QWidget(this);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(8, 6, 8, 6);
    foot->addWidget(m_count, 1);
    foot->addWidget(m_copy);
    auto* tableColumn = new QVBoxLayout(below);
    // With the 8 px of the cells, the text stands below the title.
    tableColumn->setContentsMargins(8, 0, 8, 0);
    tableColumn->setSpacing(0);
    tableColumn->addWidget(m_table, 1);
    tableColumn->addLayout(foot);
    below->setMinimumHeight(leastTable);

    m_chart->setMinimumHeight(120);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_chart);
    m_splitter->addWidget(below);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addLayout(ask);
    column->addWidget(m_banner);
    column->addWidget(m_splitter, 1);

    setFocusProxy(m_editor);
    setTabOrder(m_editor->focusProxy(), m_run);
    setTabOrder(m_run, m_stepButton);
    setTabOrder(m_stepButton, m_historyButton);
    setTabOrder(m_historyButton, m_chart);
    setTabOrder(m_chart, m_table);
    setTabOrder(m_table, m_copy);
}

} // namespace signalbox::widgets
