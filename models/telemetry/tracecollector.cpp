// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/tracecollector.h"

#include "models/base/text.h"

#include <algorithm>
#include <array>

namespace signalbox {

namespace {

constexpr std::size_t valueLimit = 512;
constexpr int weakRank = 1000;

/// Shorter than this a hexadecimal value may well be something else.
constexpr std::size_t sureDigits = 8;

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view around = " \t\r\n\"'`";
    while (!text.empty() && around.find(text.front()) != std::string_view::npos)
        text.remove_prefix(1);
    while (!text.empty() && around.find(text.back()) != std::string_view::npos)
        text.remove_suffix(1);
    return text;
}

std::optional<bool> readSampled(std::string_view value)
{
    if (value == "1" || value == "true" || value == "True" || value == "d")
        return true;
    if (value == "0" || value == "false" || value == "False")
        return false;
    return std::nullopt;
}

std::optional<bool> readFlags(std::string_view value)
{
    const auto flags = value.size() <= 2 ? spanValue(value) : std::nullopt;
    if (flags)
        return (flags->value & 1U) != 0;
    return value == "0" || value == "00" ? std::optional(false) : std::nullopt;
}

} // namespace

void TraceCollector::take(std::string_view name, std::string_view value, Form form, int depth)
{
    const TraceName meaning = traceNameOf(name);
    value = trimmed(value);
    if (meaning == TraceName::None || value.empty() || value.size() > valueLimit)
        return;
    std::array<char, valueLimit> plain;
    if (value.find("\\/") != std::string_view::npos) { // PHP's JSON escapes slashes
        std::size_t n = 0;
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (value[i] != '\\' || i + 1 == value.size() || value[i + 1] != '/')
                plain[n++] = value[i];
        }
        value = {plain.data(), n};
    }
    switch (meaning) {
    case TraceName::Trace:
        offerId(name, value, form, depth);
        break;
    case TraceName::BareTrace:
    case TraceName::Carrier:
        if (const auto context = contextValue(value))
            offer(*context, name, false, depth);
        else if ((value.size() == 32 && isHex(value)) || value.starts_with("projects/"))
            offerId(name, value, form, depth);
        break;
    case TraceName::DatadogTrace:
        offerDatadog(name, value, depth);
        break;
    case TraceName::DatadogHigh:
        if (const auto high = value.size() == 16 ? spanValue(value) : std::nullopt)
            m_high = high->value;
        break;
    case TraceName::Span:
        if (const auto span = m_span ? std::nullopt : spanValue(value))
            m_span = span;
        break;
    case TraceName::DatadogSpan:
        if (const auto span = decimalValue(value))
            m_datadogSpan = SpanId{*span};
        else
            m_datadogSpan = spanValue(value);
        break;
    case TraceName::Sampled:
        m_sampled = readSampled(value);
        break;
    case TraceName::Flags:
        m_sampled = readFlags(value);
        break;
    case TraceName::None:
        break;
    }
}

void TraceCollector::take(const TraceValue& value, bool weak, std::string_view source)
{
    offer(value, source, weak, 1);
}

void TraceCollector::offerId(std::string_view name, std::string_view value, Form form, int depth)
{
    if (const auto context = contextValue(value)) {
        offer(*context, name, false, depth);
        return;
    }
    value = value.substr(0, value.find(';'));
    const auto id = idValue(value);
    if (!id)
        return;
    bool weak = false;
    if (isHex(value)) {
        const bool decimal = isDecimal(value);
        // A decimal of 64 bits: without Datadog's name there is no telling what it counts.
        if (decimal && value.size() > 16 && value.size() <= 20)
            return;
        if (form == Form::Text && value.size() < sureDigits)
            return;
        weak = value.size() < sureDigits || (decimal && value.size() < 16);
    }
    offer(*id, name, weak, depth);
}

void TraceCollector::offerDatadog(std::string_view name, std::string_view value, int depth)
{
    if (isDecimal(value) && value.size() <= 20) {
        if (const auto low = decimalValue(value)) {
            offer({.trace = {.high = 0, .low = *low}, .span = {}, .sampled = {}, .text = value}, name, false,
                  depth + 1, true);
        }
        return;
    }
    if (const auto id = value.size() == 32 || value.size() == 16 ? idValue(value) : std::nullopt)
        offer(*id, name, false, depth + 1);
}

void TraceCollector::offer(const TraceValue& value, std::string_view source, bool weak, int rank,
                           bool datadog)
{
    rank += weak ? weakRank : 0;
    if (m_best && m_rank <= rank)
        return;
    m_rank = rank;
    m_datadog = datadog;
    m_best = TraceContext{.trace = value.trace,
                          .span = value.span,
                          .traceText = toText(value.text),
                          .source = toText(source),
                          .weak = weak,
                          .sampled = value.sampled};
}

std::optional<TraceContext> TraceCollector::finish() const
{
    auto context = m_best;
    if (!context)
        return context;
    if (m_datadog && m_high)
        context->trace.high = *m_high;
    if (!context->span)
        context->span =
            m_datadog ? (m_datadogSpan ? m_datadogSpan : m_span) : (m_span ? m_span : m_datadogSpan);
    if (!context->sampled)
        context->sampled = m_sampled;
    return context;
}

} // namespace signalbox
