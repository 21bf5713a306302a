// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/prometheus/document.h"
#include "connectors/prometheus/parser.h"
#include "connectors/prometheus/samples.h"

#include <algorithm>

namespace signalbox::prometheus {

using simdjson::error_code;

namespace {

/// Wraps up: the notes into the answer, or the error out.
template <typename T>
Result<T> finished(T&& answer, Result<Notes>&& notes)
{
    if (!notes)
        return failure(std::move(notes.error()));
    answer.notes = std::move(*notes);
    return std::forward<T>(answer);
}

error_code readExemplar(ondemand::value element, Exemplar& exemplar)
{
    bool hasValue = false;
    bool hasTime = false;
    error_code bad = simdjson::SUCCESS;
    const error_code error = forEachField(element, [&](std::string_view key, ondemand::value value) {
        error_code failed = simdjson::SUCCESS;
        if (key == "labels")
            failed = readLabels(value, exemplar.labels);
        else if (key == "value")
            hasValue = readValue(value.raw_json_token(), exemplar.value);
        else if (key == "timestamp")
            hasTime = readTime(value.raw_json_token(), exemplar.at.ns);
        if (failed)
            bad = failed;
        return failed;
    });
    if (error)
        return error;
    return bad || !hasValue || !hasTime ? simdjson::INCORRECT_TYPE : simdjson::SUCCESS;
}

error_code readExemplarSeries(ondemand::value element, ExemplarSeries& series, Notes& notes)
{
    error_code bad = simdjson::SUCCESS;
    const error_code error = forEachField(element, [&](std::string_view key, ondemand::value value) {
        error_code failed = simdjson::SUCCESS;
        if (key == "seriesLabels") {
            failed = readLabels(value, series.labels);
        } else if (key == "exemplars") {
            failed = forEachElement(value, notes, QStringLiteral("an exemplar of another form"),
                                    [&](ondemand::value entry) {
                                        Exemplar exemplar;
                                        const error_code unread = readExemplar(entry, exemplar);
                                        if (!unread)
                                            series.exemplars.push_back(std::move(exemplar));
                                        return unread;
                                    });
        }
        if (failed)
            bad = failed;
        return failed;
    });
    std::stable_sort(series.exemplars.begin(), series.exemplars.end(),
                     [](const Exemplar& a, const Exemplar& b) { return a.at < b.at; });
    return error ? error : bad;
}

error_code readMetricMetadata(ondemand::value element, MetricMetadata& metadata)
{
    return forEachField(element, [&](std::string_view key, ondemand::value value) {
        if (key == "type")
            return readText(value, metadata.type);
        if (key == "help")
            return readText(value, metadata.help);
        if (key == "unit")
            return readText(value, metadata.unit);
        return simdjson::SUCCESS;
    });
}

} // namespace

Result<ExemplarAnswer> parseExemplars(const QByteArray& body, const QString& backend)
{
    ExemplarAnswer answer;
    auto notes = readEnvelope(body, backend, QStringLiteral("list of exemplars"), MissingData::IsEmpty,
                              [&](ondemand::value data, Notes& out) {
                                  return forEachElement(
                                      data, out, QStringLiteral("exemplars of another form"),
                                      [&](ondemand::value element) {
                                          ExemplarSeries series;
                                          const error_code error = readExemplarSeries(element, series, out);
                                          if (!error)
                                              answer.series.push_back(std::move(series));
                                          return error;
                                      });
                              });
    return finished(std::move(answer), std::move(notes));
}

Result<ListAnswer> parseList(const QByteArray& body, const QString& backend)
{
    ListAnswer answer;
    auto notes = readEnvelope(body, backend, QStringLiteral("list of names"), MissingData::IsEmpty,
                              [&](ondemand::value data, Notes& out) {
                                  return forEachElement(data, out, QStringLiteral("a name that is no text"),
                                                        [&](ondemand::value element) {
                                                            QString text;
                                                            const error_code error = readText(element, text);
                                                            if (!error)
                                                                answer.values.append(text);
                                                            return error;
                                                        });
                              });
    return finished(std::move(answer), std::move(notes));
}

Result<SeriesAnswer> parseSeries(const QByteArray& body, const QString& backend)
{
    SeriesAnswer answer;
    auto notes = readEnvelope(body, backend, QStringLiteral("list of series"), MissingData::IsEmpty,
                              [&](ondemand::value data, Notes& out) {
                                  return forEachElement(
                                      data, out, QStringLiteral("a series whose labels are no texts"),
                                      [&](ondemand::value element) {
                                          LabelSet labels;
                                          const error_code error = readLabels(element, labels);
                                          if (!error)
                                              answer.series.push_back(std::move(labels));
                                          return error;
                                      });
                              });
    return finished(std::move(answer), std::move(notes));
}

Result<MetadataAnswer> parseMetadata(const QByteArray& body, const QString& backend)
{
    MetadataAnswer answer;
    const auto read = [&](ondemand::value data, Notes& out) {
        return forEachField(data, [&](std::string_view name, ondemand::value value) {
            std::vector<MetricMetadata> entries;
            const error_code error = forEachElement(
                value, out, QStringLiteral("metadata of another form"), [&](ondemand::value element) {
                    MetricMetadata metadata;
                    const error_code failed = readMetricMetadata(element, metadata);
                    if (!failed)
                        entries.push_back(std::move(metadata));
                    return failed;
                });
            if (error && !isBroken(error))
                countBad(out, QStringLiteral("metadata that is no list"));
            if (!error)
                answer.metrics.insert(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())),
                                      std::move(entries));
            return error;
        });
    };
    return finished(std::move(answer), readEnvelope(body, backend, QStringLiteral("table of metadata"),
                                                    MissingData::IsAnError, read));
}

Result<BuildInfo> parseBuildInfo(const QByteArray& body, const QString& backend)
{
    BuildInfo info;
    auto notes = readEnvelope(body, backend, QStringLiteral("build information"), MissingData::IsAnError,
                              [&](ondemand::value data, Notes&) {
                                  return forEachField(data, [&](std::string_view key, ondemand::value value) {
                                      if (key == "version")
                                          return readText(value, info.version);
                                      if (key == "revision")
                                          return readText(value, info.revision);
                                      if (key == "branch")
                                          return readText(value, info.branch);
                                      if (key == "buildDate")
                                          return readText(value, info.buildDate);
                                      if (key == "goVersion")
                                          return readText(value, info.goVersion);
                                      return simdjson::SUCCESS;
                                  });
                              });
    if (!notes)
        return failure(std::move(notes.error()));
    return info;
}

Result<QString> parseFormatted(const QByteArray& body, const QString& backend)
{
    QString text;
    auto notes = readEnvelope(body, backend, QStringLiteral("expression"), MissingData::IsAnError,
                              [&](ondemand::value data, Notes&) { return readText(data, text); });
    if (!notes)
        return failure(std::move(notes.error()));
    return text;
}

} // namespace signalbox::prometheus
