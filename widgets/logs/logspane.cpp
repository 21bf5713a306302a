// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/logs/logspane.h"

#include "models/base/error.h"
#include "models/items/logmodel.h"
#include "models/items/timedisplay.h"
#include "models/logql/lexer.h"
#include "widgets/common/keybutton.h"
#include "widgets/common/paneheader.h"
#include "widgets/common/segments.h"
#include "widgets/logs/chipbar.h"
#include "widgets/logs/fieldspanel.h"
#include "widgets/logs/levellegend.h"
#include "widgets/logs/linedetail.h"
#include "widgets/logs/logview.h"
#include "widgets/logs/patternspanel.h"
#include "widgets/logs/searchbar.h"
#include "widgets/logs/volumechart.h"
#include "widgets/query/queryeditor.h"
#include "widgets/query/querytextedit.h"
#include "widgets/theme/type.h"

#include <QComboBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QSplitter>
#include <QStackedLayout>

namespace signalbox::widgets {

LogsPane::LogsPane(const Models& models, const theme::Theme* theme, QWidget* parent)
    : Pane(parent)
    , m_models(models)
    , m_theme(theme)
    , m_header(new PaneHeader(tr("Logs"), theme, this))
    , m_order(new Segments({tr("Newest"), tr("Oldest")}, theme, this))
    , m_wrap(new KeyButton(tr("Wrap"), QStringLiteral("X"), theme, this))
    , m_live(new KeyButton(tr("Live tail"), QStringLiteral("L"), theme, this))
    , m_export(new KeyButton(tr("Export"), QStringLiteral("E"), theme, this))
    , m_beside(new KeyButton(tr("Side by side"), QStringLiteral("V"), theme, this))
    , m_sideButton(new KeyButton(tr("Patterns"), QStringLiteral("P"), theme, this))
    , m_chips(new ChipBar(theme, this))
    , m_editor(new QueryEditor(logql::language(), theme, this))
    , m_estimate(new QLabel(this))
    , m_legend(new LevelLegend(theme, this))
    , m_source(new QLabel(this))
    , m_volume(new VolumeChart(theme, this))
    , m_banner(new Banner(theme, this))
    , m_view(new LogView(models.lines, theme, this))
    , m_detail(new LineDetail(theme, this))
    , m_search(new SearchBar(theme, this))
    , m_exporting(new Banner(theme, this))
    , m_columns(new QSplitter(Qt::Horizontal, this))
    , m_otherColumn(new QWidget(this))
    , m_service(new QComboBox(this))
    , m_otherBanner(new Banner(theme, this))
    , m_other(new LogView(models.others, theme, this))
    , m_sideTabs(new Segments({tr("Patterns"), tr("Fields"), tr("Stars")}, theme, this))
    , m_sideNote(new QLabel(this))
    , m_sidePages(new QStackedLayout)
    , m_patterns(new PatternsPanel(models.patterns, theme, this))
    , m_fields(new FieldsPanel(models.fields, theme, this))
    , m_stars(new QListWidget(this))
{
    layOut();
    connectParts();
    setFocusProxy(m_view);
}

void LogsPane::connectParts()
{
    connect(m_editor, &QueryEditor::queryChanged, this, [this] {
        if (m_editor->query() == m_focusQuery || m_own)
            return;
        m_own = true;
        m_chips->setOwnQuery();
    });
    connect(m_editor, &QueryEditor::submitted, this, &LogsPane::querySubmitted);
    connect(m_chips, &ChipBar::ownQueryDropped, this, &LogsPane::dropOwnQuery);
    connect(m_order, &Segments::changed, this, &LogsPane::orderChanged);
    connect(m_wrap, &QPushButton::clicked, this, &LogsPane::toggleWrap);
    connect(m_live, &QPushButton::toggled, this, &LogsPane::liveToggled);
    connect(m_export, &QPushButton::clicked, this, &LogsPane::openExportMenu);
    connect(m_beside, &QPushButton::toggled, this, [this](bool on) {
        m_otherColumn->setVisible(on);
        Q_EMIT besideChanged();
    });
    connect(m_service, &QComboBox::activated, this, &LogsPane::besideChanged);
    connect(m_sideButton, &QPushButton::clicked, this, [this](bool on) { setSideShown(on); });
    connect(m_sideTabs, &Segments::changed, this, [this](int tab) { showSide(static_cast<Side>(tab)); });
    connect(m_legend, &LevelLegend::levelChosen, this, &LogsPane::levelChosen);
    connect(m_banner, &Banner::actionTriggered, this, &LogsPane::querySubmitted);
    connect(m_banner, &Banner::cancelRequested, this, &LogsPane::cancelRequested);
    connect(m_exporting, &Banner::actionTriggered, this, &LogsPane::exportActed);
    connect(m_exporting, &Banner::cancelRequested, this, &LogsPane::exportActed);
    connect(m_detail, &LineDetail::closeRequested, m_view, &LogView::closeDetail);
    for (LogView* view : {m_view, m_other})
        connect(view, &LogView::menuRequested, this,
                [this, view](int row, const QPoint& global) { openLineMenu(view, row, global); });
    connect(m_view, &LogView::columnRemovalRequested, this, [this](int column) {
        items::LogLook look = m_models.lines->look();
        if (column < static_cast<int>(look.columns.size()))
            look.columns.erase(look.columns.begin() + column);
        m_models.lines->setLook(std::move(look));
        Q_EMIT lookChanged();
    });
    connect(m_stars, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) {
        Q_EMIT starChosen(
            {Instant{item->data(Qt::UserRole).toLongLong()}, item->data(Qt::UserRole + 1).toULongLong()});
    });
    connect(m_stars, &QListWidget::itemClicked, m_stars, &QListWidget::itemActivated);
}

