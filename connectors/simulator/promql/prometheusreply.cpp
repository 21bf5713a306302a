// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/prometheusreply.h"

#include <algorithm>
#include <cmath>

namespace signalbox::simulator::promql {

namespace {

int statusOf(ErrorType type)
{
    return type == ErrorType::BadData ? 400 : type == ErrorType::Execution ? 422 : 503;
}

const char* nameOf(ErrorType type)
{
    return type == ErrorType::BadData ? "bad_data" : type == ErrorType::Execution ? "execution" : "timeout";
}

QByteArray point(std::int64_t time, double value)
{
    return '[' + secondsText(time) + ",\"" + sampleNumber(value) + "\"]";
}

void openData(JsonWriter& json, ValueType type)
{
    json.beginObject();
    json.field("resultType", typeName(type));
    json.key("result");
}

} // namespace

Reply success(const QByteArray& data)
{
    Reply out;
    out.body = R"({"status":"success","data":)" + data + '}';
    return out;
}

Reply refuse(const QueryError& error)
{
    JsonWriter json;
    json.beginObject();
    json.key("status");
    json.latin("error");
    json.key("errorType");
    json.latin(nameOf(error.type));
    json.field("error", error.text);
    json.endObject();
    Reply out;
    out.status = statusOf(error.type);
    out.body = json.take();
    return out;
}

Reply badData(const QString& text)
{
    return refuse({ErrorType::BadData, text});
}

Reply invalidParameter(const QString& name, const QString& why)
{
    return badData(QLatin1String("invalid parameter ") + goQuoted(name) + QLatin1String(": ") + why);
}

Reply plainText(int status, const QByteArray& text)
{
    Reply out;
    out.status = status;
    out.contentType = "text/plain; charset=utf-8";
    out.body = text;
    return out;
}

QString formValue(const Request& request, QStringView name)
{
    for (const auto& [key, value] : request.params) {
        if (key == name)
            return value;
    }
    return {};
}

QStringList formValues(const Request& request, QStringView name)
{
    QStringList out;
    for (const auto& [key, value] : request.params) {
        if (key == name)
            out << value;
    }
    return out;
}

tl::expected<std::int64_t, QString> parseTime(const QString& text)
{
    if (const auto seconds = parseFloat(text.toUtf8()); seconds && std::abs(*seconds) < 1e12)
        return std::llround(*seconds * 1000);
    if (const auto time = parseRfc3339(text))
        return *time;
    return tl::unexpected(QStringLiteral("cannot parse %1 to a valid timestamp").arg(goQuoted(text)));
}

tl::expected<std::int64_t, QString> parseStep(const QString& text)
{
    if (const auto seconds = parseFloat(text.toUtf8())) {
        const double ns = *seconds * 1e9;
        if (!(std::abs(ns) < 9.2e18))
            return tl::unexpected(QStringLiteral("cannot parse %1 to a valid duration. It overflows int64")
                                      .arg(goQuoted(text)));
        return static_cast<std::int64_t>(ns);
    }
    if (const ParsedDuration parsed = parsePromDuration(text.toUtf8()); parsed.error.isEmpty())
        return parsed.ms * 1'000'000;
    return tl::unexpected(QStringLiteral("cannot parse %1 to a valid duration").arg(goQuoted(text)));
}

tl::expected<std::int64_t, QString> parseTimeOr(const Request& request, const QString& name,
                                                std::int64_t otherwise)
{
    const QString text = formValue(request, name);
    if (text.isEmpty())
        return otherwise;
    auto time = parseTime(text);
    if (!time)
        return tl::unexpected(QStringLiteral("Invalid time value for '%1': %2").arg(name, time.error()));
    return time;
}

QByteArray matrixData(const Columns& columns, const Steps& steps)
{
    JsonWriter json;
    json.reserve(static_cast<qsizetype>(columns.size() * steps.count() * 32));
    openData(json, ValueType::Matrix);
    json.beginArray();
    for (const Column& column : columns) {
        json.beginObject();
        json.key("metric");
        json.labels(column.labels);
        json.key("values");
        json.beginArray();
        for (std::size_t step = 0; step < column.has.size(); ++step) {
            if (column.has[step] != 0)
                json.raw(point(steps.at(step), column.values[step]));
        }
        json.endArray();
        json.endObject();
    }
    json.endArray();
    json.endObject();
    return json.take();
}

QByteArray instantData(const InstantAnswer& answer, std::int64_t time)
{
    JsonWriter json;
    openData(json, answer.type);
    if (const auto* text = std::get_if<QString>(&answer.value)) {
        json.raw('[' + plainNumber(static_cast<double>(time) / 1000) + ',' + jsonString(*text) + ']');
    } else if (const auto* series = std::get_if<std::vector<SampleSeries>>(&answer.value)) {
        json.beginArray();
        for (const SampleSeries& one : *series) {
            json.beginObject();
            json.key("metric");
            json.labels(one.labels);
            json.key("values");
            json.beginArray();
            for (std::size_t i = 0; i < one.times.size(); ++i)
                json.raw(point(one.times[i], one.values[i]));
            json.endArray();
            json.endObject();
        }
        json.endArray();
    } else {
        const auto& columns = std::get<Columns>(answer.value);
        if (answer.type == ValueType::Scalar) {
            json.raw('[' + plainNumber(static_cast<double>(time) / 1000) + ",\"" +
                     plainNumber(columns.front().values.front()) + "\"]");
        } else {
            json.beginArray();
            for (const Column& column : columns) {
                json.beginObject();
                json.key("metric");
                json.labels(column.labels);
                json.key("value");
                json.raw(point(time, column.values.front()));
                json.endObject();
            }
            json.endArray();
        }
    }
    json.endObject();
    return json.take();
}

void writeAlert(JsonWriter& json, const ActiveAlert& alert)
{
    json.beginObject();
    json.key("labels");
    json.labels(alert.labels);
    json.key("annotations");
    json.labels(alert.annotations);
    json.field("state", stateName(alert.state));
    json.key("activeAt");
    json.latin(rfc3339(alert.activeAt));
    json.key("value");
    json.latin(exponentNumber(alert.value));
    json.endObject();
}

} // namespace signalbox::simulator::promql
