// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/loki/knownlines.h"

#include <algorithm>
#include <functional>

namespace signalbox::loki {

std::size_t hashOfLine(const LogBatch& batch, std::uint32_t row)
{
    const std::hash<std::string_view> hash;
    return hash(batch.line(row)) ^ (hash(batch.fieldBytes(row)) * 31) ^ (qHash(batch.labels(row)) * 17);
}

bool isSameLine(const LogBatch& a, std::uint32_t i, const LogBatch& b, std::uint32_t j)
{
    return a.time(i) == b.time(j) && a.line(i) == b.line(j) && a.fieldBytes(i) == b.fieldBytes(j) &&
           a.labels(i) == b.labels(j);
}

void KnownLines::add(const std::vector<LogBatchPtr>& batches)
{
    for (const LogBatchPtr& batch : batches)
        for (std::uint32_t row = 0; row < batch->size(); ++row)
            m_lines.emplace_back(hashOfLine(*batch, row), SeenLine{batch, row});
    std::stable_sort(m_lines.begin(), m_lines.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
}

std::optional<SeenLine> KnownLines::take(const LogBatch& batch, std::uint32_t row)
{
    if (m_lines.empty())
        return std::nullopt;
    const std::size_t hash = hashOfLine(batch, row);
    auto known = std::lower_bound(m_lines.begin(), m_lines.end(), hash,
                                  [](const auto& line, std::size_t wanted) { return line.first < wanted; });
    for (; known != m_lines.end() && known->first == hash; ++known) {
        if (!isSameLine(*known->second.batch, known->second.row, batch, row))
            continue;
        SeenLine found = std::move(known->second);
        m_lines.erase(known);
        return found;
    }
    return std::nullopt;
}

LogBatchPtr KnownLines::unknownOf(const LogBatchPtr& batch)
{
    std::vector<std::uint32_t> rows;
    for (std::uint32_t row = 0; row < batch->size(); ++row)
        if (!take(*batch, row))
            rows.push_back(row);
    return rows.size() == batch->size() ? batch : batch->select(rows);
}

} // namespace signalbox::loki
