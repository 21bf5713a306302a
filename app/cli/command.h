// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/output.h"

#include <QObject>

namespace signalbox::app {
class Backends;
}

namespace signalbox::cli {

enum ExitCode : int
{
    Done = 0,
    Failed = 1,
    WrongUsage = 2,   ///< the command line or the profile
    Interrupted = 130 ///< what shells expect after Ctrl+C
};

/// What a command works with; borrowed.
struct Context
{
    CommonOptions common;
    Output* output = nullptr;
    app::Backends* backends = nullptr;
};

/// One command on its way: asks, writes what comes, says how it ended. Must not wait anywhere: start()
/// returns, and finished() comes from the event loop or from start() itself.
class Command : public QObject
{
    Q_OBJECT

public:
    explicit Command(Context context, QObject* parent = nullptr);

    virtual void start() = 0;
    /// Ctrl+C.
    virtual void interrupt();

Q_SIGNALS:
    /// Once.
    void finished(int exitCode);

protected:
    [[nodiscard]] const CommonOptions& common() const { return m_context.common; }
    [[nodiscard]] Output& output() const { return *m_context.output; }
    [[nodiscard]] app::Backends& backends() const { return *m_context.backends; }

    void finish(ExitCode code);
    /// Says why and finishes.
    void fail(const Error& error, ExitCode code = Failed);

private:
    Context m_context;
    bool m_isOver = false;
};

} // namespace signalbox::cli
