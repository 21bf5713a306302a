// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/logql/ast.h"
#include "connectors/simulator/logql/tokenstream.h"

namespace signalbox::simulator::logql {

/// Reads {a="x"}. A selector that would match every stream is refused.
[[nodiscard]] LogSelector selector(TokenStream& tokens);

/// Reads the stages behind a selector, as far as they go. `unwrap` is null where Loki allows none.
[[nodiscard]] Pipeline pipeline(TokenStream& tokens, std::optional<Unwrap>* unwrap);

} // namespace signalbox::simulator::logql
