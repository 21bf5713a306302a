// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/prometheus/document.h"
#include "connectors/prometheus/parser.h"
#include "connectors/prometheus/samples.h"

#include <QLocale>

#include <algorithm>
#include <numeric>

namespace signalbox::prometheus {

using simdjson::error_code;

namespace {

/// Fills one answer; holds what is carried from one series to the next.
class ResultReader
{
public:
    ResultReader(QueryAnswer& answer, const Caps& caps, Notes& notes)
        : m_answer(answer)
        , m_caps(caps)
        , m_notes(notes)
    {
    }

    [[nodiscard]] error_code read(ondemand::value data);

private:
    [[nodiscard]] error_code readSeriesList(ondemand::value result);
    [[nodiscard]] error_code readSeries(ondemand::value element);
    [[nodiscard]] error_code readSamples(ondemand::value values, Series& series);
    [[nodiscard]] error_code readSample(ondemand::value pair, Series& series);
    [[nodiscard]] error_code readHistogramPair(ondemand::value pair, Series& series);
    [[nodiscard]] error_code readHistogram(ondemand::value value, HistogramPoint& point);
    [[nodiscard]] error_code readScalar(ondemand::value result);
    [[nodiscard]] bool isFull() const { return m_points >= m_caps.points; }
    void sayTruncated(const QString& what);

