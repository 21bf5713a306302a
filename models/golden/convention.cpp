// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/golden/convention.h"

#include "models/promql/selector.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace signalbox::golden {

namespace {

constexpr qsizetype mostBytes = 1024 * 1024;
constexpr qsizetype mostEntries = 500;

/// Reads one object and remembers the first thing that is wrong with it.
class Reader
{
public:
    Reader(QJsonObject object, QString where)
        : m_object(std::move(object))
        , m_where(std::move(where))
    {
    }

    QString text(const char* key, bool needed = false)
    {
        const QJsonValue value = take(key);
        if (value.isUndefined()) {
            if (needed)
                fail(key, QStringLiteral("is missing"));
            return {};
        }
        if (!value.isString() || (needed && value.toString().trimmed().isEmpty()))
            fail(key, QStringLiteral("must be a text"));
        return value.toString();
    }

    /// Names of metrics or labels. A single one may stand without its list.
    QStringList names(const char* key, bool needed = false)
    {
        const QJsonValue value = take(key);
        if (value.isUndefined()) {
            if (needed)
                fail(key, QStringLiteral("is missing"));
            return {};
        }
        const QJsonArray array = value.isString() ? QJsonArray{value} : value.toArray();
        QStringList out;
        for (const QJsonValue& entry : array) {
            if (!promql::isMetricName(entry.toString()))
                fail(key, QStringLiteral("must hold names of metrics or labels"));
            out += entry.toString();
        }
        if (out.isEmpty())
            fail(key, QStringLiteral("must name at least one"));
        return out;
    }

    bool flag(const char* key)
    {
        const QJsonValue value = take(key);
        if (!value.isUndefined() && !value.isBool())
            fail(key, QStringLiteral("must be true or false"));
        return value.toBool();
    }

    double number(const char* key, double otherwise)
    {
        const QJsonValue value = take(key);
        if (value.isUndefined())
            return otherwise;
        if (!value.isDouble() || !std::isfinite(value.toDouble()))
            fail(key, QStringLiteral("must be a number"));
        return value.toDouble();
    }

    template <typename T>
    T word(const char* key, const std::vector<std::pair<QString, T>>& words)
    {
        const QString given = text(key);
        for (const auto& [name, value] : words)
            if (given == name)
                return value;
        if (!given.isEmpty())
            fail(key, QStringLiteral("is none of the words that are known"));
        return words.front().second;
    }

    void finish(QString& error, QStringList& warnings)
    {
        if (error.isEmpty())
            error = m_error;
        for (const QString& key : m_object.keys())
            warnings +=
                QStringLiteral("%1: \"%2\" means nothing here").arg(m_where, cleaned(QStringView(key), 60));
    }

private:
    QJsonValue take(const char* key) { return m_object.take(QLatin1String(key)); }
    void fail(const char* key, const QString& what)
    {
        if (m_error.isEmpty())
            m_error = QStringLiteral("%1: \"%2\" %3").arg(m_where, QLatin1String(key), what);
    }

    QJsonObject m_object;
    QString m_where;
    QString m_error;
};

RequestConvention requestOf(Reader& in)
{
    RequestConvention out;
    out.id = in.text("id", true);
    out.title = in.text("title", true);
    out.priority = static_cast<int>(std::clamp(in.number("priority", 0), -1000.0, 1000.0));
    out.histograms = in.names("histograms");
    out.summaries = in.names("summaries");
    out.counters = in.names("counters");
    out.serviceLabels = in.names("service", true);
    out.statusLabels = in.names("status");
    out.status = in.word<StatusKind>("failure", {{QStringLiteral("none"), StatusKind::None},
                                                 {QStringLiteral("http"), StatusKind::Http},
                                                 {QStringLiteral("grpc-number"), StatusKind::GrpcNumber},
                                                 {QStringLiteral("grpc-name"), StatusKind::GrpcName},
                                                 {QStringLiteral("error-label"), StatusKind::ErrorLabel},
                                                 {QStringLiteral("span"), StatusKind::Span}});
    out.operationLabels = in.names("operation");
    out.matchers = in.text("matchers");
    out.milliseconds = in.names("milliseconds");
    out.onlyKnown = in.flag("only-known");
    return out;
}

ResourceConvention resourceOf(Reader& in)
{
    using chart::Unit;
    ResourceConvention out;
    out.id = in.text("id", true);
    out.title = in.text("title", true);
    out.resource = in.text("resource", true);
    out.of = in.names("of", true);
    out.ofMatchers = in.text("of-matchers");
    out.ofRate = in.flag("of-rate");
    out.to = in.names("to");
    out.toMatchers = in.text("to-matchers");
    out.toRate = in.flag("to-rate");
    out.toDivisor = in.names("to-divisor");
    out.each = in.names("each");
    out.serviceLabels = in.names("service", true);
    out.unit = in.word<Unit>("unit", {{QStringLiteral("ratio"), Unit::Ratio},
                                      {QStringLiteral("count"), Unit::Count},
                                      {QStringLiteral("seconds"), Unit::Seconds},
                                      {QStringLiteral("bytes"), Unit::Bytes}});
    out.scale = in.number("scale", 1);
    out.isFree = in.flag("is-free");
    out.namesServices = in.flag("names-services");
    return out;
}

VersionConvention versionOf(Reader& in)
{
    return {.metrics = in.names("metrics", true),
            .versionLabels = in.names("version", true),
            .serviceLabels = in.names("service", true)};
}

} // namespace

void Conventions::add(Conventions&& more)
{
    const auto merge = [](auto& from, auto& to) {
        for (auto& one : from) {
            const auto same =
                std::find_if(to.begin(), to.end(), [&one](const auto& o) { return o.id == one.id; });
            if (same != to.end())
                *same = std::move(one);
            else
                to.push_back(std::move(one));
        }
    };
    merge(more.requests, requests);
    merge(more.resources, resources);
    versions.insert(versions.end(), std::make_move_iterator(more.versions.begin()),
                    std::make_move_iterator(more.versions.end()));
    warnings += more.warnings;
}

Result<Conventions> parseConventions(const QByteArray& json, const QString& file)
{
    const auto invalid = [&file](const QString& what) {
        return failure({.kind = ErrorKind::Parse,
                        .what = QStringLiteral("%1 is no file of conventions: %2.").arg(file, what),
                        .detail = {}});
    };
    if (json.size() > mostBytes)
        return invalid(QStringLiteral("it is larger than 1 MiB"));
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parsed);
    if (parsed.error != QJsonParseError::NoError)
        return invalid(QStringLiteral("%1 at byte %2").arg(parsed.errorString()).arg(parsed.offset));
    if (!document.isObject())
        return invalid(QStringLiteral("it must be an object"));

    Conventions out;
    QString error;
    const auto readAll = [&](const char* key, auto read, auto& into) {
        const QJsonValue list = document.object().value(QLatin1String(key));
        if (error.isEmpty() && !list.isUndefined() && !list.isArray())
            error = QStringLiteral("\"%1\" must be a list").arg(QLatin1String(key));
        const QJsonArray array = list.toArray();
        for (qsizetype i = 0; i < std::min(array.size(), mostEntries); ++i) {
            Reader reader(array[i].toObject(),
                          QStringLiteral("%1 %2[%3]").arg(file, QLatin1String(key)).arg(i));
            into.push_back(read(reader));
            reader.finish(error, out.warnings);
        }
    };
    readAll("requests", requestOf, out.requests);
    readAll("resources", resourceOf, out.resources);
    readAll("versions", versionOf, out.versions);
    if (!error.isEmpty())
        return invalid(error);
    return out;
}

} // namespace signalbox::golden
