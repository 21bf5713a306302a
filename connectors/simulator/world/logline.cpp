// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/world/worldlogs.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cstdio>

namespace signalbox::simulator::world {

namespace {

/// What a line says, in no format yet.
struct LineParts
{
    const char* level = "info";
    std::string message;
    std::string traceId; ///< empty: belongs to no request
    std::string spanId;
    std::vector<std::pair<const char*, std::string>> texts;
    std::vector<std::pair<const char*, std::int64_t>> numbers;
    double durationMs = -1;
};

std::string hexOf(std::uint64_t bits, int digits)
{
    std::array<char, 20> out{};
    std::snprintf(out.data(), out.size(), "%0*llx", digits,
                  static_cast<unsigned long long>(bits >> (64 - 4 * digits)));
    return out.data();
}

std::string fixed(double value, const char* format)
{
    std::array<char, 40> out{};
    std::snprintf(out.data(), out.size(), format, value);
    return out.data();
}

/// {n}, {ms} and {hex} become numbers that belong to the line.
std::string filled(std::string text, std::uint64_t bits)
{
    const auto put = [&text](std::string_view name, const std::string& value) {
        if (const std::size_t at = text.find(name); at != std::string::npos)
            text.replace(at, name.size(), value);
    };
    put("{n}", std::to_string(3 + bits % 890));
    put("{ms}", std::to_string(900 + (bits >> 12U) % 4'000));
    put("{hex}", hexOf(bits, 7));
    return text;
}

LineParts partsOf(const Scenario& scenario, const Fleet& fleet, const LogEvent& event)
{
    LineParts out;
    const Pod& pod = fleet.pods()[event.pod];
    if (event.kind == LogEvent::Kind::Chatter) {
        const Chatter& chatter = scenario.services[pod.service].chatter[event.source];
        out.message = filled(chatter.message, event.bits);
        for (const char* level : {"debug", "info", "warn", "error"}) {
            if (chatter.level == level)
                out.level = level;
        }
        return out;
    }
    const Operation& operation = scenario.operations[event.source];
    out.traceId = event.trace.toHex().toStdString();
    out.spanId = event.span.toHex().toStdString();
    switch (event.kind) {
    case LogEvent::Kind::Failed:
        out.level = "error";
        out.message = operation.errorMessage;
        break;
    case LogEvent::Kind::Slow:
        out.level = "warn";
        out.message = operation.slowMessage;
        break;
    case LogEvent::Kind::Retry:
        out.level = "warn";
        out.message = "sending again: " + scenario.services[operation.service].name + ' ' + operation.name +
                      " failed, attempt " + std::to_string(event.attempt + 1);
        break;
    default:
        out.message = operation.message;
        break;
    }
    const std::size_t split = operation.name.find_first_of(" /");
    if (operation.type == OperationType::Http) {
        out.texts.emplace_back("method", operation.name.substr(0, split));
        out.texts.emplace_back("path", operation.name.substr(split + 1));
    } else {
        out.texts.emplace_back("operation", operation.name);
    }
    // One order, one name for it: every line of a trace shows the same.
    if (operation.type != OperationType::Internal)
        out.texts.emplace_back("order_id", "ord_" + hexOf(mixed(event.trace.low, 0x0dd), 8));
    if (event.kind != LogEvent::Kind::Retry) {
        if (operation.type != OperationType::Internal)
            out.numbers.emplace_back("status", event.status);
        out.durationMs = static_cast<double>(event.tookNs) / 1e6;
    }
    return out;
}

std::string asJson(const LineParts& parts, const std::string& time, const Scenario& scenario, const Pod& pod)
{
    nlohmann::ordered_json out;
    out["ts"] = time;
    out["level"] = parts.level;
    out["logger"] = scenario.services[pod.service].name;
    out["msg"] = parts.message;
    if (!parts.traceId.empty()) {
        out["trace_id"] = parts.traceId;
        out["span_id"] = parts.spanId;
    }
    for (const auto& [key, value] : parts.texts)
        out[key] = value;
    for (const auto& [key, value] : parts.numbers)
        out[key] = value;
    if (parts.durationMs >= 0)
        out["duration_ms"] = std::round(parts.durationMs * 1000) / 1000;
    out["version"] = pod.version;
    return out.dump();
}

std::string asLogfmt(const LineParts& parts, const std::string& time)
{
    std::string out = "ts=" + time + " level=" + parts.level + " msg=\"" + parts.message + '"';
    if (!parts.traceId.empty())
        out += " traceID=" + parts.traceId + " spanID=" + parts.spanId;
    for (const auto& [key, value] : parts.texts)
        out += ' ' + std::string(key) + '=' + value;
    for (const auto& [key, value] : parts.numbers)
        out += ' ' + std::string(key) + '=' + std::to_string(value);
    if (parts.durationMs >= 0)
        out += " duration=" + fixed(parts.durationMs, "%.2fms");
    return out;
}

std::string asPlain(const LineParts& parts, const std::string& time)
{
    std::string level = parts.level;
    for (char& c : level)
        c = static_cast<char>(c - 'a' + 'A');
    std::string out = time + ' ' + level + "  " + parts.message;
    for (const auto& [key, value] : parts.texts)
        out += ' ' + value;
    for (const auto& [key, value] : parts.numbers)
        out += ' ' + std::to_string(value);
    if (parts.durationMs >= 0)
        out += " in " + fixed(parts.durationMs, "%.1f ms");
    return out;
}

} // namespace

logql::Entry logLine(const Scenario& scenario, const Fleet& fleet, const LogEvent& event)
{
    const LineParts parts = partsOf(scenario, fleet, event);
    const Pod& pod = fleet.pods()[event.pod];
    // Programs write milliseconds; the collector keeps the nanoseconds.
    const std::string time = Instant::fromMilliseconds(event.ns / 1'000'000).toRfc3339().toStdString();
    logql::Entry out{.ns = event.ns, .line = {}, .metadata = {{"detected_level", parts.level}}};
    switch (scenario.services[pod.service].logs) {
    case LogFormat::Json:
        out.line = asJson(parts, time, scenario, pod);
        break;
    case LogFormat::Logfmt:
        out.line = asLogfmt(parts, time);
        break;
    case LogFormat::Plain:
        out.line = asPlain(parts, time);
        if (!parts.traceId.empty()) {
            out.metadata.set("trace_id", parts.traceId);
            out.metadata.set("span_id", parts.spanId);
        }
        break;
    }
    return out;
}

} // namespace signalbox::simulator::world
