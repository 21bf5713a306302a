// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <span>

namespace signalbox::cli {

enum class CommandId
{
    Doctor,
    Metrics,
    Alerts,
    Logs,
    Traces,
    Trace,
    Simulator,
    Help
};

enum class OptionId
{
    Profile,
    Backend,
    AsJson,
    Verbose,
    Help,
    Version,
    Query,
    From,
    To,
    Step,
    Limit,
    Forward,
    Follow,
    Service,
    Operation,
    Tag,
    Min,
    Max,
    Port,
    Fault,
    Speed,
    Seed,
    Dataset
};

struct OptionSpec
{
    OptionId id;
    const char* name;  ///< without the dashes
    char letter;       ///< 0: has none
    const char* value; ///< what it takes, for the help; null: it is a switch
    const char* help;
    bool repeatable = false;
};

struct CommandSpec
{
    CommandId id;
    const char* name;
    const char* summary; ///< one line
    const char* operand; ///< what may follow without an option; null: nothing
    const char* details; ///< further lines of the help
    std::span<const OptionSpec> options;
};

/// What the command line understands. Parser and help are made from these tables, so that neither can say
/// what the other does not know.
[[nodiscard]] std::span<const CommandSpec> commands();
[[nodiscard]] const CommandSpec* findCommand(const QString& name);
[[nodiscard]] std::span<const OptionSpec> commonOptions();
[[nodiscard]] const OptionSpec* findOption(std::span<const OptionSpec> options, const QString& name);
[[nodiscard]] const OptionSpec* findOption(std::span<const OptionSpec> options, QChar letter);

/// Of the program when `command` is null.
[[nodiscard]] QString helpText(const CommandSpec* command);

} // namespace signalbox::cli
