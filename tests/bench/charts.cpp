// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/chart/geometry.h"
#include "models/chart/thinning.h"
#include "tests/bench/bench.h"
#include "widgets/chart/chartview.h"

#include <QCoreApplication>
#include <QEvent>
#include <QEventLoop>
#include <QPainter>
#include <QThreadPool>

#include <array>
#include <cmath>
#include <memory>

namespace signalbox::bench {

namespace {

constexpr int plotWidth = 1200;
constexpr int plotHeight = 260;
constexpr std::int64_t second = 1'000'000'000;
const Duration step(15 * second);
const Instant start = Instant::fromSeconds(1'795'251'600);

std::vector<chart::Line> lines(int count, int points)
{
    std::uint64_t state = 0x9E3779B97F4A7C15ULL;
    const auto noise = [&state] {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return static_cast<double>(state % 10'000) / 1000;
    };
    std::vector<chart::Line> made;
    for (int l = 0; l < count; ++l) {
        auto series = std::make_shared<Series>();
        for (int p = 0; p < points; ++p) {
            series->times.push_back(start.ns + p * step.count());
            series->values.push_back(100 + 10 * l + 40 * std::sin(p / 300.0 + l) + noise());
        }
        chart::Line line;
        line.name = QStringLiteral("pod-%1").arg(l);
        line.slot = l;
        line.series = std::move(series);
        made.push_back(std::move(line));
    }
    return made;
}

chart::ChartDataPtr snapshot(const std::vector<chart::Line>& lines, Instant from, Duration length)
{
    auto data = std::make_shared<chart::ChartData>();
    data->title = QStringLiteral("Traffic");
    data->unitWords = QStringLiteral("requests per second");
    data->unit = chart::Unit::PerSecond;
    data->range = {from, from + length};
    data->step = step;
    data->lines = lines;
    return data;
}

/// The chart of the program on a screen of its own, and a turn of the event loop until it has painted.
class Stage final : public QObject
{
public:
    Stage()
        : m_view(&m_theme, &m_pool)
    {
        m_view.resize(plotWidth + 62, plotHeight + 74);
        m_view.show();
        m_view.plotWidget()->installEventFilter(this);
        connect(&m_view, &widgets::ChartView::pictureShown, this, [this] { m_pictured = true; });
    }

    void show(const chart::ChartDataPtr& data)
    {
        m_pictured = false;
        m_painted = false;
        m_view.setData(data);
        while (!m_painted)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() != QEvent::Paint || !m_pictured)
            return false;
        watched->removeEventFilter(this); // let it paint, then go on
        QCoreApplication::sendEvent(watched, event);
        watched->installEventFilter(this);
        m_painted = true;
        return true;
    }

private:
    theme::Theme m_theme;
    QThreadPool m_pool;
    widgets::ChartView m_view;
    bool m_pictured = false;
    bool m_painted = false;
};

/// Thins the same lines to the same columns and draws a vertical span for each: the least that a chart can
/// be.
void bare(const chart::ChartData& data)
{
    std::vector<chart::Thinned> thinned;
    double low = 0;
    double high = 0;
    for (const chart::Line& line : data.lines) {
        thinned.push_back(chart::thin(*line.series, data.range, data.step, plotWidth));
        high = std::max(high, thinned.back().high);
        low = std::min(low, thinned.back().low);
    }
    QImage image(plotWidth, plotHeight, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::black);
    QPainter painter(&image);
    const chart::Geometry geometry{data.range, low, high, 0, 0, plotWidth, plotHeight};
    QVector<QLineF> spans;
    for (std::size_t l = 0; l < thinned.size(); ++l) {
        painter.setPen(QColor::fromHsv(static_cast<int>(l * 37 % 360), 160, 220));
        spans.clear();
        double before = 0;
        for (const chart::Column& column : thinned[l].columns) {
            // From where the last column ended, so that no hole is left between two of them.
            const double lowest = column.joined ? std::min(column.low, before) : column.low;
            const double highest = column.joined ? std::max(column.high, before) : column.high;
            spans << QLineF(column.x, geometry.yOf(lowest), column.x, geometry.yOf(highest));
            before = column.last;
        }
        painter.drawLines(spans);
    }
    painter.end();
    keep(image.constBits());
}

Row compare(const QString& name, Stage& stage, const std::array<chart::ChartDataPtr, 2>& snapshots)
{
    // Two in turn, so that every time range, ticks and values are others than those on the screen.
    int shown = 0;
    int drawn = 0;
    const Pair pair = measurePair(
        31, [&] { stage.show(snapshots[static_cast<std::size_t>(++shown % 2)]); },
        [&] { bare(*snapshots[static_cast<std::size_t>(++drawn % 2)]); });
    return atMost(name, pair.seconds * 1000, QStringLiteral("ms"),
                  QStringLiteral("bare QPainter, same columns"), 1 / pair.speed, 1.6);
}

std::vector<Row> chartRows()
{
    constexpr int points = 11'000;
    std::vector<Row> rows;
    Stage stage;
    for (const int count : {10, 50}) {
        const auto made = lines(count, points);
        const Duration whole = step * (points - 1);
        const QString name = QStringLiteral("chart %1 x %2").arg(count).arg(points);
        rows.push_back(
            compare(name, stage, {snapshot(made, start, whole), snapshot(made, start + step * 100, whole)}));
        rows.push_back(compare(
            name + QStringLiteral(", zoom"), stage,
            {snapshot(made, start + whole / 4, whole / 2), snapshot(made, start + whole / 3, whole / 3)}));
    }
    return rows;
}

} // namespace

std::vector<Suite> chartSuites()
{
    return {{QStringLiteral("chart"), chartRows}};
}

} // namespace signalbox::bench
