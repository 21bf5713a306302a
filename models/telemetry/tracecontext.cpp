// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/tracecontext.h"

#include "models/telemetry/fields.h"
#include "models/telemetry/tracecollector.h"
#include "models/telemetry/tracetext.h"

namespace signalbox {

namespace {

std::string_view bytesOf(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

TraceCollector inLabels(const LabelSet& set)
{
    TraceCollector collector;
    for (const Label& label : set) {
        const QByteArray name = label.name.left(128).toUtf8();
        if (traceNameOf(bytesOf(name)) == TraceName::None)
            continue;
        collector.take(bytesOf(name), bytesOf(label.value.left(1024).toUtf8()),
                       TraceCollector::Form::Structured);
    }
    return collector;
}

TraceCollector inLine(std::string_view line)
{
    line = line.substr(0, FieldScanner::scanLimit);
    TraceCollector collector;
    if (FieldScanner(line).shape() == FieldScanner::Shape::Json) {
        collectJson(line, collector);
        return collector;
    }
    collectPairs(line, collector);
    if (collector.isSure())
        return collector;
    collectJson(embeddedJson(line), collector);
    if (!collector.isSure())
        collectBrackets(line, collector);
    if (!collector.isSure())
        collectNakedWords(line, collector);
    return collector;
}

} // namespace

std::optional<TraceContext> TraceContext::fromFields(const LabelSet& labels, const LabelSet& metadata,
                                                     std::string_view line)
{
    const TraceCollector beside = inLabels(metadata);
    if (beside.isSure())
        return beside.finish();
    const TraceCollector within = inLine(line);
    if (within.isSure())
        return within.finish();
    const TraceCollector stream = inLabels(labels);
    if (stream.isSure())
        return stream.finish();
    for (const TraceCollector* hint : {&beside, &within, &stream}) {
        if (auto context = hint->finish())
            return context;
    }
    return std::nullopt;
}

} // namespace signalbox
