// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/overviewrow.h"

#include "models/chart/baseline.h"
#include "models/chart/marks.h"
#include "models/chart/valuetext.h"

#include <QCoreApplication>
#include <QHash>

#include <cmath>
#include <limits>

namespace signalbox::items {

using chart::Unit;
using golden::Deviation;
using golden::Signal;
using golden::State;

namespace {

constexpr double unmeasured = std::numeric_limits<double>::quiet_NaN();

QString tr(const char* text)
{
    return QCoreApplication::translate("Overview", text);
}

int columnOf(std::int64_t ns, const Interval& range)
{
    const double place =
        static_cast<double>(ns - range.start.ns) / static_cast<double>(range.length().count());
    return static_cast<int>(std::floor(place * SignalCell::columns));
}

/// The value that stands out most from zero in each column; the columns between two points of one step are
/// filled, so that a coarse step is a line and a gap stays a gap.
QList<double> lineOf(const Series& series, const Interval& range, Duration step)
{
    QList<double> line(SignalCell::columns, unmeasured);
    const std::vector<std::size_t> gaps = gapsAfter(series, step);
    auto gap = gaps.begin();
    int before = -1;
    for (std::size_t i = 0; i < series.times.size(); ++i) {
        const double value = series.values[i];
        const int column = std::min(columnOf(series.times[i], range), SignalCell::columns - 1);
        const bool broken = gap != gaps.end() && *gap + 1 == i;
        if (broken)
            ++gap;
        if (column < 0 || !std::isfinite(value)) {
            before = -1;
            continue;
        }
        if (before >= 0 && !broken)
            for (int x = before + 1; x < column; ++x)
                line[x] = line[before] + (value - line[before]) * (x - before) / (column - before);
        if (std::isnan(line[column]) || std::fabs(value) > std::fabs(line[column]))
            line[column] = value;
        before = column;
    }
    return line;
}

void addBand(SignalCell& cell, const chart::Baseline& baseline, const Interval& range)
{
    const chart::Band& band = baseline.band;
    if (band.isEmpty())
        return;
    cell.bandLow = QList<double>(SignalCell::columns, unmeasured);
    cell.bandHigh = QList<double>(SignalCell::columns, unmeasured);
    std::size_t at = 0;
    for (int x = 0; x < SignalCell::columns; ++x) {
        const std::int64_t ns = range.start.ns + range.length().count() / SignalCell::columns * x;
        while (at + 1 < band.times.size() && band.times[at + 1] <= ns)
            ++at;
        cell.bandLow[x] = band.low[at];
        cell.bandHigh[x] = band.high[at];
    }
}

void scale(SignalCell& cell, Unit unit)
{
    double low = 0;
    double high = 0;
    for (const QList<double>* values : {&cell.line, &cell.bandHigh, &cell.bandLow})
        for (const double value : *values)
            if (std::isfinite(value)) {
                low = std::min(low, value);
                high = std::max(high, value);
            }
    // A share that is nothing lies on the ground; a share that is full reaches the top.
    cell.low = low;
    cell.high = high > low ? high : low + 1;
    // A ripple of a few thousandths is no mountain.
    if (unit == Unit::Ratio)
        cell.high = cell.high > 0.5 ? std::max(cell.high, 1.0) : std::max(cell.high, 0.01);
}

class Rows
{
public:
    explicit Rows(const OverviewInput& input)
        : m_input(input)
    {
        for (const OverviewInput::Answer& answer : input.answers)
            m_found.push_back(indexOf(answer.series, answer.query));
        for (const OverviewInput::Answer& answer : input.answers) {
            m_days.emplace_back();
            for (const auto& day : answer.days)
                m_days.back().push_back(indexOf(day, answer.query));
        }
    }

    OverviewRow row(const QString& service) const
    {
        OverviewRow out{.service = service};
        std::array<Deviation, 4> deviations;
        for (const Signal signal : golden::allSignals) {
            const auto i = static_cast<std::size_t>(signal);
            deviations[i] = fill(service, signal, out.cells[i]);
        }
        const golden::ServiceState state = golden::stateOf(deviations);
        out.state = state.state;
        out.score = state.score;
        out.reason = state.reason;
        for (const ListedAlert& listed : m_input.alerts) {
            const AlertGravity gravity = gravityOf(listed.alert);
            if (gravity < AlertGravity::Warning || !chart::concerns(listed.alert.labels, service))
                continue;
            ++out.firing;
            out.gravity = std::max(out.gravity, gravity);
        }
        return out;
    }

private:
    using Index = QHash<QString, const Series*>;

    Index indexOf(const OverviewInput::SeriesPtr& all, const golden::OverviewQuery& query) const
    {
        Index index;
        if (!all)
            return index;
        for (const Series& series : *all)
            index.insert(
                query.serviceLabel.isEmpty()
                    ? query.service
                    : m_input.view.nameOf(query.serviceLabel, series.labels.value(query.serviceLabel)),
                &series);
        return index;
    }

