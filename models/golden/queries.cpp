// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/golden/queries.h"

#include "models/base/duration.h"
#include "models/golden/expressions.h"
#include "models/promql/selector.h"

#include <QSet>

#include <array>

namespace signalbox::golden {

using chart::LineRole;
using chart::Unit;

namespace {

QString equals(const QString& label, const QString& value)
{
    return promql::labelName(label) + u'=' + quoted(value);
}

Unit unitOf(Signal signal)
{
    return signal == Signal::Latency   ? Unit::Seconds
           : signal == Signal::Traffic ? Unit::PerSecond
                                       : Unit::Ratio;
}

/// Which sources some service looks at, by signal: what nobody would see is not asked for.
std::array<QSet<const RequestSource*>, 4> usedSources(const ServiceView& view)
{
    std::array<QSet<const RequestSource*>, 4> out;
    for (const QString& service : view.services())
        for (const Signal signal : allSignals)
            if (const RequestSource* source = view.sourceOf(service, signal))
                out[static_cast<std::size_t>(signal)].insert(source);
    return out;
}

std::optional<std::pair<const RequestSource*, QString>>
sourceAndMatcher(const ServiceView& view, const QString& service, Signal signal)
{
    const RequestSource* source = view.sourceOf(service, signal);
    if (!source)
        return std::nullopt;
    const auto value = view.valueOf(*source, service);
    return std::pair(source, equals(source->serviceLabel, value.value_or(service)));
}

void addLatency(const ServiceView& view, const QString& service, Duration window,
                std::vector<DashboardQuery>& out)
{
    const auto found = sourceAndMatcher(view, service, Signal::Latency);
    if (!found)
        return;
    const auto& [source, where] = *found;
    const Expressions text(*source, window);
    const QString success = joined(where, text.durationOutcome(Outcome::Success));
    const struct
    {
        const char* name;
        double q;
        LineRole role;
    } lines[] = {{"p50", 0.5, LineRole::P50},
                 {"p95", 0.95, LineRole::P95},
                 {"p99", 0.99, LineRole::P99},
                 {"p99.9", 0.999, LineRole::P999}};
    for (const auto& line : lines)
        out.push_back({.signal = Signal::Latency,
                       .name = QLatin1String(line.name),
                       .role = line.role,
                       .expr = text.quantile(line.q, {}, success),
                       .unit = Unit::Seconds});
    if (const QString failed = text.durationOutcome(Outcome::ServerError); !failed.isEmpty())
        out.push_back({.signal = Signal::Latency,
                       .name = QStringLiteral("p99 of errors"),
                       .role = LineRole::P99OfErrors,
                       .dashed = true,
                       .expr = text.quantile(0.99, {}, joined(where, failed)),
                       .unit = Unit::Seconds});
}

void addTraffic(const ServiceView& view, const QString& service, Duration window,
                std::vector<DashboardQuery>& out)
{
    const auto found = sourceAndMatcher(view, service, Signal::Traffic);
    if (!found)
        return;
    const auto& [source, where] = *found;
    const Expressions text(*source, window);
    const struct
    {
        Outcome outcome;
        LineRole role;
    } classes[] = {{Outcome::Success, LineRole::Success},
                   {Outcome::Redirect, LineRole::Redirect},
                   {Outcome::ClientError, LineRole::ClientError},
                   {Outcome::ServerError, LineRole::ServerError}};
    for (const auto& one : classes)
        if (tells(source->status, one.outcome))
            out.push_back({.signal = Signal::Traffic,
                           .name = nameOf(source->status, one.outcome),
                           .role = one.role,
                           .expr = text.rate({}, joined(where, text.outcome(one.outcome, true))),
                           .unit = Unit::PerSecond});
    out.push_back({.signal = Signal::Traffic,
                   .name = QStringLiteral("all"),
                   .role = LineRole::Total,
                   .dashed = true,
                   .expr = text.rate({}, where),
                   .unit = Unit::PerSecond});
}

void addErrors(const ServiceView& view, const QString& service, Duration window,
               std::vector<DashboardQuery>& out)
{
    const auto found = sourceAndMatcher(view, service, Signal::Errors);
    if (!found)
        return;
    const auto& [source, where] = *found;
    const Expressions text(*source, window);
    const struct
    {
        Outcome outcome;
        LineRole role;
    } classes[] = {{Outcome::ServerError, LineRole::ServerError},
                   {Outcome::ClientError, LineRole::ClientError}};
    for (const auto& one : classes)
        if (tells(source->status, one.outcome))
            out.push_back({.signal = Signal::Errors,
                           .name = nameOf(source->status, one.outcome),
                           .role = one.role,
                           .expr = text.share(one.outcome, {}, where),
                           .unit = Unit::Ratio});
}

void addSaturation(const ServiceView& view, const QString& service, Duration window,
                   std::vector<DashboardQuery>& out)
{
    for (const ResourceSource* source : view.resourcesOf(service)) {
        const auto value = view.valueOf(*source, service);
        out.push_back(
            {.signal = Signal::Saturation,
             .name = source->convention.resource,
             .expr = fullness(*source, {}, equals(source->serviceLabel, value.value_or(service)), window),
             .unit = source->convention.unit});
    }
}

std::optional<GroupQueries> groupsBy(const ServiceView& view, const QString& service,
                                     const QStringList& labels, Duration window, int most)
{
    const auto found = sourceAndMatcher(view, service, Signal::Traffic);
    if (!found || labels.isEmpty())
        return std::nullopt;
    const auto& [source, where] = *found;
    const Expressions text(*source, window);
    // The busiest groups are shown, and every figure is asked for just those.
    GroupQueries out{.labels = labels};
    out.traffic = QStringLiteral("topk(%1, ").arg(most) + text.rate(labels, where) + u')';
    QStringList names;
    for (const QString& label : labels)
        names += promql::labelName(label);
    const auto bounded = [&](const QString& expr) {
        return expr.isEmpty() ? expr
                              : u'(' + expr + QStringLiteral(") and on (") +
                                    names.join(QStringLiteral(", ")) + QStringLiteral(") ") + out.traffic;
    };
    out.count = QStringLiteral("count(") + text.rate(labels, where) + u')';
    if (const QString failed = text.outcome(Outcome::ServerError); !failed.isEmpty())
        out.failed = bounded(text.rate(labels, joined(where, failed)));
    if (source->durations == DurationKind::Classic || source->durations == DurationKind::Native) {
        out.successP99 =
            bounded(text.quantile(0.99, labels, joined(where, text.durationOutcome(Outcome::Success))));
        out.secondsPerSecond = bounded(text.timeSpent(labels, where));
        if (const QString failed = text.durationOutcome(Outcome::ServerError); !failed.isEmpty())
            out.failureP99 = bounded(text.quantile(0.99, labels, joined(where, failed)));
    }
    return out;
}

} // namespace

Duration rateWindow(Duration scrapeInterval, Duration step)
{
    return std::chrono::ceil<std::chrono::seconds>(std::max(4 * scrapeInterval, step));
}

Duration baselineWindow(Duration window)
{
    return std::max<Duration>(2 * window, std::chrono::seconds(150));
}

std::vector<OverviewQuery> overviewQueries(const ServiceView& view, Duration window)
{
    std::vector<OverviewQuery> out;
    const auto used = usedSources(view);
    const auto isUsed = [&used](const RequestSource& source, Signal signal) {
        return source.has(signal) && used[static_cast<std::size_t>(signal)].contains(&source);
    };
    for (const RequestSource& source : view.discovery().requests) {
        const Expressions text(source, window);
        const QStringList by{source.serviceLabel};
        const auto add = [&](Signal signal, const QString& expr) {
            out.push_back({.signal = signal,
                           .source = source.id(),
                           .expr = expr,
                           .serviceLabel = source.serviceLabel,
                           .unit = unitOf(signal)});
        };
        if (isUsed(source, Signal::Latency))
            add(Signal::Latency, text.quantile(0.99, by, text.durationOutcome(Outcome::Success)));
        if (isUsed(source, Signal::Traffic))
            add(Signal::Traffic, text.rate(by, {}));
        if (isUsed(source, Signal::Errors))
            add(Signal::Errors, text.share(Outcome::ServerError, by, {}));
    }
    for (const ResourceSource& source : view.discovery().resources)
        out.push_back({.signal = Signal::Saturation,
                       .source = source.convention.id,
                       .resource = source.convention.resource,
                       .expr = fullness(source, {source.serviceLabel}, {}, window),
                       .serviceLabel = source.serviceLabel,
                       .unit = source.convention.unit});
    for (const auto& [place, expression] : view.corrections().own)
        out.push_back({.signal = place.signal,
                       .source = {},
                       .expr = expression,
                       .serviceLabel = {},
                       .service = place.service,
                       .unit = unitOf(place.signal)});
    return out;
}

std::vector<DashboardQuery> dashboardQueries(const ServiceView& view, const QString& service, Duration window)
{
    std::vector<DashboardQuery> out;
    for (const Signal signal : allSignals) {
        if (const QString own = view.ownExpression(service, signal); !own.isEmpty()) {
            out.push_back({.signal = signal,
                           .name = QStringLiteral("your expression"),
                           .role = signal == Signal::Latency ? LineRole::P99 : LineRole::Series,
                           .expr = own,
                           .unit = unitOf(signal)});
            continue;
        }
        switch (signal) {
        case Signal::Latency:
            addLatency(view, service, window, out);
            break;
        case Signal::Traffic:
            addTraffic(view, service, window, out);
            break;
        case Signal::Errors:
            addErrors(view, service, window, out);
            break;
        case Signal::Saturation:
            addSaturation(view, service, window, out);
            break;
        }
    }
    return out;
}

std::optional<GroupQueries> operationQueries(const ServiceView& view, const QString& service, Duration window,
                                             int most)
{
    const RequestSource* source = view.sourceOf(service, Signal::Traffic);
    return source ? groupsBy(view, service, source->operationLabels, window, most) : std::nullopt;
}

std::optional<GroupQueries> breakdownQueries(const ServiceView& view, const QString& service,
                                             const QString& label, Duration window, int most)
{
    return groupsBy(view, service, {label}, window, most);
}

QStringList breakdownLabels(const ServiceView& view, const QString& service)
{
    const RequestSource* source = view.sourceOf(service, Signal::Traffic);
    if (!source)
        return {};
    QStringList out;
    for (const QString& label : source->labels)
        if (label != source->serviceLabel && label != source->statusLabel && label != QLatin1String("le") &&
            label != QLatin1String("quantile") && label != QLatin1String("__name__"))
            out += label;
    return out;
}

QString exemplarSelector(const ServiceView& view, const QString& service)
{
    const auto found = sourceAndMatcher(view, service, Signal::Latency);
    if (!found || found->first->durations == DurationKind::Summary)
        return {};
    const RequestSource& source = *found->first;
    const QString series =
        source.histogram +
        (source.durations == DurationKind::Classic ? QStringLiteral("_bucket") : QString());
    return series + u'{' + joined(source.matchers, found->second) + u'}';
}

QString versionQuery(const ServiceView& view, const QString& service)
{
    // Labels of several metrics under one pair of names.
    const auto extracted = [](const QString& expr, const char* to, const QString& from, const char* pattern) {
        return QStringLiteral("label_replace(") + expr + QStringLiteral(", \"") + QLatin1String(to) +
               QStringLiteral("\", \"$1\", ") + quoted(from) + QStringLiteral(", \"") +
               QLatin1String(pattern) + QStringLiteral("\")");
    };
    QStringList parts;
    for (const VersionSource& source : view.discovery().versions) {
        const bool job = source.serviceLabel == QLatin1String("job") ||
                         source.serviceLabel == QLatin1String("exported_job");
        QString where = promql::labelName(source.versionLabel) + QStringLiteral("!=\"\"");
        if (!service.isEmpty() && job)
            where = joined(promql::labelName(source.serviceLabel) + QStringLiteral("=~") +
                               quoted(QStringLiteral("(.*/)?") + promql::regexLiteral(service)),
                           where);
        else if (!service.isEmpty())
            where = joined(equals(source.serviceLabel, service), where);
        const QString counted = QStringLiteral("count ") +
                                byText({source.serviceLabel, source.versionLabel}) + u'(' + source.metric +
                                u'{' + where + QStringLiteral("})");
        const QString named =
            extracted(counted, "service", source.serviceLabel, job ? "(?:.*/)?(.*)" : "(.*)");
        parts += QStringLiteral("sum by (service, version) (") +
                 extracted(named, "version", source.versionLabel, "(.*)") + u')';
    }
    return parts.join(QStringLiteral(" or "));
}

} // namespace signalbox::golden
