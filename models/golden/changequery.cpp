// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/golden/changequery.h"

#include "models/golden/expressions.h"
#include "models/promql/selector.h"

#include <cmath>
#include <limits>

namespace signalbox::golden {

namespace {

bool hasBuckets(const RequestSource& source)
{
    return source.durations == DurationKind::Classic || source.durations == DurationKind::Native;
}

QString whereOf(const ServiceView& view, const RequestSource& source, const QString& service)
{
    return promql::labelName(source.serviceLabel) + u'=' +
           quoted(view.valueOf(source, service).value_or(service));
}

QString part(const QString& expr, QStringView name)
{
    return QStringLiteral("label_replace(%1, \"%2\", \"%3\", \"\", \"\")").arg(expr, partLabel, name);
}

} // namespace

QString changeQuery(const ServiceView& view, const ChangeQuestion& question, const QString& label,
                    int mostValues)
{
    const RequestSource* source = view.sourceOf(question.service, question.signal);
    if (!source || label.isEmpty() || question.window <= Duration{0})
        return {};
    const QStringList by{label};
    QString where = whereOf(view, *source, question.service);
    const Expressions now(*source, question.window);
    const Expressions then(*source, question.window, question.window);
    QStringList parts;
    const auto add = [&](const QString& during, const QString& before, QStringView duringName,
                         QStringView beforeName) {
        parts += part(during, duringName);
        parts += part(before, beforeName);
    };
    switch (question.signal) {
    case Signal::Errors: {
        const QString failed = now.outcome(Outcome::ServerError);
        if (failed.isEmpty())
            return {};
        add(now.rate(by, where), then.rate(by, where), allDuring, allBefore);
        add(now.rate(by, joined(where, failed)), then.rate(by, joined(where, failed)), badDuring, badBefore);
        break;
    }
    case Signal::Latency:
        if (!hasBuckets(*source) || question.slowBound.isEmpty())
            return {};
        where = joined(where, now.durationOutcome(Outcome::Success));
        add(now.timed(by, where), then.timed(by, where), allDuring, allBefore);
        add(now.slower(question.slowBound, by, where), then.slower(question.slowBound, by, where), badDuring,
            badBefore);
        break;
    case Signal::Traffic:
        add(now.rate(by, where), then.rate(by, where), allDuring, allBefore);
        break;
    case Signal::Saturation:
        return {};
    }
    return QStringLiteral("topk(%1, %2)").arg(4 * mostValues).arg(parts.join(QStringLiteral(" or ")));
}

QString bucketSelector(const ServiceView& view, const QString& service)
{
    const RequestSource* source = view.sourceOf(service, Signal::Latency);
    if (!source || source->durations != DurationKind::Classic)
        return {};
    return source->histogram + QStringLiteral("_bucket{") +
           joined(source->matchers, whereOf(view, *source, service)) + u'}';
}

QString slowBound(const ServiceView& view, const QString& service, const QStringList& bounds, double before,
                  double after)
{
    const RequestSource* source = view.sourceOf(service, Signal::Latency);
    if (!source || !hasBuckets(*source) || !(before > 0) || !(after > before))
        return {};
    const double scale = source->toSeconds > 0 ? source->toSeconds : 1;
    if (source->durations == DurationKind::Native)
        return QString::number(std::sqrt(before * after) / scale, 'g', 6);
    QString best;
    double least = std::numeric_limits<double>::infinity();
    for (const QString& text : bounds) {
        bool isNumber = false;
        const double bound = text.toDouble(&isNumber) * scale;
        if (isNumber && std::isfinite(bound) && bound >= before && bound < after && bound < least) {
            least = bound;
            best = text;
        }
    }
    return best;
}

} // namespace signalbox::golden
