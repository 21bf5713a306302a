// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/alertlist.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace signalbox {

namespace {

/// All labels of the one are labels of the other.
bool isPartOf(const LabelSet& few, const LabelSet& many)
{
    return std::all_of(few.begin(), few.end(), [&many](const Label& label) {
        return many.contains(label.name) && many.value(label.name) == label.value;
    });
}

int urgency(AlertState state)
{
    switch (state) {
    case AlertState::Firing:
    case AlertState::Active:
        return 0;
    case AlertState::Unprocessed:
    case AlertState::Unknown:
        return 1;
    case AlertState::Pending:
        return 2;
    case AlertState::Suppressed:
        return 3;
    case AlertState::Inactive:
        return 4;
    }
    return 1;
}

int severityRank(const QString& severity)
{
    static const QStringList order{QStringLiteral("critical"), QStringLiteral("page"),
                                   QStringLiteral("error"),    QStringLiteral("high"),
                                   QStringLiteral("warning"),  QStringLiteral("info")};
    const qsizetype at = order.indexOf(severity.toLower());
    return static_cast<int>(at < 0 ? order.size() : at);
}

bool isWorse(const ListedAlert& a, const ListedAlert& b)
{
    const auto key = [](const ListedAlert& listed) {
        const Alert& alert = listed.alert;
        const Instant latest{std::numeric_limits<std::int64_t>::max()};
        return std::tuple(urgency(alert.state), severityRank(alert.labels.value(u"severity")),
                          alert.since().value_or(latest), alert.labels.toString());
    };
    return key(a) < key(b);
}

void addTo(std::vector<ListedAlert>& list, const std::vector<Alert>& alerts, const QString& backend)
{
    for (const Alert& alert : alerts) {
        // Two members of a cluster tell of the same alert.
        const auto same = std::find_if(list.begin(), list.end(), [&alert](const ListedAlert& listed) {
            return listed.alert.fingerprint == alert.fingerprint && listed.alert.labels == alert.labels;
        });
        if (same == list.end())
            list.push_back({.alert = alert, .sources = {backend}});
        else if (!same->sources.contains(backend))
            same->sources.append(backend);
    }
}

} // namespace

void AlertList::addFromAlertmanager(const std::vector<Alert>& alerts, const QString& backend)
{
    addTo(m_managed, alerts, backend);
}

void AlertList::addFromPrometheus(const std::vector<Alert>& alerts, const QString& backend)
{
    addTo(m_evaluated, alerts, backend);
}

std::vector<ListedAlert> AlertList::sorted() const
{
    std::vector<ListedAlert> all = m_managed;
    for (const ListedAlert& listed : m_evaluated) {
        const auto known =
            std::find_if(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(m_managed.size()),
                         [&listed](const ListedAlert& other) {
                             return isPartOf(listed.alert.labels, other.alert.labels);
                         });
        if (known == all.begin() + static_cast<std::ptrdiff_t>(m_managed.size())) {
            all.push_back(listed);
            continue;
        }
        known->sources += listed.sources;
        if (!known->alert.value)
            known->alert.value = listed.alert.value;
        if (!known->alert.activeAt)
            known->alert.activeAt = listed.alert.activeAt;
    }
    std::sort(all.begin(), all.end(), isWorse);
    return all;
}

} // namespace signalbox
