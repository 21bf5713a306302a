// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/trace/findpage.h"

#include "models/base/duration.h"
#include "models/items/tracemodel.h"
#include "widgets/common/keybutton.h"
#include "widgets/common/paneheader.h"
#include "widgets/common/plaintable.h"
#include "widgets/common/segments.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"
#include "widgets/trace/mapview.h"
#include "widgets/trace/sheetview.h"
#include "widgets/trace/tracedelegates.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace signalbox::widgets {

using items::TraceModel;

namespace {

constexpr int anyIndex = 0;

QComboBox* typedChoice(const QString& name, int width, QWidget* parent)
{
    auto* made = new QComboBox(parent);
    made->setEditable(true);
    made->setInsertPolicy(QComboBox::NoInsert);
    made->setMinimumWidth(width);
    made->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    made->setMinimumContentsLength(10);
    made->setAccessibleName(name);
    made->lineEdit()->setPlaceholderText(name);
    return made;
}

} // namespace

FindPage::FindPage(TraceModel* traces, const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_traces(traces)
    , m_theme(theme)
    , m_header(new PaneHeader(tr("Traces"), theme, this))
    , m_what(new Segments({tr("Found"), tr("Service map"), tr("Compare sets")}, theme, this))
    , m_open(new KeyButton(tr("Open file"), QStringLiteral("Shift+O"), theme, this))
    , m_service(typedChoice(tr("Service"), 150, this))
    , m_operation(typedChoice(tr("Any operation"), 180, this))
    , m_tags(new QLineEdit(this))
    , m_minimum(new QLineEdit(this))
    , m_maximum(new QLineEdit(this))
    , m_problem(new QLabel(this))
    , m_quick(new Segments({tr("All"), tr("Failed"), tr("Slower than p99")}, theme, this))
    , m_with(new QComboBox(this))
    , m_banner(new Banner(theme, this))
    , m_scatter(new ScatterView(theme, this))
    , m_table(plainTable(traces, tr("Traces found"), theme, this))
    , m_pages(new QStackedWidget(this))
    , m_mapBanner(new Banner(theme, this))
    , m_map(new MapView(theme, this))
    , m_cohortNote(new QLabel(this))
    , m_cohortBanner(new Banner(theme, this))
    , m_mapNote(new QLabel(tr("Width: calls. Red: some fail. Dashed: told by the server, not in the traces "
                              "at hand. Choose a service to see its figures."),
                           this))
    , m_traits(new items::SheetModel({{tr("What the odd traces have in common")},
                                      {tr("In odd"), true},
                                      {tr("In normal"), true},
                                      {tr("Chance alone"), true}},
                                     true, this))
    , m_traitTable(sheetTable(m_traits, tr("Over-represented in the odd traces"), {400, 150, 150, 130}, true,
                              theme, this))
{
    layOut();
    connect(m_tags, &QLineEdit::returnPressed, this, &FindPage::submit);
    connect(m_minimum, &QLineEdit::returnPressed, this, &FindPage::submit);
    connect(m_maximum, &QLineEdit::returnPressed, this, &FindPage::submit);
    for (QComboBox* choice : {m_service, m_operation}) {
        connect(choice, &QComboBox::activated, this, &FindPage::submit);
        connect(choice->lineEdit(), &QLineEdit::returnPressed, this, &FindPage::submit);
    }
    connect(m_banner, &Banner::cancelRequested, this, &FindPage::cancelled);
    connect(m_quick, &Segments::changed, this, &FindPage::filterChanged);
    connect(m_with, &QComboBox::activated, this, &FindPage::filterChanged);
    connect(m_what, &Segments::changed, this, [this](int index) { showPart(static_cast<Shown>(index)); });
    connect(m_open, &QPushButton::clicked, this, &FindPage::fileRequested);
    connect(m_scatter, &ScatterView::chosen, this, &FindPage::traceChosen);
    connect(m_scatter, &ScatterView::areaChosen, this, [this](const std::optional<ScatterArea>& area) {
        setArea(area);
        Q_EMIT areaChanged();
    });
    connect(m_map, &MapView::serviceChosen, this, &FindPage::serviceChosen);
    connect(m_traitTable, &QTableView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT traitChosen(index.row()); });
    const auto choose = [this](const QModelIndex& index) {
        Q_EMIT traceChosen(m_traces->trace(index.row()).id);
    };
    connect(m_table, &QTableView::activated, this, choose);
    connect(m_table, &QTableView::clicked, this, choose);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this] { m_scatter->setCurrent(currentTrace()); });
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this,
            [this](const QPoint& place) { openMenu(m_table->viewport()->mapToGlobal(place)); });
    setFocusProxy(m_table);
}

