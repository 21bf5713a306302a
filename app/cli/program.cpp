// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/program.h"

#include "app/backends.h"
#include "app/cli/alerts.h"
#include "app/cli/arguments.h"
#include "app/cli/doctor.h"
#include "app/cli/interrupt.h"
#include "app/cli/logs.h"
#include "app/cli/metrics.h"
#include "app/cli/output.h"
#include "app/cli/simulator.h"
#include "app/cli/trace.h"
#include "app/cli/traces.h"
#include "app/profile/profilefile.h"
#include "app/profile/profilelocator.h"
#include "models/base/duration.h"

#include <QCoreApplication>

namespace signalbox::cli {

namespace {

using app::Backends;

Result<app::ProfileDocument> loadProfile(const QString& wanted)
{
    const auto path =
        app::locateProfile(wanted, qEnvironmentVariable("SIGNALBOX_PROFILE"), app::profileFolder());
    if (!path)
        return failure(path.error());
    return app::readProfile(*path);
}

template <typename... F>
struct Overloaded : F...
{
    using F::operator()...;
};

/// Null for what is no command: help and version.
std::unique_ptr<Command> commandFor(const Invocation& invocation, const Context& context)
{
    using Made = std::unique_ptr<Command>;
    return std::visit(
        Overloaded{
            [&](const DoctorOptions&) -> Made { return std::make_unique<DoctorCommand>(context); },
            [&](const AlertsOptions&) -> Made { return std::make_unique<AlertsCommand>(context); },
            [&](const MetricsOptions& o) -> Made { return std::make_unique<MetricsCommand>(context, o); },
            [&](const LogsOptions& o) -> Made { return std::make_unique<LogsCommand>(context, o); },
            [&](const TracesOptions& o) -> Made { return std::make_unique<TracesCommand>(context, o); },
            [&](const TraceOptions& o) -> Made { return std::make_unique<TraceCommand>(context, o); },
            [&](const SimulatorOptions& o) -> Made { return std::make_unique<SimulatorCommand>(context, o); },
            [](const ShowHelp&) -> Made { return nullptr; },
            [](const ShowVersion&) -> Made { return nullptr; },
        },
        invocation.command);
}

QString reportText(const http::AttemptReport& report)
{
    const QString status = report.status == 0 ? QStringLiteral("no answer") : QString::number(report.status);
    return QStringLiteral("%1: %2 -> %3 in %4%5")
        .arg(report.backend, report.request, status, humanText(report.latency),
             report.problem.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(report.problem));
}

QString helpOf(const ShowHelp& show)
{
    for (const CommandSpec& command : commands()) {
        if (show.command == command.id)
            return helpText(&command);
    }
    return helpText(nullptr);
}

int runCommand(Command& command, Output& output)
{
    Interrupt interrupt;
    int code = Done;
    const auto end = [&code](int exitCode) {
        code = exitCode;
        QCoreApplication::exit(exitCode);
    };
    const QObject scope; // the connections end with what they refer to
    QObject::connect(&command, &Command::finished, &scope, end);
    // Who read us has seen enough; that is an end and no failure.
    QObject::connect(&output, &Output::brokenPipe, &scope, [&end] { end(Done); });
    QObject::connect(&interrupt, &Interrupt::interrupted, &command, &Command::interrupt);
    QMetaObject::invokeMethod(&command, &Command::start, Qt::QueuedConnection);
    QCoreApplication::exec();
    return output.isBroken() ? Done : code;
}

} // namespace

int runProgram(const QStringList& words)
{
    Output output;
    const SystemClock clock;
    const auto invocation = parseArguments(words, clock.now());
    if (!invocation) {
        output.say(invocation.error().what);
        return WrongUsage;
    }
    if (const auto* show = std::get_if<ShowHelp>(&invocation->command)) {
        output.write(helpOf(*show));
        return Done;
    }
    if (std::holds_alternative<ShowVersion>(invocation->command)) {
        output.write(QStringLiteral("signalbox %1\n").arg(QCoreApplication::applicationVersion()));
        return Done;
    }
    if (std::holds_alternative<SimulatorOptions>(invocation->command)) {
        const auto command = commandFor(*invocation, {.common = invocation->common, .output = &output});
        return runCommand(*command, output);
    }
    auto document = loadProfile(invocation->common.profile);
    if (!document) {
        output.say(document.error().what);
        return WrongUsage;
    }
    for (const QString& warning : std::as_const(document->warnings))
        output.say(warning);
    if (std::holds_alternative<DoctorOptions>(invocation->command))
        document->profile = DoctorCommand::impatient(document->profile);
    Backends::Watch watch;
    if (invocation->common.verbose)
        watch = [&output](const http::AttemptReport& report) { output.say(reportText(report)); };
    Backends backends(document->profile, watch);
    const auto command =
        commandFor(*invocation, {.common = invocation->common, .output = &output, .backends = &backends});
    return runCommand(*command, output);
}

} // namespace signalbox::cli
