// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/marklane.h"

#include "models/base/error.h"

#include <QStringList>

#include <algorithm>

namespace signalbox::widgets {

using chart::Mark;
using chart::MarkKind;

namespace {

constexpr double touching = 11;   ///< two shapes nearer than this are one
constexpr double shapeHalf = 6;   ///< room of a shape on either side
constexpr double flagWidth = 4;   ///< that a flag is wider, to its right
constexpr double space = 4;       ///< between a shape and its label, and between two labels
constexpr double leastLabel = 28; ///< less of a label says nothing
constexpr std::size_t most = 500; ///< marks that are looked at
constexpr int tooltipLines = 12;

int gravity(MarkKind kind)
{
    switch (kind) {
    case MarkKind::Incident:
        return 4;
    case MarkKind::Alert:
        return 3;
    case MarkKind::Rollback:
        return 2;
    case MarkKind::Deploy:
        return 1;
    case MarkKind::Evidence:
        return 0;
    }
    return 0;
}

struct Group
{
    double x = 0;
    MarkKind kind = MarkKind::Deploy;
    QStringList labels;
    QStringList lines;
    std::size_t count = 0;
};

std::vector<Mark> marksIn(const chart::ChartData& data)
{
    std::vector<Mark> marks;
    for (const Mark& mark : data.marks)
        if (data.range.contains(mark.at) && marks.size() < most)
            marks.push_back(mark);
    for (const chart::AlertSpan& alert : data.alerts)
        if (data.range.contains(alert.range.start) && marks.size() < 2 * most)
            marks.push_back({MarkKind::Alert, alert.range.start, alert.label});
    std::stable_sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) { return a.at < b.at; });
    return marks;
}

} // namespace

std::vector<LaneMark> layOutMarks(const chart::ChartData& data, const chart::Geometry& geometry,
                                  const std::function<double(const QString&)>& textWidth,
                                  const std::function<QString(const QString&, double)>& elided,
                                  const std::function<QString(Instant)>& timeText)
{
    std::vector<Group> groups;
    if (geometry.isEmpty())
        return {};
    for (const Mark& mark : marksIn(data)) {
        const double x = geometry.xOf(mark.at);
        const QString label = cleaned(mark.label, 80);
        if (groups.empty() || x - groups.back().x > touching)
            groups.push_back({x, mark.kind, {}, {}, 0});
        Group& group = groups.back();
        if (gravity(mark.kind) > gravity(group.kind))
            group.kind = mark.kind;
        if (++group.count <= tooltipLines) {
            group.labels << label;
            group.lines << timeText(mark.at) + QLatin1Char(' ') + label;
        }
    }

    std::vector<LaneMark> laid;
    double usedTo = geometry.left;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const Group& group = groups[i];
        LaneMark mark{group.x, group.kind, {}, 0, 0, group.lines.join(QLatin1Char('\n'))};
        if (group.count > tooltipLines)
            mark.tooltip += QStringLiteral("\n+%1").arg(group.count - tooltipLines);
        QString text = group.labels.front();
        if (group.count > 1)
            text += QStringLiteral(" +%1").arg(group.count - 1);
        const double next = i + 1 < groups.size() ? groups[i + 1].x - shapeHalf : geometry.right();
        const double flag = group.kind == MarkKind::Incident ? flagWidth : 0;
        const double rightFrom = group.x + shapeHalf + flag + space;
        const double leftTo = group.x - shapeHalf - space;
        const double rightRoom = next - space - rightFrom;
        const double leftRoom = leftTo - usedTo - space;
        const double wanted = textWidth(text);
        const bool right = rightRoom >= wanted || (leftRoom < wanted && rightRoom >= leftRoom);
        const double room = right ? rightRoom : leftRoom;
        usedTo = group.x + shapeHalf + flag;
        if (!group.labels.front().isEmpty() && (room >= wanted || room >= leastLabel)) {
            mark.text = room >= wanted ? text : elided(text, room);
            mark.textWidth = std::min(textWidth(mark.text), room);
            mark.textLeft = right ? rightFrom : leftTo - mark.textWidth;
            if (right)
                usedTo = rightFrom + mark.textWidth;
        }
        laid.push_back(std::move(mark));
    }
    return laid;
}

} // namespace signalbox::widgets
