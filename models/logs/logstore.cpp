// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logs/logstore.h"

#include <algorithm>

namespace signalbox::logs {

namespace {

// A tail brings ten batches a second. Twenty of them are joined at once, so a line is copied once or twice.
constexpr std::size_t smallBatch = 2'000;
constexpr std::size_t mostSmall = 20;

} // namespace

std::size_t lineCount(const Pieces& pieces)
{
    std::size_t lines = 0;
    for (const Piece& piece : pieces)
        lines += piece.batch->size();
    return lines;
}

std::size_t LogStore::rowsOf(const Chunk& chunk)
{
    const auto* batch = std::get_if<LogBatchPtr>(&chunk);
    return batch ? (*batch)->size() : 1;
}

std::size_t LogStore::linesOf(const Chunk& chunk)
{
    const auto* batch = std::get_if<LogBatchPtr>(&chunk);
    return batch ? (*batch)->size() : 0;
}

LogStore::Row LogStore::at(std::size_t row) const
{
    const auto end = std::upper_bound(m_ends.begin(), m_ends.end(), row);
    const auto place = static_cast<std::size_t>(end - m_ends.begin());
    const Chunk& chunk = m_chunks[place];
    if (const auto* gap = std::get_if<Break>(&chunk))
        return {.gap = gap};
    return {.batch = std::get<LogBatchPtr>(chunk).get(), .index = row - (place == 0 ? 0 : m_ends[place - 1])};
}

std::optional<std::size_t> LogStore::rowOf(std::int64_t number) const
{
    if (number < m_first || number - m_first >= static_cast<std::int64_t>(size()))
        return std::nullopt;
    return static_cast<std::size_t>(number - m_first);
}

std::size_t LogStore::byteSize() const
{
    std::size_t bytes = 0;
    for (const Chunk& chunk : m_chunks)
        if (const auto* batch = std::get_if<LogBatchPtr>(&chunk))
            bytes += (*batch)->byteSize();
    return bytes;
}

void LogStore::rebuildEnds()
{
    m_ends.clear();
    m_ends.reserve(m_chunks.size());
    std::size_t rows = 0;
    for (const Chunk& chunk : m_chunks)
        m_ends.push_back(rows += rowsOf(chunk));
}

void LogStore::clear()
{
    m_chunks.clear();
    m_ends.clear();
    m_lines = 0;
    m_first = 0;
}

void LogStore::append(LogBatchPtr batch)
{
    if (!batch || batch->isEmpty())
        return;
    m_lines += batch->size();
    m_ends.push_back(size() + batch->size());
    m_chunks.emplace_back(std::move(batch));
    join(false);
}

void LogStore::append(Break gap)
{
    m_ends.push_back(size() + 1);
    m_chunks.emplace_back(std::move(gap));
}

void LogStore::prepend(LogBatchPtr batch)
{
    if (!batch || batch->isEmpty())
        return;
    m_lines += batch->size();
    m_first -= static_cast<std::int64_t>(batch->size());
    m_chunks.insert(m_chunks.begin(), std::move(batch));
    rebuildEnds();
    join(true);
}

void LogStore::prepend(Break gap)
{
    --m_first;
    m_chunks.insert(m_chunks.begin(), std::move(gap));
    rebuildEnds();
}

const Break* LogStore::firstBreak() const
{
    return m_chunks.empty() ? nullptr : std::get_if<Break>(&m_chunks.front());
}

const Break* LogStore::lastBreak() const
{
    return m_chunks.empty() ? nullptr : std::get_if<Break>(&m_chunks.back());
}

std::vector<const Break*> LogStore::breaks() const
{
    std::vector<const Break*> found;
    for (const Chunk& chunk : m_chunks)
        if (const auto* gap = std::get_if<Break>(&chunk))
            found.push_back(gap);
    return found;
}

void LogStore::removeFirst()
{
    dropFront(1);
}

void LogStore::removeLast()
{
    dropBack(1);
}

std::size_t LogStore::surplusAtFront(std::size_t lines) const
{
    std::size_t rows = 0;
    std::size_t left = m_lines;
    for (const Chunk& chunk : m_chunks) {
        if (left - linesOf(chunk) < lines)
            break;
        left -= linesOf(chunk);
        rows += rowsOf(chunk);
    }
    return rows;
}

std::size_t LogStore::surplusAtBack(std::size_t lines) const
{
    std::size_t rows = 0;
    std::size_t left = m_lines;
    for (auto chunk = m_chunks.rbegin(); chunk != m_chunks.rend(); ++chunk) {
        if (left - linesOf(*chunk) < lines)
            break;
        left -= linesOf(*chunk);
        rows += rowsOf(*chunk);
    }
    return rows;
}

void LogStore::dropFront(std::size_t rows)
{
    std::size_t chunks = 0;
    for (std::size_t gone = 0; chunks < m_chunks.size() && gone < rows; ++chunks) {
        gone += rowsOf(m_chunks[chunks]);
        m_lines -= linesOf(m_chunks[chunks]);
        m_first += static_cast<std::int64_t>(rowsOf(m_chunks[chunks]));
    }
    m_chunks.erase(m_chunks.begin(), m_chunks.begin() + static_cast<std::ptrdiff_t>(chunks));
    rebuildEnds();
}

void LogStore::dropBack(std::size_t rows)
{
    for (std::size_t gone = 0; !m_chunks.empty() && gone < rows;) {
        gone += rowsOf(m_chunks.back());
        m_lines -= linesOf(m_chunks.back());
        m_chunks.pop_back();
        m_ends.pop_back();
    }
}

void LogStore::join(bool atFront)
{
    const auto isSmall = [](const Chunk& chunk) {
        const auto* batch = std::get_if<LogBatchPtr>(&chunk);
        return batch && (*batch)->size() < smallBatch;
    };
    const std::size_t count = m_chunks.size();
    std::size_t run = 0;
    while (run < count && isSmall(m_chunks[atFront ? run : count - 1 - run]))
        ++run;
    if (run < mostSmall)
        return;
    const std::size_t begin = atFront ? 0 : count - run;
    std::vector<LogBatchPtr> batches;
    for (std::size_t i = begin; i < begin + run; ++i)
        batches.push_back(std::get<LogBatchPtr>(m_chunks[i]));
    m_chunks[begin] = LogBatch::joined(batches);
    m_chunks.erase(m_chunks.begin() + static_cast<std::ptrdiff_t>(begin) + 1,
                   m_chunks.begin() + static_cast<std::ptrdiff_t>(begin + run));
    rebuildEnds();
}

Pieces LogStore::pieces() const
{
    Pieces pieces;
    std::int64_t number = m_first;
    for (const Chunk& chunk : m_chunks) {
        if (const auto* batch = std::get_if<LogBatchPtr>(&chunk))
            pieces.push_back({.batch = *batch, .first = number});
        number += static_cast<std::int64_t>(rowsOf(chunk));
    }
    return pieces;
}

} // namespace signalbox::logs
