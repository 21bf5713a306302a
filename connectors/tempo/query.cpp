// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/tempo/query.h"

#include "models/base/duration.h"

#include <QRegularExpression>

namespace signalbox::tempo::query {

namespace {

http::Request get(const QString& path)
{
    http::Request request;
    request.path = path;
    return request;
}

QString condition(const tracing::TagFilter& tag)
{
    if (tag.key == QLatin1String("error") && tag.value == QLatin1String("true"))
        return QStringLiteral("status = error");
    if (tag.key == QLatin1String("span.kind"))
        return QStringLiteral("kind = %1").arg(tag.value);
    const QString text = QStringLiteral("%1 = %2").arg(attribute(tag.key), quoted(tag.value));
    static const QRegularExpression bare(
        QStringLiteral("\\A(?:-?[0-9]{1,18}(?:\\.[0-9]{1,9})?|true|false)\\z"));
    if (!bare.match(tag.value).hasMatch())
        return text;
    return QStringLiteral("(%1 || %2 = %3)").arg(text, attribute(tag.key), tag.value);
}

} // namespace

QString quoted(const QString& text)
{
    QString made = QStringLiteral("\"");
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            made += u'\\';
        if (c == u'\n')
            made += QStringLiteral("\\n");
        else
            made += c;
    }
    return made + u'"';
}

QString attribute(const QString& key)
{
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z_][A-Za-z0-9_./-]*\\z"));
    return QLatin1Char('.') + (plain.match(key).hasMatch() ? key : quoted(key));
}

QString traceQl(const tracing::SearchQuery& query)
{
    QStringList conditions;
    if (!query.service.isEmpty())
        conditions.append(QStringLiteral("resource.service.name = %1").arg(quoted(query.service)));
    if (!query.operation.isEmpty())
        conditions.append(QStringLiteral("name = %1").arg(quoted(query.operation)));
    if (query.errorsOnly)
        conditions.append(QStringLiteral("status = error"));
    // Go's durations, in one unit: TraceQL reads no "1m30s" in some versions.
    const auto nanoseconds = [](Duration d) { return QString::number(d.count()) + QStringLiteral("ns"); };
    if (query.minDuration)
        conditions.append(QStringLiteral("duration >= %1").arg(nanoseconds(*query.minDuration)));
    if (query.maxDuration)
        conditions.append(QStringLiteral("duration <= %1").arg(nanoseconds(*query.maxDuration)));
    for (const tracing::TagFilter& tag : query.tags)
        conditions.append(condition(tag));
    return conditions.isEmpty() ? QStringLiteral("{}")
                                : QStringLiteral("{ %1 }").arg(conditions.join(QStringLiteral(" && ")));
}

http::Request search(const tracing::SearchQuery& query, Instant start)
{
    http::Request request = get(QStringLiteral("/api/search"));
    request.params.push_back({QStringLiteral("q"), traceQl(query)});
    request.params.push_back({QStringLiteral("limit"), QString::number(query.limit)});
    request.params.push_back({QStringLiteral("spss"), QStringLiteral("1")});
    request.params.push_back({QStringLiteral("start"), QString::number(start.seconds())});
    // The second that the end falls into belongs to it.
    request.params.push_back({QStringLiteral("end"), QString::number(query.end.seconds() + 1)});
    return request;
}

http::Request trace(const QString& hexId, bool v2)
{
    // No time: it would be a filter, and a wrong guess "not found".
    return get((v2 ? QStringLiteral("/api/v2/traces/") : QStringLiteral("/api/traces/")) +
               http::encodedSegment(hexId));
}

http::Request services(bool v2)
{
    return get(v2 ? QStringLiteral("/api/v2/search/tag/resource.service.name/values")
                  : QStringLiteral("/api/search/tag/service.name/values"));
}

http::Request operations(const QString& service)
{
    http::Request request = get(QStringLiteral("/api/v2/search/tag/name/values"));
    if (!service.isEmpty())
        request.params.push_back(
            {QStringLiteral("q"), QStringLiteral("{ resource.service.name = %1 }").arg(quoted(service))});
    return request;
}

http::Request buildInfo()
{
    return get(QStringLiteral("/api/status/buildinfo"));
}

QString problemOf(const tracing::SearchQuery& query)
{
    if (query.end < query.start)
        return QStringLiteral("The search ends before it starts: swap the two times.");
    if (query.limit < 1)
        return QStringLiteral("A search needs a limit of 1 trace or more.");
    if (query.minDuration && query.maxDuration && *query.maxDuration < *query.minDuration)
        return QStringLiteral("The longest duration is below the shortest: swap the two.");
    for (const tracing::TagFilter& tag : query.tags) {
        static const QStringList kinds{QStringLiteral("internal"), QStringLiteral("server"),
                                       QStringLiteral("client"),   QStringLiteral("producer"),
                                       QStringLiteral("consumer"), QStringLiteral("unspecified")};
        if (tag.key == QLatin1String("span.kind") && !kinds.contains(tag.value))
            return QStringLiteral("A span's kind is one of %1.").arg(kinds.join(QStringLiteral(", ")));
    }
    return {};
}

} // namespace signalbox::tempo::query
