// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/message.h"
#include "models/base/pending.h"
#include "models/telemetry/alert.h"
#include "models/telemetry/matcher.h"
#include "models/telemetry/silence.h"

#include <QObject>
#include <QStringList>

namespace signalbox::http {
class HttpClient;
}

namespace signalbox::alertmanager {

struct AlertQuery
{
    std::vector<Matcher> filter; ///< all must hold
    bool active = true;
    bool silenced = true;
    bool inhibited = true;
    QString receiver; ///< regular expression, anchored; empty: all
};

struct SilenceQuery
{
    /// Structural: finds silences that contain exactly these matchers, not those that would fit an alert.
    std::vector<Matcher> filter;
    bool active = true;
    bool pending = true;
    bool expired = true;
};

struct AlertsAnswer
{
    std::vector<Alert> alerts;
    int badEntries = 0;
    QString firstBadEntry;
};

struct GroupsAnswer
{
    std::vector<AlertGroup> groups;
    int badEntries = 0;
    QString firstBadEntry;
};

struct SilencesAnswer
{
    std::vector<Silence> silences;
    int badEntries = 0;
    QString firstBadEntry;
};

struct Status
{
    QString version;
    QString revision;
    QString clusterStatus; ///< "ready", "settling" or "disabled"
    QString clusterName;
    QStringList peers; ///< addresses
    std::optional<Instant> startedAt;
};

/// Talks to an Alertmanager's API v2. Reading is like any other reading; writing a silence is not: it is
/// never sent twice on its own, a doubtful outcome is settled by reading the list, and what the server made
/// of it is read back and compared, since an inverted silence hides what should be loud. Thread: that of
/// `http`.
class Client : public QObject
{
    Q_OBJECT

public:
    explicit Client(http::HttpClient* http, QObject* parent = nullptr);

    template <typename T>
    using Answer = QFuture<Result<T>>;
    using Priority = http::Priority;

    /// Unresolved alerts only: one that is resolved has vanished.
    [[nodiscard]] Answer<AlertsAnswer> alerts(const AlertQuery& query = {},
                                              Priority priority = Priority::Interactive);
    [[nodiscard]] Answer<GroupsAnswer> groups(const AlertQuery& query = {},
                                              Priority priority = Priority::Interactive);
    [[nodiscard]] Answer<SilencesAnswer> silences(const SilenceQuery& query = {},
                                                  Priority priority = Priority::Interactive);
    [[nodiscard]] Answer<Silence> silence(const QString& id, Priority priority = Priority::Interactive);
    /// Makes it, or changes the one whose id is set. The returned silence is the server's, with an id that
    /// may be a new one. Negative matchers are refused for servers before 0.22, which would invert them.
    [[nodiscard]] Answer<Silence> createSilence(const Silence& silence);
    /// Ends it now and returns it as it then is. One that has ended already is no failure.
    [[nodiscard]] Answer<Silence> expireSilence(const QString& id);
    [[nodiscard]] Answer<Status> status(Priority priority = Priority::Interactive);
    [[nodiscard]] Answer<bool> ready(Priority priority = Priority::Interactive);

private:
    http::HttpClient* m_http; ///< borrowed
};

} // namespace signalbox::alertmanager
