// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/trace.h"

#include "app/backends.h"
#include "app/cli/waterfall.h"
#include "connectors/tracing/backend.h"

namespace signalbox::cli {

TraceCommand::TraceCommand(const Context& context, TraceOptions options, QObject* parent)
    : Command(context, parent)
    , m_options(options)
{
}

void TraceCommand::start()
{
    const auto chosen =
        backends().choose({profile::traceKinds.begin(), profile::traceKinds.end()}, common().backend);
    if (!chosen) {
        fail(chosen.error(), WrongUsage);
        return;
    }
    using Answer = Result<std::shared_ptr<const Trace>>;
    whenReady((*chosen)->traces()->trace(m_options.id), this, [this](const Answer& trace) {
        if (!trace) {
            fail(trace.error());
            return;
        }
        if (common().json)
            output().write(traceJson(**trace));
        else
            output().write(waterfall(**trace, output().width()));
        finish(Done);
    });
}

} // namespace signalbox::cli
