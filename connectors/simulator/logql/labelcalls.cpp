// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/labelcalls.h"

#include "connectors/simulator/logql/jsonwriter.h"
#include "connectors/simulator/logql/parser.h"

#include <algorithm>
#include <map>
#include <set>

namespace signalbox::simulator::logql {

namespace {

bool hasEntries(const LogStore& store, std::size_t stream, const TimeBounds& bounds)
{
    return store.open(stream, bounds.startNs, bounds.endNs, Direction::Forward)->next() != nullptr;
}

/// The streams with entries in the range that the text selects; all of them when it is empty.
Result<std::vector<std::size_t>> streamsOf(const LogStore& store, const std::string& selector,
                                           const TimeBounds& bounds)
{
    LogSelector parsed;
    if (!selector.empty()) {
        auto result = parseSelector(selector);
        if (!result)
            return failure(std::move(result.error()));
        parsed = std::move(*result);
    }
    auto streams = selectedStreams(store, parsed);
    std::erase_if(streams, [&](std::size_t s) { return !hasEntries(store, s, bounds); });
    return streams;
}

/// {"status":"success","data":[...]}; without hits there is no `data` at all.
Reply listReply(const std::set<std::string>& texts)
{
    std::string out = R"({"status":"success")";
    if (!texts.empty()) {
        out += R"(,"data":[)";
        for (const std::string& text : texts) {
            if (out.back() != '[')
                out += ',';
            appendJson(out, text);
        }
        out += ']';
    }
    return jsonReply(out + '}');
}

/// Loki keeps a stream's size in whole KiB.
std::uint64_t inKib(std::uint64_t bytes)
{
    return (bytes + 512) / 1024 * 1024;
}

std::vector<std::string> targetLabels(const Request& request, const LogSelector& selector)
{
    std::vector<std::string> out;
    const QString* wanted = request.param(u"targetLabels");
    if (wanted && !wanted->isEmpty()) {
        for (const QString& name : wanted->split(QLatin1Char(',')))
            out.push_back(name.trimmed().toStdString());
        return out;
    }
    for (const Matcher& m : selector.matchers)
        out.push_back(m.name);
    return out;
}

} // namespace

Reply labelNames(const LogStore& store, const Request& request, Instant now)
{
    const auto bounds = boundsOf(request, now);
    if (!bounds)
        return refusal(bounds.error());
    const auto streams = streamsOf(store, textOf(request, u"query"), *bounds);
    if (!streams)
        return refusal(streams.error());
    std::set<std::string> names;
    for (const std::size_t stream : *streams) {
        for (const auto& [name, value] : store.labels(stream))
            names.insert(name);
    }
    return listReply(names);
}

Reply labelValues(const LogStore& store, const Request& request, const std::string& name, Instant now)
{
    const auto bounds = boundsOf(request, now);
    if (!bounds)
        return refusal(bounds.error());
    const auto streams = streamsOf(store, textOf(request, u"query"), *bounds);
    if (!streams)
        return refusal(streams.error());
    std::set<std::string> values;
    for (const std::size_t stream : *streams) {
        if (const std::string* value = store.labels(stream).find(name))
            values.insert(*value);
    }
    return listReply(values);
}

Reply seriesList(const LogStore& store, const Request& request, Instant now)
{
    const auto bounds = boundsOf(request, now);
    if (!bounds)
        return refusal(bounds.error());
    std::vector<std::string> selectors;
    for (const auto& [name, value] : request.params) {
        if (name == QLatin1String("match[]") || name == QLatin1String("match"))
            selectors.push_back(value.toStdString());
    }
    if (selectors.empty())
        selectors.emplace_back();
    std::set<Fields> found;
    for (const std::string& selector : selectors) {
        const auto streams = streamsOf(store, selector, *bounds);
        if (!streams)
            return refusal(streams.error());
        for (const std::size_t stream : *streams)
            found.insert(store.labels(stream));
    }
    std::string out = R"({"status":"success","data":[)";
    for (const Fields& labels : found) {
        if (out.back() != '[')
            out += ',';
        appendJson(out, labels);
    }
    return jsonReply(out + "]}");
}

Reply indexStats(const LogStore& store, const Request& request, Instant now)
{
    const auto bounds = boundsOf(request, now);
    if (!bounds)
        return refusal(bounds.error());
    const auto streams = streamsOf(store, textOf(request, u"query"), *bounds);
    if (!streams)
        return refusal(streams.error());
    LogStore::Size total;
    for (const std::size_t stream : *streams) {
        const auto size = store.size(stream, bounds->startNs, bounds->endNs);
        total.entries += size.entries;
        total.bytes += inKib(size.bytes);
    }
    const std::string count = std::to_string(streams->size());
    return jsonReply(R"({"streams":)" + count + R"(,"chunks":)" + count + R"(,"bytes":)" +
                     std::to_string(total.bytes) + R"(,"entries":)" + std::to_string(total.entries) + '}');
}

Reply volume(const LogStore& store, const Request& request, Instant now, bool isRange)
{
    const auto bounds = boundsOf(request, now);
    if (!bounds)
        return refusal(bounds.error());
    const auto limit = limitOf(request, u"limit", 100);
    if (!limit)
        return refusal(limit.error());
    const auto step = stepOf(request, *bounds);
    if (!step)
        return refusal(step.error());
    const auto selector = parseSelector(textOf(request, u"query"));
    if (!selector)
        return refusal(selector.error());
    const std::string aggregateBy = textOf(request, u"aggregateBy");
    if (!aggregateBy.empty() && aggregateBy != "series")
        return refusal(badRequest("the demo's Loki aggregates volumes by series only"));

    // A bucket is named after its last millisecond, the last one after the end of the range.
    const std::int64_t length = bounds->endNs - bounds->startNs;
    const std::int64_t width = isRange ? *step : std::max<std::int64_t>(length, 1);
    const auto buckets = static_cast<std::size_t>(std::max<std::int64_t>(1, (length + width - 1) / width));
    const auto names = targetLabels(request, *selector);
    std::map<Fields, std::vector<std::uint64_t>> groups;
    for (const std::size_t stream : selectedStreams(store, *selector)) {
        Fields labels;
        for (const std::string& name : names) {
            if (const std::string* value = store.labels(stream).find(name))
                labels.set(name, *value);
        }
        auto& sizes = groups[labels];
        sizes.resize(buckets);
        for (std::size_t i = 0; i < buckets; ++i) {
            const std::int64_t from = bounds->startNs + static_cast<std::int64_t>(i) * width;
            sizes[i] += inKib(store.size(stream, from, std::min(from + width, bounds->endNs)).bytes);
        }
    }
    struct Row
    {
        Fields labels;
        std::vector<std::uint64_t> sizes;
        std::uint64_t total = 0;
    };
    std::vector<Row> rows;
    for (auto& [labels, sizes] : groups) {
        std::uint64_t total = 0;
        for (const std::uint64_t size : sizes)
            total += size;
        if (total > 0)
            rows.push_back({.labels = labels, .sizes = std::move(sizes), .total = total});
    }
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.total > b.total; });
    if (rows.size() > *limit)
        rows.resize(*limit);

    const bool isMatrix = isRange && buckets > 1;
    std::string out = std::string(R"({"status":"success","data":{"resultType":")") +
                      (isMatrix ? "matrix" : "vector") + R"(","result":[)";
    for (const Row& row : rows) {
        out += out.back() == '[' ? R"({"metric":)" : R"(,{"metric":)";
        appendJson(out, row.labels);
        out += isMatrix ? R"(,"values":[)" : R"(,"value":)";
        for (std::size_t i = 0; i < buckets; ++i) {
            const bool last = i + 1 == buckets;
            const std::int64_t at =
                last ? bounds->endNs : bounds->startNs + static_cast<std::int64_t>(i + 1) * width - 1'000'000;
            if (row.sizes[i] == 0)
                continue;
            if (isMatrix && out.back() != '[')
                out += ',';
            out += '[' + secondsOf(at) + ",\"" + std::to_string(row.sizes[i]) + "\"]";
        }
        out += isMatrix ? "]}" : "}";
    }
    return jsonReply(out + R"(],"stats":{}}})");
}

} // namespace signalbox::simulator::logql
