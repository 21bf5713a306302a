// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/logs/logstore.h"
#include "models/logtext/export.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>

namespace signalbox::app {

/// Writes lines to a file on a thread of its own, with progress, and can be stopped. The file appears whole
/// or not at all.
class LogExport : public QObject
{
    Q_OBJECT

public:
    explicit LogExport(QObject* parent = nullptr);
    ~LogExport() override;

    struct Outcome
    {
        std::int64_t lines = 0;
        int masked = 0;
        bool cancelled = false;
        bool operator==(const Outcome&) const = default;
    };

    void start(const QString& path, const logs::Pieces& pieces, logtext::ExportForm form,
               const logtext::ExportHead& head);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_running; }

Q_SIGNALS:
    /// 0 to 1.
    void progressed(double share);
    void finished(const signalbox::Result<signalbox::app::LogExport::Outcome>& outcome);

private:
    QThreadPool m_thread;
    std::shared_ptr<std::atomic<bool>> m_cancelled;
    bool m_running = false;
};

/// The lines of those rows as text for the clipboard, secrets masked as well.
[[nodiscard]] QByteArray textOf(const logs::LogStore& store, const std::vector<int>& rows,
                                logtext::ExportForm form, const logtext::ExportHead& head);

} // namespace signalbox::app
