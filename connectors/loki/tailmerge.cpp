// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/loki/tailmerge.h"

#include <QHashFunctions>
#include <QRandomGenerator>

#include <algorithm>

namespace signalbox::loki {

TailMerge::TailMerge()
{
    for (std::size_t& seed : m_seeds)
        seed = static_cast<std::size_t>(QRandomGenerator::global()->generate64());
}

bool TailMerge::accept(const LogBatch& batch, std::uint32_t row, std::size_t source)
{
    const std::string_view text = batch.line(row);
    std::uint64_t hashes[2];
    for (std::size_t i = 0; i < 2; ++i)
        hashes[i] =
            qHashBits(text.data(), text.size(), m_seeds[i]) ^ (qHash(batch.labels(row), m_seeds[i]) * 31);

    std::vector<Line>& lines = m_lines[batch.time(row).ns];
    auto line = std::find_if(lines.begin(), lines.end(), [&](const Line& known) {
        return known.hash == hashes[0] && known.check == hashes[1];
    });
    if (line == lines.end()) {
        ++m_count;
        line =
            lines.insert(lines.end(), Line{.hash = hashes[0], .check = hashes[1], .given = 0, .tally = {}});
    }
    Tally& tally = line->tally[source];
    if (tally.round != m_round[source])
        tally = {.round = m_round[source], .count = 0};
    if (++tally.count <= line->given)
        return false;
    line->given = tally.count;
    return true;
}

LogBatchPtr TailMerge::take(const LogBatchPtr& batch, Source source)
{
    const LogBatchPtr sorted = batch->inOrder(LogOrder::OldestFirst);
    std::vector<std::uint32_t> fresh;
    for (std::uint32_t row = 0; row < sorted->size(); ++row) {
        if (accept(*sorted, row, indexOf(source)))
            fresh.push_back(row);
    }
    if (!sorted->isEmpty())
        m_newest = std::max(m_newest, sorted->time(sorted->size() - 1));
    while (m_count > mostRemembered && !m_lines.empty()) {
        m_count -= m_lines.begin()->second.size();
        m_lines.erase(m_lines.begin());
    }
    return fresh.size() == sorted->size() ? sorted : sorted->select(fresh);
}

void TailMerge::forgetBefore(Instant t)
{
    const auto end = m_lines.lower_bound(t.ns);
    for (auto it = m_lines.begin(); it != end; ++it)
        m_count -= it->second.size();
    m_lines.erase(m_lines.begin(), end);
}

} // namespace signalbox::loki
