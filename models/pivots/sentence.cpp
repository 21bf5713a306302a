// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/error.h"
#include "models/pivots/plan.h"

#include <algorithm>

namespace signalbox::pivots {

namespace {

/// Shorter than that, a store finds nothing by its own grain.
constexpr Duration shortest = std::chrono::seconds(1);

bool selectsNothing(const Step& step)
{
    if (const auto* logs = std::get_if<LogStep>(&step)) {
        const logql::Question& question = logs->question;
        // Streams of all services are a selection only together with something that the lines must have.
        return question.services.isEmpty() && question.lines.empty() && question.fields.empty() &&
               question.streams.empty() && !question.minLevel;
    }
    if (const auto* trace = std::get_if<TraceStep>(&step))
        return trace->trace.isNull();
    return false;
}

QString cap(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

} // namespace

Plan sound(Plan plan)
{
    std::vector<Rung> rungs;
    for (Rung& rung : plan.rungs) {
        if (rung.range.length() < shortest) {
            const Duration half = (shortest - rung.range.length()) / 2;
            const Instant middle = rung.range.start + rung.range.length() / 2;
            rung.range = rung.range.length() < Duration{0}
                             ? Interval{middle - shortest / 2, middle + shortest / 2}
                             : Interval{rung.range.start - half, rung.range.end + half};
        }
        const bool isKnown = std::any_of(rungs.begin(), rungs.end(), [&](const Rung& other) {
            return other.step == rung.step && other.range == rung.range;
        });
        if (!selectsNothing(rung.step) && !isKnown)
            rungs.push_back(std::move(rung));
    }
    plan.rungs = std::move(rungs);
    if (plan.rungs.empty() && plan.problem.isEmpty())
        plan.problem = QStringLiteral("There is nothing to look for.");
    return plan;
}

QString sentence(const Plan& plan, std::size_t rung, qint64 found)
{
    if (rung == 0 || rung >= plan.rungs.size())
        return {};
    const QString count = found >= 0 ? QString::number(found) + u' ' : QString();
    return QStringLiteral("No %1 %2. Found %3%4.")
        .arg(plan.thing, plan.rungs.front().where, count, plan.rungs[rung].where);
}

QString vainSentence(const Plan& plan)
{
    if (plan.rungs.empty())
        return cap(plan.problem);
    if (plan.rungs.size() == 1)
        return QStringLiteral("No %1 %2.").arg(plan.thing, plan.rungs.front().where);
    return QStringLiteral("No %1 %2, nor %3, the widest of %4 attempts.")
        .arg(plan.thing, plan.rungs.front().where, plan.rungs.back().where)
        .arg(plan.rungs.size());
}

} // namespace signalbox::pivots