void FindPage::layOut()
{
    m_tags->setPlaceholderText(tr("Tags: http.status_code=500 db.system=postgresql"));
    m_tags->setAccessibleName(tr("Tags"));
    m_minimum->setPlaceholderText(tr("Longer than"));
    m_maximum->setPlaceholderText(tr("Shorter than"));
    m_minimum->setAccessibleName(tr("Shortest duration"));
    m_maximum->setAccessibleName(tr("Longest duration"));
    m_minimum->setToolTip(tr("A duration as 500ms or 1m30s"));
    m_maximum->setToolTip(m_minimum->toolTip());
    for (QLineEdit* edit : {m_minimum, m_maximum})
        edit->setFixedWidth(104);
    m_problem->setFont(theme::font(theme::Type::Small));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setContentsMargins(16, 0, 16, 6);
    m_problem->hide();
    for (QLabel* note : {m_cohortNote, m_mapNote}) {
        note->setFont(theme::font(theme::Type::Small));
        note->setTextFormat(Qt::PlainText);
        note->setWordWrap(true);
        note->setContentsMargins(16, 4, 16, 8);
    }
    m_cohortNote->hide();
    const auto paint = [this] {
        QPalette bad = palette();
        bad.setColor(QPalette::WindowText, m_theme->color(theme::Color::StateBadText));
        m_problem->setPalette(bad);
        QPalette quiet = palette();
        quiet.setColor(QPalette::WindowText, m_theme->color(theme::Color::TextTertiary));
        m_cohortNote->setPalette(quiet);
        m_mapNote->setPalette(quiet);
    };
    paint();
    connect(m_theme, &theme::Theme::changed, this, paint);
    auto* find = new QPushButton(tr("Find traces"), this);
    theme::setVariant(find, theme::Variant::Primary);
    connect(find, &QPushButton::clicked, this, &FindPage::submit);
    m_open->setToolTip(tr("A trace from a file: JSON of Jaeger or OTLP, or one document a line"));
    m_open->setFocusPolicy(Qt::TabFocus);
    m_header->addControl(m_what);
    m_header->addControl(m_open);
    auto* search = new QHBoxLayout;
    search->setContentsMargins(16, 0, 16, 8);
    search->setSpacing(8);
    search->addWidget(m_service, 2);
    search->addWidget(m_operation, 3);
    search->addWidget(m_tags, 4);
    search->addWidget(m_minimum);
    search->addWidget(m_maximum);
    search->addWidget(find);

    m_pages->addWidget(makeFound());
    auto* map = new QWidget(this);
    auto* mapColumn = new QVBoxLayout(map);
    mapColumn->setContentsMargins(0, 0, 0, 0);
    mapColumn->setSpacing(0);
    mapColumn->addWidget(m_mapBanner);
    mapColumn->addWidget(m_map, 1);
    mapColumn->addWidget(m_mapNote);
    m_pages->addWidget(map);
    auto* sets = new QWidget(this);
    auto* setsColumn = new QVBoxLayout(sets);
    setsColumn->setContentsMargins(0, 0, 0, 0);
    setsColumn->setSpacing(0);
    setsColumn->addWidget(m_cohortNote);
    setsColumn->addWidget(m_cohortBanner);
    setsColumn->addWidget(m_traitTable, 1);
    m_pages->addWidget(sets);

    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->addWidget(m_header);
    page->addLayout(search);
    page->addWidget(m_problem);
    page->addWidget(m_pages, 1);
}

QWidget* FindPage::makeFound()
{
    m_table->setItemDelegate(new TraceDelegate(m_theme, m_table));
    QHeaderView* header = m_table->horizontalHeader();
    header->setMinimumSectionSize(48);
    int column = 0;
    for (const int width : {320, 120, 72, 72, 148, 220})
        m_table->setColumnWidth(column++, width);
    header->setSectionResizeMode(TraceModel::RootColumn, QHeaderView::Stretch);
    m_with->setAccessibleName(tr("With a service"));
    m_with->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_with->addItem(tr("With any service"));
    m_quick->setAccessibleName(tr("Quick filter"));
    auto* filters = new QHBoxLayout;
    filters->setContentsMargins(16, 4, 16, 8);
    filters->setSpacing(8);
    filters->addWidget(m_quick);
    filters->addWidget(m_with);
    filters->addStretch();
    auto* found = new QWidget(this);
    auto* rows = new QVBoxLayout(found);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_scatter);
    rows->addLayout(filters);
    rows->addWidget(m_banner);
    rows->addWidget(m_table, 1);
    return found;
}

void FindPage::setServices(const QStringList& services, const QString& current, bool mayBeAny)
{
    const QString before = current.isEmpty() ? m_service->currentText() : current;
    m_service->clear();
    m_service->addItems(services);
    m_service->setCurrentText(before);
    m_service->lineEdit()->setPlaceholderText(mayBeAny ? tr("Any service") : tr("Service"));
    m_search.service = before.trimmed();
}

