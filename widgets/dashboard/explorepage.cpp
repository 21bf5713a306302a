// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dashboard/explorepage.h"

#include "models/items/seriesmodel.h"
#include "models/items/timedisplay.h"
#include "widgets/common/banner.h"
#include "widgets/common/barbutton.h"
#include "widgets/common/keybutton.h"
#include "widgets/common/paneheader.h"
#include "widgets/query/historypopup.h"
#include "widgets/query/queryeditor.h"
#include "widgets/signals/signaldelegates.h"
#include "widgets/theme/type.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QSplitter>
#include <QTableView>

#include <cmath>

namespace signalbox::widgets {

using items::SeriesModel;

namespace {

/// As short as it can be and still the same number: others will compute with it.
QString figure(double value, bool known)
{
    if (!known)
        return {};
    if (std::isnan(value))
        return QStringLiteral("NaN");
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("+Inf") : QStringLiteral("-Inf");
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

} // namespace

ExplorePage::ExplorePage(SeriesModel* series, const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_series(series)
    , m_header(new PaneHeader(tr("Explore"), theme, this))
    , m_editor(new QueryEditor(promql::language(), theme, this))
    , m_stepButton(new BarButton(theme, this))
    , m_historyButton(new BarButton(theme, this))
    , m_run(new KeyButton(tr("Run"), tr("Enter"), theme, this))
    , m_banner(new Banner(theme, this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
    , m_chart(new QWidget(this))
    , m_table(new QTableView(this))
    , m_count(new QLabel(this))
    , m_copy(new BarButton(theme, this))
{
    m_table->setModel(series);
    m_table->setItemDelegate(new SeriesDelegate(theme, m_table));
    layOut();
    wire();
    m_banner->show(BannerText::empty(tr("No query has been run yet."),
                                     tr("Write an expression and press Enter; Ctrl+Space says what can stand "
                                        "at the cursor.")));
    updateFoot();
}

void ExplorePage::wire()
{
    m_editor->setName(tr("PromQL expression"));
    m_editor->setPlaceholder(tr("A PromQL expression; Enter runs it, Ctrl+Space completes"));
    connect(m_editor, &QueryEditor::submitted, this, &ExplorePage::submit);
    connect(m_run, &QPushButton::clicked, this, [this] {
        if (m_running)
            Q_EMIT cancelled();
        else
            submit(m_editor->query());
    });
    connect(m_banner, &Banner::actionTriggered, this, [this] { submit(m_editor->query()); });
    connect(m_banner, &Banner::cancelRequested, this, &ExplorePage::cancelled);
    connect(m_stepButton, &QAbstractButton::clicked, this, &ExplorePage::openStepMenu);
    connect(m_historyButton, &QAbstractButton::clicked, this, &ExplorePage::openHistory);
    connect(m_copy, &QAbstractButton::clicked, this, &ExplorePage::openCopyMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const QModelIndexList rows = m_table->selectionModel()->selectedRows();
        choose(rows.isEmpty() ? -1 : rows.front().row());
    });
    // A reset takes the selection away without a word.
    connect(m_series, &QAbstractItemModel::modelReset, this, [this] {
        choose(-1);
        updateFoot();
    });
}

void ExplorePage::choose(int row)
{
    if (row == m_chosen)
        return;
    m_chosen = row;
    Q_EMIT seriesChosen(row);
}

void ExplorePage::setChart(QWidget* chart)
{
    if (chart == m_chart)
        return;
    chart->setMinimumHeight(120);
    QWidget* before = m_splitter->replaceWidget(0, chart);
    if (before)
        before->deleteLater();
    m_chart = chart;
    m_chart->show();
    m_splitter->setSizes({600, 400});
    setTabOrder(m_historyButton, m_chart);
    setTabOrder(m_chart, m_table);
}

QString ExplorePage::query() const
{
    return m_editor->query();
}

void ExplorePage::setQuery(const QString& query)
{
    m_editor->setQuery(query);
}

void ExplorePage::submit(const QString& query)
{
    if (query.trimmed().isEmpty())
        return;
    m_editor->clearError();
    m_history.add(query);
    changeHistory();
    Q_EMIT querySubmitted(query);
}

void ExplorePage::setHistory(const promql::QueryHistory& history)
{
    m_history = history;
    m_editor->setHistory(history);
    if (m_historyPopup)
        m_historyPopup->setHistory(history);
}

void ExplorePage::changeHistory()
{
    setHistory(m_history);
    Q_EMIT historyChanged(m_history);
}

void ExplorePage::openHistory()
{
    if (!m_historyPopup) {
        m_historyPopup = new HistoryPopup(m_theme, this);
        connect(m_historyPopup, &HistoryPopup::chosen, this, [this](const QString& query) {
            m_editor->setQuery(query);
            m_editor->setFocus();
        });
        connect(m_historyPopup, &HistoryPopup::starToggled, this, [this](const QString& query, bool starred) {
            if (m_history.setStarred(query, starred))
                changeHistory();
        });
        connect(m_historyPopup, &HistoryPopup::removed, this, [this](const QString& query) {
            m_history.remove(query);
            changeHistory();
        });
    }
    m_historyPopup->setHistory(m_history);
    m_historyPopup->openFor(m_historyButton);
}

void ExplorePage::setRunning(bool running)
{
    m_running = running;
    m_run->setText(running ? tr("Cancel") : tr("Run"));
    m_run->setKeys(running ? tr("Esc") : tr("Enter"));
    m_run->setPrimary(!running);
}

void ExplorePage::setSeriesCount(std::size_t shown, std::size_t all)
{
    m_shown = shown;
    m_all = all;
    updateFoot();
}

void ExplorePage::updateFoot()
{
    const auto rows = static_cast<std::size_t>(m_series->rowCount());
    if (m_all > m_shown)
        m_count->setText(tr("Showing %1 of %2 series. An aggregation such as sum by (...) or topk(...) makes "
                            "them fewer.")
                             .arg(items::valueText(static_cast<double>(m_shown)),
                                  items::valueText(static_cast<double>(m_all))));
    else
        m_count->setText(rows == 0 ? QString() : rows == 1 ? tr("1 series") : tr("%1 series").arg(rows));
    m_copy->setEnabled(rows > 0);
    m_copy->setToolTip(rows > 0 ? QString() : tr("There is no series to copy."));
}

void ExplorePage::setNote(const QString& note)
{
    m_header->setNote(note);
}

promql::TextTable ExplorePage::textTable() const
{
    promql::TextTable table{.header = {tr("Series"), tr("Last"), tr("Min"), tr("Max"), tr("Points")}};
    for (int i = 0; i < m_series->rowCount(); ++i) {
        const SeriesModel::Row& row = m_series->row(i);
        table.rows.push_back({row.labels.toString(), figure(row.last, row.hasValues),
                              figure(row.min, row.hasValues), figure(row.max, row.hasValues),
                              QString::number(row.points)});
    }
    return table;
}

void ExplorePage::openCopyMenu()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString& title, QString (*format)(const promql::TextTable&)) {
        connect(menu->addAction(title), &QAction::triggered, this,
                [this, format] { QGuiApplication::clipboard()->setText(format(textTable())); });
    };
    add(tr("Copy as CSV"), &promql::toCsv);
    add(tr("Copy as TSV, for a spreadsheet"), &promql::toTsv);
    add(tr("Copy as Markdown"), &promql::toMarkdown);
    menu->popup(m_copy->mapToGlobal(QPoint(0, -menu->sizeHint().height() - 4)));
}

void ExplorePage::takeFocus()
{
    m_editor->setFocus();
}

void ExplorePage::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (m_running)
        Q_EMIT cancelled();
    else if (m_chosen >= 0)
        m_table->clearSelection();
    else
        event->ignore();
}

} // namespace signalbox::widgets
