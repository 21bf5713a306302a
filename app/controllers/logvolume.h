// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/latest.h"
#include "connectors/loki/client.h"
#include "models/logs/volume.h"

#include <QObject>

#include <optional>

namespace signalbox::items {
class LogModel;
}

namespace signalbox::app {

/// Lines over time: counted by the server, or, where it cannot or must not, among those that are loaded.
class LogVolume : public QObject
{
    Q_OBJECT

public:
    LogVolume(items::LogModel* lines, QThreadPool* pool, QObject* parent = nullptr);
    ~LogVolume() override;

    /// `serverMayCount`: nothing speaks against the server reading the whole range.
    void ask(loki::Client* client, const QString& query, const Interval& range, int bars, bool serverMayCount,
             const QString& whyNot);
    /// The loaded lines changed. `all`: they are all there are in the range, so that they tell more than the
    /// server, which guesses the levels and counts whole steps.
    void linesChanged(bool all);
    void cancel();
    [[nodiscard]] const logs::Volume& volume() const { return m_volume; }
    /// "counted by Loki, 3 s bars".
    [[nodiscard]] QString source() const;
    /// Why the server did not count; empty when it did.
    [[nodiscard]] const QString& problem() const { return m_why; }

Q_SIGNALS:
    void changed();

private:
    void countLoaded();
    void take(logs::Volume volume);

    items::LogModel* m_lines;
    QThreadPool* m_pool;
    Latest<loki::MetricPage> m_server;
    Latest<logs::Volume> m_loaded;
    std::shared_ptr<std::atomic<bool>> m_cancelled;
    logs::Volume m_volume;
    Interval m_range;
    Duration m_step{0};
    QString m_query;
    QString m_why; ///< the server did not count
    bool m_fromLoaded = false;
    bool m_hasAll = false;
    bool m_again = false; ///< lines came while loaded ones were counted
};

} // namespace signalbox::app
