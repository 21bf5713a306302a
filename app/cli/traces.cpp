// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/traces.h"

#include "app/backends.h"
#include "app/cli/table.h"
#include "app/cli/text.h"
#include "connectors/tracing/backend.h"
#include "models/base/duration.h"

namespace signalbox::cli {

Json toJson(const TraceSummary& summary)
{
    Json services = Json::object();
    for (const ServiceCount& service : summary.services)
        services[service.name.toStdString()] = service.spans;
    Json made;
    made["trace_id"] = toJson(summary.id.toShortHex());
    made["root_service"] = toJson(summary.rootService);
    made["root_operation"] = toJson(summary.rootOperation);
    made["start"] = toJson(summary.start);
    made["duration_ns"] = toJson(summary.duration);
    made["spans"] = summary.spans;
    made["errors"] = summary.errors;
    made["services"] = std::move(services);
    return made;
}

QString tracesTable(const std::vector<TraceSummary>& traces, std::optional<int> width)
{
    Table table({{.heading = QStringLiteral("START")},
                 {.heading = QStringLiteral("DURATION"), .rightAligned = true},
                 {.heading = QStringLiteral("SPANS"), .rightAligned = true},
                 {.heading = QStringLiteral("ERRORS"), .rightAligned = true},
                 {.heading = QStringLiteral("TRACE ID")},
                 {.heading = QStringLiteral("ROOT")},
                 {.heading = QStringLiteral("SERVICES")}});
    for (const TraceSummary& trace : traces) {
        QStringList services;
        for (const ServiceCount& service : trace.services)
            services.append(QStringLiteral("%1 %2").arg(service.name).arg(service.spans));
        const bool hasRoot = !trace.rootService.isEmpty();
        table.addRow({timeText(trace.start), humanText(trace.duration), QString::number(trace.spans),
                      QString::number(trace.errors), trace.id.toShortHex(),
                      hasRoot ? QStringLiteral("%1 %2").arg(trace.rootService, trace.rootOperation)
                              : QStringLiteral("(no root yet)"),
                      services.join(QLatin1String(", "))});
    }
    return table.render(width);
}

TracesCommand::TracesCommand(const Context& context, TracesOptions options, QObject* parent)
    : Command(context, parent)
    , m_options(std::move(options))
{
}

void TracesCommand::start()
{
    const auto chosen =
        backends().choose({profile::traceKinds.begin(), profile::traceKinds.end()}, common().backend);
    if (!chosen) {
        fail(chosen.error(), WrongUsage);
        return;
    }
    tracing::SearchQuery query{.service = m_options.service,
                               .operation = m_options.operation,
                               .tags = {},
                               .minDuration = m_options.min,
                               .maxDuration = m_options.max,
                               .start = m_options.range.start,
                               .end = m_options.range.end,
                               .limit = m_options.limit};
    for (const auto& [key, value] : m_options.tags)
        query.tags.push_back({.key = key, .value = value});
    whenReady((*chosen)->traces()->search(query), this, [this](const Result<tracing::SearchResult>& found) {
        if (!found) {
            fail(found.error());
            return;
        }
        if (common().json) {
            Json list = Json::array();
            for (const TraceSummary& trace : found->traces)
                list.push_back(toJson(trace));
            output().write(dumped({{"traces", std::move(list)}}) + '\n');
        } else if (found->traces.empty()) {
            output().write(QStringLiteral("No traces found from %1 to %2.\n")
                               .arg(m_options.range.start.toRfc3339(), m_options.range.end.toRfc3339()));
        } else {
            output().write(tracesTable(found->traces, output().width()));
        }
        for (const QString& note : found->notes)
            output().say(note);
        if (found->badEntries > 0)
            output().say(QStringLiteral("%1 entries of the answer could not be read and were left out.")
                             .arg(found->badEntries));
        finish(Done);
    });
}

} // namespace signalbox::cli
