// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/alertmanager/client.h"
#include "models/base/result.h"

#include <QByteArray>

namespace signalbox::alertmanager {

// Bytes of an answer with status 2xx to values. Pure and reentrant: they run on the pool. There is no
// envelope: lists are bare arrays. One entry that cannot be read is counted, the rest is kept.

[[nodiscard]] Result<AlertsAnswer> parseAlerts(const QByteArray& body, const QString& backend);
[[nodiscard]] Result<GroupsAnswer> parseGroups(const QByteArray& body, const QString& backend);
[[nodiscard]] Result<SilencesAnswer> parseSilences(const QByteArray& body, const QString& backend);
[[nodiscard]] Result<Silence> parseSilence(const QByteArray& body, const QString& backend);
/// The id in the answer to a POST.
[[nodiscard]] Result<QString> parseSilenceId(const QByteArray& body, const QString& backend);
[[nodiscard]] Result<Status> parseStatus(const QByteArray& body, const QString& backend);

} // namespace signalbox::alertmanager
