// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How the explore page is put together: places, sizes, words and the order of the keyboard.
#include "models/base/duration.h"
#include "models/items/seriesmodel.h"
#include "widgets/common/banner.h"
#include "widgets/common/barbutton.h"
#include "widgets/common/paneheader.h"
#include "widgets/common/rowdelegate.h"
#include "widgets/dashboard/alertspage.h"
#include "widgets/dashboard/explorepage.h"
#include "widgets/dashboard/keybutton.h"
#include "widgets/promql/promqleditor.h"
#include "widgets/theme/type.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <array>

namespace signalbox::widgets {

using items::SeriesModel;
using std::chrono::seconds;

namespace {

constexpr std::array<int, 10> stepsInSeconds{1, 5, 10, 15, 30, 60, 300, 900, 3600, 86400};

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

void ExplorePage::addSteps()
{
    m_step->setAccessibleName(tr("Step between points"));
    m_step->setToolTip(tr("The time between two points. Auto fits it to the width of the chart."));
    m_step->addItem(tr("Step auto"));
    for (const int step : stepsInSeconds)
        m_step->addItem(tr("Step %1").arg(plainText(seconds(step))), step);
    m_step->setSizeAdjustPolicy(QComboBox::AdjustToContents);
}

void ExplorePage::setAutoStep(std::optional<Duration> step)
{
    m_step->setItemText(0, step ? tr("Step auto, %1").arg(plainText(*step)) : tr("Step auto"));
}

std::optional<Duration> ExplorePage::step() const
{
    const QVariant chosen = m_step->currentData();
    return chosen.isValid() ? std::optional<Duration>(seconds(chosen.toInt())) : std::nullopt;
}

void ExplorePage::setStep(std::optional<Duration> step)
{
    const auto wanted = step ? std::chrono::duration_cast<seconds>(*step).count() : 0;
    int best = 0;
    for (int i = 1; wanted > 0 && i < m_step->count(); ++i)
        if (m_step->itemData(i).toInt() == wanted)
            best = i;
    m_step->setCurrentIndex(best);
}

void ExplorePage::layOut()
{
    dressTable(m_table, m_theme);
    m_historyButton->setIconName(QStringLiteral("clock"));
    m_historyButton->setCaption(tr("History"));
    m_historyButton->setOpens(true);
    m_copy->setIconName(QStringLiteral("copy"));
    m_copy->setCaption(tr("Copy"));
    m_copy->setOpens(true);
    m_run->setPrimary(true);
    m_header->addLeading(backButton(m_theme, this, [this] { Q_EMIT backRequested(); }));
    m_header->addControl(m_step);
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
    foot->setContentsMargins(16, 6, 16, 6);
    foot->addWidget(m_count, 1);
    foot->addWidget(m_copy);
    auto* tableColumn = new QVBoxLayout(below);
    tableColumn->setContentsMargins(0, 0, 0, 0);
    tableColumn->setSpacing(0);
    tableColumn->addWidget(m_table, 1);
    tableColumn->addLayout(foot);
    below->setMinimumHeight(120);

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
    setTabOrder(m_run, m_step);
    setTabOrder(m_step, m_historyButton);
    setTabOrder(m_historyButton, m_chart);
    setTabOrder(m_chart, m_table);
    setTabOrder(m_table, m_copy);
}

} // namespace signalbox::widgets
