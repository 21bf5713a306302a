// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/trace/tracespane.h"

#include "models/base/duration.h"
#include "models/items/spanmodel.h"
#include "models/items/tracemodel.h"
#include "widgets/common/paneheader.h"
#include "widgets/common/plaintable.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"
#include "widgets/trace/spantext.h"
#include "widgets/trace/tracedelegates.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QTreeView>
#include <QVBoxLayout>

namespace signalbox::widgets {

using items::SpanModel;
using items::TraceModel;

namespace {

/// More spans than this are shown with the first levels only: unfolding is one click or the key *.
constexpr std::size_t unfoldedSpans = 300;

} // namespace

TracesPane::TracesPane(TraceModel* traces, SpanModel* spans, const theme::Theme* theme, QWidget* parent)
    : Pane(parent)
    , m_traces(traces)
    , m_spans(spans)
    , m_header(new PaneHeader(tr("Traces"), theme, this))
    , m_service(new QComboBox(this))
    , m_minimum(new QLineEdit(this))
    , m_problem(new QLabel(this))
    , m_outcome(new QComboBox(this))
    , m_searchBanner(new Banner(theme, this))
    , m_table(plainTable(traces, tr("Traces found"), theme, this))
    , m_heading(new QLabel(this))
    , m_traceBanner(new Banner(theme, this))
    , m_tree(new QTreeView(this))
    , m_detail(new QPlainTextEdit(this))
{
    m_service->setMinimumWidth(180);
    m_service->setAccessibleName(tr("Service"));
    m_minimum->setPlaceholderText(tr("Longer than, e.g. 500ms"));
    m_minimum->setAccessibleName(tr("Shortest duration"));
    m_minimum->setFixedWidth(180);
    m_outcome->addItems({tr("All"), tr("With errors")});
    m_outcome->setAccessibleName(tr("Outcome"));
    m_problem->setFont(theme::font(theme::Type::Micro));
    m_problem->setTextFormat(Qt::PlainText);
    QPalette bad = m_problem->palette();
    bad.setColor(QPalette::WindowText, theme->color(theme::Color::StateBadText));
    m_problem->setPalette(bad);
    auto* find = new QPushButton(tr("Find traces"), this);
    theme::setVariant(find, theme::Variant::Primary);

    m_table->setItemDelegate(new TraceDelegate(theme, m_table));
    int column = 0;
    for (const int width : {320, 120, 72, 72, 148})
        m_table->setColumnWidth(column++, width);
    m_table->horizontalHeader()->setSectionResizeMode(TraceModel::ServicesColumn, QHeaderView::Stretch);

    m_heading->setFont(theme::font(theme::Type::BaseStrong));
    m_heading->setTextFormat(Qt::PlainText);
    m_heading->setContentsMargins(16, 8, 16, 4);
    m_heading->setText(tr("Choose a trace to see its spans."));
    m_tree->setModel(spans);
    m_tree->setItemDelegate(new SpanDelegate(theme, m_tree));
    m_tree->setAccessibleName(tr("Spans"));
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(14);
    m_tree->header()->setFixedHeight(28);
    m_tree->header()->setStretchLastSection(true);
    m_tree->setColumnWidth(SpanModel::OperationColumn, 340);
    m_tree->setColumnWidth(SpanModel::DurationColumn, 96);
    dress(m_tree, theme);
    m_detail->setReadOnly(true);
    m_detail->setFrameShape(QFrame::NoFrame);
    m_detail->setFont(theme::font(theme::Type::DataDense));
    m_detail->setAccessibleName(tr("The chosen span"));
    m_detail->setPlaceholderText(tr("Choose a span to see its tags."));

    auto* searchRow = new QHBoxLayout;
    searchRow->setContentsMargins(16, 0, 16, 8);
    searchRow->setSpacing(8);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_service, m_minimum, m_outcome, find, m_problem})
        searchRow->addWidget(widget);
    searchRow->addStretch();

    auto* upper = new QWidget(this);
    auto* upperColumn = new QVBoxLayout(upper);
    upperColumn->setContentsMargins(0, 0, 0, 0);
    upperColumn->setSpacing(0);
    upperColumn->addWidget(m_searchBanner);
    upperColumn->addWidget(m_table, 1);
    auto* left = new QWidget(this);
    auto* leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, 0, 0);
    leftColumn->setSpacing(0);
    leftColumn->addWidget(m_heading);
    leftColumn->addWidget(m_traceBanner);
    leftColumn->addWidget(m_tree, 1);
    auto* lower = new QSplitter(Qt::Horizontal, this);
    lower->addWidget(left);
    lower->addWidget(m_detail);
    lower->setStretchFactor(0, 3);
    lower->setStretchFactor(1, 1);
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(upper);
    splitter->addWidget(lower);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);

    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->addWidget(m_header);
    page->addLayout(searchRow);
    page->addWidget(splitter, 1);

    connect(find, &QPushButton::clicked, this, &TracesPane::submit);
    connect(m_minimum, &QLineEdit::returnPressed, this, &TracesPane::submit);
    connect(m_service, &QComboBox::activated, this, &TracesPane::submit);
    connect(m_outcome, &QComboBox::activated, this, &TracesPane::submit);
    connect(m_searchBanner, &Banner::actionTriggered, this, &TracesPane::submit);
    connect(m_searchBanner, &Banner::cancelRequested, this, &TracesPane::cancelRequested);
    connect(m_traceBanner, &Banner::actionTriggered, this, &TracesPane::traceRetried);
    connect(m_table, &QTableView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT traceChosen(m_traces->trace(index.row()).id); });
    connect(m_table, &QTableView::clicked, this,
            [this](const QModelIndex& index) { Q_EMIT traceChosen(m_traces->trace(index.row()).id); });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &TracesPane::showSpan);
    connect(spans, &QAbstractItemModel::modelReset, this, &TracesPane::showSpan);
    setFocusProxy(m_table);
}

