// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

namespace signalbox::cli {

Command::Command(Context context, QObject* parent)
    : QObject(parent)
    , m_context(std::move(context))
{
}

void Command::interrupt()
{
    finish(Interrupted);
}

void Command::finish(ExitCode code)
{
    if (std::exchange(m_isOver, true))
        return;
    m_context.output->flush();
    Q_EMIT finished(code);
}

void Command::fail(const Error& error, ExitCode code)
{
    if (!error.isCancelled())
        m_context.output->say(error.what);
    finish(code);
}

} // namespace signalbox::cli
