// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/grammar.h"
#include "models/base/result.h"

#include <QStringList>

#include <map>

namespace signalbox::cli {

/// A command line taken apart by the grammar; values are still text.
struct Words
{
    const CommandSpec* command = nullptr; ///< null when only --help or --version was given
    std::map<OptionId, QStringList> options;
    QStringList operands;

    [[nodiscard]] bool has(OptionId id) const { return options.contains(id); }
    /// The value of an option that is given once at most; empty when absent.
    [[nodiscard]] QString value(OptionId id) const;
};

/// "--name VALUE", "--name=VALUE", "-n VALUE", "-nVALUE"; "--" ends the options. A value may begin with one
/// dash but not with two, so that a forgotten value is noticed.
[[nodiscard]] Result<Words> splitWords(const QStringList& words);

/// A mistake in the command line, with the place that helps.
[[nodiscard]] tl::unexpected<Error> usageFailure(const QString& sentence, const CommandSpec* command);

} // namespace signalbox::cli