void TracesPane::takeFocus()
{
    m_table->setFocus();
}

void TracesPane::setServices(const QStringList& services, const QString& current)
{
    const QString before = current.isEmpty() ? m_service->currentText() : current;
    m_service->clear();
    m_service->addItems(services);
    if (!before.isEmpty() && !services.contains(before))
        m_service->addItem(before);
    m_service->setCurrentText(before);
}

TraceSearch TracesPane::search() const
{
    TraceSearch search{.service = m_service->currentText(), .errorsOnly = m_outcome->currentIndex() == 1};
    if (const auto shortest = parseDuration(m_minimum->text().trimmed()))
        search.minDuration = *shortest;
    return search;
}

void TracesPane::submit()
{
    const QString text = m_minimum->text().trimmed();
    const Result<Duration> shortest = parseDuration(text);
    const bool fine = text.isEmpty() || shortest.has_value();
    m_problem->setText(fine ? QString() : shortest.error().what);
    m_minimum->setProperty(theme::invalidProperty, !fine);
    m_minimum->update();
    if (fine)
        Q_EMIT searchSubmitted();
}

void TracesPane::setNote(const QString& note)
{
    m_header->setNote(note);
}

void TracesPane::showTrace(const QString& heading)
{
    m_heading->setText(heading);
    m_heading->setToolTip(heading);
    if (!m_spans->trace())
        return;
    if (m_spans->trace()->size() <= unfoldedSpans)
        m_tree->expandAll();
    else
        m_tree->expandToDepth(1);
    m_tree->setCurrentIndex(m_spans->index(0, 0));
}

void TracesPane::showSpan()
{
    const QModelIndex index = m_tree->currentIndex();
    if (!index.isValid() || !m_spans->trace()) {
        m_detail->clear();
        return;
    }
    m_detail->setPlainText(spanText(*m_spans->trace(), SpanModel::positionOf(index)));
}

} // namespace signalbox::widgets