std::vector<Command> LogsPane::commands()
{
    const QString group = tr("Logs");
    const auto key = [](auto... keys) { return QList<QKeySequence>{QKeySequence(keys)...}; };
    return {
        {QStringLiteral("logs.query"), group, tr("Write the query"), key(Qt::Key_Slash),
         [this] { m_editor->setFocus(); }},
        {QStringLiteral("logs.filter"), group, tr("Add a filter"), key(Qt::Key_F),
         [this] { m_chips->startTyping(); }},
        {QStringLiteral("logs.find"), group, tr("Find in the loaded lines"), key(Qt::CTRL | Qt::Key_F),
         [this] { m_search->open(); }},
        {QStringLiteral("logs.next"), group, tr("The next hit"), key(Qt::Key_F3),
         [this] { Q_EMIT m_search->stepRequested(1); }},
        {QStringLiteral("logs.previous"), group, tr("The hit before"), key(Qt::SHIFT | Qt::Key_F3),
         [this] { Q_EMIT m_search->stepRequested(-1); }},
        {QStringLiteral("logs.live"), group, tr("Live tail"), key(Qt::Key_L), [this] { m_live->toggle(); }},
        {QStringLiteral("logs.order"), group, tr("Newest or oldest first"), key(Qt::Key_O),
         [this] {
             setNewestFirst(!isNewestFirst());
             Q_EMIT orderChanged();
         }},
        {QStringLiteral("logs.wrap"), group, tr("Wrap long lines"), key(Qt::Key_X), [this] { toggleWrap(); }},
        {QStringLiteral("logs.raw"), group, tr("Lines as they came"), key(Qt::Key_W),
         [this] { toggleRaw(); }},
        {QStringLiteral("logs.colours"), group, tr("Terminal colours"), key(Qt::SHIFT | Qt::Key_W),
         [this] { toggleColours(); }},
        {QStringLiteral("logs.context"), group, tr("Lines around this one"), key(Qt::Key_C),
         [this] {
             if (m_view->openRow() < 0)
                 m_view->openDetail(m_view->currentRow());
             m_detail->setTab(LineDetail::Tab::Context);
         }},
        {QStringLiteral("logs.trace"), group, tr("The trace of this line"), key(Qt::Key_T),
         [this] {
             LogView* view = m_other->hasFocus() ? m_other : m_view;
             if (view->currentRow() >= 0)
                 Q_EMIT view->traceRequested(view->currentRow());
         }},
        {QStringLiteral("logs.sameTrace"), group, tr("Lines of the same trace"), key(Qt::SHIFT | Qt::Key_T),
         [this] { pivotFromLine(LinePivot::SameTrace); }},
        {QStringLiteral("logs.sameRequest"), group, tr("Lines of the same request"), key(Qt::Key_Q),
         [this] { pivotFromLine(LinePivot::SameRequest); }},
        {QStringLiteral("logs.rate"), group, tr("How often lines like this come"), key(Qt::Key_Y),
         [this] { pivotFromLine(LinePivot::Rate); }},
        {QStringLiteral("logs.signals"), group, tr("Signals of this line's service"), key(Qt::Key_M),
         [this] { pivotFromLine(LinePivot::Signals); }},
        {QStringLiteral("logs.star"), group, tr("Star this line"), key(Qt::Key_Asterisk),
         [this] { Q_EMIT m_view->starRequested(m_view->currentRow()); }},
        {QStringLiteral("logs.side"), group, tr("Patterns, fields and stars"), key(Qt::Key_P),
         [this] { setSideShown(!isSideShown()); }},
        {QStringLiteral("logs.beside"), group, tr("Two services side by side"), key(Qt::Key_V),
         [this] { m_beside->toggle(); }},
        {QStringLiteral("logs.copy"), group, tr("Copy the chosen lines"), key(QKeySequence::Copy),
         [this] { Q_EMIT copyRequested(LogForm::Text); }},
        {QStringLiteral("logs.export"), group, tr("Write the lines to a file"), key(Qt::Key_E),
         [this] { openExportMenu(); }},
    };
}

