// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/jaeger/parser.h"

#include "connectors/tracing/topobject.h"

#include <limits>

namespace signalbox::jaeger {

using namespace json;
using simdjson::error_code;
using simdjson::SUCCESS;

namespace {

struct Point
{
    std::optional<Instant> time;
    double value = std::numeric_limits<double>::quiet_NaN();
};

error_code readPoint(od::value& value, Point& point, int depth = 0)
{
    od::object object;
    error_code error = SUCCESS;
    if (depth > 1 || !openObject(value, object, error))
        return error;
    return forEachField(object, [&](const char* key, od::value& field) {
        if (isKey(key, "gaugeValue"))
            return readPoint(field, point, depth + 1);
        const std::string_view text = token(field);
        if (isKey(key, "doubleValue") || isKey(key, "int64Value")) {
            point.value = toDouble(text).value_or(std::numeric_limits<double>::quiet_NaN());
        } else if (isKey(key, "timestamp")) {
            const QDateTime time = QDateTime::fromString(toQString(contents(text)), Qt::ISODateWithMs);
            if (time.isValid())
                point.time = Instant::fromDateTime(time);
        }
        return SUCCESS;
    });
}

error_code readLabel(od::value& value, std::vector<Label>& labels)
{
    od::object object;
    error_code error = SUCCESS;
    if (!openObject(value, object, error))
        return error;
    Label label;
    error = forEachField(object, [&](const char* key, od::value& field) {
        if (isKey(key, "name"))
            label.name = toQString(contents(token(field)));
        else if (isKey(key, "value"))
            label.value = toQString(contents(token(field)));
        return SUCCESS;
    });
    labels.push_back(label);
    return error;
}

error_code readSeries(od::value& value, Metrics& metrics)
{
    od::object object;
    error_code error = SUCCESS;
    if (!openObject(value, object, error)) {
        ++metrics.badEntries;
        return error;
    }
    MetricSeries series;
    std::vector<Label> labels;
    error = forEachField(object, [&](const char* key, od::value& field) {
        if (isKey(key, "labels"))
            return forEach(field, [&](od::value& label) { return readLabel(label, labels); });
        if (!isKey(key, "metricPoints"))
            return SUCCESS;
        return forEach(field, [&](od::value& element) {
            Point point;
            const error_code problem = readPoint(element, point);
            if (point.time) {
                series.times.push_back(*point.time);
                series.values.push_back(point.value);
            } else {
                ++metrics.badEntries;
            }
            return problem;
        });
    });
    series.labels = LabelSet(std::move(labels));
    metrics.series.push_back(std::move(series));
    return error;
}

} // namespace

Result<Metrics> parseMetrics(QByteArray body, const QString& backendName)
{
    const QString due = QStringLiteral("metrics");
    Metrics metrics;
    bool known = false;
    if (auto bad = readTopObject(body, backendName, due, known, [&](const char* key, od::value& value) {
            if (isKey(key, "name")) {
                known = true;
                metrics.name = toQString(contents(token(value)));
            } else if (isKey(key, "help")) {
                metrics.help = toQString(contents(token(value)));
            } else if (isKey(key, "metrics")) {
                known = true;
                return forEach(value, [&](od::value& element) { return readSeries(element, metrics); });
            }
            return SUCCESS;
        }))
        return failure(std::move(*bad));
    if (!known)
        return failure(badAnswer(backendName, due, QStringLiteral("its answer holds none"),
                                 QStringLiteral("Check that the URL is that of a Jaeger query server."),
                                 body));
    return metrics;
}

} // namespace signalbox::jaeger
