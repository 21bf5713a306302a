// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace signalbox::loki {

/// So many bytes must be readable behind the source and writable behind the result.
inline constexpr std::size_t unescapeSlack = 16;

/// Writes the text of a JSON string (what stands between its quotes) to `to`; never more bytes than it reads.
/// Returns the end of what was written, or null at a broken escape. A lone surrogate becomes U+FFFD.
[[nodiscard]] char* unescape(const char* from, const char* end, char* to);

} // namespace signalbox::loki