void LogsPane::pivotFromLine(LinePivot pivot)
{
    LogView* view = m_other->hasFocus() ? m_other : m_view;
    if (view->currentRow() >= 0)
        Q_EMIT linePivotRequested(view, view->currentRow(), pivot);
}

void LogsPane::takeFocus()
{
    m_view->setFocus();
}

void LogsPane::setFocusQuery(const QString& query)
{
    m_focusQuery = query;
    if (!m_own && m_editor->query() != query)
        m_editor->setQuery(query);
}

void LogsPane::setOwnQuery(const QString& query)
{
    m_own = true;
    m_chips->setOwnQuery();
    m_editor->setQuery(query);
}

void LogsPane::dropOwnQuery()
{
    m_own = false;
    setFocusQuery(m_focusQuery);
    Q_EMIT querySubmitted();
}

QString LogsPane::query() const
{
    return m_editor->query();
}

bool LogsPane::isNewestFirst() const
{
    return m_order->current() == 0;
}

void LogsPane::setNewestFirst(bool newest)
{
    m_order->setCurrent(newest ? 0 : 1);
}

void LogsPane::setNote(const QString& note)
{
    m_header->setNote(note);
}

void LogsPane::setEstimate(const QString& estimate)
{
    m_estimate->setText(estimate);
}

void LogsPane::setVolume(const logs::Volume& volume, const QString& source, const QString& problem)
{
    m_legend->setCounts(volume.totals());
    m_source->setText(source);
    m_source->setToolTip(problem.toHtmlEscaped());
    m_volume->setVolume(volume);
}

void LogsPane::setLive(bool live, const QString& state)
{
    const QSignalBlocker blocker(m_live);
    m_live->setChecked(live);
    m_live->setText(live ? (state.isEmpty() ? tr("Live") : state) : tr("Live tail"));
    m_order->setEnabled(!live);
}

bool LogsPane::isLive() const
{
    return m_live->isChecked();
}

void LogsPane::setStars(const logs::Stars& stars, Zone zone)
{
    m_stars->clear();
    for (const logs::Star& star : stars.all()) {
        auto* item = new QListWidgetItem(QStringLiteral("%1  %2  %3")
                                             .arg(items::clockText(star.line.at, zone),
                                                  cleaned(QStringView(star.service)),
                                                  cleaned(QStringView(star.message), 300)),
                                         m_stars);
        item->setData(Qt::UserRole, static_cast<qlonglong>(star.line.at.ns));
        item->setData(Qt::UserRole + 1, static_cast<qulonglong>(star.line.hash));
    }
    if (stars.all().empty()) {
        auto* item = new QListWidgetItem(tr("No starred lines. * stars the chosen one."), m_stars);
        item->setFlags(Qt::NoItemFlags);
    }
}

