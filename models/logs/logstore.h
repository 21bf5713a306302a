// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/logbatch.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace signalbox::logs {

/// A place among the lines where some are known to be missing, or not to be loaded yet: a row of its own.
struct Break
{
    enum class Kind
    {
        More,    ///< the range holds more lines than are loaded
        Gap,     ///< the server cannot give all lines of one nanosecond
        Failed,  ///< a page did not come; what is loaded stays
        Dropped, ///< the server left lines out while they were followed
        Left     ///< the oldest lines left to keep a bound on memory
    };

    Kind kind = Kind::More;
    QString text;   ///< a sentence
    QString action; ///< what a click does; empty when nothing can be done
    Instant at;     ///< where in time, as far as known
    bool operator==(const Break&) const = default;
};

/// A batch among the rows, and the number of its first one. What a worker gets: it holds its lines alive.
struct Piece
{
    LogBatchPtr batch;
    std::int64_t first = 0; ///< a number as LogStore::numberOf() gives it
};
using Pieces = std::vector<Piece>;

[[nodiscard]] std::size_t lineCount(const Pieces& pieces);

/// The loaded lines in the order of the screen: big immutable batches with breaks between them. A row has a
/// number that it keeps while rows come and go at both ends, so that hits and stars outlive a live tail.
/// Small batches are joined as they pile up. Must not look into the lines. Thread: one at a time.
class LogStore
{
public:
    /// One of the two is set.
    struct Row
    {
        const LogBatch* batch = nullptr;
        std::size_t index = 0;
        const Break* gap = nullptr;
    };

    [[nodiscard]] std::size_t size() const { return m_ends.empty() ? 0 : m_ends.back(); }
    [[nodiscard]] std::size_t lineCount() const { return m_lines; }
    [[nodiscard]] bool isEmpty() const { return size() == 0; }
    [[nodiscard]] Row at(std::size_t row) const;
    [[nodiscard]] std::int64_t numberOf(std::size_t row) const
    {
        return m_first + static_cast<std::int64_t>(row);
    }
    [[nodiscard]] std::optional<std::size_t> rowOf(std::int64_t number) const;
    /// What the batches hold in memory. Stores that several batches share are counted for each.
    [[nodiscard]] std::size_t byteSize() const;

    void clear();
    void append(LogBatchPtr batch);
    void append(Break gap);
    void prepend(LogBatchPtr batch);
    void prepend(Break gap);
    /// The break at that end, if one is there.
    [[nodiscard]] const Break* firstBreak() const;
    [[nodiscard]] const Break* lastBreak() const;
    /// All of them, in the order of the rows.
    [[nodiscard]] std::vector<const Break*> breaks() const;
    void removeFirst();
    void removeLast();

    /// How many rows whole batches at that end hold, so that at least `lines` lines are left without them.
    [[nodiscard]] std::size_t surplusAtFront(std::size_t lines) const;
    [[nodiscard]] std::size_t surplusAtBack(std::size_t lines) const;
    /// Rows as surplusAt...() counts them.
    void dropFront(std::size_t rows);
    void dropBack(std::size_t rows);

    [[nodiscard]] Pieces pieces() const;

private:
    using Chunk = std::variant<LogBatchPtr, Break>;

    [[nodiscard]] static std::size_t rowsOf(const Chunk& chunk);
    [[nodiscard]] static std::size_t linesOf(const Chunk& chunk);
    void rebuildEnds();
    /// Joins small batches at that end into one when they are many.
    void join(bool atFront);

    std::vector<Chunk> m_chunks;
    std::vector<std::size_t> m_ends; ///< rows up to and including each chunk
    std::size_t m_lines = 0;
    std::int64_t m_first = 0; ///< the number of row 0
};

} // namespace signalbox::logs
