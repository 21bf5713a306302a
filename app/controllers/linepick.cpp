// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/linepick.h"

#include "models/logtext/message.h"
#include "models/patterns/clusterer.h"
#include "models/telemetry/fields.h"
#include "models/telemetry/servicelabel.h"
#include "models/telemetry/tracecontext.h"

#include <array>

namespace signalbox::app {

namespace {

constexpr qsizetype shortestId = 6; ///< a number of fewer digits is in every other line
constexpr qsizetype longestId = 200;
constexpr qsizetype messageChars = 1'000;

bool isRequestId(std::string_view name)
{
    std::string plain;
    for (const char c : name)
        if (c != '_' && c != '-' && c != '.' && c != ' ')
            plain += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    for (const char* known :
         {"requestid", "reqid", "xrequestid", "httprequestid", "correlationid", "xcorrelationid"})
        if (plain == known)
            return true;
    return false;
}

bool isUseful(const QString& id)
{
    return id.size() >= shortestId && id.size() <= longestId;
}

} // namespace

QString requestIdOf(const LogLine& line)
{
    for (const LabelSet* set : {&line.metadata, &line.parsed, &line.labels})
        for (const Label& label : *set)
            if (isRequestId(label.name.toStdString()) && isUseful(label.value))
                return label.value;
    FieldScanner scanner(line.bytes());
    Field field;
    while (scanner.next(field)) {
        const QString value =
            QString::fromUtf8(field.value.data(), static_cast<qsizetype>(field.value.size()));
        if (isRequestId(field.leaf()) && isUseful(value))
            return value;
    }
    return {};
}

pivots::LinePick pickOf(const LogLine& line, const mapping::Mapping& mapping, bool isAsked)
{
    pivots::LinePick pick{.service = mapping.serviceOf(mapping::Store::Logs, line.labels), .at = line.at};
    if (pick.service.isEmpty())
        pick.service = serviceOf(line.labels, mapping.logLabel());
    pick.isError = line.level >= Level::Error;
    if (const auto context = TraceContext::fromFields(line.labels, line.metadata, line.bytes());
        context && (isAsked || !context->weak)) {
        pick.trace = context->trace;
        pick.span = context->span;
    }
    pick.request = requestIdOf(line);
    const QByteArray message = logtext::messageOf(line.bytes(), messageChars).human.text.toUtf8();
    patterns::Clusterer clusterer;
    const std::uint32_t shape =
        clusterer.add({message.constData(), static_cast<std::size_t>(message.size())}, 0, true);
    pick.shape = clusterer.regexOf(shape);
    return pick;
}

} // namespace signalbox::app
