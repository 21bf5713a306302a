// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/tracesheets.h"

#include "models/base/duration.h"
#include "models/base/error.h"
#include "models/items/timedisplay.h"
#include "models/logtext/display.h"

#include <QCoreApplication>

#include <algorithm>

namespace signalbox::items {

namespace {

QString text(const char* source)
{
    return QCoreApplication::translate("TraceSheets", source);
}

SheetCell number(std::int64_t count, CellTone tone = CellTone::Plain)
{
    return {.text = countText(count), .order = static_cast<double>(count), .tone = tone};
}

SheetCell time(traces::Offset ns, CellTone tone = CellTone::Plain)
{
    return {.text = humanText(Duration(ns)), .order = static_cast<double>(ns), .tone = tone};
}

SheetCell quiet(const QString& what)
{
    return {.text = what, .tone = CellTone::Quiet};
}

QString percent(double share)
{
    if (share > 0 && share < 0.0005)
        return QStringLiteral("< 0.1 %");
    return QStringLiteral("%1 %").arg(share * 100, 0, 'f', share < 0.0995 ? 1 : 0);
}

/// "+4.08 s", with a real minus.
QString signedTime(traces::Offset ns)
{
    return (ns > 0 ? QStringLiteral("+") : QString()) + humanText(Duration(ns));
}

struct ChangeLook
{
    QString word;
    CellTone tone = CellTone::Quiet;
};

ChangeLook lookOf(traces::DiffNode::Change change)
{
    using Change = traces::DiffNode::Change;
    switch (change) {
    case Change::OnlyBefore:
        return {text("only there"), CellTone::Removed};
    case Change::OnlyAfter:
        return {text("only here"), CellTone::Added};
    case Change::Slower:
        return {text("slower"), CellTone::Bad};
    case Change::Faster:
        return {text("faster"), CellTone::Good};
    case Change::More:
        return {text("more calls"), CellTone::Warn};
    case Change::Fewer:
        return {text("fewer calls"), CellTone::Warn};
    case Change::Same:
        break;
    }
    return {text("same"), CellTone::Quiet};
}

QString nameOf(const traces::Trait& trait)
{
    const QString name = trait.service.isEmpty() ? trait.name : trait.service + u' ' + trait.name;
    switch (trait.kind) {
    case traces::Trait::Kind::FailedIn:
        return text("failed in %1").arg(cleaned(QStringView(name)));
    case traces::Trait::Kind::SlowIn:
        return text("slow in %1").arg(cleaned(QStringView(name)));
    case traces::Trait::Kind::Service:
        return text("goes through %1").arg(cleaned(QStringView(name)));
    case traces::Trait::Kind::Operation:
        return text("calls %1").arg(cleaned(QStringView(name)));
    case traces::Trait::Kind::Tag:
        break;
    }
    return cleaned(QStringView(name));
}

} // namespace

std::vector<SheetRow> statisticsRows(const std::vector<traces::Group>& groups, traces::GroupBy by)
{
    std::vector<SheetRow> rows;
    rows.reserve(groups.size());
    for (const traces::Group& group : groups) {
        QString name = cleaned(QStringView(group.name));
        if (name.isEmpty())
            name = text("(without it)");
        else if (by == traces::GroupBy::Operation)
            name = cleaned(QStringView(group.service), 60) + QStringLiteral("  ") + name;
        const CellTone many = group.isRepeated() ? CellTone::Warn : CellTone::Quiet;
        rows.push_back({.cells = {{.text = name, .swatch = group.service},
                                  number(group.count),
                                  number(group.underOne, many),
                                  number(group.errors, group.errors > 0 ? CellTone::Bad : CellTone::Quiet),
                                  time(group.total),
                                  time(group.own),
                                  time(group.average, CellTone::Quiet),
                                  time(group.p95, CellTone::Quiet),
                                  time(group.longest, CellTone::Quiet),
                                  {.text = percent(group.share), .order = group.share, .bar = group.share}},
                        .key = group.slowest});
    }
    return rows;
}

std::vector<SheetRow> eventRows(const traces::Reading& reading, std::size_t atMost)
{
    const Trace& trace = *reading.trace;
    struct Place
    {
        traces::Offset at = 0;
        std::uint32_t span = 0;
        const SpanEvent* event = nullptr;
    };
    std::vector<Place> places;
    for (std::uint32_t i = 0; i < trace.size(); ++i)
        for (const SpanEvent& event : trace.eventsOf(trace.at(i)))
            places.push_back(
                {traces::added(traces::offsetOf(trace, event.time), reading.times.shiftOf(i)), i, &event});
    std::stable_sort(places.begin(), places.end(),
                     [](const Place& a, const Place& b) { return a.at < b.at; });
    if (places.size() > atMost)
        places.resize(atMost);
    std::vector<SheetRow> rows;
    for (const Place& place : places) {
        const Span& span = trace.at(place.span);
        const QString name = logtext::shown(trace.bytes(place.event->name), 120).text;
        const bool isBad = name.contains(QLatin1String("exception"), Qt::CaseInsensitive) ||
                           name.contains(QLatin1String("error"), Qt::CaseInsensitive);
        QStringList fields;
        for (const Tag& tag : trace.tags(place.event->tags)) {
            const QString& key = trace.keyOf(tag);
            if (key == u"event" || fields.size() >= 6)
                continue;
            fields.append(cleaned(QStringView(key), 40) + u'=' +
                          logtext::shown(trace.bytes(tag.value), 80).text);
        }
        rows.push_back({.cells = {{.text = name.isEmpty() ? text("event") : name,
                                   .tone = isBad ? CellTone::Bad : CellTone::Plain},
                                  {.text = QStringLiteral("+%1").arg(humanText(Duration(place.at))),
                                   .order = static_cast<double>(place.at)},
                                  {.text = cleaned(QStringView(trace.serviceOf(span)), 60),
                                   .swatch = trace.serviceOf(span)},
                                  quiet(cleaned(QStringView(trace.operationOf(span)), 120)),
                                  quiet(fields.join(QStringLiteral("  ")))},
                        .key = place.span});
    }
    return rows;
}

std::vector<SheetRow> differenceRows(const std::vector<traces::DiffNode>& nodes)
{
    std::vector<SheetRow> rows;
    rows.reserve(nodes.size());
    traces::Offset most = 1;
    for (const traces::DiffNode& node : nodes)
        most = std::max(most, std::abs(node.ownDifference()));
    std::int64_t key = 0;
    for (const traces::DiffNode& node : nodes) {
        const ChangeLook look = lookOf(node.change);
        const traces::Offset own = node.ownDifference();
        const bool isNotable = std::abs(own) * 50 >= most; // two in a hundred of the largest
        const CellTone ownTone = !isNotable ? CellTone::Quiet : own > 0 ? CellTone::Bad : CellTone::Good;
        SheetRow row{
            .cells = {{.text = cleaned(QStringView(node.service), 60) + QStringLiteral("  ") +
                               cleaned(QStringView(node.operation), 120),
                       .swatch = node.service,
                       .indent = static_cast<std::uint16_t>(std::min<std::uint32_t>(node.depth, 60))},
                      {.text = look.word, .tone = look.tone},
                      number(node.countBefore, CellTone::Quiet),
                      number(node.countAfter,
                             node.countAfter != node.countBefore ? CellTone::Warn : CellTone::Quiet),
                      time(node.totalBefore, CellTone::Quiet),
                      time(node.totalAfter),
                      {.text = signedTime(own),
                       .order = static_cast<double>(own),
                       .bar = static_cast<double>(std::abs(own)) / static_cast<double>(most),
                       .tone = ownTone}},
            .key = key++};
        if (node.countBefore == 0)
            row.cells[4].text = QStringLiteral("\u2013");
        if (node.countAfter == 0)
            row.cells[5].text = QStringLiteral("\u2013");
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<SheetRow> traitRows(const traces::CohortReport& report)
{
    std::vector<SheetRow> rows;
    std::int64_t key = 0;
    for (const traces::Trait& trait : report.traits) {
        const auto share = [](std::int64_t part, std::int64_t whole) {
            const double s = whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
            return SheetCell{.text = text("%1 of %2").arg(part).arg(whole), .order = s, .bar = s};
        };
        SheetCell odd = share(trait.inOdd, report.odd);
        odd.tone = CellTone::Bad;
        const bool isTag = trait.kind == traces::Trait::Kind::Tag;
        rows.push_back({.cells = {{.text = nameOf(trait),
                                   .swatch = isTag                     ? QString()
                                             : trait.service.isEmpty() ? trait.name
                                                                       : trait.service},
                                  odd,
                                  share(trait.inNormal, report.normal),
                                  {.text = trait.chance < 1e-6 ? QStringLiteral("< 0.000001")
                                                               : QString::number(trait.chance, 'g', 2),
                                   .order = trait.chance,
                                   .tone = CellTone::Quiet}},
                        .key = key++});
    }
    return rows;
}

} // namespace signalbox::items
