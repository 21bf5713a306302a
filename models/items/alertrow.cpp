// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/alertrow.h"

#include <QHash>

#include <algorithm>

namespace signalbox::items {

AlertGravity gravityOf(const Alert& alert)
{
    switch (alert.state) {
    case AlertState::Pending:
        return AlertGravity::Pending;
    case AlertState::Firing:
    case AlertState::Active:
    case AlertState::Unprocessed: {
        const QString severity = alert.labels.value(u"severity").toLower();
        const bool mild = severity == QLatin1String("warning") || severity == QLatin1String("info") ||
                          severity == QLatin1String("warn") || severity == QLatin1String("none");
        return mild ? AlertGravity::Warning : AlertGravity::Critical;
    }
    case AlertState::Suppressed:
    case AlertState::Inactive:
    case AlertState::Unknown:
        return AlertGravity::Quiet;
    }
    return AlertGravity::Quiet;
}

std::vector<AlertRow> merged(const std::vector<std::pair<QString, std::vector<Alert>>>& bySource)
{
    std::vector<AlertRow> rows;
    QHash<LabelSet, std::size_t> places;
    for (const auto& [source, alerts] : bySource) {
        for (const Alert& alert : alerts) {
            if (alert.state == AlertState::Inactive)
                continue;
            const auto known = places.constFind(alert.labels);
            if (known == places.constEnd()) {
                places.insert(alert.labels, rows.size());
                rows.push_back({alert, source});
                continue;
            }
            AlertRow& row = rows[*known];
            if (!row.source.contains(source))
                row.source += QStringLiteral(", ") + source;
            // Alertmanager alone knows silences; Prometheus alone knows since when it burns.
            const std::optional<Instant> since = row.alert.since() ? row.alert.since() : alert.since();
            if (alert.state == AlertState::Suppressed)
                row.alert = alert;
            if (!row.alert.since())
                row.alert.activeAt = since;
        }
    }
    std::stable_sort(rows.begin(), rows.end(), [](const AlertRow& a, const AlertRow& b) {
        const AlertGravity ga = gravityOf(a.alert);
        const AlertGravity gb = gravityOf(b.alert);
        return ga != gb ? ga > gb : a.alert.name() < b.alert.name();
    });
    return rows;
}

} // namespace signalbox::items
