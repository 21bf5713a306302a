// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/promql/completion.h"
#include "models/promql/lexer.h"
#include "models/promql/serverposition.h"

#include <functional>

namespace signalbox::promql {

/// What an editor must know of the language that is written in it. LogQL has one as well.
struct Language
{
    std::function<LexedLine(QStringView line, LexState before)> lexLine;
    std::function<LexedLine(QStringView text)> lex;
    std::function<CompletionContext(QStringView text, qsizetype cursor)> contextAt;
    std::function<std::vector<CompletionItem>(const CompletionContext&)> localItems;
    std::function<std::optional<ServerMistake>(QStringView message, QStringView text)> mistakeIn;
};

[[nodiscard]] const Language& language();

} // namespace signalbox::promql
