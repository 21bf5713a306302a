// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/insightcalls.h"

#include "connectors/simulator/logql/jsonfields.h"
#include "connectors/simulator/logql/jsonwriter.h"
#include "connectors/simulator/logql/logfmt.h"
#include "connectors/simulator/logql/parser.h"
#include "connectors/simulator/logql/units.h"

#include <algorithm>
#include <map>
#include <set>

namespace signalbox::simulator::logql {

namespace {

struct FieldFacts
{
    std::set<std::string> values;
    std::set<std::string> parsers; ///< none: structured metadata
    JsonPath path;
};
using Facts = std::map<std::string, FieldFacts>;

struct FieldsQuestion
{
    TimeBounds bounds;
    LogSelector selector;
    std::size_t lineLimit = 100;
    std::size_t limit = 1000;
};

Result<FieldsQuestion> questionOf(const Request& request, Instant now)
{
    FieldsQuestion out;
    const auto bounds = boundsOf(request, now);
    if (!bounds)
        return failure(bounds.error());
    out.bounds = *bounds;
    const auto lineLimit = limitOf(request, u"line_limit", 100);
    const auto limit = limitOf(request, u"limit", 1000);
    if (!lineLimit || !limit)
        return failure(lineLimit ? limit.error() : lineLimit.error());
    out.lineLimit = std::min<std::size_t>(*lineLimit, 5000);
    out.limit = *limit;
    auto query = parseQuery(textOf(request, u"query"));
    if (!query)
        return failure(std::move(query.error()));
    auto* selector = std::get_if<LogSelector>(&*query);
    if (!selector)
        return failure(badRequest("only log selector is supported"));
    out.selector = std::move(*selector);
    return out;
}

void lookAt(const ResultLine& line, Facts& facts)
{
    for (const auto& [name, value] : line.metadata)
        facts[name].values.insert(value);
    const auto named = [&](std::string name) {
        return line.metadata.contains(name) ? name + "_extracted" : name;
    };
    if (line.line.starts_with('{')) {
        scanJson(line.line, [&](const JsonPath& path, JsonKind kind, std::string_view raw) {
            if (kind == JsonKind::Array || kind == JsonKind::Null)
                return;
            std::string name;
            for (const std::string& key : path)
                name += (name.empty() ? "" : "_") + key;
            FieldFacts& field = facts[named(labelName(name))];
            field.values.insert(jsonText(kind, raw));
            field.parsers.insert("json");
            if (field.path.empty())
                field.path = path;
        });
        return;
    }
    scanLogfmt(line.line, [&](std::string_view key, std::string_view value, bool hasValue) {
        if (!hasValue || value.empty())
            return;
        FieldFacts& field = facts[named(labelName(key))];
        field.values.insert(std::string(value));
        field.parsers.insert("logfmt");
    });
}

Facts factsOf(const LogStore& store, const FieldsQuestion& question)
{
    const LogRange range{.startNs = question.bounds.startNs,
                         .endNs = question.bounds.endNs,
                         .direction = Direction::Backward,
                         .limit = question.lineLimit};
    Facts facts;
    for (const ResultStream& stream :
         runLogQuery(store, question.selector, range, Encoding::Categorised).streams) {
        for (const ResultLine& line : stream.lines)
            lookAt(line, facts);
    }
    return facts;
}

/// The type of a field is that of the first value that was seen; the simulator takes the smallest.
std::string_view typeOf(const std::string& value)
{
    const bool whole = value.find_first_not_of("-0123456789") == std::string::npos;
    if (whole && parseNumber(value))
        return "int";
    if (parseNumber(value))
        return "float";
    if (value == "true" || value == "false")
        return "boolean";
    if (parseDuration(value))
        return "duration";
    if (parseBytes(value))
        return "bytes";
    return "string";
}

} // namespace

Reply detectedLabels(const LogStore& store, const Request& request, Instant now)
{
    auto bounds = boundsOf(request, now);
    if (!bounds)
        return refusal(bounds.error());
    LogSelector selector;
    if (const std::string text = textOf(request, u"query"); !text.empty()) {
        auto parsed = parseSelector(text);
        if (!parsed)
            return refusal(parsed.error());
        selector = std::move(*parsed);
    }
    bounds->startNs = std::max(bounds->startNs, now.ns - ingesterWindowNs);
    std::map<std::string, std::set<std::string>> values;
    for (const std::size_t stream : selectedStreams(store, selector)) {
        if (!store.open(stream, bounds->startNs, bounds->endNs, Direction::Forward)->next())
            continue;
        for (const auto& [name, value] : store.labels(stream))
            values[name].insert(value);
    }
    if (values.empty())
        return jsonReply("{}\n");
    std::string out = R"({"detectedLabels":[)";
    for (const auto& [name, known] : values) {
        out += out.back() == '[' ? R"({"label":)" : R"(,{"label":)";
        appendJson(out, name);
        out += R"(,"cardinality":)" + std::to_string(known.size()) + '}';
    }
    return jsonReply(out + "]}\n");
}

Reply detectedFields(const LogStore& store, const Request& request, Instant now)
{
    const auto question = questionOf(request, now);
    if (!question)
        return refusal(question.error());
    const Facts facts = factsOf(store, *question);
    std::string out = R"({"fields":[)";
    std::size_t count = 0;
    for (const auto& [name, field] : facts) {
        if (count++ == question->limit)
            break;
        out += out.back() == '[' ? R"({"label":)" : R"(,{"label":)";
        appendJson(out, name);
        out += R"(,"type":")" + std::string(typeOf(*field.values.begin())) + R"(","cardinality":)" +
               std::to_string(field.values.size()) + R"(,"parsers":)";
        if (field.parsers.empty()) {
            out += "null}";
            continue;
        }
        out += '[';
        for (const std::string& parser : field.parsers)
            out += (out.back() == '[' ? "\"" : ",\"") + parser + '"';
        out += ']';
        if (!field.path.empty()) {
            out += R"(,"jsonPath":[)";
            for (const std::string& key : field.path) {
                if (out.back() != '[')
                    out += ',';
                appendJson(out, key);
            }
            out += ']';
        }
        out += '}';
    }
    if (facts.empty())
        return jsonReply("{}");
    return jsonReply(out + R"(],"limit":)" + std::to_string(question->limit) + '}');
}

Reply detectedFieldValues(const LogStore& store, const Request& request, const std::string& name, Instant now)
{
    const auto question = questionOf(request, now);
    if (!question)
        return refusal(question.error());
    const Facts facts = factsOf(store, *question);
    std::string out = R"({"limit":)" + std::to_string(question->limit);
    if (const auto field = facts.find(name); field != facts.end()) {
        out += R"(,"values":[)";
        std::size_t count = 0;
        for (const std::string& value : field->second.values) {
            if (count++ == question->limit)
                break;
            if (out.back() != '[')
                out += ',';
            appendJson(out, value);
        }
        out += ']';
    }
    return jsonReply(out + '}');
}

} // namespace signalbox::simulator::logql
