// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/golden/discovery.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborStreamReader>
#include <QCborValue>

#include <algorithm>

namespace signalbox::golden {

namespace {

constexpr int version = 2;
constexpr qsizetype mostStoredBytes = 8 * 1024 * 1024;

QCborArray arrayOf(const QStringList& texts)
{
    return QCborArray::fromStringList(texts);
}

/// Reads fields by their order and remembers when one was not there or of another kind.
class Fields
{
public:
    explicit Fields(QCborArray array)
        : m_array(std::move(array))
    {
    }
    QString text()
    {
        const QCborValue value = next();
        m_ok = m_ok && value.isString();
        return value.toString();
    }
    QStringList texts()
    {
        const QCborValue value = next();
        m_ok = m_ok && value.isArray();
        QStringList out;
        for (const QCborValue& one : value.toArray()) {
            m_ok = m_ok && one.isString();
            out += one.toString();
        }
        return out;
    }
    double number()
    {
        const QCborValue value = next();
        m_ok = m_ok && (value.isDouble() || value.isInteger());
        return value.toDouble();
    }
    template <typename E>
    E word(E last)
    {
        const QCborValue value = next();
        const auto number = value.toInteger(-1);
        if (!value.isInteger() || number < 0 || number > static_cast<qint64>(last)) {
            m_ok = false;
            return E{};
        }
        return static_cast<E>(number);
    }
    bool flag()
    {
        const QCborValue value = next();
        m_ok = m_ok && value.isBool();
        return value.toBool();
    }
    [[nodiscard]] bool ok() const { return m_ok && m_next == m_array.size(); }

private:
    QCborValue next() { return m_array.at(m_next++); }

    QCborArray m_array;
    qsizetype m_next = 0;
    bool m_ok = true;
};

QCborArray toArray(const RequestSource& s)
{
    return {s.convention,
            s.title,
            s.priority,
            static_cast<int>(s.durations),
            s.histogram,
            s.toSeconds,
            s.counter,
            s.serviceLabel,
            static_cast<int>(s.status),
            s.statusLabel,
            s.histogramHasStatus,
            arrayOf(s.operationLabels),
            arrayOf(s.labels),
            s.matchers,
            arrayOf(s.services),
            s.namesServices};
}

bool read(const QCborValue& value, RequestSource& s)
{
    Fields in(value.toArray());
    s.convention = in.text();
    s.title = in.text();
    s.priority = static_cast<int>(std::clamp(in.number(), -1e6, 1e6));
    s.durations = in.word(DurationKind::Summary);
    s.histogram = in.text();
    s.toSeconds = in.number();
    s.counter = in.text();
    s.serviceLabel = in.text();
    s.status = in.word(StatusKind::Span);
    s.statusLabel = in.text();
    s.histogramHasStatus = in.flag();
    s.operationLabels = in.texts();
    s.labels = in.texts();
    s.matchers = in.text();
    s.services = in.texts();
    s.namesServices = in.flag();
    return in.ok();
}

QCborArray toArray(const ResourceSource& s)
{
    const ResourceConvention& c = s.convention;
    return {c.id,
            c.title,
            c.resource,
            arrayOf(c.of),
            c.ofMatchers,
            c.ofRate,
            arrayOf(c.to),
            c.toMatchers,
            c.toRate,
            arrayOf(c.toDivisor),
            arrayOf(c.each),
            arrayOf(c.serviceLabels),
            static_cast<int>(c.unit),
            c.scale,
            c.isFree,
            c.namesServices,
            s.serviceLabel,
            arrayOf(s.services)};
}

bool read(const QCborValue& value, ResourceSource& s)
{
    Fields in(value.toArray());
    ResourceConvention& c = s.convention;
    c.id = in.text();
    c.title = in.text();
    c.resource = in.text();
    c.of = in.texts();
    c.ofMatchers = in.text();
    c.ofRate = in.flag();
    c.to = in.texts();
    c.toMatchers = in.text();
    c.toRate = in.flag();
    c.toDivisor = in.texts();
    c.each = in.texts();
    c.serviceLabels = in.texts();
    c.unit = in.word(chart::Unit::Count);
    c.scale = in.number();
    c.isFree = in.flag();
    c.namesServices = in.flag();
    s.serviceLabel = in.text();
    s.services = in.texts();
    return in.ok() && !c.of.isEmpty();
}

QCborArray toArray(const VersionSource& s)
{
    return {s.metric, s.versionLabel, s.serviceLabel};
}

bool read(const QCborValue& value, VersionSource& s)
{
    Fields in(value.toArray());
    s.metric = in.text();
    s.versionLabel = in.text();
    s.serviceLabel = in.text();
    return in.ok();
}

template <typename T>
QCborArray toArray(const std::vector<T>& values)
{
    QCborArray out;
    for (const T& value : values)
        out.append(toArray(value));
    return out;
}

template <typename T>
bool read(const QCborValue& value, std::vector<T>& into)
{
    if (!value.isArray())
        return false;
    const QCborArray array = value.toArray();
    return std::all_of(array.begin(), array.end(),
                       [&into](const QCborValue& one) { return read(one, into.emplace_back()); });
}

} // namespace

QByteArray toBytes(const Discovery& discovery)
{
    QCborArray remarks;
    for (const QString& remark : discovery.remarks)
        remarks.append(remark);
    return QCborValue(QCborArray{version, static_cast<qint64>(discovery.at.ns), toArray(discovery.requests),
                                 toArray(discovery.resources), toArray(discovery.versions), remarks})
        .toCbor();
}

Result<Discovery> discoveryFromBytes(const QByteArray& bytes)
{
    const auto broken = [](const QString& what) {
        return failure({.kind = ErrorKind::Parse,
                        .what = QStringLiteral("What was found last time cannot be read: %1.").arg(what),
                        .detail = {}});
    };
    if (bytes.size() > mostStoredBytes)
        return broken(QStringLiteral("it is larger than 8 MiB"));
    QCborParserError error;
    const QCborArray all = QCborValue::fromCbor(bytes, &error).toArray();
    if (error.error != QCborError::NoError || all.size() != 6)
        return broken(QStringLiteral("the file is damaged"));
    if (all.at(0).toInteger() != version)
        return broken(QStringLiteral("it is of another version"));
    Discovery out;
    out.at = Instant::fromNanoseconds(all.at(1).toInteger());
    if (!read(all.at(2), out.requests) || !read(all.at(3), out.resources) || !read(all.at(4), out.versions))
        return broken(QStringLiteral("the file is damaged"));
    for (const QCborValue& remark : all.at(5).toArray())
        out.remarks += remark.toString();
    return out;
}

} // namespace signalbox::golden
