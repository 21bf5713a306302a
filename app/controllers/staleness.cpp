// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/staleness.h"

#include <QCoreApplication>

namespace signalbox::app {

QString ageText(Duration age)
{
    const auto seconds =
        std::max<std::int64_t>(0, std::chrono::duration_cast<std::chrono::seconds>(age).count());
    if (seconds < 60)
        return QStringLiteral("%1 s").arg(seconds);
    if (seconds < 3600)
        return QStringLiteral("%1 m %2 s").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
    return QStringLiteral("%1 h %2 m").arg(seconds / 3600).arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'));
}

widgets::BannerText staleText(const Error& error, Instant dataAt, Instant now)
{
    const QString clock = dataAt.toDateTime().toString(QStringLiteral("HH:mm:ss"));
    return widgets::BannerText::stale(
        QCoreApplication::translate("Stale", "Stale: last data %1 UTC, %2 old.")
            .arg(clock, ageText(now - dataAt)),
        error.what,
        widgets::retryCanHelp(error.kind) ? QCoreApplication::translate("Stale", "Retry now") : QString());
}

} // namespace signalbox::app
