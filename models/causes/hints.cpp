// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/causes/hints.h"

#include "models/base/duration.h"
#include "models/base/error.h"

#include <algorithm>
#include <cmath>

namespace signalbox::causes {

using namespace std::chrono_literals;
using golden::Signal;

namespace {

constexpr Duration deployReach = 15min; ///< a deploy may take a while to hurt
constexpr Duration alertReach = 5min;
constexpr std::size_t mostOfAKind = 3;
constexpr std::size_t mostHints = 8;
constexpr double fewestLines = 10;

QString percent(double share)
{
    const double shown = share * 100;
    return shown > 0 && shown < 1 ? QStringLiteral("under 1 %")
                                  : QStringLiteral("%1 %").arg(std::lround(shown));
}

QString number(double count)
{
    QString digits = QString::number(std::llround(count));
    for (qsizetype at = digits.size() - 3; at > 0; at -= 3)
        digits.insert(at, QChar(0x2009));
    return digits;
}

QString forEyes(const QString& text)
{
    return cleaned(QStringView(text), 120);
}

/// Whole seconds, and minutes when there are many.
QString distanceText(Duration d)
{
    const auto seconds = std::chrono::round<std::chrono::seconds>(d < Duration{0} ? -d : d);
    return humanText(seconds < 2min ? Duration(seconds)
                                    : Duration(std::chrono::round<std::chrono::minutes>(seconds)));
}

QString badWord(Signal signal)
{
    return signal == Signal::Errors ? QStringLiteral("failures") : QStringLiteral("slow requests");
}

Hint labelHint(const Explanation& each, Signal signal, bool isRise)
{
    Hint hint{.kind = Hint::Kind::Label,
              .strong = forEyes(each.label + u'=' + each.value),
              .strength = each.share,
              .label = each.label,
              .value = each.value};
    if (signal == Signal::Traffic) {
        hint.head = QStringLiteral("%1 of the %2 is")
                        .arg(percent(each.share),
                             isRise ? QStringLiteral("extra traffic") : QStringLiteral("missing traffic"));
        hint.detail =
            each.isNew
                ? QStringLiteral("%1 of %2 requests, none before").arg(number(each.count), number(each.all))
                : QStringLiteral("%1 of %2 requests; %3 of those before")
                      .arg(number(each.count), number(each.all), percent(each.usual));
    } else {
        hint.head = QStringLiteral("%1 of the rise in %2 is").arg(percent(each.share), badWord(signal));
        hint.detail = QStringLiteral("%1 of %2 %3, with %4 of the requests")
                          .arg(number(each.count), number(each.all), badWord(signal), percent(each.usual));
        if (each.isNew)
            hint.detail += QStringLiteral("; it is new");
    }
    if (!each.alsoNamed.isEmpty())
        hint.detail +=
            QStringLiteral("; also %1").arg(forEyes(each.alsoNamed.mid(0, 2).join(QStringLiteral(", "))));
    return hint;
}

void addMarks(const Findings& findings, Report& report)
{
    const Onset& onset = *findings.onset;
    std::size_t deploys = 0;
    std::size_t alerts = 0;
    // From the nearest to the onset backwards.
    for (auto mark = findings.marks.rbegin(); mark != findings.marks.rend(); ++mark) {
        const Duration ahead = onset.at - mark->at;
        const bool isDeploy =
            mark->kind == chart::MarkKind::Deploy || mark->kind == chart::MarkKind::Rollback;
        const bool isAlert = mark->kind == chart::MarkKind::Alert;
        if (isDeploy && ahead >= -onset.sure && ahead <= deployReach && deploys < mostOfAKind) {
            ++deploys;
            const QString label = forEyes(mark->label);
            const double nearness = 1 - std::max(0.0, static_cast<double>(ahead.count())) /
                                            static_cast<double>(Duration(deployReach).count());
            report.hints.push_back(
                {.kind = Hint::Kind::Deploy,
                 .strong = label,
                 .tail =
                     ahead > onset.sure
                         ? QStringLiteral("was %1 %2 before the onset")
                               .arg(mark->kind == chart::MarkKind::Deploy ? QStringLiteral("rolled out")
                                                                          : QStringLiteral("rolled back"),
                                    distanceText(ahead))
                         : QStringLiteral("was %1 as it began")
                               .arg(mark->kind == chart::MarkKind::Deploy ? QStringLiteral("rolled out")
                                                                          : QStringLiteral("rolled back")),
                 .detail = mark->at.toRfc3339(),
                 .strength = 0.35 + 0.5 * nearness,
                 .service = mark->label.section(u' ', 0, 0),
                 .at = mark->at});
        } else if (isAlert && ahead >= -onset.sure && ahead <= alertReach && alerts < mostOfAKind) {
            ++alerts;
            report.hints.push_back(
                {.kind = Hint::Kind::Alert,
                 .head = QStringLiteral("Alert"),
                 .strong = forEyes(mark->label),
                 .tail = ahead > onset.sure
                             ? QStringLiteral("began %1 before the onset").arg(distanceText(ahead))
                             : QStringLiteral("began with it"),
                 .detail = mark->at.toRfc3339(),
                 .strength = 0.3,
                 .at = mark->at});
        } else if (isAlert && ahead < Duration{0} && report.silent.size() < 6) {
            report.silent.append(QStringLiteral("Alert %1 began %2 after the onset.")
                                     .arg(forEyes(mark->label), distanceText(ahead)));
        }
    }
}

void addShapes(const Findings& findings, Report& report)
{
    const Onset& onset = *findings.onset;
    std::size_t added = 0;
    for (const patterns::Shape& shape : findings.shapes) {
        const bool isNew = shape.tag == patterns::Tag::New;
        const bool isUp = shape.tag == patterns::Tag::Up && shape.factor >= 3;
        const bool isGrave = shape.level >= Level::Warn;
        // What appears late came with something else.
        const bool isLate =
            isNew && shape.firstDuring && *shape.firstDuring - onset.at > findings.during.length() / 2;
        if (!(isNew || isUp) || !isGrave || isLate || static_cast<double>(shape.during) < fewestLines)
            continue;
        report.hints.push_back(
            {.kind = Hint::Kind::Shape,
             .head = isNew ? QStringLiteral("New log shape")
                           : QStringLiteral("Log shape %1 times as often:").arg(std::lround(shape.factor)),
             .strong = forEyes(shape.text),
             .detail = QStringLiteral("%1 lines in %2, %3 before")
                           .arg(number(static_cast<double>(shape.during)), forEyes(shape.service),
                                number(static_cast<double>(shape.before))),
             .strength = isNew ? 0.7 : 0.5,
             .service = shape.service,
             .regex = shape.regex,
             .at = shape.firstDuring});
        if (++added == mostOfAKind)
            break;
    }
    if (added == 0 && !findings.shapes.empty())
        report.silent.append(
            QStringLiteral("Shapes of log lines: no grave one is new or clearly more frequent."));
}

void addTraces(const Findings& findings, Report& report)
{
    const std::vector<SummaryTrait> traits = traitsOf(findings.oddTraces, findings.normalTraces);
    const QString odd = findings.signal == Signal::Errors ? QStringLiteral("failed") : QStringLiteral("slow");
    std::size_t added = 0;
    for (const SummaryTrait& trait : traits) {
        // Of the service itself the chart says it already.
        if (trait.service == findings.service)
            continue;
        const double share = static_cast<double>(trait.inOdd) / static_cast<double>(trait.odd);
        report.hints.push_back(
            {.kind = Hint::Kind::Traces,
             .head = trait.isFailure
                         ? QStringLiteral("%1 of the %2 traces fail in").arg(percent(share), odd)
                         : QStringLiteral("%1 of the %2 traces go through").arg(percent(share), odd),
             .strong = forEyes(trait.service),
             .detail = QStringLiteral("%1 of %2, against %3 of %4 normal ones")
                           .arg(trait.inOdd)
                           .arg(trait.odd)
                           .arg(trait.inNormal)
                           .arg(trait.normal),
             .strength = share * (trait.isFailure ? 0.8 : 0.6),
             .service = trait.service});
        if (++added == 2)
            break;
    }
    if (added == 0 && !findings.oddTraces.empty())
        report.silent.append(QStringLiteral("Traces: %1 %2 and %3 normal ones go the same ways.")
                                 .arg(findings.oddTraces.size())
                                 .arg(odd)
                                 .arg(findings.normalTraces.size()));
}

} // namespace

QString Hint::sentence() const
{
    QStringList parts;
    for (const QString& part : {head, strong, tail})
        if (!part.isEmpty())
            parts.append(part);
    return parts.join(u' ');
}

Report reportOf(const Findings& findings)
{
    Report report;
    if (!findings.onset)
        return report;
    const bool isTraffic = findings.signal == Signal::Traffic;
    const std::vector<Explanation> explanations =
        isTraffic ? explainAmount(findings.breakdowns) : explainBad(findings.breakdowns);
    for (const Explanation& each : explanations) {
        if (report.hints.size() == mostOfAKind)
            break;
        report.hints.push_back(labelHint(each, findings.signal, findings.onset->isRise()));
    }
    for (const Breakdown& breakdown : findings.breakdowns) {
        double requests = 0;
        for (const ValueCounts& value : breakdown.values)
            requests += std::isfinite(value.allDuring) ? value.allDuring : 0;
        report.requests = std::max(report.requests, requests);
    }
    if (const QStringList silent = silentLabels(findings.breakdowns, explanations); !silent.isEmpty())
        report.silent.append(
            QStringLiteral("%1: shares unchanged.").arg(forEyes(silent.join(QStringLiteral(", ")))));
    addMarks(findings, report);
    addShapes(findings, report);
    addTraces(findings, report);
    std::stable_sort(report.hints.begin(), report.hints.end(),
                     [](const Hint& a, const Hint& b) { return a.strength > b.strength; });
    if (report.hints.size() > mostHints)
        report.hints.resize(mostHints);
    return report;
}

Stretches stretchesOf(const Onset& onset, Instant dataStart, Duration longest)
{
    Duration length = std::max<Duration>(onset.end - onset.at, 1min);
    length = std::min(length, longest);
    // The time before has to be known as well.
    if (const Duration known = onset.at - dataStart; known > Duration{1min} && known < length)
        length = known;
    return {.before = {onset.at - length, onset.at}, .during = {onset.at, onset.at + length}};
}

} // namespace signalbox::causes