void LogsPane::setServices(const QStringList& services)
{
    const QString chosen = m_service->currentText();
    const QSignalBlocker blocker(m_service);
    m_service->clear();
    for (const QString& service : services)
        m_service->addItem(service);
    m_service->setCurrentIndex(std::max(0, m_service->findText(chosen)));
}

QString LogsPane::besideService() const
{
    return m_beside->isChecked() ? m_service->currentText() : QString();
}

void LogsPane::setBeside(bool beside)
{
    m_beside->setChecked(beside);
}

void LogsPane::setZone(Zone zone)
{
    m_volume->setZone(zone);
}

void LogsPane::setExport(const QString& text, const QString& action)
{
    if (text.isEmpty())
        m_exporting->hideNow();
    else
        m_exporting->show(BannerText::partial(text, {}, action));
}

void LogsPane::showSide(Side side)
{
    m_sideTabs->setCurrent(static_cast<int>(side));
    m_sidePages->setCurrentIndex(static_cast<int>(side));
    if (!isSideShown())
        setSideShown(true);
    Q_EMIT sideChanged();
}

LogsPane::Side LogsPane::side() const
{
    return static_cast<Side>(m_sidePages->currentIndex());
}

void LogsPane::toggleWrap()
{
    const bool wrap = !m_view->wrap();
    m_wrap->setChecked(wrap);
    for (items::LogModel* model : {m_models.lines, m_models.others}) {
        items::LogLook look = model->look();
        look.wrapped = wrap;
        model->setLook(std::move(look));
    }
    m_view->setWrap(wrap);
    m_other->setWrap(wrap);
    Q_EMIT lookChanged();
}

QByteArray LogsPane::look() const
{
    const items::LogLook& now = m_models.lines->look();
    QJsonArray columns;
    for (const logs::FieldName& column : now.columns)
        columns.append(QJsonObject{{QStringLiteral("name"), column.name},
                                   {QStringLiteral("place"), static_cast<int>(column.place)}});
    return QJsonDocument(QJsonObject{{QStringLiteral("columns"), columns},
                                     {QStringLiteral("wrap"), now.wrapped},
                                     {QStringLiteral("raw"), now.raw},
                                     {QStringLiteral("colours"), now.colours},
                                     {QStringLiteral("side"), m_sideWanted}})
        .toJson(QJsonDocument::Compact);
}

void LogsPane::setLook(const QByteArray& text)
{
    const QJsonObject saved = QJsonDocument::fromJson(text).object();
    items::LogLook look = m_models.lines->look();
    look.raw = saved.value(QStringLiteral("raw")).toBool(look.raw);
    look.colours = saved.value(QStringLiteral("colours")).toBool(look.colours);
    look.wrapped = saved.value(QStringLiteral("wrap")).toBool(look.wrapped);
    constexpr std::size_t mostColumns = 12;
    for (const QJsonValue& value : saved.value(QStringLiteral("columns")).toArray()) {
        const int place = value[QStringLiteral("place")].toInt(-1);
        const QString name = value[QStringLiteral("name")].toString().left(200);
        if (!name.isEmpty() && place >= 0 && place <= static_cast<int>(logs::FieldPlace::Line) &&
            look.columns.size() < mostColumns)
            look.columns.push_back({name, static_cast<logs::FieldPlace>(place)});
    }
    for (items::LogModel* model : {m_models.lines, m_models.others})
        model->setLook(look);
    m_wrap->setChecked(look.wrapped);
    m_view->setWrap(look.wrapped);
    m_other->setWrap(look.wrapped);
    m_sideWanted = saved.value(QStringLiteral("side")).toBool(m_sideWanted);
    placeSide();
}

