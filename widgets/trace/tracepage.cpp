// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/trace/tracepage.h"

#include "widgets/common/keybutton.h"
#include "widgets/common/paneheader.h"
#include "widgets/common/segments.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"
#include "widgets/trace/flameview.h"
#include "widgets/trace/minimap.h"
#include "widgets/trace/sheetview.h"
#include "widgets/trace/spandetail.h"
#include "widgets/trace/waterfallview.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QTextDocument>
#include <QToolButton>
#include <QVBoxLayout>

namespace signalbox::widgets {

using items::SheetModel;
using theme::Color;

namespace {

constexpr int roomForDetail = 1000; ///< a narrower page shows the span only when asked for it
constexpr int detailWidth = 356;

/// What the signs of the waterfall mean.
class Legend : public QWidget
{
public:
    Legend(const theme::Theme* theme, QWidget* parent)
        : QWidget(parent)
        , m_theme(theme)
    {
        setFixedHeight(24);
        setMinimumWidth(400);
        connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        painter.setFont(theme::font(theme::Type::Small));
        const QColor own = m_theme->colors().series.front();
        int x = 0;
        const auto word = [&](const QString& text) {
            painter.setPen(m_theme->color(Color::TextSecondary));
            painter.drawText(x + 26, 0, width(), height(), Qt::AlignVCenter, text);
            x += 26 + painter.fontMetrics().horizontalAdvance(text) + 20;
        };
        painter.fillRect(QRect(x, height() / 2 - 1, 18, 2), m_theme->color(Color::TraceCriticalPath));
        word(QCoreApplication::translate("Waterfall", "critical path"));
        painter.fillRect(QRect(x, height() / 2 - 5, 18, 10), own);
        word(QCoreApplication::translate("Waterfall", "own time"));
        painter.fillRect(QRect(x, height() / 2 - 5, 18, 10),
                         theme::mixed(own, m_theme->color(Color::SurfacePane), m_theme->colors().childMix));
        word(QCoreApplication::translate("Waterfall", "in children"));
        const QRect gap(x, height() / 2 - 5, 18, 10);
        painter.fillRect(gap, m_theme->color(Color::TraceGapFill));
        painter.fillRect(gap, QBrush(m_theme->color(Color::TraceGapEdge), Qt::BDiagPattern));
        word(QCoreApplication::translate("Waterfall", "gap"));
    }

private:
    const theme::Theme* m_theme;
};

} // namespace

TracePage::TracePage(const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_header(new PaneHeader(QString(), theme, this))
    , m_back(new QToolButton(this))
    , m_copy(new QToolButton(this))
    , m_find(new QLineEdit(this))
    , m_findStatus(new QLabel(this))
    , m_keep(new Segments({tr("All"), tr("Failed"), tr("Critical"), tr("Matches")}, theme, this))
    , m_logs(new KeyButton(tr("Logs"), QStringLiteral("G"), theme, this))
    , m_skew(new KeyButton(tr("Clocks"), QStringLiteral("K"), theme, this))
    , m_more(new KeyButton(tr("More"), QStringLiteral("E"), theme, this))
    , m_views(new Segments(
          {tr("Waterfall"), tr("Statistics"), tr("Flame graph"), tr("Events"), tr("Compare")}, theme, this))
    , m_path(new PathStrip(theme, this))
    , m_minimap(new Minimap(theme, this))
    , m_waterfall(new WaterfallView(theme, this))
    , m_footer(new QLabel(this))
    , m_legend(new Legend(theme, this))
    , m_banner(new Banner(theme, this))
    , m_pages(new QStackedWidget(this))
    , m_grouping(new Segments({tr("Service"), tr("Operation"), tr("Tag")}, theme, this))
    , m_tag(new QComboBox(this))
    , m_statistics(new SheetModel({{tr("Operation")},
                                   {tr("Count"), true},
                                   {tr("Per parent"), true},
                                   {tr("Failed"), true},
                                   {tr("Total"), true},
                                   {tr("Own"), true},
                                   {tr("Average"), true},
                                   {tr("p95"), true},
                                   {tr("Longest"), true},
                                   {tr("Share"), true}},
                                  true, this))
    , m_statisticsTable(sheetTable(m_statistics, tr("Statistics of the spans"),
                                   {260, 72, 84, 72, 88, 88, 88, 88, 88, 84}, true, theme, this))
    , m_flame(new FlameView(theme, this))
    , m_events(new SheetModel(
          {{tr("Event")}, {tr("At"), true}, {tr("Service")}, {tr("Span")}, {tr("Fields")}}, true, this))
    , m_eventsTable(sheetTable(m_events, tr("Events of the spans, in order of time"),
                               {260, 96, 140, 220, 320}, true, theme, this))
    , m_other(new QComboBox(this))
    , m_compareNote(new QLabel(this))
    , m_compareBanner(new Banner(theme, this))
    , m_difference(new SheetModel({{tr("Service and operation")},
                                   {tr("Change")},
                                   {tr("Calls there"), true},
                                   {tr("Calls here"), true},
                                   {tr("Time there"), true},
                                   {tr("Time here"), true},
                                   {tr("Own time"), true}},
                                  false, this))
    , m_differenceTable(sheetTable(m_difference, tr("Differences between two traces"),
                                   {320, 96, 84, 84, 96, 96, 110}, false, theme, this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_detail(new SpanDetail(theme, this))
{
    layOut();
    connectUp();
}

void TracePage::layOut()
{
    m_back->setAutoRaise(true);
    m_back->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_back->setToolTip(tr("Back to the traces found (Backspace)"));
    m_copy->setAutoRaise(true);
    m_copy->setToolTip(tr("Copy the trace id"));
    m_copy->setAccessibleName(m_copy->toolTip());
    m_find->setPlaceholderText(tr("Find span  (F)"));
    m_find->setAccessibleName(tr("Find span"));
    m_find->setClearButtonEnabled(true);
    m_find->setMinimumWidth(120);
    m_find->setMaximumWidth(220);
    m_find->setToolTip(tr("Part of a service, operation, tag or event; name=value for a whole value; an id"));
    m_findStatus->setFont(theme::font(theme::Type::Small));
    m_findStatus->hide();
    m_logs->setCheckable(true);
    m_logs->setChecked(true);
    m_logs->setToolTip(tr("Lines of the logs in the waterfall"));
    m_skew->setCheckable(true);
    m_skew->setToolTip(tr("Correct clocks that differ; spans that were moved are marked"));
    m_more->setToolTip(tr("Copy, save"));
    m_header->addLeading(m_back);
    m_header->addBeside(m_copy);
    m_header->addControl(m_views);
    for (KeyButton* button : {m_logs, m_skew, m_more})
        button->setFocusPolicy(Qt::TabFocus);

    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    auto* left = new QWidget(this);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_path);
    column->addWidget(m_banner);
    column->addWidget(m_pages, 1);
    m_pages->addWidget(makeWaterfall());
    m_pages->addWidget(makeStatistics());
    m_pages->addWidget(m_flame);
    m_pages->addWidget(m_eventsTable);
    m_pages->addWidget(makeCompare());
    m_splitter->addWidget(left);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setSizes({1000, detailWidth});
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(m_splitter);
    const auto paint = [this] {
        m_back->setIcon(m_theme->icon(QStringLiteral("back")));
        m_copy->setIcon(m_theme->icon(QStringLiteral("copy")));
        QPalette quiet = palette();
        quiet.setColor(QPalette::WindowText, m_theme->color(Color::TextTertiary));
        m_footer->setPalette(quiet);
        m_compareNote->setPalette(quiet);
        m_findStatus->setPalette(quiet);
    };
    paint();
    connect(m_theme, &theme::Theme::changed, this, paint);
}

QWidget* TracePage::makeWaterfall()
{
    m_footer->setFont(theme::font(theme::Type::Small));
    m_footer->setTextFormat(Qt::PlainText);
    m_footer->setMinimumWidth(40);
    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(16, 0, 16, 8);
    tools->setSpacing(8);
    tools->addWidget(m_find);
    tools->addWidget(m_findStatus);
    tools->addWidget(m_keep);
    tools->addStretch();
    tools->addWidget(m_logs);
    tools->addWidget(m_skew);
    tools->addWidget(m_more);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(16, 2, 16, 2);
    foot->addWidget(m_legend);
    foot->addStretch();
    foot->addWidget(m_footer);
    auto* made = new QWidget(this);
    auto* column = new QVBoxLayout(made);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(tools);
    column->addWidget(m_minimap);
    column->addWidget(m_waterfall, 1);
    column->addLayout(foot);
    return made;
}

QWidget* TracePage::makeStatistics()
{
    m_grouping->setCurrent(1);
    m_tag->setAccessibleName(tr("Tag to group by"));
    m_tag->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_tag->setEnabled(false);
    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(16, 0, 16, 8);
    tools->setSpacing(8);
    tools->addWidget(m_grouping);
    tools->addWidget(m_tag);
    tools->addStretch();
    auto* made = new QWidget(this);
    auto* column = new QVBoxLayout(made);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(tools);
    column->addWidget(m_statisticsTable, 1);
    return made;
}

QWidget* TracePage::makeCompare()
{
    m_other->setAccessibleName(tr("Trace to compare with"));
    m_other->setEditable(true);
    m_other->setInsertPolicy(QComboBox::NoInsert);
    m_other->lineEdit()->setPlaceholderText(tr("A trace found, or an id"));
    m_compareNote->setFont(theme::font(theme::Type::Small));
    m_compareNote->setTextFormat(Qt::PlainText);
    m_compareNote->setContentsMargins(16, 0, 16, 8);
    m_compareNote->hide();
    auto* word = new QLabel(tr("This trace against"), this);
    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(16, 0, 16, 8);
    tools->setSpacing(8);
    tools->addWidget(word);
    tools->addWidget(m_other, 1);
    auto* made = new QWidget(this);
    auto* column = new QVBoxLayout(made);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(tools);
    column->addWidget(m_compareNote);
    column->addWidget(m_compareBanner);
    column->addWidget(m_differenceTable, 1);
    return made;
}

void TracePage::connectUp()
{
    connect(m_back, &QToolButton::clicked, this, &TracePage::backRequested);
    connect(m_copy, &QToolButton::clicked, this, &TracePage::copyIdRequested);
    connect(m_banner, &Banner::actionTriggered, this, &TracePage::retried);
    connect(m_find, &QLineEdit::textChanged, this, &TracePage::findChanged);
    m_find->installEventFilter(this);
    connect(m_keep, &Segments::changed, this, [this] {
        m_keptService.clear();
        Q_EMIT keepChanged();
    });
    connect(m_logs, &QPushButton::toggled, m_waterfall, &WaterfallView::setLogsShown);
    connect(m_skew, &QPushButton::toggled, this, &TracePage::skewToggled);
    connect(m_more, &QPushButton::clicked, this, &TracePage::openMore);
    connect(m_views, &Segments::changed, this, [this](int view) { showView(static_cast<View>(view)); });
    connect(m_minimap, &Minimap::viewRequested, m_waterfall, &WaterfallView::setView);
    connect(m_waterfall, &WaterfallView::viewChanged, this,
            [this] { m_minimap->setView(m_waterfall->view()); });
    connect(m_waterfall, &WaterfallView::currentChanged, this, &TracePage::showSpan);
    connect(m_waterfall, &WaterfallView::spanActivated, this, [this] {
        setDetailShown(true);
        m_detail->facts()->setFocus();
    });
    connect(m_waterfall, &WaterfallView::menuRequested, this, &TracePage::spanMenuRequested);
    connect(m_detail, &SpanDetail::closeRequested, this, [this] { setDetailShown(false); });
    const auto show = [this](quint32 span) {
        showView(View::Waterfall);
        m_waterfall->showSpan(span);
        m_waterfall->setFocus();
    };
    connect(m_path, &PathStrip::spanChosen, this, show);
    connect(m_flame, &FlameView::spanChosen, this, show);
    for (QTableView* table : {m_statisticsTable, m_eventsTable})
        connect(table, &QTableView::activated, this,
                [show](const QModelIndex& index) { show(index.data(SheetModel::KeyRole).toUInt()); });
    connect(m_grouping, &Segments::changed, this, [this](int index) {
        m_tag->setEnabled(index == 2);
        Q_EMIT groupingChanged();
    });
    connect(m_tag, &QComboBox::activated, this, &TracePage::groupingChanged);
    connect(m_other, &QComboBox::activated, this, &TracePage::otherChosen);
    connect(m_other->lineEdit(), &QLineEdit::returnPressed, this, &TracePage::otherChosen);
}

void TracePage::setReading(const traces::ReadingPtr& reading)
{
    m_path->setReading(reading);
    m_path->setVisible(reading != nullptr);
    m_minimap->setReading(reading);
    m_waterfall->setReading(reading);
    m_minimap->setView(m_waterfall->view());
    if (!m_path->shares().empty()) {
        const traces::PathShare& first = m_path->shares().front();
        m_waterfall->setBottleneck(first.kind == traces::PathShare::Kind::Work ? first.span : -1,
                                   first.share);
    }
    m_skew->setEnabled(reading && (reading->isSkewed || reading->corrected));
    showSpan();
}

void TracePage::showSpan()
{
    m_detail->setSpan(m_waterfall->reading(), m_waterfall->currentSpan(), m_waterfall->zone());
}

void TracePage::setHeading(const QString& name, const QString& service, const QString& id)
{
    m_header->setTitle(name);
    m_header->setSwatch(service.isEmpty() ? QColor() : m_theme->serviceColor(service));
    m_note = id;
    fitHeader();
    m_copy->setVisible(!id.isEmpty());
}

void TracePage::setBackText(const QString& text)
{
    m_backText = text;
    fitHeader();
}

void TracePage::setZone(Zone zone)
{
    m_waterfall->setZone(zone);
    showSpan();
}

void TracePage::setFooter(const QString& text)
{
    m_footer->setText(
        m_footer->fontMetrics().elidedText(text, Qt::ElideRight, std::max(160, m_pages->width() - 480)));
    m_footer->setToolTip(Qt::convertFromPlainText(text));
}

void TracePage::setCompareNote(const QString& text)
{
    m_compareNote->setText(text);
    m_compareNote->setVisible(!text.isEmpty());
}

void TracePage::showView(View view)
{
    m_views->setCurrent(static_cast<int>(view));
    m_pages->setCurrentIndex(static_cast<int>(view));
    Q_EMIT viewShown();
}

TracePage::View TracePage::view() const
{
    return static_cast<View>(m_pages->currentIndex());
}

QString TracePage::findText() const
{
    return m_find->text();
}

void TracePage::setFindText(const QString& text)
{
    m_find->setText(text);
}

void TracePage::startFind()
{
    showView(View::Waterfall);
    m_find->setFocus();
    m_find->selectAll();
}

void TracePage::setFindStatus(const QString& status, bool none)
{
    m_findStatus->setVisible(!status.isEmpty());
    m_findStatus->setText(status);
    m_find->setProperty(theme::invalidProperty, none);
    m_find->update();
}

TracePage::Keep TracePage::keep() const
{
    return static_cast<Keep>(m_keep->current());
}

void TracePage::setKeep(Keep keep)
{
    m_keep->setCurrent(static_cast<int>(keep));
    m_keptService.clear();
    Q_EMIT keepChanged();
}

void TracePage::setKeptService(const QString& service)
{
    m_keep->setCurrent(0);
    m_keptService = service;
    Q_EMIT keepChanged();
}

traces::GroupBy TracePage::groupBy() const
{
    return static_cast<traces::GroupBy>(m_grouping->current());
}

QString TracePage::groupTag() const
{
    return m_tag->currentText();
}

void TracePage::setTagKeys(const QStringList& keys)
{
    const QString before = m_tag->currentText();
    m_tag->clear();
    m_tag->addItems(keys);
    if (const int index = m_tag->findText(before, Qt::MatchExactly); index >= 0)
        m_tag->setCurrentIndex(index);
}

void TracePage::setOthers(const std::vector<std::pair<QString, TraceId>>& others)
{
    const QString before = m_other->currentText();
    m_other->clear();
    for (const auto& [text, id] : others)
        m_other->addItem(text, id.toHex());
    m_other->setCurrentIndex(m_other->findText(before, Qt::MatchExactly));
    m_other->setEditText(before);
}

std::optional<TraceId> TracePage::other() const
{
    const int index = m_other->findText(m_other->currentText(), Qt::MatchExactly);
    const QString text = index >= 0 ? m_other->itemData(index).toString() : m_other->currentText().trimmed();
    return TraceId::fromHex(QStringView(text));
}

void TracePage::setOther(const TraceId& id, const QString& text)
{
    if (m_other->findText(text, Qt::MatchExactly) < 0)
        m_other->addItem(text, id.toHex());
    m_other->setCurrentText(text);
    Q_EMIT otherChosen();
}

void TracePage::setDetailShown(bool shown)
{
    m_detailWanted = shown;
    m_detail->setVisible(shown);
    fitHeader();
}

bool TracePage::isDetailShown() const
{
    return m_detail->isVisibleTo(this);
}

void TracePage::setLogsShown(bool shown)
{
    m_logs->setChecked(shown);
}

void TracePage::setSkewCorrected(bool corrected)
{
    m_skew->setChecked(corrected);
}

bool TracePage::isSkewCorrected() const
{
    return m_skew->isChecked();
}

void TracePage::openMore()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString& text, auto&& run) { menu->addAction(text, this, run); };
    add(tr("Copy as text"), [this] { Q_EMIT copyRequested(QStringLiteral("text")); });
    add(tr("Copy as Markdown"), [this] { Q_EMIT copyRequested(QStringLiteral("markdown")); });
    add(tr("Copy the picture"), [this] { Q_EMIT copyRequested(QStringLiteral("picture")); });
    menu->addSeparator();
    add(tr("Save as JSON (Jaeger)…"), [this] { Q_EMIT saveRequested(QStringLiteral("json")); });
    add(tr("Save as Markdown…"), [this] { Q_EMIT saveRequested(QStringLiteral("md")); });
    add(tr("Save as PNG…"), [this] { Q_EMIT saveRequested(QStringLiteral("png")); });
    add(tr("Save as SVG…"), [this] { Q_EMIT saveRequested(QStringLiteral("svg")); });
    menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height() + 4)));
}

bool TracePage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_find && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool enters = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enters || key->key() == Qt::Key_Down || key->key() == Qt::Key_Up) {
            const bool back = key->key() == Qt::Key_Up || key->modifiers() & Qt::ShiftModifier;
            Q_EMIT findStepped(back ? -1 : 1);
            return true;
        }
        if (key->key() == Qt::Key_Escape) {
            m_find->clear();
            m_waterfall->setFocus();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void TracePage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool narrow = width() < roomForDetail;
    if (narrow == m_narrow)
        return;
    m_narrow = narrow;
    m_detail->setVisible(m_detailWanted && !narrow);
    fitHeader();
}

// In a narrow page the words go before the buttons do.
void TracePage::fitHeader()
{
    m_header->setNote(m_narrow ? QString() : m_note);
    m_back->setText(m_narrow ? QString() : m_backText);
    const bool isTight = m_narrow && isDetailShown();
    m_views->setVisible(!isTight);
    m_keep->setVisible(!isTight);
    m_legend->setVisible(!m_narrow);
}

} // namespace signalbox::widgets
