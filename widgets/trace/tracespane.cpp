// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/trace/tracespane.h"

#include "widgets/trace/minimap.h"
#include "widgets/trace/spandetail.h"
#include "widgets/trace/waterfallview.h"

#include <QStackedWidget>
#include <QVBoxLayout>

namespace signalbox::widgets {

TracesPane::TracesPane(items::TraceModel* traces, const theme::Theme* theme, QWidget* parent)
    : Pane(parent)
    , m_pages(new QStackedWidget(this))
    , m_find(new FindPage(traces, theme, this))
    , m_trace(new TracePage(theme, this))
{
    m_pages->addWidget(m_find);
    m_pages->addWidget(m_trace);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(m_pages);
    connect(m_trace, &TracePage::backRequested, this, &TracesPane::showFindPage);
    connect(m_trace->detail(), &SpanDetail::logsRequested, this, &TracesPane::logsRequested);
    connect(m_trace->detail(), &SpanDetail::signalsRequested, this, &TracesPane::signalsRequested);
    connect(m_trace->detail(), &SpanDetail::similarRequested, this, &TracesPane::similarRequested);
}

void TracesPane::takeFocus()
{
    if (isTraceShown())
        m_trace->waterfall()->setFocus();
    else
        m_find->focusResults();
}

void TracesPane::showFindPage()
{
    const bool hadFocus = isAncestorOf(focusWidget()) && m_trace->isAncestorOf(focusWidget());
    m_pages->setCurrentWidget(m_find);
    if (hadFocus)
        m_find->focusResults();
    Q_EMIT shownChanged();
}

void TracesPane::showTracePage()
{
    const bool hadFocus = focusWidget() && m_find->isAncestorOf(focusWidget());
    m_pages->setCurrentWidget(m_trace);
    if (hadFocus)
        m_trace->waterfall()->setFocus();
    Q_EMIT shownChanged();
}

bool TracesPane::isTraceShown() const
{
    return m_pages->currentWidget() == m_trace;
}

std::vector<Command> TracesPane::commands()
{
    const QString group = tr("Traces");
    const auto key = [](auto... keys) { return QList<QKeySequence>{QKeySequence(keys)...}; };
    using View = TracePage::View;
    const auto view = [this](View which) {
        return [this, which] {
            if (isTraceShown())
                m_trace->showView(which);
        };
    };
    const auto shown = [this](FindPage::Shown what) {
        return [this, what] {
            showFindPage();
            m_find->showPart(what);
            m_find->focusResults();
        };
    };
    const auto onTrace = [this](auto act) {
        return [this, act] {
            if (isTraceShown())
                act();
        };
    };
    WaterfallView* waterfall = m_trace->waterfall();
    return {
        {QStringLiteral("traces.search"), group, tr("Search for traces"), key(Qt::Key_Slash),
         [this] {
             showFindPage();
             m_find->showPart(FindPage::Shown::Found);
             m_find->editTags();
         }},
        {QStringLiteral("traces.back"), group, tr("Back to the traces found"), key(Qt::Key_Backspace),
         [this] { showFindPage(); }},
        {QStringLiteral("traces.map"), group, tr("Service map"), key(Qt::SHIFT | Qt::Key_M),
         shown(FindPage::Shown::Map)},
        {QStringLiteral("traces.sets"), group, tr("Compare odd traces with normal ones"),
         key(Qt::SHIFT | Qt::Key_C), shown(FindPage::Shown::Cohorts)},
        {QStringLiteral("traces.open"), group, tr("Open a trace from a file"), key(Qt::SHIFT | Qt::Key_O),
         [this] { Q_EMIT m_find->fileRequested(); }},
        {QStringLiteral("traces.find"), group, tr("Find in the spans"),
         key(Qt::Key_F, QKeySequence(Qt::CTRL | Qt::Key_F)), onTrace([this] { m_trace->startFind(); })},
        {QStringLiteral("traces.next"), group, tr("The next match"), key(Qt::Key_F3),
         onTrace([this] { Q_EMIT m_trace->findStepped(1); })},
        {QStringLiteral("traces.previous"), group, tr("The match before"), key(Qt::SHIFT | Qt::Key_F3),
         onTrace([this] { Q_EMIT m_trace->findStepped(-1); })},
        {QStringLiteral("traces.bottleneck"), group, tr("The span that everything waited for"),
         key(Qt::Key_X), onTrace([this] {
             if (!m_trace->path()->shares().empty() && m_trace->path()->shares().front().span >= 0)
                 Q_EMIT m_trace->path()->spanChosen(
                     static_cast<quint32>(m_trace->path()->shares().front().span));
         })},
        {QStringLiteral("traces.keep"), group, tr("All, failed or critical spans"), key(Qt::Key_Y),
         onTrace([this] {
             m_trace->setKeep(static_cast<TracePage::Keep>((static_cast<int>(m_trace->keep()) + 1) % 3));
         })},
        {QStringLiteral("traces.lines"), group, tr("Lines of the logs in the waterfall"), key(Qt::Key_G),
         onTrace([this, waterfall] { m_trace->setLogsShown(!waterfall->logsShown()); })},
        {QStringLiteral("traces.clocks"), group, tr("Correct clocks that differ"), key(Qt::Key_K),
         onTrace([this] { m_trace->setSkewCorrected(!m_trace->isSkewCorrected()); })},
        {QStringLiteral("traces.detail"), group, tr("The chosen span at the side"), key(Qt::Key_I),
         onTrace([this] { m_trace->setDetailShown(!m_trace->isDetailShown()); })},
        {QStringLiteral("traces.logs"), group, tr("Logs of the chosen span"), key(Qt::Key_L),
         onTrace([this] { Q_EMIT logsRequested(); })},
        {QStringLiteral("traces.signals"), group, tr("Signals of the chosen span's service"), key(Qt::Key_M),
         onTrace([this] { Q_EMIT signalsRequested(); })},
        {QStringLiteral("traces.similar"), group, tr("Traces like the chosen span"), key(Qt::Key_T),
         onTrace([this] { Q_EMIT similarRequested(); })},
        {QStringLiteral("traces.waterfall"), group, tr("Waterfall"), key(Qt::SHIFT | Qt::Key_W),
         view(View::Waterfall)},
        {QStringLiteral("traces.statistics"), group, tr("Statistics of the spans"),
         key(Qt::SHIFT | Qt::Key_S), view(View::Statistics)},
        {QStringLiteral("traces.flame"), group, tr("Flame graph"), key(Qt::SHIFT | Qt::Key_F),
         view(View::Flame)},
        {QStringLiteral("traces.events"), group, tr("Events of the spans"), key(Qt::SHIFT | Qt::Key_E),
         view(View::Events)},
        {QStringLiteral("traces.compare"), group, tr("Compare with another trace"), key(Qt::Key_C),
         view(View::Compare)},
        {QStringLiteral("traces.more"), group, tr("Copy or save the trace"), key(Qt::Key_E),
         onTrace([this] { m_trace->openMore(); })},
        {QStringLiteral("traces.closeAll"), group, tr("Close all spans"), key(Qt::Key_BracketRight),
         onTrace([waterfall] { waterfall->closeAll(true); })},
        {QStringLiteral("traces.openAll"), group, tr("Open all spans"), key(Qt::Key_BracketLeft),
         onTrace([waterfall] { waterfall->closeAll(false); })},
        {QStringLiteral("traces.closeLevel"), group, tr("Close the deepest level"), key(Qt::Key_P),
         onTrace([waterfall] { waterfall->closeLevel(); })},
        {QStringLiteral("traces.openLevel"), group, tr("Open one level more"), key(Qt::Key_O),
         onTrace([waterfall] { waterfall->openLevel(); })},
        {QStringLiteral("traces.zoomIn"), group, tr("Zoom into the time"), key(Qt::Key_Plus),
         onTrace([waterfall] { waterfall->zoom(0.8); })},
        {QStringLiteral("traces.zoomOut"), group, tr("Zoom out of the time"), key(Qt::Key_Minus),
         onTrace([waterfall] { waterfall->zoom(1.25); })},
        {QStringLiteral("traces.earlier"), group, tr("A tenth earlier"), key(Qt::Key_A),
         onTrace([waterfall] { waterfall->pan(-0.1); })},
        {QStringLiteral("traces.later"), group, tr("A tenth later"), key(Qt::Key_D),
         onTrace([waterfall] { waterfall->pan(0.1); })},
        {QStringLiteral("traces.zoomSpan"),
         group,
         tr("Zoom to the chosen span (Z in the waterfall)"),
         {},
         onTrace([waterfall] {
             if (const std::int64_t span = waterfall->currentSpan(); span >= 0)
                 waterfall->zoomToSpan(static_cast<std::uint32_t>(span));
         })},
        {QStringLiteral("traces.all"), group, tr("The whole time of the trace"), key(Qt::Key_0),
         onTrace([waterfall] { waterfall->showAll(); })},
    };
}

} // namespace signalbox::widgets