void LogsPane::toggleRaw()
{
    for (items::LogModel* model : {m_models.lines, m_models.others}) {
        items::LogLook look = model->look();
        look.raw = !look.raw;
        model->setLook(std::move(look));
    }
    Q_EMIT lookChanged();
}

void LogsPane::toggleColours()
{
    for (items::LogModel* model : {m_models.lines, m_models.others}) {
        items::LogLook look = model->look();
        look.colours = !look.colours;
        model->setLook(std::move(look));
    }
    Q_EMIT lookChanged();
}

void LogsPane::openExportMenu()
{
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("exportMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [this](QMenu* to, const QString& text, LogForm form, auto signal) {
        QAction* action = to->addAction(text);
        connect(action, &QAction::triggered, this, [this, form, signal] { Q_EMIT(this->*signal)(form); });
        return action;
    };
    menu->addAction(tr("All loaded lines, secrets masked"))->setEnabled(false);
    QAction* first = add(menu, tr("Text…"), LogForm::Text, &LogsPane::exportRequested);
    add(menu, tr("JSON lines…"), LogForm::Json, &LogsPane::exportRequested);
    add(menu, tr("Markdown table…"), LogForm::Markdown, &LogsPane::exportRequested);
    add(menu, tr("CSV…"), LogForm::Csv, &LogsPane::exportRequested);
    menu->addSeparator();
    menu->addAction(tr("Copy the chosen lines"))->setEnabled(false);
    add(menu, tr("As text"), LogForm::Text, &LogsPane::copyRequested);
    add(menu, tr("As JSON"), LogForm::Json, &LogsPane::copyRequested);
    add(menu, tr("As a Markdown table"), LogForm::Markdown, &LogsPane::copyRequested);
    menu->popup(m_export->mapToGlobal(QPoint(0, m_export->height() + 4)));
    menu->setActiveAction(first);
}

void LogsPane::openLineMenu(LogView* view, int row, const QPoint& global)
{
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("lineMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (view == m_view) {
        connect(menu->addAction(tr("Open\tRight")), &QAction::triggered, view,
                [view, row] { view->openDetail(row); });
        connect(menu->addAction(tr("Its trace\tT")), &QAction::triggered, view,
                [view, row] { Q_EMIT view->traceRequested(row); });
        const auto pivot = [&](const QString& text, LinePivot where) {
            connect(menu->addAction(text), &QAction::triggered, this,
                    [this, view, row, where] { Q_EMIT linePivotRequested(view, row, where); });
        };
        pivot(tr("Lines of the same trace\tShift+T"), LinePivot::SameTrace);
        pivot(tr("Lines of the same request\tQ"), LinePivot::SameRequest);
        pivot(tr("How often lines like it come\tY"), LinePivot::Rate);
        pivot(tr("Signals of its service\tM"), LinePivot::Signals);
        connect(menu->addAction(tr("Lines around it\tC")), &QAction::triggered, this, [this, row] {
            m_view->openDetail(row);
            m_detail->setTab(LineDetail::Tab::Context);
        });
        connect(menu->addAction(tr("Star\t*")), &QAction::triggered, view,
                [view, row] { Q_EMIT view->starRequested(row); });
        connect(menu->addAction(tr("Copy a link to it")), &QAction::triggered, m_detail, [this, row] {
            m_view->setCurrentRow(row);
            Q_EMIT m_detail->linkRequested();
        });
        menu->addSeparator();
        QMenu* copy = menu->addMenu(tr("Copy as"));
        for (const auto& [form, text] :
             {std::pair(LogForm::Text, tr("Text\tCtrl+C")), std::pair(LogForm::Json, tr("JSON")),
              std::pair(LogForm::Markdown, tr("Markdown table"))})
            connect(copy->addAction(text), &QAction::triggered, this,
                    [this, f = form] { Q_EMIT copyRequested(f); });
    } else {
        connect(menu->addAction(tr("Its trace\tT")), &QAction::triggered, view,
                [view, row] { Q_EMIT view->traceRequested(row); });
    }
    menu->popup(global);
}

} // namespace signalbox::widgets
