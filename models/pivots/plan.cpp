// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pivots/plan.h"

#include "models/base/duration.h"
#include "models/base/error.h"

#include <algorithm>
#include <cmath>

namespace signalbox::pivots {

using namespace std::chrono_literals;
using logs::FieldPlace;
using mapping::Store;

namespace {

constexpr Duration near = 2s;
constexpr Duration wide = 5min;
constexpr Duration widest = 1h;
constexpr Duration aroundSignals = 15min;

/// "2 s", "5 min", "1 h": a distance in a sentence.
QString shortText(Duration d)
{
    if (d >= 1h && d % 1h == Duration{0})
        return QStringLiteral("%1 h").arg(d / 1h);
    if (d >= 1min && d % 1min == Duration{0})
        return QStringLiteral("%1 min").arg(d / 1min);
    return humanText(d);
}

Interval padded(const Interval& range, Duration by)
{
    return {range.start - by, range.end + by};
}

QString nameText(const QStringList& services)
{
    if (services.isEmpty())
        return QStringLiteral("all services");
    QStringList shown;
    for (const QString& service : services.mid(0, 2))
        shown.append(cleaned(QStringView(service), 60));
    const QString names = shown.join(QStringLiteral(" and "));
    return services.size() <= 2 ? names : names + QStringLiteral(" and %1 more").arg(services.size() - 2);
}

/// Among the names that the logs are known by; who has no streams there is not asked for.
QStringList logged(const QStringList& services, const Ground& ground)
{
    QStringList out;
    for (const QString& service : services) {
        const bool isUnknown = !ground.mapping || !ground.mapping->find(service);
        if (isUnknown || ground.mapping->nameIn(Store::Logs, service))
            out.append(service);
    }
    out.removeDuplicates();
    return out;
}

bool isTraced(const QString& service, const Ground& ground)
{
    if (service.isEmpty())
        return ground.anyServiceInTraces;
    const bool isUnknown = !ground.mapping || !ground.mapping->find(service);
    return isUnknown || ground.mapping->nameIn(Store::Traces, service);
}

/// Labels of a metric as the streams of the logs call them; what they do not have is dropped.
std::vector<Matcher> streamsOf(const std::vector<Matcher>& labels, const Ground& ground)
{
    std::vector<Matcher> out;
    for (const Matcher& matcher : labels) {
        const QString label = ground.mapping ? ground.mapping->labelIn(Store::Logs, matcher.name) : QString();
        if (!label.isEmpty())
            out.push_back({label, matcher.op, matcher.value});
    }
    return out;
}

std::vector<std::pair<QString, QString>> tagsOf(const std::vector<Matcher>& labels, const Ground& ground)
{
    std::vector<std::pair<QString, QString>> out;
    for (const Matcher& matcher : labels) {
        const QString tag = ground.mapping ? ground.mapping->labelIn(Store::Traces, matcher.name) : QString();
        if (!tag.isEmpty() && matcher.op == Matcher::Op::Equal)
            out.emplace_back(tag, matcher.value);
    }
    return out;
}

QString labelText(const std::vector<Matcher>& labels)
{
    QStringList texts;
    for (const Matcher& matcher : labels)
        texts.append(matcher.name + toString(matcher.op) + cleaned(QStringView(matcher.value), 40));
    return texts.join(QStringLiteral(", "));
}

/// The id in any case, with or without zeros in front: 64-bit tracers write fewer digits.
QString idPattern(const TraceId& trace)
{
    QString hex = trace.toHex();
    while (hex.size() > 16 && hex.startsWith(u'0'))
        hex.remove(0, 1);
    return QStringLiteral("(?i)0*%1").arg(hex);
}

logql::FieldFilter idInMetadata(const QString& field, const TraceId& trace)
{
    return {.field = {.name = field, .place = FieldPlace::Metadata},
            .op = Matcher::Op::Matches,
            .value = idPattern(trace),
            .parser = {}};
}

logql::LineFilter idInText(const TraceId& trace)
{
    QString hex = trace.toHex();
    while (hex.size() > 16 && hex.startsWith(u'0'))
        hex.remove(0, 1);
    return {.match = logql::LineMatch::Contains, .text = hex, .ignoreCase = true};
}

/// Where ids sit, the likeliest first: beside the line, in the line (as JSON, logfmt or prose), and under
/// other names beside it.
const QStringList& idFields()
{
    static const QStringList names{QStringLiteral("trace_id"), QStringLiteral("traceid"),
                                   QStringLiteral("traceID"), QStringLiteral("traceId"),
                                   QStringLiteral("TraceId")};
    return names;
}

void addIdRungs(Plan& plan, const TraceId& trace, const QStringList& services, const Interval& range,
                const QString& where, qsizetype fields)
{
    const auto add = [&](logql::Question question, const QString& place, int group = 0) {
        question.services = services;
        plan.rungs.push_back({LogStep{std::move(question)}, range, place + where, group});
    };
    // Some services write the id beside the line and others into it: neither place goes before the other.
    const int together = static_cast<int>(plan.rungs.size()) + 1;
    logql::Question first;
    first.fields = {idInMetadata(idFields().front(), trace)};
    add(first, QStringLiteral("beside the lines "), together);
    logql::Question text;
    text.lines = {idInText(trace)};
    add(text, QString(), together);
    for (const QString& name : idFields().mid(1, fields - 1)) {
        logql::Question other;
        other.fields = {idInMetadata(name, trace)};
        add(other, QStringLiteral("under the name %1 ").arg(name));
    }
}

/// Streams of these services near the time, then wider, then of others, then of all.
Plan idLadder(const TraceId& trace, const QStringList& services, const QStringList& others,
              const Interval& range, const Ground& ground)
{
    Plan plan{.target = Target::Logs, .thing = QStringLiteral("line with this trace id")};
    const QStringList own = logged(services, ground);
    QStringList rest = logged(others, ground);
    for (const QString& service : own)
        rest.removeAll(service);
    const auto where = [](const QStringList& names, Duration by) {
        return QStringLiteral("in the streams of %1 within %2").arg(nameText(names), shortText(by));
    };
    if (!own.isEmpty()) {
        addIdRungs(plan, trace, own, padded(range, near), where(own, near), idFields().size());
        addIdRungs(plan, trace, own, padded(range, wide), where(own, wide), 1);
    }
    if (!rest.isEmpty())
        addIdRungs(plan, trace, rest, padded(range, wide), where(rest, wide), 1);
    addIdRungs(plan, trace, {}, padded(range, wide), where({}, wide), 1);
    addIdRungs(plan, trace, {}, padded(range, widest), where({}, widest), 1);
    return plan;
}

QString stretch(const Interval& range)
{
    return shortText(range.length());
}

Plan signalPlan(const QStringList& services, const Interval& range, const QString& how)
{
    return sound({.target = Target::Signals,
                  .how = how,
                  .thing = QStringLiteral("signals"),
                  .rungs = {{SignalStep{services}, range,
                             QStringLiteral("of %1 over %2").arg(nameText(services), stretch(range))}},
                  .problem = {}});
}

} // namespace

Plan logsOf(const MetricPick& pick, const Ground& ground)
{
    Plan plan{.target = Target::Logs,
              .how = pick.chart.isEmpty()
                         ? QStringLiteral("logs of %1").arg(nameText(pick.services))
                         : QStringLiteral("logs of %1: %2").arg(nameText(pick.services), pick.chart),
              .thing = QStringLiteral("line")};
    const QStringList own = logged(pick.services, ground);
    const Duration pad = std::max<Duration>({pick.step, pick.range.length() / 10, 30s});
    const auto add = [&](const QStringList& services, const std::vector<Matcher>& streams, Duration by,
                         std::optional<Level> level, const QString& where) {
        logql::Question question;
        question.services = services;
        question.streams = streams;
        question.minLevel = level;
        plan.rungs.push_back({LogStep{std::move(question)}, padded(pick.range, by), where});
    };
    const std::vector<Matcher> streams = streamsOf(pick.labels, ground);
    if (!own.isEmpty()) {
        if (!streams.empty())
            add(own, streams, Duration{0}, std::nullopt,
                QStringLiteral("of %1 with %2 in exactly that time").arg(nameText(own), labelText(streams)));
        add(own, {}, Duration{0}, std::nullopt,
            QStringLiteral("of %1 in exactly that time").arg(nameText(own)));
        add(own, {}, pad, std::nullopt, QStringLiteral("of %1 within %2").arg(nameText(own), shortText(pad)));
        add(own, {}, wide, std::nullopt,
            QStringLiteral("of %1 within %2").arg(nameText(own), shortText(wide)));
    }
    add({}, {}, pad, Level::Warn,
        QStringLiteral("of warnings of all services within %1").arg(shortText(pad)));
    return sound(std::move(plan));
}

Plan tracesOf(const MetricPick& pick, const Ground& ground)
{
    Plan plan{.target = Target::Traces,
              .how = pick.chart.isEmpty()
                         ? QStringLiteral("traces of %1").arg(nameText(pick.services))
                         : QStringLiteral("traces of %1: %2").arg(nameText(pick.services), pick.chart),
              .thing = QStringLiteral("trace")};
    // The exemplar nearest to the point: in value as in time, each as a share of what is looked at.
    const double length = std::max(1.0, static_cast<double>(pick.range.length().count()));
    const auto distance = [&](const MetricPick::Exemplar& exemplar) {
        const Instant middle = pick.range.start + pick.range.length() / 2;
        const double time = std::abs(static_cast<double>((exemplar.at - middle).count())) / length;
        const double value =
            pick.value && *pick.value > 0 ? std::abs(exemplar.value - *pick.value) / *pick.value : 0;
        return time + value;
    };
    std::vector<MetricPick::Exemplar> inside;
    for (const MetricPick::Exemplar& exemplar : pick.exemplars)
        if (padded(pick.range, pick.step).contains(exemplar.at) && !exemplar.trace.isNull())
            inside.push_back(exemplar);
    if (const auto best =
            std::min_element(inside.begin(), inside.end(),
                             [&](const auto& a, const auto& b) { return distance(a) < distance(b); });
        best != inside.end() && pick.value)
        plan.rungs.push_back({TraceStep{best->trace, std::nullopt, true}, padded(pick.range, near),
                              QStringLiteral("by the exemplar nearest to the point")});

    const QString service = pick.services.isEmpty() ? QString() : pick.services.front();
    if (!isTraced(service, ground)) {
        if (plan.rungs.empty())
            plan.problem =
                service.isEmpty()
                    ? QStringLiteral("Choose a service: this server of traces searches within one.")
                    : QStringLiteral("No traces of %1 are known.").arg(nameText({service}));
        return sound(std::move(plan));
    }
    SearchStep fits{.service = service, .operation = pick.operation, .tags = tagsOf(pick.labels, ground)};
    fits.errorsOnly = pick.fault == MetricPick::Fault::Errors;
    if (pick.fault == MetricPick::Fault::Latency && pick.latency && *pick.latency > Duration{0})
        fits.minDuration = *pick.latency / 2;
    const QString what = fits.errorsOnly ? QStringLiteral("with an error ")
                         : fits.minDuration
                             ? QStringLiteral("of %1 or longer ").arg(shortText(*fits.minDuration))
                             : QString();
    const Duration pad = std::max<Duration>({pick.step, pick.range.length() / 10, 30s});
    const auto add = [&](const SearchStep& step, Duration by, const QString& where) {
        plan.rungs.push_back({step, padded(pick.range, by),
                              by == Duration{0} ? where + QStringLiteral(" in exactly that time")
                                                : where + QStringLiteral(" within %1").arg(shortText(by))});
    };
    const QString of = QStringLiteral("of %1").arg(nameText(pick.services.mid(0, 1)));
    if (!fits.tags.empty() || !fits.operation.isEmpty()) {
        add(fits, Duration{0}, what + of + QStringLiteral(" with the same labels"));
        fits.tags.clear();
        fits.operation.clear();
    }
    add(fits, Duration{0}, what + of);
    add(fits, pad, what + of);
    SearchStep any{.service = service};
    add(any, pad, of);
    add(any, wide, of);
    return sound(std::move(plan));
}

Plan signalsOf(const MetricPick& pick, const Ground& /*ground*/)
{
    return signalPlan({}, pick.range, QStringLiteral("all services at that time"));
}

Plan traceOf(const LinePick& pick, const Ground& ground)
{
    Plan plan{.target = Target::Traces,
              .how = QStringLiteral("trace of a log line"),
              .thing = QStringLiteral("trace")};
    const Interval moment{pick.at, pick.at};
    if (pick.trace) {
        plan.rungs.push_back({TraceStep{*pick.trace, pick.span, true}, padded(moment, wide),
                              QStringLiteral("by the id in the line")});
        return sound(std::move(plan));
    }
    plan.how = QStringLiteral("traces at the time of a log line");
    if (!isTraced(pick.service, ground)) {
        plan.problem = QStringLiteral("The line carries no trace id, and no traces of %1 are known.")
                           .arg(nameText({pick.service}));
        return plan;
    }
    for (const Duration by : {Duration(near), Duration(30s), Duration(wide)}) {
        if (pick.isError)
            plan.rungs.push_back({SearchStep{.service = pick.service, .errorsOnly = true}, padded(moment, by),
                                  QStringLiteral("with an error of %1 within %2")
                                      .arg(nameText({pick.service}), shortText(by))});
        plan.rungs.push_back(
            {SearchStep{.service = pick.service}, padded(moment, by),
             QStringLiteral("of %1 within %2").arg(nameText({pick.service}), shortText(by))});
    }
    return sound(std::move(plan));
}

Plan logsOfTrace(const LinePick& pick, const Ground& ground)
{
    if (!pick.trace)
        return {.target = Target::Logs,
                .how = {},
                .thing = {},
                .rungs = {},
                .problem = QStringLiteral("The line carries no trace id.")};
    // The other lines of the trace are wanted, not this one alone.
    Plan plan = idLadder(*pick.trace, {}, {}, {pick.at, pick.at}, ground);
    plan.how = QStringLiteral("lines of the same trace");
    return sound(std::move(plan));
}

Plan logsOfRequest(const LinePick& pick, const Ground& ground)
{
    Plan plan{.target = Target::Logs,
              .how = QStringLiteral("lines of the same request"),
              .thing = QStringLiteral("line with this request id")};
    if (pick.request.isEmpty()) {
        plan.problem = QStringLiteral("The line carries no id of a request.");
        return plan;
    }
    logql::Question question;
    question.lines = {
        {.match = logql::LineMatch::Contains, .text = pick.request.left(200), .ignoreCase = true}};
    const Interval moment{pick.at, pick.at};
    plan.rungs.push_back({LogStep{question}, padded(moment, wide),
                          QStringLiteral("in the streams of all services within %1").arg(shortText(wide))});
    plan.rungs.push_back({LogStep{question}, padded(moment, widest),
                          QStringLiteral("in the streams of all services within %1").arg(shortText(widest))});
    Q_UNUSED(ground)
    return sound(std::move(plan));
}

Plan rateOf(const LinePick& pick, const Ground& ground)
{
    Plan plan{.target = Target::Logs,
              .how = QStringLiteral("how often lines like this come"),
              .thing = QStringLiteral("line of this shape")};
    if (pick.shape.isEmpty()) {
        plan.problem = QStringLiteral("The line has no words to tell its like by.");
        return plan;
    }
    logql::Question question;
    question.services = logged({pick.service}, ground);
    question.lines = {{.match = logql::LineMatch::Regex, .text = pick.shape, .ignoreCase = false}};
    const Interval range{pick.at - widest, std::min(pick.at + widest, std::max(ground.now, pick.at + near))};
    plan.rungs.push_back(
        {LogStep{question}, range,
         QStringLiteral("of %1 within %2").arg(nameText({pick.service}), shortText(widest))});
    return sound(std::move(plan));
}

Plan signalsOf(const LinePick& pick, const Ground& /*ground*/)
{
    return signalPlan({pick.service}, padded({pick.at, pick.at}, aroundSignals),
                      QStringLiteral("signals of a log line"));
}

Plan logsOf(const SpanPick& pick, const Ground& ground)
{
    QStringList services;
    if (!pick.service.isEmpty())
        services.append(pick.service);
    else
        services = pick.others;
    Plan ladder = idLadder(pick.trace, services, pick.service.isEmpty() ? QStringList() : pick.others,
                           pick.whole, ground);
    if (pick.idPlace && !pick.idPlace->text.isEmpty()) {
        // It has been seen there already.
        logql::Question known;
        known.services = services;
        if (pick.idPlace->field.isEmpty())
            known.lines = {
                {.match = logql::LineMatch::Contains, .text = pick.idPlace->text, .ignoreCase = true}};
        else
            known.fields = {{.field = {.name = pick.idPlace->field, .place = FieldPlace::Metadata},
                             .op = Matcher::Op::Equal,
                             .value = pick.idPlace->text,
                             .parser = {}}};
        ladder.rungs.insert(ladder.rungs.begin(), {LogStep{std::move(known)}, padded(pick.whole, near),
                                                   QStringLiteral("in the streams of %1 within %2")
                                                       .arg(nameText(services), shortText(Duration(near)))});
    }
    ladder.how =
        pick.service.isEmpty() ? QStringLiteral("logs of a trace") : QStringLiteral("logs of a span");
    return sound(std::move(ladder));
}

Plan logsWith(const SpanPick& pick, const QString& text, const Ground& ground)
{
    Plan plan{.target = Target::Logs,
              .how = QStringLiteral("logs with a value of a span"),
              .thing = QStringLiteral("line with \"%1\"").arg(cleaned(QStringView(text), 40))};
    logql::Question question;
    question.lines = {{.match = logql::LineMatch::Contains, .text = text.left(200), .ignoreCase = false}};
    question.services = logged({pick.service}, ground);
    for (const Duration by : {Duration(near), Duration(wide)})
        plan.rungs.push_back(
            {LogStep{question}, padded(pick.whole, by),
             QStringLiteral("of %1 within %2").arg(nameText(question.services), shortText(by))});
    question.services.clear();
    plan.rungs.push_back({LogStep{question}, padded(pick.whole, wide),
                          QStringLiteral("of all services within %1").arg(shortText(wide))});
    return sound(std::move(plan));
}

Plan signalsOf(const SpanPick& pick, const Ground& /*ground*/)
{
    return signalPlan(pick.service.isEmpty() ? pick.others : QStringList{pick.service},
                      padded(pick.range, aroundSignals), QStringLiteral("signals of a span"));
}

Plan tracesLike(const SpanPick& pick, const Ground& ground)
{
    Plan plan{.target = Target::Traces,
              .how = QStringLiteral("traces like this"),
              .thing = QStringLiteral("trace")};
    if (!isTraced(pick.service, ground)) {
        plan.problem = QStringLiteral("No traces of %1 are known.").arg(nameText({pick.service}));
        return plan;
    }
    SearchStep step{.service = pick.service, .operation = pick.operation};
    step.errorsOnly = pick.isFailed;
    if (!pick.isFailed)
        step.minDuration = pick.range.length() / 2;
    const auto add = [&](const SearchStep& each, Duration by, const QString& what) {
        plan.rungs.push_back(
            {each, padded(pick.whole, by), QStringLiteral("%1 within %2").arg(what, shortText(by))});
    };
    const QString like =
        pick.isFailed ? QStringLiteral("that failed there") : QStringLiteral("as slow as this");
    add(step, wide, like);
    add(step, widest, like);
    step.errorsOnly = false;
    step.minDuration.reset();
    add(step, widest, QStringLiteral("through the same operation"));
    return sound(std::move(plan));
}

Plan linked(const TraceId& trace, const SpanId& span, const Interval& around)
{
    return sound({.target = Target::Traces,
                  .how = QStringLiteral("link of a span"),
                  .thing = QStringLiteral("trace"),
                  .rungs = {{TraceStep{trace, span.isNull() ? std::nullopt : std::optional(span)}, around,
                             QStringLiteral("by the id in the link")}},
                  .problem = {}});
}

Plan pivotOf(const AlertPick& pick, Target target, const Ground& ground)
{
    const QString name = cleaned(QStringView(pick.labels.value(u"alertname")), 60);
    const QString service =
        ground.mapping ? ground.mapping->serviceOf(Store::Metrics, pick.labels) : QString();
    // It had to hurt for a while before it fired.
    const Instant end = std::min(pick.until.value_or(ground.now), pick.since + aroundSignals);
    MetricPick metric{.services = service.isEmpty() ? QStringList() : QStringList{service},
                      .chart = name,
                      .range = {pick.since - aroundSignals, std::max(end, pick.since + 1min)}};
    Plan plan = target == Target::Logs     ? logsOf(metric, ground)
                : target == Target::Traces ? tracesOf(metric, ground)
                                           : signalPlan(metric.services, metric.range, {});
    plan.how = QStringLiteral("alert %1").arg(name);
    return plan;
}

Plan pivotOf(const DeployPick& pick, Target target, const Ground& ground)
{
    const QStringList services = pick.service.isEmpty() ? QStringList() : QStringList{pick.service};
    const Instant end = std::max(std::min(pick.at + aroundSignals, ground.now), pick.at + 1min);
    // Patterns and sets are compared with as long a time before: what begins here is what came with it.
    MetricPick after{.services = services, .chart = {}, .range = {pick.at, end}};
    if (!pick.version.isEmpty())
        after.labels = {{QStringLiteral("version"), Matcher::Op::Equal, pick.version}};
    Plan plan = target == Target::Logs     ? logsOf(after, ground)
                : target == Target::Traces ? tracesOf(after, ground)
                                           : signalPlan(services, {pick.at - aroundSignals, end}, {});
    plan.how = QStringLiteral("before and after %1 %2")
                   .arg(cleaned(QStringView(pick.service), 60), cleaned(QStringView(pick.version), 40));
    return plan;
}

} // namespace signalbox::pivots
