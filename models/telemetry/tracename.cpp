// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/tracename.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace signalbox {

namespace {

constexpr std::size_t nameLimit = 96;

struct Known
{
    std::string_view name;
    TraceName meaning;
};

constexpr std::array known{
    Known{"traceid", TraceName::Trace},
    Known{"@tr", TraceName::Trace},
    Known{"awsxraytraceid", TraceName::Trace},
    Known{"xrayid", TraceName::Trace},
    Known{"xraytraceid", TraceName::Trace},
    Known{"xamzntraceid", TraceName::Trace},
    Known{"ubertraceid", TraceName::Trace},
    Known{"logginggoogleapiscom/trace", TraceName::Trace},
    Known{"trace", TraceName::BareTrace},
    Known{"traceparent", TraceName::Carrier},
    Known{"xtraceparent", TraceName::Carrier},
    Known{"b3", TraceName::Carrier},
    Known{"xcloudtracecontext", TraceName::Carrier},
    Known{"ddtraceid", TraceName::DatadogTrace},
    Known{"datadogtraceid", TraceName::DatadogTrace},
    Known{"xdatadogtraceid", TraceName::DatadogTrace},
    Known{"ddptid", TraceName::DatadogHigh},
    Known{"spanid", TraceName::Span},
    Known{"@sp", TraceName::Span},
    Known{"logginggoogleapiscom/spanid", TraceName::Span},
    Known{"ddspanid", TraceName::DatadogSpan},
    Known{"datadogspanid", TraceName::DatadogSpan},
    Known{"xdatadogparentid", TraceName::DatadogSpan},
    Known{"tracesampled", TraceName::Sampled},
    Known{"oteltracesampled", TraceName::Sampled},
    Known{"xb3sampled", TraceName::Sampled},
    Known{"logginggoogleapiscom/tracesampled", TraceName::Sampled},
    Known{"traceflags", TraceName::Flags},
    Known{"oteltraceflags", TraceName::Flags},
};

/// Whose ids these are: what loggers and Loki's flattening put before "traceid" and "spanid".
constexpr std::array<std::string_view, 22> owners{
    "otel",  "mdc",  "contextmap",  "xb3",          "b3",     "x",          "jaeger", "zipkin", "uber",
    "w3c",   "ctx",  "context",     "log",          "labels", "attributes", "attr",   "fields", "properties",
    "extra", "http", "opentracing", "opentelemetry"};

/// Lower case without the separators; empty when it is too long to be one of ours.
class Normalised
{
public:
    explicit Normalised(std::string_view name)
    {
        if (name.size() > nameLimit)
            return;
        for (const char c : name) {
            if (c != '_' && c != '-' && c != '.')
                m_text[m_size++] = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
        }
    }
    [[nodiscard]] std::string_view text() const { return {m_text.data(), m_size}; }

private:
    std::array<char, nameLimit> m_text{};
    std::size_t m_size = 0;
};

TraceName lookUp(std::string_view normalised)
{
    const auto* hit =
        std::find_if(known.begin(), known.end(), [&](const Known& k) { return k.name == normalised; });
    if (hit != known.end())
        return hit->meaning;
    const bool trace = normalised.ends_with("traceid");
    if (!trace && !normalised.ends_with("spanid"))
        return TraceName::None;
    const std::string_view owner = normalised.substr(0, normalised.size() - (trace ? 7 : 6));
    if (std::find(owners.begin(), owners.end(), owner) == owners.end())
        return TraceName::None;
    return trace ? TraceName::Trace : TraceName::Span;
}

/// All names that we know end in one of these; most fields of a log line are turned away here.
bool canBe(char last)
{
    switch (last | 0x20) {
    case 'd': // id, sampled
    case 'e': // trace
    case 'r': // @tr
    case 'p': // @sp
    case 't': // traceparent, context
    case 's': // flags
    case '3':
        return true;
    default:
        return false;
    }
}

} // namespace

TraceName traceNameOf(std::string_view name)
{
    if (name.size() < 2 || !canBe(name.back()))
        return TraceName::None;
    const Normalised whole(name);
    if (whole.text().find("trace") == std::string_view::npos &&
        whole.text().find("span") == std::string_view::npos && name.size() > 3 &&
        !whole.text().ends_with("sampled") && !whole.text().ends_with("ddptid") &&
        !whole.text().ends_with("b3") && whole.text() != "xrayid" && whole.text() != "xdatadogparentid")
        return TraceName::None;
    if (const TraceName full = lookUp(whole.text()); full != TraceName::None)
        return full;
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos || dot == 0)
        return TraceName::None;
    const Normalised path(name.substr(0, dot));
    const std::string_view before = path.text();
    if (before.find("parent") != std::string_view::npos || before.find("link") != std::string_view::npos)
        return TraceName::None;
    const std::size_t second = name.rfind('.', dot - 1);
    if (second != std::string_view::npos) {
        const TraceName two = lookUp(Normalised(name.substr(second + 1)).text());
        if (two != TraceName::None && two != TraceName::BareTrace)
            return two;
    }
    const TraceName leaf = lookUp(Normalised(name.substr(dot + 1)).text());
    return leaf == TraceName::BareTrace ? TraceName::None : leaf;
}

} // namespace signalbox
