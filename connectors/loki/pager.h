// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/loki/client.h"
#include "connectors/loki/pageplan.h"

#include <QObject>

namespace signalbox::loki {

/// How a run of pages ended.
struct PagerReport
{
    std::int64_t lines = 0;
    int pages = 0;
    std::vector<Gap> gaps;    ///< where the server could not give all lines of one nanosecond
    bool complete = false;    ///< the range was read to its end; false: `limit` was reached first
    std::int64_t clipped = 0; ///< lines outside of the range that the server sent anyway
    Notes notes;              ///< of all pages
};

/// Reads a range page by page, so that no line is lost or doubled where two pages meet. Emits pages in the
/// query's order; laid end to end they are the answer. After failed() the run may go on with resume().
/// Deleting the pager cancels its request. Must not hold the lines that it has emitted, but for those of
/// the border. Thread: the client's; the client is borrowed.
class Pager : public QObject
{
    Q_OBJECT

public:
    /// `limit` is the number of lines wanted in all, 0 is "all"; `pageSize` is asked for at first.
    Pager(Client* client, PageRequest request, QObject* parent = nullptr);
    ~Pager() override;

    void start();
    /// Asks once more for the page that failed.
    void resume();

    [[nodiscard]] const PagerReport& report() const;

Q_SIGNALS:
    void pageReady(const signalbox::LogBatchPtr& lines);
    void finished(const signalbox::loki::PagerReport& report);
    void failed(const signalbox::Error& error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace signalbox::loki