    QueryAnswer& m_answer;
    const Caps& m_caps;
    Notes& m_notes;
    std::size_t m_points = 0;
    std::size_t m_usualSize = 0; ///< of the series before: those of one answer are alike
};

ResultType typeOf(std::string_view name)
{
    if (name == "matrix")
        return ResultType::Matrix;
    if (name == "vector")
        return ResultType::Vector;
    if (name == "scalar")
        return ResultType::Scalar;
    if (name == "string")
        return ResultType::String;
    return ResultType::None;
}

void ResultReader::sayTruncated(const QString& what)
{
    if (!m_notes.truncated)
        m_notes.warnings.append(QStringLiteral("Only the first %1 were taken; narrow the query.").arg(what));
    m_notes.truncated = true;
}

error_code ResultReader::read(ondemand::value data)
{
    ondemand::object object;
    if (const error_code error = data.get_object().get(object))
        return error;
    std::string_view name;
    if (const error_code error = object.find_field_unordered("resultType").get_string().get(name))
        return isBroken(error) ? error : simdjson::INCORRECT_TYPE;
    m_answer.resultType = typeOf(name);
    ondemand::value result;
    if (const error_code error = object.find_field_unordered("result").get(result))
        return isBroken(error) ? error : simdjson::INCORRECT_TYPE;
    switch (m_answer.resultType) {
    case ResultType::Matrix:
    case ResultType::Vector:
        return readSeriesList(result);
    case ResultType::Scalar:
    case ResultType::String:
        return readScalar(result);
    case ResultType::None:
        break;
    }
    return simdjson::INCORRECT_TYPE;
}

error_code ResultReader::readSeriesList(ondemand::value result)
{
    bool isNull = false;
    if (!result.is_null().get(isNull) && isNull)
        return simdjson::SUCCESS;
    ondemand::array array;
    if (const error_code error = result.get_array().get(array))
        return error;
    for (auto entry : array) {
        ondemand::value element;
        if (const error_code error = std::move(entry).get(element))
            return error;
        if (m_answer.series.size() >= m_caps.series) {
            sayTruncated(QStringLiteral("%1 series").arg(QLocale::c().toString(qulonglong{m_caps.series})));
            break;
        }
        if (isFull()) {
            sayTruncated(QStringLiteral("%1 points").arg(QLocale::c().toString(qulonglong{m_caps.points})));
            break;
        }
        if (const error_code error = readSeries(element)) {
            if (isBroken(error))
                return error;
            countBad(m_notes, QStringLiteral("a series whose labels or points have a wrong type"));
        }
    }
    return simdjson::SUCCESS;
}

/// Times must ascend and differ, or a search in the columns finds the wrong place.
void putInOrder(Series& series)
{
    const auto disordered = [](const auto& a, const auto& b) { return !(a < b); };
    if (std::adjacent_find(series.times.begin(), series.times.end(), disordered) != series.times.end()) {
        std::vector<std::size_t> order(series.times.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return series.times[a] < series.times[b]; });
        Series sorted;
        for (const std::size_t i : order) {
            if (!sorted.times.empty() && sorted.times.back() == series.times[i])
                continue;
            sorted.times.push_back(series.times[i]);
            sorted.values.push_back(series.values[i]);
        }
        series.times = std::move(sorted.times);
        series.values = std::move(sorted.values);
    }
    std::stable_sort(series.histograms.begin(), series.histograms.end(),
                     [](const HistogramPoint& a, const HistogramPoint& b) { return a.at < b.at; });
}

error_code ResultReader::readSeries(ondemand::value element)
{
    Series series;
    error_code bad = simdjson::SUCCESS;
    const error_code error = forEachField(element, [&](std::string_view key, ondemand::value value) {
        error_code failed = simdjson::SUCCESS;
        if (key == "values") {
            failed = readSamples(value, series);
        } else if (key == "metric") {
            failed = readLabels(value, series.labels);
        } else if (key == "value") {
            failed = readSample(value, series);
        } else if (key == "histogram") {
            failed = readHistogramPair(value, series);
        } else if (key == "histograms") {
            failed = forEachElement(value, m_notes, QStringLiteral("a histogram of another form"),
                                    [&](ondemand::value pair) { return readHistogramPair(pair, series); });
        }
        if (failed)
            bad = failed;
        return failed;
    });
    if (error)
        return error;
    if (bad)
        return bad;
    putInOrder(series);
    m_usualSize = series.times.size();
    m_answer.series.push_back(std::move(series));
    return simdjson::SUCCESS;
}

error_code ResultReader::readSamples(ondemand::value values, Series& series)
{
    ondemand::array array;
    if (const error_code error = values.get_array().get(array))
        return error;
    series.times.reserve(m_usualSize);
    series.values.reserve(m_usualSize);
    for (auto entry : array) {
        ondemand::value pair;
        if (const error_code error = std::move(entry).get(pair))
            return error;
        if (isFull())
            break; // said where the next series begins, or below
        if (const error_code error = readSample(pair, series)) {
            if (isBroken(error))
                return error;
            countBad(m_notes, QStringLiteral("a sample of another form than [seconds, \"number\"]"));
        }
    }
    if (isFull())
        sayTruncated(QStringLiteral("%1 points").arg(QLocale::c().toString(qulonglong{m_caps.points})));
    return simdjson::SUCCESS;
}

error_code ResultReader::readSample(ondemand::value pair, Series& series)
{
    ondemand::array array;
    if (const error_code error = pair.get_array().get(array))
        return error;
    std::int64_t time = 0;
    double value = 0;
    int at = 0;
    bool isGood = true;
    for (auto entry : array) {
        ondemand::value half;
        if (const error_code error = std::move(entry).get(half))
            return error;
        const std::string_view token = half.raw_json_token();
        if (at == 0)
            isGood = readTime(token, time);
        else
            isGood = isGood && at == 1 && readValue(token, value);
        ++at;
    }
    if (!isGood || at != 2)
        return simdjson::INCORRECT_TYPE;
    series.times.push_back(time);
    series.values.push_back(value);
    ++m_points;
    return simdjson::SUCCESS;
}

error_code ResultReader::readHistogramPair(ondemand::value pair, Series& series)
{
    if (isFull())
        return simdjson::SUCCESS;
    ondemand::array array;
    if (const error_code error = pair.get_array().get(array))
        return error;
    HistogramPoint point;
    error_code bad = simdjson::SUCCESS;
    int at = 0;
    for (auto entry : array) {
        ondemand::value half;
        if (const error_code error = std::move(entry).get(half))
            return error;
        if (at == 0) {
            if (!readTime(half.raw_json_token(), point.at.ns))
                bad = simdjson::INCORRECT_TYPE;
        } else if (at == 1) {
            if (const error_code error = readHistogram(half, point)) {
                if (isBroken(error))
                    return error;
                bad = error;
            }
        }
        ++at;
    }
    if (bad || at != 2)
        return simdjson::INCORRECT_TYPE;
    series.histograms.push_back(std::move(point));
    ++m_points;
    return simdjson::SUCCESS;
}

error_code readBucket(ondemand::value element, HistogramBucket& bucket)
{
    ondemand::array array;
    if (const error_code error = element.get_array().get(array))
        return error;
    double rule = -1;
    double* const parts[] = {&rule, &bucket.lower, &bucket.upper, &bucket.count};
    std::size_t at = 0;
    bool isGood = true;
    for (auto entry : array) {
        ondemand::value part;
        if (const error_code error = std::move(entry).get(part))
            return error;
        isGood = isGood && at < std::size(parts) && readValue(part.raw_json_token(), *parts[at]);
        ++at;
    }
    if (!isGood || at != std::size(parts) || !(rule == 0 || rule == 1 || rule == 2 || rule == 3))
        return simdjson::INCORRECT_TYPE;
    bucket.rule = static_cast<BucketRule>(static_cast<int>(rule));
    return simdjson::SUCCESS;
}

error_code ResultReader::readHistogram(ondemand::value value, HistogramPoint& point)
{
    bool isGood = true;
    const error_code error = forEachField(value, [&](std::string_view key, ondemand::value field) {
        if (key == "buckets") {
            return forEachElement(field, m_notes, QStringLiteral("a bucket of another form"),
                                  [&point](ondemand::value element) {
                                      HistogramBucket bucket;
                                      const error_code failed = readBucket(element, bucket);
                                      if (!failed)
                                          point.buckets.push_back(bucket);
                                      return failed;
                                  });
        }
        if (key == "count" || key == "sum") {
            isGood = readValue(field.raw_json_token(), key == "count" ? point.count : point.sum) && isGood;
        }
        return simdjson::SUCCESS;
    });
    if (error)
        return error;
    return isGood ? simdjson::SUCCESS : simdjson::INCORRECT_TYPE;
}

error_code ResultReader::readScalar(ondemand::value result)
{
    if (m_answer.resultType == ResultType::Scalar) {
        Series series;
        const error_code error = readSample(result, series);
        if (!error)
            m_answer.series.push_back(std::move(series));
        return error;
    }
    ondemand::array array;
    if (const error_code error = result.get_array().get(array))
        return error;
    int at = 0;
    for (auto entry : array) {
        ondemand::value half;
        if (const error_code error = std::move(entry).get(half))
            return error;
        Instant time;
        if (at == 0 && readTime(half.raw_json_token(), time.ns))
            m_answer.textAt = time;
        if (at == 1) {
            if (const error_code error = readText(half, m_answer.text))
                return error;
        }
        ++at;
    }
    return at == 2 ? simdjson::SUCCESS : simdjson::INCORRECT_TYPE;
}

} // namespace

Result<QueryAnswer> parseQuery(const QByteArray& body, const QString& backend, const Caps& caps)
{
    QueryAnswer answer;
    Result<Notes> notes = readEnvelope(
        body, backend, QStringLiteral("query result"), MissingData::IsAnError,
        [&](ondemand::value data, Notes& out) { return ResultReader(answer, caps, out).read(data); });
    if (!notes)
        return failure(std::move(notes.error()));
    answer.notes = std::move(*notes);
    return answer;
}

} // namespace signalbox::prometheus
