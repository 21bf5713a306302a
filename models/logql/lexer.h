// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/promql/language.h"

namespace signalbox::logql {

/// LogQL cut into the tokens of its sister. Never fails; `line` holds no newline.
[[nodiscard]] promql::LexedLine lexLine(QStringView line, promql::LexState before = {});
[[nodiscard]] promql::LexedLine lex(QStringView text);

/// What can stand at a place: labels and values of the selector, stages and fields behind a pipe, durations.
[[nodiscard]] promql::CompletionContext contextAt(QStringView text, qsizetype cursor);
[[nodiscard]] std::vector<promql::CompletionItem> localItems(const promql::CompletionContext& context);

/// Reads "parse error at line 1, col 5: ..." out of Loki's message; it counts characters.
[[nodiscard]] std::optional<promql::ServerMistake> mistakeIn(QStringView message, QStringView text);

/// All of the above for an editor.
[[nodiscard]] const promql::Language& language();

} // namespace signalbox::logql
