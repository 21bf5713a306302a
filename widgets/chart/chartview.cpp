// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chartview.h"

#include "models/base/error.h"
#include "models/chart/chartexport.h"
#include "widgets/chart/charthead.h"
#include "widgets/chart/chartmenu.h"
#include "widgets/chart/legend.h"
#include "widgets/chart/plotview.h"

#include <QAccessible>
#include <QBuffer>
#include <QDateTime>
#include <QPainter>
#include <QSvgGenerator>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::widgets {

using theme::Color;

ChartView::ChartView(const theme::Theme* theme, QThreadPool* pool, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_head(new ChartHead(theme, this))
    , m_banner(new Banner(theme, this))
    , m_plot(new PlotView(theme, pool, this))
    , m_menu(new ChartMenu(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 4); // the corners are round
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_banner);
    column->addWidget(m_plot, 1);
    column->addStretch(0); // takes what the plot does not while it is hidden
    setMinimumSize(240, 140);
    setFocusProxy(m_plot);

    connect(m_head->legend(), &Legend::isolated, m_plot, &PlotView::isolate);
    connect(m_head, &ChartHead::menuWanted, this, &ChartView::openMenu);
    connect(m_banner, &Banner::actionTriggered, this, &ChartView::actionTriggered);
    connect(m_banner, &Banner::cancelRequested, this, &ChartView::cancelRequested);
    connect(m_plot, &PlotView::selected, this, [this] {
        Q_EMIT selectionMade(selection());
        openBeside();
    });
    connect(m_plot, &PlotView::deselected, this, &ChartView::selectionCleared);
    connect(m_plot, &PlotView::zoomed, this, &ChartView::zoomRequested);
    connect(m_plot, &PlotView::entered, this, [this] {
        // What a selection is made for comes first.
        act(m_menu->offers(ChartAction::Logs) ? ChartAction::Logs : ChartAction::Zoom);
    });
    connect(m_plot, &PlotView::tracesWanted, this, [this] {
        if (m_menu->offers(ChartAction::Traces))
            act(ChartAction::Traces);
    });
    connect(m_plot, &PlotView::zoomedOut, this, &ChartView::zoomOutRequested);
    connect(m_plot, &PlotView::menuWanted, this, &ChartView::openMenu);
    connect(m_plot, &PlotView::exemplarHit, this, &ChartView::exemplarChosen);
    connect(m_plot, &PlotView::pictureShown, this, &ChartView::pictureShown);
    connect(m_menu, &ChartMenu::chosen, this, &ChartView::act);
    connect(m_menu, &ChartMenu::copyChosen, this, &ChartView::copyAs);
    connect(m_menu, &ChartMenu::saveChosen, this, &ChartView::saveAs);
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

ChartView::~ChartView() = default;

void ChartView::setData(chart::ChartDataPtr data)
{
    m_data = std::move(data);
    m_plot->setData(m_data);
    refreshTexts();
}

void ChartView::setTitle(const QString& title, const QString& unitWords)
{
    m_head->setTexts(title, unitWords);
    setAccessibleName(tr("Chart %1").arg(cleaned(title)));
}

void ChartView::refreshTexts()
{
    m_head->setMenuOffered(m_data && !m_menu->isEmpty(false));
    m_plot->setVisible(m_data || !m_banner->isVisibleTo(this));
    if (!m_data)
        return;
    setTitle(m_data->title, m_data->unitWords);
    m_head->legend()->setLines(*m_data, mostLines);
    m_head->legend()->setIsolated(m_plot->isolated());
    m_plot->setAccessibleName(accessibleName());
    // The whole text is made only for those who hear it: it looks at every sample.
    const QString text = QAccessible::isActive()
                             ? chart::toText(*m_data, m_zone)
                             : tr("%1, %n lines", nullptr, static_cast<int>(m_data->lines.size()))
                                   .arg(cleaned(m_data->unitWords));
    setAccessibleDescription(text);
    m_plot->setAccessibleDescription(text);
}

void ChartView::setBanner(const BannerText& text)
{
    m_banner->show(text);
    m_plot->setStale(text.kind == BannerText::Kind::Stale);
    refreshTexts();
}

void ChartView::setZone(Zone zone)
{
    m_zone = zone;
    m_plot->setZone(zone);
    refreshTexts();
}

void ChartView::setCrosshairGroup(CrosshairGroup* group)
{
    m_plot->setGroup(group);
}

void ChartView::setOffered(ChartActions actions)
{
    m_menu->setOffered(actions);
    refreshTexts();
}

void ChartView::isolate(const std::vector<std::size_t>& lines)
{
    m_head->legend()->setIsolated(lines);
    m_plot->isolate(lines);
}

const std::vector<std::size_t>& ChartView::isolated() const
{
    return m_plot->isolated();
}

ChartSelection ChartView::selection() const
{
    ChartSelection selection;
    if (!m_data)
        return selection;
    selection.range = m_plot->state().selection.value_or(m_data->range);
    selection.chart = m_data->title;
    selection.unit = m_data->unit;
    for (std::size_t l = 0; l < std::min(m_data->lines.size(), mostLines); ++l) {
        const std::vector<std::size_t>& some = isolated();
        if (some.empty() || std::find(some.begin(), some.end(), l) != some.end())
            selection.lines << m_data->lines[l].name;
    }
    return selection;
}

bool ChartView::hasSelection() const
{
    return m_plot->state().selection.has_value();
}

void ChartView::clearSelection()
{
    m_plot->select(std::nullopt);
}

void ChartView::markSelection(const Interval& range)
{
    m_plot->select(range);
}

void ChartView::select(const Interval& range)
{
    m_plot->select(range);
    if (!hasSelection() || !m_plot->state().hasPlot())
        return;
    Q_EMIT selectionMade(selection());
    openBeside();
}

void ChartView::setCount(ChartAction action, const ChartCount& count)
{
    m_menu->setCount(action, count);
}

void ChartView::clearCounts()
{
    m_menu->clearCounts();
}

QStringList ChartView::countTexts() const
{
    return m_menu->countTexts();
}

void ChartView::act(ChartAction action)
{
    const ChartSelection chosen = selection();
    if (action == ChartAction::Zoom)
        Q_EMIT zoomRequested(chosen.range);
    else if (action == ChartAction::Logs)
        Q_EMIT logsRequested(chosen);
    else if (action == ChartAction::Traces)
        Q_EMIT tracesRequested(chosen);
    else if (action == ChartAction::Deploys)
        Q_EMIT deploysRequested(chosen);
    else if (action == ChartAction::Elsewhere)
        Q_EMIT elsewhereRequested(chosen);
    else if (action == ChartAction::Pin)
        Q_EMIT pinRequested(chosen);
}

/// Beside the selection, where there is room; Enter takes the first entry.
void ChartView::openBeside()
{
    const QRectF plot = m_plot->state().plotRect();
    const Interval range = *m_plot->state().selection;
    const chart::Geometry& geometry = m_plot->state().picture->geometry;
    const auto place = [&](Instant at, int aside) {
        const double x = std::clamp(geometry.xOf(at), plot.left(), plot.right()) + aside;
        return m_plot->viewport()->mapToGlobal(QPointF(x, plot.top() + 24).toPoint());
    };
    openMenuAt(place(range.end, 4), place(range.start, -4).x());
}

void ChartView::openMenu(const QPoint& global)
{
    openMenuAt(global, global.x());
}

void ChartView::openMenuAt(const QPoint& global, int left)
{
    if (!m_data)
        return;
    const ChartSelection chosen = selection();
    Q_EMIT menuOpened(chosen);
    const auto text = [this](Instant t) {
        return QDateTime::fromMSecsSinceEpoch(t.milliseconds(), chart::timeZoneOf(m_zone))
            .toString(QStringLiteral("HH:mm:ss"));
    };
    m_menu->open(global, left, tr("%1 – %2").arg(text(chosen.range.start), text(chosen.range.end)),
                 hasSelection());
}

QImage ChartView::picture(double scale) const
{
    QImage image((QSizeF(size()) * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return image;
    image.fill(m_theme->color(Color::SurfaceCard));
    QPainter painter(&image);
    painter.scale(scale, scale);
    print(painter, scale);
    return image;
}

QByteArray ChartView::svg() const
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size());
    generator.setViewBox(rect());
    if (m_data) {
        generator.setTitle(cleaned(m_data->title));
        generator.setDescription(cleaned(chart::toText(*m_data, m_zone), 4'000));
    }
    QPainter painter(&generator);
    print(painter, 0);
    painter.end();
    return bytes;
}

QRectF ChartView::plotRect() const
{
    return m_plot->state().plotRect();
}

QWidget* ChartView::plotWidget() const
{
    return m_plot->viewport();
}

QPointF ChartView::positionOf(Instant at, double value) const
{
    if (!m_plot->state().hasPlot())
        return {};
    const chart::Geometry& geometry = m_plot->state().picture->geometry;
    return {geometry.xOf(at), geometry.yOf(value)};
}

int ChartView::drawings() const
{
    return m_plot->drawings();
}

void ChartView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme->color(Color::LineSubtle));
    painter.setBrush(m_theme->color(Color::SurfaceCard));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

} // namespace signalbox::widgets
