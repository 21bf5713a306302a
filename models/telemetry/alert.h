// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"
#include "models/telemetry/labelset.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace signalbox {

/// Prometheus knows inactive, pending and firing; Alertmanager unprocessed, active and suppressed.
enum class AlertState
{
    Unknown,
    Inactive,
    Pending,
    Firing,
    Unprocessed,
    Active,
    Suppressed
};

/// "firing", as on the wire; "unknown" for what no server says.
[[nodiscard]] QString toString(AlertState state);
[[nodiscard]] AlertState alertStateOf(QStringView text);

/// One alert as a backend tells it. What a backend does not tell is empty. Key it by `fingerprint` and
/// backend; the same fingerprint with a new startsAt is a new firing.
struct Alert
{
    QString fingerprint; ///< Alertmanager only
    LabelSet labels;
    LabelSet annotations;
    AlertState state = AlertState::Unknown;
    std::optional<Instant> activeAt;        ///< Prometheus
    std::optional<Instant> keepFiringSince; ///< Prometheus
    std::optional<Instant> startsAt;        ///< Alertmanager
    /// Alertmanager. In the future it is when the alert lapses unless it is sent again, not an end.
    std::optional<Instant> endsAt;
    std::optional<Instant> updatedAt; ///< Alertmanager
    std::optional<double> value;      ///< Prometheus
    QString generatorUrl;
    QStringList receivers;
    QStringList silencedBy;  ///< ids of silences
    QStringList inhibitedBy; ///< fingerprints
    QStringList mutedBy;     ///< names of time intervals

    bool operator==(const Alert&) const = default;

    [[nodiscard]] QString name() const { return labels.value(u"alertname"); }
    /// Since when it burns, whichever backend told.
    [[nodiscard]] std::optional<Instant> since() const { return startsAt ? startsAt : activeAt; }
};

/// Alertmanager's bundle of alerts for one receiver. An alert is repeated for each receiver.
struct AlertGroup
{
    LabelSet labels;
    QString receiver;
    std::vector<Alert> alerts;
    bool operator==(const AlertGroup&) const = default;
};

} // namespace signalbox
