// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "app/cli/logtext.h"
#include "connectors/loki/pager.h"
#include "connectors/loki/tail.h"

namespace signalbox::cli {

/// Log lines of a range, page by page, or as they are written.
class LogsCommand final : public Command
{
    Q_OBJECT

public:
    LogsCommand(const Context& context, LogsOptions options, QObject* parent = nullptr);
    ~LogsCommand() override;

    void start() override;
    /// Following is ended by Ctrl+C, so that this is a good end.
    void interrupt() override;

private:
    void readPages(loki::Client* client);
    void follow(loki::Client* client);
    void failWith(Error error, const QString& backend);
    void write(const LogBatchPtr& lines);
    void sayWhatIsMissing(const loki::PagerReport& report);
    void sayState(const loki::TailState& state);

    LogsOptions m_options;
    LogText m_text;
    std::int64_t m_written = 0;
    loki::TailState::Phase m_phase = loki::TailState::Phase::Idle;
    std::unique_ptr<loki::Pager> m_pager;
    std::unique_ptr<loki::Tail> m_tail;
};

} // namespace signalbox::cli
