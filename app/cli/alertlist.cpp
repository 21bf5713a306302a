// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/alertlist.h"

#include "app/cli/table.h"
#include "app/cli/text.h"
#include "models/base/duration.h"

namespace signalbox::cli {

Json toJson(const ListedAlert& listed)
{
    const Alert& alert = listed.alert;
    Json made;
    made["name"] = toJson(alert.name());
    made["labels"] = toJson(alert.labels);
    made["annotations"] = toJson(alert.annotations);
    made["state"] = toJson(toString(alert.state));
    made["since"] = orNull(alert.since());
    made["fingerprint"] = orNull(alert.fingerprint);
    made["source"] = toJson(listed.sources);
    made["receivers"] = toJson(alert.receivers);
    made["silenced_by"] = toJson(alert.silencedBy);
    made["inhibited_by"] = toJson(alert.inhibitedBy);
    made["muted_by"] = toJson(alert.mutedBy);
    made["value"] = alert.value ? numberJson(*alert.value) : Json(nullptr);
    return made;
}

QString alertTable(const std::vector<ListedAlert>& alerts, Instant now, std::optional<int> width)
{
    Table table({{.heading = QStringLiteral("STATE")},
                 {.heading = QStringLiteral("SEVERITY")},
                 {.heading = QStringLiteral("ALERT")},
                 {.heading = QStringLiteral("SINCE")},
                 {.heading = QStringLiteral("FOR"), .rightAligned = true},
                 {.heading = QStringLiteral("SOURCE")},
                 {.heading = QStringLiteral("LABELS")},
                 {.heading = QStringLiteral("SUMMARY")}});
    const QString dash = QStringLiteral("-");
    for (const ListedAlert& listed : alerts) {
        const Alert& alert = listed.alert;
        const auto since = alert.since();
        const QString severity = alert.labels.value(u"severity");
        QString summary = alert.annotations.value(u"summary");
        if (summary.isEmpty())
            summary = alert.annotations.value(u"description");
        table.addRow({toString(alert.state), severity.isEmpty() ? dash : severity, alert.name(),
                      since ? timeText(*since) : dash, since ? humanText(now - *since) : dash,
                      listed.sources.join(QLatin1Char(',')),
                      alert.labels.without(u"alertname").without(u"severity").toString(), summary});
    }
    return table.render(width);
}

} // namespace signalbox::cli
