// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/loki/document.h"
#include "connectors/loki/parser.h"

#include <charconv>
#include <cmath>
#include <limits>

namespace signalbox::loki {

using simdjson::error_code;
using simdjson::SUCCESS;
namespace ondemand = json::ondemand;

namespace {

/// "1.5", "NaN", "+Inf", "-Inf"; numbers of the wire go through the same door.
bool toDouble(std::string_view text, double& out)
{
    if (!text.empty() && text.front() == '+')
        text.remove_prefix(1);
    const char* const end = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(text.data(), end, out);
    return !text.empty() && problem == std::errc() && stop == end;
}

bool readNumber(ondemand::value value, double& out)
{
    std::string_view text;
    if (value.get_string().get(text) == SUCCESS)
        return toDouble(text, out);
    return value.get_double().get(out) == SUCCESS;
}

/// Reads the body's result of any shape into series.
class MetricReader
{
public:
    explicit MetricReader(MetricPage& page)
        : m_page(page)
    {
    }

    bool isWrong = false;
    bool hasResult = false;
    QString resultType;

    [[nodiscard]] error_code readData(ondemand::value value)
    {
        ondemand::object data;
        if (const error_code error = value.get_object().get(data)) {
            isWrong = true;
            return json::isLocal(error) ? SUCCESS : error;
        }
        for (auto field : data) {
            std::string_view key;
            if (const error_code error = field.unescaped_key().get(key))
                return error;
            ondemand::value inner;
            if (const error_code error = field.value().get(inner))
                return error;
            std::string_view text;
            if (key == "resultType") {
                if (inner.get_string().get(text) == SUCCESS)
                    resultType = toText(text);
            } else if (key == "result" && resultType != QLatin1String("streams")) {
                hasResult = true;
                if (const error_code error = readResult(inner))
                    return error;
            }
        }
        return SUCCESS;
    }

private:
    [[nodiscard]] error_code readResult(ondemand::value value)
    {
        ondemand::array list;
        if (const error_code error = value.get_array().get(list)) {
            isWrong = true;
            return json::isLocal(error) ? SUCCESS : error;
        }
        if (resultType == QLatin1String("scalar")) {
            Series series;
            const error_code error = readSampleParts(list, series);
            m_page.series.push_back(std::move(series));
            return error;
        }
        m_page.fromVector = resultType == QLatin1String("vector");
        for (auto item : list) {
            ondemand::value element;
            if (const error_code error = item.get(element))
                return error;
            if (const error_code error = readSeries(element))
                return error;
        }
        return SUCCESS;
    }

    [[nodiscard]] error_code readSeries(ondemand::value value)
    {
        ondemand::object object;
        if (const error_code error = value.get_object().get(object)) {
            bad("a series is not an object");
            return json::isLocal(error) ? SUCCESS : error;
        }
        Series series;
        for (auto field : object) {
            std::string_view key;
            if (const error_code error = field.unescaped_key().get(key))
                return error;
            ondemand::value inner;
            if (const error_code error = field.value().get(inner))
                return error;
            error_code error = SUCCESS;
            if (key == "metric")
                error = readLabels(inner, series);
            else if (key == "value")
                error = readSample(inner, series);
            else if (key == "values")
                error = readSamples(inner, series);
            if (error)
                return error;
        }
        m_page.series.push_back(std::move(series));
        return SUCCESS;
    }

    [[nodiscard]] error_code readLabels(ondemand::value value, Series& series)
    {
        ondemand::object object;
        if (const error_code error = value.get_object().get(object)) {
            bad("the labels of a series are not an object");
            return json::isLocal(error) ? SUCCESS : error;
        }
        std::vector<Label> labels;
        for (auto field : object) {
            std::string_view name;
            std::string_view text;
            if (const error_code error = field.unescaped_key().get(name))
                return error;
            const error_code error = field.value().get_string().get(text);
            if (error && !json::isLocal(error))
                return error;
            if (error)
                bad("the value of a label is not text");
            else
                labels.push_back({toText(name), toText(text)});
        }
        series.labels = LabelSet(std::move(labels));
        return SUCCESS;
    }

    [[nodiscard]] error_code readSamples(ondemand::value value, Series& series)
    {
        ondemand::array list;
        if (const error_code error = value.get_array().get(list)) {
            bad("the points of a series are not a list");
            return json::isLocal(error) ? SUCCESS : error;
        }
        for (auto item : list) {
            ondemand::value sample;
            if (const error_code error = item.get(sample))
                return error;
            if (const error_code error = readSample(sample, series))
                return error;
        }
        return SUCCESS;
    }

    [[nodiscard]] error_code readSample(ondemand::value value, Series& series)
    {
        ondemand::array parts;
        if (const error_code error = value.get_array().get(parts)) {
            bad("a point is not a list");
            return json::isLocal(error) ? SUCCESS : error;
        }
        return readSampleParts(parts, series);
    }

    [[nodiscard]] error_code readSampleParts(ondemand::array parts, Series& series)
    {
        double numbers[2] = {0, 0};
        int index = 0;
        for (auto item : parts) {
            ondemand::value part;
            if (const error_code error = item.get(part))
                return error;
            if (index < 2 && !readNumber(part, numbers[index])) {
                bad("a point does not hold two numbers");
                return SUCCESS;
            }
            ++index;
        }
        if (index < 2) {
            bad("a point does not hold two numbers");
            return SUCCESS;
        }
        series.times.push_back(Instant::fromFloatSeconds(numbers[0]).ns);
        series.values.push_back(numbers[1]);
        return SUCCESS;
    }

    void bad(const char* why)
    {
        ++m_page.notes.badEntries;
        if (m_page.notes.firstBad.isEmpty())
            m_page.notes.firstBad = QString::fromLatin1(why);
    }

    MetricPage& m_page;
};

} // namespace

Result<MetricPage> parseMetric(const QByteArray& body, const QString& backend)
{
    return json::withDocument<MetricPage>(
        body, backend,
        [&](ondemand::document& document, const QByteArray&, bool sanitised) -> Result<MetricPage> {
            MetricPage page;
            page.notes.sanitised = sanitised;
            MetricReader reader(page);
            json::Envelope envelope;
            const error_code error = json::readEnvelope(
                document, envelope, [&](ondemand::value value) { return reader.readData(value); });
            if (error)
                return failure(json::broken(backend, body, error));
            if (auto complaint = json::complaint(envelope, body, backend))
                return failure(std::move(*complaint));
            if (reader.resultType == QLatin1String("streams"))
                return failure(
                    {.kind = ErrorKind::Invalid,
                     .what =
                         QStringLiteral("%1 answered with lines, not with numbers: this is a log query. Ask "
                                        "for its lines, or put a function such as rate(...[1m]) around it.")
                             .arg(backend),
                     .detail = {}});
            if (reader.isWrong || !reader.hasResult)
                return failure(
                    unreadable(backend, body, QStringLiteral("its data does not hold a list of series")));
            page.notes.warnings = envelope.warnings;
            return page;
        });
}

} // namespace signalbox::loki
