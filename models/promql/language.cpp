// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/language.h"

namespace signalbox::promql {

const Language& language()
{
    static const Language promql{
        .lexLine = [](QStringView line, LexState before) { return lexLine(line, before); },
        .lex = [](QStringView text) { return lex(text); },
        .contextAt = contextAt,
        .localItems = localItems,
        .mistakeIn = mistakeIn};
    return promql;
}

} // namespace signalbox::promql
