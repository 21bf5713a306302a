// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/grammar.h"

#include <algorithm>
#include <array>

namespace signalbox::cli {

namespace {

constexpr std::array common{
    OptionSpec{OptionId::Profile, "profile", 0, "FILE|NAME",
               "the profile to use; \"signalbox --help\" says where it is looked for"},
    OptionSpec{OptionId::Backend, "backend", 0, "NAME",
               "the backend to ask, by its name in the profile; else the first that fits"},
    OptionSpec{OptionId::AsJson, "json", 0, nullptr, "write JSON; times are integer nanoseconds in strings"},
    OptionSpec{OptionId::Verbose, "verbose", 0, nullptr, "report every request on standard error"},
    OptionSpec{OptionId::Help, "help", 'h', nullptr, "show this help and do nothing else"},
    OptionSpec{OptionId::Version, "version", 0, nullptr, "show the version and do nothing else"},
};

constexpr OptionSpec from{OptionId::From, "from", 0, "TIME",
                          "begin of the range; one hour before its end unless given"};
constexpr OptionSpec to{OptionId::To, "to", 0, "TIME", "end of the range; now unless given"};

constexpr std::array metricsOptions{
    OptionSpec{OptionId::Query, "query", 'q', "PROMQL", "the expression"},
    from,
    to,
    OptionSpec{OptionId::Step, "step", 0, "DURATION",
               "distance of the points; chosen from the range unless given"},
};

constexpr std::array logsOptions{
    OptionSpec{OptionId::Query, "query", 'q', "LOGQL",
               "the log query, such as '{app=\"web\"} |= \"timeout\"'"},
    from,
    to,
    OptionSpec{OptionId::Limit, "limit", 0, "N", "lines at most; 1000 unless given, 0 for all there are"},
    OptionSpec{OptionId::Forward, "forward", 0, nullptr, "oldest line first; else the newest is first"},
    OptionSpec{OptionId::Follow, "follow", 'f', nullptr,
               "go on with lines as they are written until Ctrl+C, oldest first, from now or --from on; "
               "ends after --limit lines when that is given"},
};

constexpr std::array tracesOptions{
    OptionSpec{OptionId::Service, "service", 's', "SERVICE", "the service that a trace must pass through"},
    OptionSpec{OptionId::Operation, "operation", 0, "NAME", "an operation of that service"},
    OptionSpec{OptionId::Tag, "tag", 0, "KEY=VALUE", "a tag that one of its spans must have; may be repeated",
               true},
    OptionSpec{OptionId::Min, "min", 0, "DURATION", "spans that took at least so long"},
    OptionSpec{OptionId::Max, "max", 0, "DURATION", "spans that took at most so long"},
    from,
    to,
    OptionSpec{OptionId::Limit, "limit", 0, "N", "traces at most; 20 unless given"},
};

constexpr std::array simulatorOptions{
    OptionSpec{OptionId::Port, "port", 0, "N",
               "the first of five ports in a row: Prometheus, Alertmanager, Loki, Jaeger, control; free ones "
               "unless given"},
    OptionSpec{OptionId::Fault, "fault", 0, "BACKEND:FAULTS",
               "let a backend misbehave, such as loki:latency=800ms,jitter=200ms or jaeger:503; may be "
               "repeated",
               true},
    OptionSpec{OptionId::Speed, "speed", 0, "X", "how fast the simulated time runs; 1 unless given"},
    OptionSpec{OptionId::Seed, "seed", 0, "N", "another world of the same kind; 1 unless given"},
    OptionSpec{OptionId::Dataset, "dataset", 0, "FOLDER",
               "serve metrics.om, loki_push.json and otlp.json of this folder instead of the shop"},
};

constexpr std::array all{
    CommandSpec{CommandId::Doctor,
                "doctor",
                "ask every backend of the profile whether it is well",
                nullptr,
                "Shows for each backend whether it was reached, its version, latency, how far its clock is\n"
                "off, how we log in and whether the secret for it could be read, and which optional parts\n"
                "of its API are there. The exit code is 1 when one of them fails. A missing optional part\n"
                "is no failure. No backend is waited for longer than 10 seconds.",
                {}},
    CommandSpec{CommandId::Metrics, "metrics", "evaluate a PromQL expression over a range", "PROMQL",
                "Without --from and --to the last hour is shown. Warnings of the server are written to\n"
                "standard error, and with --json also into the object. With --backend naming a Loki the\n"
                "expression is a LogQL metric query.",
                metricsOptions},
    CommandSpec{
        CommandId::Alerts,
        "alerts",
        "show what is firing, pending or silenced",
        nullptr,
        "Asks the Alertmanager and the Prometheus of the profile, whichever there are. An alert that\n"
        "both know is shown once, with the state that the Alertmanager gives it. With --backend only\n"
        "that one is asked.\n"
        "JSON: {\"alerts\": [{\"name\", \"labels\", \"annotations\", \"state\", \"since\", \"fingerprint\",\n"
        "\"source\", \"receivers\", \"silenced_by\", \"inhibited_by\", \"muted_by\", \"value\"}],\n"
        "\"warnings\": []}",
        {}},
    CommandSpec{CommandId::Logs, "logs", "show log lines from Loki", "LOGQL",
                "Without --from and --to the last hour is shown. Limits beyond one answer of the server are\n"
                "read page by page. --json writes one object a line.",
                logsOptions},
    CommandSpec{CommandId::Traces, "traces", "search traces in Jaeger or Tempo", "SERVICE",
                "Without --from and --to the last hour is searched. Conditions hold together. Which traces\n"
                "a server picks when there are more than --limit is its own choice.",
                tracesOptions},
    CommandSpec{
        CommandId::Trace,
        "trace",
        "show one trace as a waterfall",
        "TRACEID|TEXT",
        "The text may be anything with one trace id in it: the id in any spelling, a traceparent, B3\n"
        "or uber-trace-id header, the URL of a trace, a line of a log.",
        {}},
    CommandSpec{CommandId::Simulator, "simulator", "serve a shop with an incident as four backends", nullptr,
                "Listens on 127.0.0.1 only, writes the addresses and runs until Ctrl+C. No profile is read.\n"
                "The shop's payments break 8 minutes before the start and recover 14 minutes after it.\n"
                "The control port answers GET and POST /-/faults while it runs.",
                simulatorOptions},
    CommandSpec{CommandId::Help, "help", "show the help of a command", "COMMAND", "", {}},
};

constexpr const char* timesText =
    "Times: now, now-1h, now-1d/d, \"5m ago\", 2026-11-21T09:00:00Z (any offset; UTC without one),\n"
    "2026-11-21 09:00, unix seconds, ms, µs or ns. Durations: 250ms, 90s, 1h30m, 2d.\n";

constexpr const char* profileText =
    "The profile: --profile names a file (with a \"/\" or \".json\" in it) or a name, which stands for\n"
    "$XDG_CONFIG_HOME/signalbox/profiles/NAME.json (~/.config without XDG_CONFIG_HOME). Without the\n"
    "option the environment variable SIGNALBOX_PROFILE is asked, then the name \"default\" is taken.\n"
    "A small profile: {\"backends\": [{\"kind\": \"loki\", \"url\": \"http://127.0.0.1:3100\"}]}\n"
    "with the kinds prometheus, alertmanager, loki and jaeger.\n";

constexpr const char* windowText =
    "The window:\n"
    "  signalbox [--profile FILE|NAME]   open the console\n"
    "  signalbox --demo                  open it on a simulated incident; needs no backend\n"
    "  signalbox open ANYTHING           go to a trace id, URL, log line, alert, service, error text or\n"
    "                                    signalbox:// link, in the window that is open if there is one\n"
    "  --theme dark|light|system         instead of the one that was left\n"
    "  --size WIDTHxHEIGHT               instead of the size that was left\n"
    "  --demo --tour DIR                 drive the window without a person: a picture of each station\n"
    "                                    and tour.json in DIR; exit code 1 when a station fails\n"
    "  --exit-after-first-paint          for measuring the start\n";

constexpr const char* exitText =
    "Exit codes: 0 done, 1 a backend or a query failed, 2 the command line or the profile is wrong.\n";

/// Breaks at spaces so that a line with `indent` in front fits into 96 columns.
QString wrapped(const QString& text, qsizetype indent)
{
    QString out;
    qsizetype column = indent;
    const QStringList words = text.split(QLatin1Char(' '));
    for (const QString& word : words) {
        if (column > indent && column + 1 + word.size() > 96) {
            out += QLatin1Char('\n') + QString(indent, QLatin1Char(' '));
            column = indent;
        } else if (column > indent) {
            out += QLatin1Char(' ');
            ++column;
        }
        out += word;
        column += word.size();
    }
    return out + QLatin1Char('\n');
}

QString optionLines(std::span<const OptionSpec> options)
{
    constexpr qsizetype indent = 26;
    QString out;
    for (const OptionSpec& option : options) {
        QString left = option.letter != 0 ? QStringLiteral("  -%1, --").arg(QLatin1Char(option.letter))
                                          : QStringLiteral("      --");
        left += QLatin1String(option.name);
        if (option.value != nullptr)
            left += QLatin1Char(' ') + QLatin1String(option.value);
        left = left.size() < indent - 1 ? left.leftJustified(indent)
                                        : left + QLatin1Char('\n') + QString(indent, QLatin1Char(' '));
        out += left + wrapped(QString::fromUtf8(option.help), indent);
    }
    return out;
}

QString programHelp()
{
    QString out =
        QStringLiteral("Signalbox shows what metrics, logs, traces and alerts say about your services.\n\n"
                       "Usage: signalbox [COMMAND] [OPTIONS]\n\n") +
        QString::fromUtf8(windowText) + QStringLiteral("\nCommands:\n");
    for (const CommandSpec& command : all) {
        out += QStringLiteral("  %1  %2\n")
                   .arg(QLatin1String(command.name), -10)
                   .arg(QLatin1String(command.summary));
    }
    out += QStringLiteral("\nOptions of all commands:\n") + optionLines(common) + QLatin1Char('\n');
    out +=
        QString::fromUtf8(timesText) + QLatin1Char('\n') + QString::fromUtf8(profileText) + QLatin1Char('\n');
    out += QString::fromUtf8(exitText) +
           QStringLiteral("\"signalbox help COMMAND\" tells more about a command.\n");
    return out;
}

} // namespace

std::span<const CommandSpec> commands()
{
    return all;
}

const CommandSpec* findCommand(const QString& name)
{
    const auto it = std::find_if(all.begin(), all.end(), [&name](const CommandSpec& spec) {
        return name == QLatin1String(spec.name);
    });
    return it == all.end() ? nullptr : &*it;
}

std::span<const OptionSpec> commonOptions()
{
    return common;
}

const OptionSpec* findOption(std::span<const OptionSpec> options, const QString& name)
{
    const auto it = std::find_if(options.begin(), options.end(), [&name](const OptionSpec& spec) {
        return name == QLatin1String(spec.name);
    });
    return it == options.end() ? nullptr : &*it;
}

const OptionSpec* findOption(std::span<const OptionSpec> options, QChar letter)
{
    const auto it = std::find_if(options.begin(), options.end(), [letter](const OptionSpec& spec) {
        return spec.letter != 0 && letter == QLatin1Char(spec.letter);
    });
    return it == options.end() ? nullptr : &*it;
}

QString helpText(const CommandSpec* command)
{
    if (command == nullptr)
        return programHelp();
    QString out =
        QStringLiteral("Usage: signalbox %1%2%3\n\nsignalbox %1: %4.\n")
            .arg(QLatin1String(command->name),
                 command->id == CommandId::Help ? QString() : QStringLiteral(" [OPTIONS]"),
                 command->operand == nullptr ? QString()
                                             : QStringLiteral(" [%1]").arg(QLatin1String(command->operand)),
                 QLatin1String(command->summary));
    if (command->details[0] != '\0')
        out += QString::fromUtf8(command->details) + QLatin1Char('\n');
    if (!command->options.empty())
        out += QStringLiteral("\nOptions:\n") + optionLines(command->options);
    out += QStringLiteral("\nOptions of all commands:\n") + optionLines(common);
    if (!command->options.empty())
        out += QLatin1Char('\n') + QString::fromUtf8(timesText);
    return out + QLatin1Char('\n') + QString::fromUtf8(exitText);
}

} // namespace signalbox::cli
