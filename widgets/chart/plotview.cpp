// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/plotview.h"

#include "models/base/pending.h"
#include "widgets/chart/chartcolors.h"
#include "widgets/chart/chartframe.h"
#include "widgets/chart/plotitems.h"
#include "widgets/theme/type.h"

#include <QFontMetricsF>
#include <QResizeEvent>
#include <QThreadPool>

#include <cmath>

namespace signalbox::widgets {

using theme::Color;
using theme::Type;

namespace {

QString sentenceFor(const Picture& picture)
{
    const chart::ChartData& data = *picture.data;
    if (data.lines.empty())
        return PlotView::tr("No series in this range.");
    std::size_t samples = 0;
    for (const chart::Thinned& line : picture.lines)
        samples += line.columns.size();
    if (samples > 0)
        return {};
    for (const chart::Line& line : data.lines)
        if (line.series)
            for (std::size_t i = 0; i < std::min(line.series->times.size(), line.series->values.size()); ++i)
                if (data.range.contains(Instant{line.series->times[i]}))
                    return std::isnan(line.series->values[i])
                               ? PlotView::tr("Every value is NaN, as after a division by zero.")
                               : PlotView::tr("Every value is infinite: above the highest bucket.");
    return PlotView::tr("No samples in this range.");
}

} // namespace

PlotView::PlotView(const theme::Theme* theme, QThreadPool* pool, QWidget* parent)
    : QChartView(parent)
    , m_pool(pool)
    , m_frame(new ChartFrame(theme))
    , m_ground(new GroundItem(&m_state, m_frame))
    , m_lines(new LinesItem(&m_state, m_frame))
    , m_marks(new MarksItem(&m_state, m_frame))
    , m_overlay(new OverlayItem(&m_state, m_frame))
{
    m_state.theme = theme;
    setChart(m_frame);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setViewportUpdateMode(QGraphicsView::MinimalViewportUpdate);
    setOptimizationFlag(QGraphicsView::DontSavePainterState);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setBackgroundBrush(theme->color(Color::SurfaceCard));
    viewport()->setMouseTracking(true);
    viewport()->setCursor(Qt::CrossCursor);
    setGroup(nullptr);
    connect(theme, &theme::Theme::changed, this, [this] {
        m_frame->dress();
        setBackgroundBrush(m_state.theme->color(Color::SurfaceCard));
        request();
    });
}

PlotView::~PlotView()
{
    m_running.cancel();
}

void PlotView::setData(chart::ChartDataPtr next)
{
    const bool sameLines = m_data && next && m_data->lines.size() == next->lines.size();
    m_data = std::move(next);
    if (!sameLines) {
        m_isolated.clear();
        m_hovered.reset();
    }
    request();
}

void PlotView::setZone(Zone zone)
{
    m_zone = zone;
    m_state.zone = chart::timeZoneOf(zone);
    if (!m_state.hasPlot())
        return;
    m_frame->show(*m_state.picture, m_state.zone);
    layMarks();
    m_overlay->update();
}

void PlotView::setStale(bool stale)
{
    if (stale == m_stale)
        return;
    m_stale = stale;
    request();
}

PictureColors PlotView::colors() const
{
    PictureColors colors;
    const std::size_t count = std::min(m_data->lines.size(), ChartView::mostLines);
    for (std::size_t l = 0; l < count; ++l)
        colors.lines.push_back(m_stale ? m_state.theme->color(Color::TextDisabled)
                                       : lineColor(m_data->lines[l], *m_state.theme));
    colors.band = m_state.theme->color(Color::ChartBaselineBand);
    colors.bandEdge = m_state.theme->color(Color::ChartBaselineEdge);
    return colors;
}

PictureRequest PlotView::wanted(double scale) const
{
    return {.data = m_data,
            .size = viewport()->size(),
            .scale = scale,
            .colors = colors(),
            .labelFont = theme::font(Type::Micro),
            .pyramids = m_state.picture ? m_state.picture->pyramids : std::vector<KeptPyramid>()};
}

void PlotView::request()
{
    // The newest wins: one that has not begun is not run, one that runs is not looked at.
    m_running.cancel();
    const int generation = ++m_generation;
    if (!m_data || viewport()->width() < 1 || viewport()->height() < 1)
        return;
    m_running =
        runOnPool(m_pool, [request = wanted(viewport()->devicePixelRatioF())]() -> Result<PicturePtr> {
            return makePicture(request);
        });
    whenReady(m_running, this, [this, generation](const Result<PicturePtr>& picture) {
        if (picture && generation == m_generation)
            take(*picture);
    });
}

void PlotView::take(const PicturePtr& picture)
{
    ++m_drawings;
    m_state.picture = picture;
    m_state.sentence = m_state.hasPlot() ? sentenceFor(*picture) : QString();
    if (m_state.hasPlot())
        m_frame->show(*picture, m_state.zone);
    layMarks();
    m_state.emphasised.clear();
    m_state.emphasis = {};
    emphasise(m_hovered);
    m_state.crosshair = m_group->at();
    for (PlotItem* item : {static_cast<PlotItem*>(m_ground), static_cast<PlotItem*>(m_lines),
                           static_cast<PlotItem*>(m_marks), static_cast<PlotItem*>(m_overlay)})
        item->update();
    Q_EMIT pictureShown();
}

void PlotView::layMarks()
{
    m_state.marks.clear();
    if (!m_state.hasPlot())
        return;
    const QFontMetricsF metrics(theme::font(Type::Micro));
    m_state.marks = layOutMarks(
        *m_state.picture->data, m_state.picture->geometry,
        [&](const QString& text) { return std::ceil(metrics.horizontalAdvance(text)) + 1; },
        [&](const QString& text, double width) { return metrics.elidedText(text, Qt::ElideRight, width); },
        [this](Instant at) {
            return QDateTime::fromMSecsSinceEpoch(at.milliseconds(), m_state.zone)
                .toString(QStringLiteral("HH:mm:ss"));
        });
    m_marks->update();
}

void PlotView::isolate(std::vector<std::size_t> lines)
{
    m_isolated = std::move(lines);
    emphasise(m_hovered);
}

void PlotView::emphasise(std::optional<std::size_t> hovered)
{
    m_hovered = hovered;
    std::vector<std::size_t> which = m_isolated;
    if (hovered)
        which = {*hovered};
    if (!m_state.hasPlot())
        return;
    std::erase_if(which, [this](std::size_t l) { return l >= m_state.picture->lines.size(); });
    // One line alone cannot stand out from any other.
    if (m_state.picture->lines.size() < 2)
        which.clear();
    if (which == m_state.emphasised)
        return;
    m_state.emphasised = std::move(which);
    m_state.emphasis =
        m_state.emphasised.empty() ? QImage() : drawLines(*m_state.picture, m_state.emphasised, 2);
    m_lines->update(m_state.plotRect().adjusted(-2, -2, 2, 2));
    m_overlay->update(m_overlay->tableRect());
}

void PlotView::select(std::optional<Interval> range)
{
    if (range == m_state.selection)
        return;
    m_state.selection = range;
    m_ground->update(m_state.plotRect());
    if (!range)
        Q_EMIT deselected();
}

void PlotView::setGroup(CrosshairGroup* group)
{
    if (m_group)
        m_group->disconnect(this);
    if (group) {
        m_own.reset();
        m_group = group;
    } else {
        m_own = std::make_unique<CrosshairGroup>();
        m_group = m_own.get();
    }
    connect(m_group, &CrosshairGroup::changed, this, &PlotView::groupChanged);
    // A group that dies leaves the chart with a crosshair of its own.
    connect(m_group, &QObject::destroyed, this, [this] {
        if (!m_own)
            setGroup(nullptr);
    });
    groupChanged();
}

void PlotView::groupChanged()
{
    const QRectF before = m_overlay->crosshairRect();
    const QRectF tableBefore = m_overlay->tableRect();
    m_state.crosshair = m_group->at();
    m_state.locked = m_group->isLocked();
    for (const QRectF& rect : {before, tableBefore, m_overlay->crosshairRect(), m_overlay->tableRect()})
        if (rect.isValid())
            m_overlay->update(rect);
}

void PlotView::beginPrint(double scale)
{
    m_onScreen = m_state;
    m_state.printed = true;
    m_state.asPaths = scale <= 0;
    if (!m_state.hasPlot() || scale <= 0 || scale == m_state.picture->scale)
        return;
    // A person waits for this one, and it is quick. What is on the screen now, not what may be on its way.
    PictureRequest request = wanted(scale);
    request.data = m_state.picture->data;
    request.colors = m_state.picture->colors;
    m_state.picture = makePicture(request);
    if (!m_state.emphasised.empty())
        m_state.emphasis = drawLines(*m_state.picture, m_state.emphasised, 2);
}

void PlotView::endPrint()
{
    m_state = m_onScreen;
    m_onScreen = {};
}

void PlotView::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    for (PlotItem* item : {static_cast<PlotItem*>(m_ground), static_cast<PlotItem*>(m_lines),
                           static_cast<PlotItem*>(m_marks), static_cast<PlotItem*>(m_overlay)})
        item->setSize(viewport()->size());
    request();
}

void PlotView::drawForeground(QPainter* painter, const QRectF&)
{
    if (!m_keyFocus || m_state.printed || !m_state.hasPlot())
        return;
    painter->setPen(QPen(m_state.theme->color(Color::AccentFocusRing), 2));
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(m_state.plotRect().adjusted(-1, -1, 1, 1));
}

} // namespace signalbox::widgets