void FindPage::setOperations(const QStringList& operations)
{
    const QString before = m_operation->currentText();
    m_operation->clear();
    m_operation->addItem(QString());
    m_operation->addItems(operations);
    m_operation->setCurrentText(before);
}

void FindPage::setSearch(const TraceSearch& search)
{
    m_search = search;
    m_service->setCurrentText(search.service);
    m_operation->setCurrentText(search.operation);
    QStringList tags;
    for (const auto& [key, value] : search.tags)
        tags.append(traces::tagText(key, value));
    m_tags->setText(tags.join(u' '));
    m_minimum->setText(search.minDuration ? plainText(*search.minDuration) : QString());
    m_maximum->setText(search.maxDuration ? plainText(*search.maxDuration) : QString());
}

bool FindPage::readFields()
{
    TraceSearch read{.service = m_service->currentText().trimmed(),
                     .operation = m_operation->currentText().trimmed()};
    QString problem;
    const auto mark = [](QWidget* edit, bool bad) {
        edit->setProperty(theme::invalidProperty, bad);
        edit->update();
    };
    const auto duration = [&](QLineEdit* edit) -> std::optional<Duration> {
        const QString text = edit->text().trimmed();
        const Result<Duration> value = parseDuration(text);
        mark(edit, !text.isEmpty() && !value);
        if (text.isEmpty())
            return std::nullopt;
        if (!value) {
            problem = value.error().what;
            return std::nullopt;
        }
        return *value;
    };
    read.minDuration = duration(m_minimum);
    read.maxDuration = duration(m_maximum);
    const Result<traces::TagPairs> tags = traces::parseTags(m_tags->text());
    mark(m_tags, !tags);
    if (tags)
        read.tags = *tags;
    else
        problem = tags.error().what;
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    if (!problem.isEmpty())
        return false;
    m_search = std::move(read);
    return true;
}

void FindPage::submit()
{
    if (readFields())
        Q_EMIT submitted();
}

void FindPage::setNote(const QString& note)
{
    m_header->setNote(note);
}

traces::FoundFilter FindPage::filter() const
{
    return {.quick = static_cast<traces::FoundFilter::Quick>(m_quick->current()),
            .service = m_with->currentIndex() <= anyIndex ? QString() : m_with->currentText()};
}

void FindPage::setFilter(const traces::FoundFilter& filter)
{
    m_quick->setCurrent(static_cast<int>(filter.quick));
    const int index =
        filter.service.isEmpty() ? anyIndex : m_with->findText(filter.service, Qt::MatchExactly);
    m_with->setCurrentIndex(std::max(anyIndex, index));
}

void FindPage::setFoundServices(const QStringList& services)
{
    const QString before = filter().service;
    m_with->clear();
    m_with->addItem(tr("With any service"));
    m_with->addItems(services);
    const int index = before.isEmpty() ? anyIndex : m_with->findText(before, Qt::MatchExactly);
    m_with->setCurrentIndex(std::max(anyIndex, index));
}

void FindPage::setArea(const std::optional<ScatterArea>& area)
{
    m_area = area;
    m_scatter->setArea(area);
}

void FindPage::showPart(Shown what)
{
    m_what->setCurrent(static_cast<int>(what));
    m_pages->setCurrentIndex(static_cast<int>(what));
    Q_EMIT shownChanged();
}

FindPage::Shown FindPage::shown() const
{
    return static_cast<Shown>(m_pages->currentIndex());
}

void FindPage::setCohortNote(const QString& text)
{
    m_cohortNote->setText(text);
    m_cohortNote->setVisible(!text.isEmpty());
}

void FindPage::editTags()
{
    m_tags->setFocus();
    m_tags->selectAll();
}

void FindPage::focusResults()
{
    switch (shown()) {
    case Shown::Found:
        m_table->setFocus();
        if (!m_table->currentIndex().isValid() && m_traces->rowCount() > 0)
            m_table->setCurrentIndex(m_traces->index(0, 0));
        break;
    case Shown::Map:
        m_map->setFocus();
        break;
    case Shown::Cohorts:
        m_traitTable->setFocus();
        break;
    }
}

std::optional<TraceId> FindPage::currentTrace() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() ? std::optional(m_traces->trace(index.row()).id) : std::nullopt;
}

void FindPage::openMenu(const QPoint& global)
{
    const std::optional<TraceId> id = currentTrace();
    if (!id)
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Open\tEnter"), this, [this, id] { Q_EMIT traceChosen(*id); });
    menu->addAction(tr("Compare the open trace with it"), this, [this, id] { Q_EMIT compareRequested(*id); });
    menu->addAction(tr("Copy the trace id"), this,
                    [id] { QGuiApplication::clipboard()->setText(id->toShortHex()); });
    menu->popup(global);
}

} // namespace signalbox::widgets
