// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/loki/pageplan.h"
#include "models/base/result.h"

#include <QObject>

#include <memory>

namespace signalbox::loki {

class Client;

/// How a run of pages ended.
struct PagerReport
{
    std::int64_t lines = 0;
    int pages = 0;
    std::vector<Gap> gaps;    ///< where the server could not give all lines of one nanosecond
    bool complete = false;    ///< the range was read to its end; false: `limit` was reached first
    std::int64_t clipped = 0; ///< lines that the server sent though they were not asked for
    Notes notes;              ///< of all pages
};

/// "More than 5000 lines carry the time …": a gap as a sentence.
[[nodiscard]] QString describe(const Gap& gap);

/// Reads a range page by page, so that no line is lost or doubled where two pages meet. Emits pages in the
/// query's order; laid end to end they are the answer. After failed() the run may go on with resume().
/// Deleting the pager cancels its request. Must not hold the lines that it has emitted, but for those of
/// the border. Thread: the client's; the client is borrowed.
class Pager : public QObject
{
    Q_OBJECT

public:
    Pager(Client* client, PageRequest request, QObject* parent = nullptr);
    ~Pager() override;

    /// Before start(): lines that are here already and must not come again.
    void remember(const std::vector<LogBatchPtr>& known);
    void start();
    /// Asks once more for the page that failed.
    void resume();
    /// Goes on for so many more lines after a run that reached its limit.
    void extend(std::int64_t lines);

    [[nodiscard]] const PagerReport& report() const;

Q_SIGNALS:
    void pageReady(const signalbox::LogBatchPtr& lines);
    void finished(const signalbox::loki::PagerReport& report);
    void failed(const signalbox::Error& error);

private:
    void ask();
    void received(Result<LogPage> answer);
    void follow(const PageOutcome& outcome);
    /// Servers take a regular expression that does not parse as one that matches nothing, but refuse it in
    /// a metric query.
    void checkPatterns();

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace signalbox::loki
