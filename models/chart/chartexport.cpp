// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/chart/chartexport.h"

#include "models/base/error.h"
#include "models/chart/ticks.h"
#include "models/chart/valuetext.h"

#include <QDateTime>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <optional>

namespace signalbox::chart {

namespace {

constexpr std::size_t mostRows = 60; ///< that a document takes

struct Event
{
    Instant at;
    QString text;
};

QString kindText(MarkKind kind)
{
    switch (kind) {
    case MarkKind::Deploy:
        return QStringLiteral("deploy");
    case MarkKind::Rollback:
        return QStringLiteral("rollback");
    case MarkKind::Alert:
        return QStringLiteral("alert");
    case MarkKind::Incident:
        return QStringLiteral("incident");
    case MarkKind::Evidence:
        return QStringLiteral("evidence");
    }
    return {};
}

/// Everything that is no sample, in the order of time.
std::vector<Event> eventsOf(const ChartData& data, bool withExemplars)
{
    std::vector<Event> events;
    for (const Mark& mark : data.marks)
        events.push_back({mark.at, kindText(mark.kind) + QStringLiteral(": ") + cleaned(mark.label)});
    for (const AlertSpan& alert : data.alerts) {
        events.push_back({alert.range.start, QStringLiteral("alert fires: ") + cleaned(alert.label)});
        if (!alert.open)
            events.push_back({alert.range.end, QStringLiteral("alert ends: ") + cleaned(alert.label)});
    }
    for (const ExemplarDot& dot : data.exemplars)
        if (withExemplars)
            events.push_back({dot.at, QStringLiteral("trace ") + dot.trace.toHex()});
    std::stable_sort(events.begin(), events.end(),
                     [](const Event& a, const Event& b) { return a.at < b.at; });
    return events;
}

/// Every time at which any line has a sample, and for each line where it is in it.
class Rows
{
public:
    explicit Rows(const ChartData& data)
        : m_data(data)
        , m_next(data.lines.size(), 0)
    {
        for (const Line& line : data.lines)
            if (line.series)
                m_times.insert(m_times.end(), line.series->times.begin(), line.series->times.end());
        std::sort(m_times.begin(), m_times.end());
        m_times.erase(std::unique(m_times.begin(), m_times.end()), m_times.end());
    }

    [[nodiscard]] const std::vector<std::int64_t>& times() const { return m_times; }

