// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/loki/catalogparser.h"

#include "connectors/loki/document.h"

#include <algorithm>

namespace signalbox::loki {

namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

/// Small answers are read as a tree: their fields come in any order and are few.
template <typename T, typename F>
Result<T> withRoot(const QByteArray& body, const QString& backend, F&& f)
{
    if (auto wrong = notJson(body, backend))
        return failure(std::move(*wrong));
    simdjson::dom::parser parser;
    QByteArray bytes = json::padded(body);
    element root;
    const auto parse = [&] {
        return parser.parse(bytes.constData(), static_cast<std::size_t>(bytes.size()), false).get(root);
    };
    simdjson::error_code error = parse();
    if (error == simdjson::UTF8_ERROR) {
        bytes = json::withoutInvalidUtf8(body);
        error = parse();
    }
    if (error)
        return failure(json::broken(backend, body, error));
    object top;
    if (root.get(top))
        return failure(unreadable(backend, body, QStringLiteral("the answer is not an object")));
    std::string_view status;
    std::string_view problem;
    const bool hasProblem = !top["error"].get(problem) || !top["message"].get(problem);
    const bool failed = !top["status"].get(status) && status != "success";
    if (failed || (hasProblem && top["data"].error()))
        return failure(refused(backend, toText(hasProblem ? problem : status)));
    return f(top);
}

QString textAt(const object& from, std::string_view key)
{
    std::string_view text;
    return from[key].get(text) ? QString() : toText(text);
}

/// int64 comes as a number or as text.
std::int64_t numberOf(const simdjson::simdjson_result<element>& value)
{
    std::int64_t number = 0;
    std::string_view text;
    double real = 0;
    if (!value.get(number))
        return number;
    if (!value.get(text))
        return toText(text).toLongLong();
    if (!value.get(real) && real > -9.0e18 && real < 9.0e18)
        return static_cast<std::int64_t>(real);
    return 0;
}

QStringList textsOf(const simdjson::simdjson_result<element>& value)
{
    QStringList texts;
    array list;
    if (value.get(list))
        return texts;
    for (const element item : list) {
        std::string_view text;
        if (!item.get(text))
            texts.append(toText(text));
    }
    return texts;
}

/// Absent, null or a list; anything else is not what the contract says.
bool isListOrNothing(const simdjson::simdjson_result<element>& value)
{
    return value.error() == simdjson::NO_SUCH_FIELD || value.is_null() || value.is_array();
}

/// Reads a list of objects below `key`.
template <typename T, typename F>
Result<std::vector<T>> listOf(const QByteArray& body, const QString& backend, std::string_view key, F&& read)
{
    return withRoot<std::vector<T>>(body, backend, [&](const object& root) -> Result<std::vector<T>> {
        std::vector<T> out;
        if (!isListOrNothing(root[key]))
            return failure(unreadable(backend, body, QStringLiteral("its data is not a list")));
        array list;
        if (root[key].get(list))
            return out;
        for (const element item : list) {
            object entry;
            if (!item.get(entry))
                out.push_back(read(entry));
        }
        return out;
    });
}

Result<QStringList> sortedTexts(const QByteArray& body, const QString& backend, std::string_view key)
{
    return withRoot<QStringList>(body, backend, [&](const object& root) -> Result<QStringList> {
        if (!isListOrNothing(root[key]))
            return failure(unreadable(backend, body, QStringLiteral("its data is not a list")));
        QStringList texts = textsOf(root[key]);
        texts.sort();
        return texts;
    });
}

} // namespace

Result<QStringList> parseNames(const QByteArray& body, const QString& backend)
{
    return sortedTexts(body, backend, "data");
}

Result<QStringList> parseDetectedFieldValues(const QByteArray& body, const QString& backend)
{
    return sortedTexts(body, backend, "values");
}

Result<std::vector<LabelSet>> parseSeries(const QByteArray& body, const QString& backend)
{
    return listOf<LabelSet>(body, backend, "data", [](const object& entry) {
        std::vector<Label> labels;
        for (const auto& field : entry) {
            std::string_view value;
            if (!field.value.get(value))
                labels.push_back({toText(field.key), toText(value)});
        }
        return LabelSet(std::move(labels));
    });
}

Result<IndexStats> parseIndexStats(const QByteArray& body, const QString& backend)
{
    return withRoot<IndexStats>(body, backend, [&](const object& root) -> Result<IndexStats> {
        if (root["streams"].error() || root["bytes"].error())
            return failure(
                unreadable(backend, body, QStringLiteral("it holds no counts of streams and bytes")));
        return IndexStats{.streams = numberOf(root["streams"]),
                          .chunks = numberOf(root["chunks"]),
                          .entries = numberOf(root["entries"]),
                          .bytes = numberOf(root["bytes"])};
    });
}

Result<std::vector<DetectedField>> parseDetectedFields(const QByteArray& body, const QString& backend)
{
    auto fields = listOf<DetectedField>(body, backend, "fields", [](const object& entry) {
        return DetectedField{.label = textAt(entry, "label"),
                             .type = textAt(entry, "type"),
                             .cardinality = numberOf(entry["cardinality"]),
                             .parsers = textsOf(entry["parsers"]),
                             .jsonPath = textsOf(entry["jsonPath"])};
    });
    if (fields)
        std::sort(fields->begin(), fields->end(),
                  [](const auto& a, const auto& b) { return a.label < b.label; });
    return fields;
}

Result<std::vector<DetectedLabel>> parseDetectedLabels(const QByteArray& body, const QString& backend)
{
    auto labels = listOf<DetectedLabel>(body, backend, "detectedLabels", [](const object& entry) {
        return DetectedLabel{.label = textAt(entry, "label"), .cardinality = numberOf(entry["cardinality"])};
    });
    if (labels)
        std::sort(labels->begin(), labels->end(),
                  [](const auto& a, const auto& b) { return a.label < b.label; });
    return labels;
}

Result<std::vector<Pattern>> parsePatterns(const QByteArray& body, const QString& backend)
{
    return listOf<Pattern>(body, backend, "data", [](const object& entry) {
        Pattern pattern{.pattern = textAt(entry, "pattern"), .level = textAt(entry, "level"), .samples = {}};
        array samples;
        if (entry["samples"].get(samples))
            return pattern;
        for (const element item : samples) {
            array pair;
            if (!item.get(pair) && pair.size() >= 2)
                pattern.samples.push_back({Instant::fromSeconds(numberOf(pair.at(0))), numberOf(pair.at(1))});
        }
        return pattern;
    });
}

Result<QString> parseFormatted(const QByteArray& body, const QString& backend)
{
    return withRoot<QString>(body, backend, [&](const object& root) -> Result<QString> {
        std::string_view text;
        if (root["data"].get(text))
            return failure(unreadable(backend, body, QStringLiteral("its data is not the text of a query")));
        return toText(text);
    });
}

Result<BuildInfo> parseBuildInfo(const QByteArray& body, const QString& backend)
{
    return withRoot<BuildInfo>(body, backend, [&](const object& root) -> Result<BuildInfo> {
        if (root["version"].error())
            return failure(unreadable(backend, body, QStringLiteral("it names no version")));
        return BuildInfo{.version = textAt(root, "version"),
                         .revision = textAt(root, "revision"),
                         .branch = textAt(root, "branch")};
    });
}

} // namespace signalbox::loki
