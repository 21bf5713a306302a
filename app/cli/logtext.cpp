// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/logtext.h"

#include "app/cli/text.h"
#include "models/telemetry/tracecontext.h"

#include <algorithm>
#include <array>

namespace signalbox::cli {

namespace {

/// What the line is from, by the label that most likely says it.
QString serviceOf(const LabelSet& labels)
{
    static constexpr std::array names{u"service_name", u"service", u"app", u"job", u"container"};
    for (const char16_t* name : names) {
        const QString value = labels.value(QStringView(name));
        if (!value.isEmpty())
            return value;
    }
    return QStringLiteral("-");
}

} // namespace

QString traceIdOf(const LogLine& line)
{
    auto context = TraceContext::fromFields(line.labels, line.metadata, line.bytes());
    if (!context || context->weak)
        context = TraceContext::fromFields(line.parsed, {}, {});
    return context && !context->weak ? context->trace.toShortHex() : QString();
}

Json toJson(const LogLine& line)
{
    Json made;
    made["ts"] = toJson(line.at);
    made["labels"] = toJson(line.labels);
    made["metadata"] = toJson(line.metadata);
    if (!line.parsed.isEmpty())
        made["parsed"] = toJson(line.parsed);
    made["level"] = toJson(toString(line.level));
    made["trace_id"] = orNull(traceIdOf(line));
    made["line"] = textJson(line.bytes());
    return made;
}

QString LogText::row(const LogLine& line, std::optional<int> width)
{
    constexpr qsizetype widestService = 32;
    const QString service = cutTo(visible(serviceOf(line.labels)), widestService);
    m_serviceWidth = std::max(m_serviceWidth, columns(service));
    const QString level = line.level == Level::Unknown ? QStringLiteral("-") : toString(line.level).toUpper();
    const QString text =
        QStringLiteral("%1  %2  %3  %4")
            .arg(timeText(line.at), padded(level, 5), padded(service, m_serviceWidth), visible(line.text()));
    return (width ? cutTo(text, *width) : text) + QLatin1Char('\n');
}

} // namespace signalbox::cli
