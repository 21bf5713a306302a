// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/signals/signalspane.h"

#include "models/items/alertmodel.h"
#include "models/items/seriesmodel.h"
#include "widgets/common/paneheader.h"
#include "widgets/signals/signaldelegates.h"
#include "widgets/theme/type.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QVBoxLayout>

namespace signalbox::widgets {

using items::AlertModel;
using items::SeriesModel;

namespace {

QTableView* table(QAbstractItemModel* model, const QString& name, const theme::Theme* theme, QWidget* parent)
{
    auto* view = new QTableView(parent);
    view->setModel(model);
    view->setAccessibleName(name);
    view->setShowGrid(false);
    view->setWordWrap(false);
    view->setTabKeyNavigation(false);
    view->verticalHeader()->hide();
    view->verticalHeader()->setDefaultSectionSize(28);
    view->horizontalHeader()->setFixedHeight(28);
    view->horizontalHeader()->setHighlightSections(false);
    dress(view, theme);
    return view;
}

} // namespace

SignalsPane::SignalsPane(AlertModel* alerts, SeriesModel* series, const theme::Theme* theme, QWidget* parent)
    : Pane(parent)
    , m_header(new PaneHeader(tr("Signals"), theme, this))
    , m_alertsBanner(new Banner(theme, this))
    , m_alerts(table(alerts, tr("Alerts"), theme, this))
    , m_query(new QLineEdit(this))
    , m_seriesBanner(new Banner(theme, this))
    , m_series(table(series, tr("Series"), theme, this))
{
    m_alerts->setItemDelegate(new AlertDelegate(theme, m_alerts));
    m_series->setItemDelegate(new SeriesDelegate(theme, m_series));
    m_query->setFont(theme::font(theme::Type::Data));
    m_query->setPlaceholderText(tr("A PromQL expression; Enter asks"));
    m_query->setAccessibleName(tr("PromQL expression"));
    m_query->setMaxLength(20'000);

    const auto widths = [](QTableView* view, std::initializer_list<int> columns, int stretched) {
        int index = 0;
        for (const int width : columns)
            view->setColumnWidth(index++, width);
        view->horizontalHeader()->setSectionResizeMode(stretched, QHeaderView::Stretch);
    };
    widths(m_alerts, {112, 240, 320, 140, 200}, AlertModel::SummaryColumn);
    widths(m_series, {400, 200, 96, 96, 96, 72}, SeriesModel::LabelsColumn);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_alertsBanner);
    column->addWidget(m_alerts, 2);
    auto* line = new QVBoxLayout;
    line->setContentsMargins(16, 12, 16, 8);
    line->setSpacing(4);
    auto* label = new QLabel(tr("Metric query"), this);
    label->setFont(theme::font(theme::Type::Small));
    label->setBuddy(m_query);
    line->addWidget(label);
    line->addWidget(m_query);
    column->addLayout(line);
    column->addWidget(m_seriesBanner);
    column->addWidget(m_series, 3);
    connect(m_query, &QLineEdit::returnPressed, this, [this] { Q_EMIT querySubmitted(m_query->text()); });
    connect(m_seriesBanner, &Banner::actionTriggered, this,
            [this] { Q_EMIT querySubmitted(m_query->text()); });
    connect(m_alertsBanner, &Banner::actionTriggered, this, &SignalsPane::alertsRetried);
    setFocusProxy(m_alerts);
}

void SignalsPane::takeFocus()
{
    m_alerts->setFocus();
}

void SignalsPane::setQuery(const QString& query)
{
    m_query->setText(query);
}

QString SignalsPane::query() const
{
    return m_query->text();
}

void SignalsPane::setNote(const QString& note)
{
    m_header->setNote(note);
}

} // namespace signalbox::widgets