    /// To be asked in the order of time.
    [[nodiscard]] std::optional<double> value(std::size_t line, std::int64_t at)
    {
        const auto& series = m_data.lines[line].series;
        if (!series)
            return std::nullopt;
        std::size_t& i = m_next[line];
        const std::size_t count = std::min(series->times.size(), series->values.size());
        while (i < count && series->times[i] < at)
            ++i;
        if (i >= count || series->times[i] != at)
            return std::nullopt;
        return series->values[i];
    }

private:
    const ChartData& m_data;
    std::vector<std::size_t> m_next;
    std::vector<std::int64_t> m_times;
};

QByteArray csvText(const QString& text)
{
    QString cell = cleaned(text, 2'000);
    // "=1+1" and its like would be run by the spreadsheet that opens the file.
    if (!cell.isEmpty() && QStringView(u"=+-@|%").contains(cell.front()))
        cell.prepend(QLatin1Char('\''));
    cell.replace(QLatin1Char('"'), QStringLiteral("\"\""));
    return '"' + cell.toUtf8() + '"';
}

QByteArray csvNumber(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    return QByteArray::number(value, 'g', QLocale::FloatingPointShortest); // reads back to the same double
}

QString markdownText(const QString& text)
{
    QString out;
    for (const QChar c : cleaned(text)) {
        if (QStringView(u"\\`*_{}[]<>#|~!$&").contains(c))
            out += QLatin1Char('\\');
        out += c;
    }
    return out;
}

QString clockText(Instant t, Zone zone, bool withDate)
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(t.milliseconds(), timeZoneOf(zone));
    return local.toString(withDate ? QStringLiteral("yyyy-MM-dd HH:mm:ss") : QStringLiteral("HH:mm:ss"));
}

QString zoneText(Zone zone, Instant at)
{
    return zone == Zone::Utc
               ? QStringLiteral("UTC")
               : timeZoneOf(zone).abbreviation(QDateTime::fromMSecsSinceEpoch(at.milliseconds(), Qt::UTC));
}

bool spansDays(const Interval& range, Zone zone)
{
    const auto date = [zone](Instant t) {
        return QDateTime::fromMSecsSinceEpoch(t.milliseconds(), timeZoneOf(zone)).date();
    };
    return date(range.start) != date(range.end);
}

QString rangeText(const ChartData& data, Zone zone)
{
    return clockText(data.range.start, zone, true) + QStringLiteral(" – ") +
           clockText(data.range.end, zone, spansDays(data.range, zone)) + QLatin1Char(' ') +
           zoneText(zone, data.range.start);
}

struct Summary
{
    std::optional<std::size_t> lowest;
    std::optional<std::size_t> highest;
    std::optional<std::size_t> last;
};

Summary summaryOf(const Series& series)
{
    Summary found;
    const std::size_t count = std::min(series.times.size(), series.values.size());
    for (std::size_t i = 0; i < count; ++i) {
        const double value = series.values[i];
        if (std::isnan(value))
            continue;
        if (!found.lowest || value < series.values[*found.lowest])
            found.lowest = i;
        if (!found.highest || value > series.values[*found.highest])
            found.highest = i;
        found.last = i;
    }
    return found;
}

QString tableRow(const QStringList& cells)
{
    return QStringLiteral("| ") + cells.join(QStringLiteral(" | ")) + QStringLiteral(" |\n");
}

QString tableHead(const QStringList& cells)
{
    QStringList rule(cells.size(), QStringLiteral("---:"));
    rule.first() = QStringLiteral("---");
    return tableRow(cells) + tableRow(rule);
}

QString valueTable(const ChartData& data, Zone zone, Rows& rows)
{
    QStringList head{QStringLiteral("Time ") + zoneText(zone, data.range.start)};
    for (const Line& line : data.lines)
        head << markdownText(line.name);
    QString out = tableHead(head);
    const bool withDate = spansDays(data.range, zone);
    for (const std::int64_t at : rows.times()) {
        QStringList cells{clockText(Instant{at}, zone, withDate)};
        for (std::size_t l = 0; l < data.lines.size(); ++l) {
            const auto value = rows.value(l, at);
            cells << (value ? text(*value, data.unit) : QString());
        }
        out += tableRow(cells);
    }
    return out;
}

QString summaryTable(const ChartData& data, Zone zone)
{
    QString out = tableHead({QStringLiteral("Line"), QStringLiteral("Lowest"), QStringLiteral("at"),
                             QStringLiteral("Highest"), QStringLiteral("at"), QStringLiteral("Last"),
                             QStringLiteral("Samples")});
    const bool withDate = spansDays(data.range, zone);
    for (const Line& line : data.lines) {
        QStringList cells{markdownText(line.name)};
        const Summary found = line.series ? summaryOf(*line.series) : Summary{};
        const auto value = [&](std::optional<std::size_t> i) {
            return i ? text(line.series->values[*i], data.unit) : QStringLiteral("–");
        };
        const auto time = [&](std::optional<std::size_t> i) {
            return i ? clockText(Instant{line.series->times[*i]}, zone, withDate) : QString();
        };
        cells << value(found.lowest) << time(found.lowest) << value(found.highest) << time(found.highest)
              << value(found.last) << QString::number(line.series ? line.series->times.size() : 0);
        out += tableRow(cells);
    }
    return out;
}

} // namespace

QByteArray toCsv(const ChartData& data)
{
    QByteArray out = csvText(QStringLiteral("time"));
    for (const Line& line : data.lines)
        out += ',' + csvText(line.name);
    out += ',' + csvText(QStringLiteral("event")) + "\r\n";
    Rows rows(data);
    const std::vector<Event> events = eventsOf(data, true);
    auto event = events.begin();
    const QByteArray noValues(static_cast<qsizetype>(data.lines.size()), ',');
    const auto writeEvents = [&](Instant before) {
        for (; event != events.end() && event->at < before; ++event)
            out += event->at.toRfc3339().toLatin1() + noValues + ',' + csvText(event->text) + "\r\n";
    };
    for (const std::int64_t at : rows.times()) {
        writeEvents(Instant{at});
        out += Instant{at}.toRfc3339().toLatin1();
        for (std::size_t l = 0; l < data.lines.size(); ++l) {
            const auto value = rows.value(l, at);
            out += ',' + (value ? csvNumber(*value) : QByteArray());
        }
        out += ",\r\n";
    }
    writeEvents(Instant{INT64_MAX});
    return out;
}

QString toMarkdown(const ChartData& data, Zone zone)
{
    QString out = QStringLiteral("**%1** (%2), %3\n\n")
                      .arg(markdownText(data.title), markdownText(data.unitWords), rangeText(data, zone));
    Rows rows(data);
    out += rows.times().size() <= mostRows ? valueTable(data, zone, rows) : summaryTable(data, zone);
    if (!data.moreText.isEmpty())
        out += QLatin1Char('\n') + markdownText(data.moreText) + QLatin1Char('\n');
    const std::vector<Event> events = eventsOf(data, false);
    if (!events.empty())
        out += QLatin1Char('\n');
    for (const Event& event : events)
        out += QStringLiteral("- %1 %2\n")
                   .arg(clockText(event.at, zone, spansDays(data.range, zone)), markdownText(event.text));
    return out;
}

QString toText(const ChartData& data, Zone zone)
{
    QString out = QStringLiteral("%1, %2, %3.")
                      .arg(cleaned(data.title), cleaned(data.unitWords), rangeText(data, zone));
    const bool withDate = spansDays(data.range, zone);
    constexpr std::size_t mostLines = 20;
    for (std::size_t l = 0; l < std::min(data.lines.size(), mostLines); ++l) {
        const Line& line = data.lines[l];
        const Summary found = line.series ? summaryOf(*line.series) : Summary{};
        out += QLatin1Char('\n') + cleaned(line.name) + QStringLiteral(": ");
        if (!found.last) {
            out += QStringLiteral("no values.");
            continue;
        }
        const auto at = [&](std::size_t i) {
            return QStringLiteral("%1 at %2")
                .arg(text(line.series->values[i], data.unit),
                     clockText(Instant{line.series->times[i]}, zone, withDate));
        };
        out += QStringLiteral("last %1, highest %2, lowest %3.")
                   .arg(at(*found.last), at(*found.highest), at(*found.lowest));
    }
    if (data.lines.size() > mostLines)
        out += QStringLiteral("\nand %1 more lines.").arg(data.lines.size() - mostLines);
    for (const Threshold& threshold : data.thresholds)
        out += QStringLiteral("\nThreshold %1: %2.")
                   .arg(cleaned(threshold.label), text(threshold.value, data.unit));
    for (const Event& event : eventsOf(data, false))
        out += QLatin1Char('\n') + clockText(event.at, zone, withDate) + QLatin1Char(' ') + event.text +
               QLatin1Char('.');
    return out;
}

QString fileName(const ChartData& data, QStringView suffix)
{
    QString name;
    for (const QChar c : data.title.left(60).toLower())
        if ((c >= QLatin1Char('a') && c <= QLatin1Char('z')) ||
            (c >= QLatin1Char('0') && c <= QLatin1Char('9')))
            name += c;
        else if (!name.isEmpty() && !name.endsWith(QLatin1Char('-')))
            name += QLatin1Char('-');
    while (name.endsWith(QLatin1Char('-')))
        name.chop(1);
    if (name.isEmpty())
        name = QStringLiteral("chart");
    return name + data.range.start.toDateTime().toString(QStringLiteral("-yyyy-MM-dd'T'HHmm'Z'.")) +
           suffix.toString();
}

} // namespace signalbox::chart
