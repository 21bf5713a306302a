// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/logstore.h"

namespace signalbox::simulator::logql {

LogStore::Size LogStore::size(std::size_t stream, std::int64_t startNs, std::int64_t endNs) const
{
    // What Loki keeps besides the text of a line, so that sums come near to its own.
    constexpr std::uint64_t overhead = 48;
    Size out;
    const auto cursor = open(stream, startNs, endNs, Direction::Forward);
    while (const Entry* entry = cursor->next()) {
        ++out.entries;
        out.bytes += entry->line.size() + overhead;
    }
    return out;
}

} // namespace signalbox::simulator::logql
