// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/memorylogstore.h"

#include <nlohmann/json.hpp>

#include <charconv>

namespace signalbox::simulator::logql {

namespace {

tl::unexpected<Error> refused(const char* why)
{
    return failure(
        {.kind = ErrorKind::Parse,
         .what = QStringLiteral("The simulated Loki could not read the pushed lines: %1. Send "
                                "{\"streams\":[{\"stream\":{},\"values\":[[\"<ns>\",\"line\",{}]]}]}.")
                     .arg(QLatin1String(why)),
         .detail = {}});
}

bool readFields(const nlohmann::json& json, Fields& out)
{
    if (!json.is_object())
        return false;
    for (const auto& [name, value] : json.items()) {
        if (!value.is_string())
            return false;
        out.set(labelName(name), value.get_ref<const std::string&>());
    }
    return true;
}

bool readEntry(const nlohmann::json& json, Entry& out)
{
    if (!json.is_array() || json.size() < 2 || json.size() > 3 || !json[0].is_string() ||
        !json[1].is_string())
        return false;
    const auto& ns = json[0].get_ref<const std::string&>();
    const auto [end, error] = std::from_chars(ns.data(), ns.data() + ns.size(), out.ns);
    if (error != std::errc() || end != ns.data() + ns.size())
        return false;
    out.line = json[1].get<std::string>();
    return json.size() == 2 || readFields(json[2], out.metadata);
}

} // namespace

Result<std::size_t> pushJson(LogStore& store, std::string_view text)
{
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (json.is_discarded() || !json.is_object() || !json.contains("streams") || !json["streams"].is_array())
        return refused("this is not a JSON object with a list of streams");
    std::vector<std::pair<Fields, std::vector<Entry>>> batch;
    for (const nlohmann::json& stream : json["streams"]) {
        auto& [labels, entries] = batch.emplace_back();
        if (!stream.is_object() || !stream.contains("stream") || !readFields(stream["stream"], labels) ||
            labels.isEmpty())
            return refused("a stream has no labels");
        if (!stream.contains("values") || !stream["values"].is_array())
            return refused("a stream has no list of values");
        for (const nlohmann::json& value : stream["values"]) {
            if (!readEntry(value, entries.emplace_back()))
                return refused("an entry is not [\"<ns>\",\"line\"]");
        }
    }
    std::size_t count = 0;
    for (auto& [labels, entries] : batch) {
        for (Entry& entry : entries) {
            if (auto taken = store.append(labels, std::move(entry)); !taken)
                return failure(std::move(taken.error()));
            ++count;
        }
    }
    return count;
}

} // namespace signalbox::simulator::logql