    /// Does that answer speak of this signal of this service?
    bool answers(const golden::OverviewQuery& query, const QString& service, Signal signal) const
    {
        if (query.signal != signal)
            return false;
        if (!m_input.view.ownExpression(service, signal).isEmpty())
            return query.service == service;
        if (!query.service.isEmpty())
            return false;
        if (signal == Signal::Saturation)
            return true;
        const golden::RequestSource* source = m_input.view.sourceOf(service, signal);
        return source && source->id() == query.source;
    }

    Deviation fill(const QString& service, Signal signal, SignalCell& cell) const
    {
        std::optional<std::size_t> chosen;
        Deviation worst;
        chart::Baseline worstBaseline;
        bool failed = false;
        bool waiting = false;
        for (std::size_t i = 0; i < m_input.answers.size(); ++i) {
            const OverviewInput::Answer& answer = m_input.answers[i];
            if (!answers(answer.query, service, signal))
                continue;
            failed = failed || answer.failed;
            waiting = waiting || (!answer.series && !answer.failed);
            const Series* series = m_found[i].value(service);
            if (!series && signal == Signal::Saturation)
                continue;
            chart::Baseline baseline = baselineOf(i, service);
            if (!series && !answer.series)
                continue;
            const Deviation deviation = golden::deviationOf({.signal = signal,
                                                             .unit = answer.query.unit,
                                                             .series = series,
                                                             .baseline = &baseline,
                                                             .now = m_input.now,
                                                             .step = m_input.step});
            if (!chosen || fuller(deviation, answer.query.unit, worst, m_input.answers[*chosen].query.unit)) {
                chosen = i;
                worst = deviation;
                worstBaseline = std::move(baseline);
            }
        }
        if (!chosen) {
            cell.text = QStringLiteral("–");
            cell.state = failed ? State::Failed : waiting ? State::Unknown : State::Missing;
            cell.change = failed ? tr("query failed") : waiting ? QString() : tr("not measured");
            for (const golden::Finding& finding : m_input.view.findingsOf(service))
                if (finding.signal == signal)
                    cell.why = finding.why;
            return {.state = waiting ? State::Unknown : cell.state, .now = unmeasured, .normal = unmeasured};
        }
        const OverviewInput::Answer& answer = m_input.answers[*chosen];
        if (answer.failed)
            worst.state = State::Failed;
        dress(cell, answer.query, worst);
        if (const Series* series = m_found[*chosen].value(service)) {
            cell.line = lineOf(*series, m_input.range, m_input.step);
            if (worst.state == State::NoData && !series->times.empty())
                cell.silentFrom =
                    std::clamp(columnOf(series->times.back(), m_input.range) + 1, 0, SignalCell::columns);
        } else {
            cell.silentFrom = 0;
        }
        addBand(cell, worstBaseline, m_input.range);
        scale(cell, answer.query.unit);
        return worst;
    }

    /// Of several resources the one that hurts most is shown; shares go before counts.
    static bool fuller(const Deviation& a, Unit unitA, const Deviation& b, Unit unitB)
    {
        if (a.state != b.state)
            return a.state > b.state;
        if ((unitA == Unit::Ratio) != (unitB == Unit::Ratio))
            return unitA == Unit::Ratio;
        return unitA == Unit::Ratio ? a.now > b.now : a.score > b.score;
    }

    chart::Baseline baselineOf(std::size_t answer, const QString& service) const
    {
        std::vector<chart::EarlierDay> days;
        for (std::size_t d = 0; d < m_days[answer].size(); ++d)
            if (const Series* series = m_days[answer][d].value(service))
                days.push_back({series, std::chrono::hours(24 * (static_cast<int>(d) + 1))});
        return chart::baselineOf(days, m_input.range, m_input.baselineStep);
    }

    static void dress(SignalCell& cell, const golden::OverviewQuery& query, const Deviation& deviation)
    {
        cell.state = deviation.state;
        cell.text = chart::text(deviation.now, query.unit);
        if (deviation.state == State::NoData) {
            const auto minutes =
                std::chrono::duration_cast<std::chrono::minutes>(deviation.silentFor).count();
            cell.change = minutes > 0 ? tr("no data %1 min").arg(minutes) : tr("no data");
            return;
        }
        if (deviation.state == State::Failed) {
            cell.change = tr("query failed");
            return;
        }
        const QString change = std::isnan(deviation.now) ? tr("no requests")
                               : std::isnan(deviation.normal)
                                   ? QString()
                                   : chart::changeText(deviation.now, deviation.normal, query.unit);
        cell.change = query.resource.isEmpty() ? change
                      : change.isEmpty()       ? query.resource
                                               : query.resource + QStringLiteral(", ") + change;
    }

    const OverviewInput& m_input;
    std::vector<Index> m_found;
    std::vector<std::vector<Index>> m_days;
};

} // namespace

std::vector<OverviewRow> overviewRows(const OverviewInput& input)
{
    const Rows rows(input);
    std::vector<OverviewRow> out;
    out.reserve(static_cast<std::size_t>(input.view.services().size()));
    for (const QString& service : input.view.services())
        out.push_back(rows.row(service));
    return out;
}

} // namespace signalbox::items
