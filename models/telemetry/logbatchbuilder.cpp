// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/logbatchbuilder.h"

#include "models/telemetry/logfields.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <tuple>

#if defined(Q_OS_LINUX)
#include <sys/mman.h>
#endif

namespace signalbox {

namespace {

constexpr std::size_t mostBytes = std::numeric_limits<std::uint32_t>::max();

/// A large store is written once from end to end, so that half of a parser's time went into its page faults:
/// 40 MB took 14 ms in small pages and take 3 in huge ones. A wish; the system may decline.
void wishForHugePages(QByteArray& bytes)
{
#if defined(Q_OS_LINUX)
    constexpr std::uintptr_t page = 4096;
    constexpr qsizetype worthwhile = 8 * 1024 * 1024;
    if (bytes.size() < worthwhile)
        return;
    const std::uintptr_t begin = (reinterpret_cast<std::uintptr_t>(bytes.data()) + page - 1) & ~(page - 1);
    const std::uintptr_t end =
        (reinterpret_cast<std::uintptr_t>(bytes.data()) + static_cast<std::uintptr_t>(bytes.size())) &
        ~(page - 1);
    madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
#else
    Q_UNUSED(bytes)
#endif
}

bool fieldLess(const LogBatchBuilder::Field& a, const LogBatchBuilder::Field& b)
{
    return std::tie(a.parsed, a.name, a.value) < std::tie(b.parsed, b.name, b.value);
}

} // namespace

LogBatchBuilder::LogBatchBuilder(std::size_t bytes)
    : m_bytes(static_cast<qsizetype>(std::min(bytes, mostBytes) + 64), Qt::Uninitialized)
{
    wishForHugePages(m_bytes);
    m_bytes.data()[0] = '\0';
}

std::uint32_t LogBatchBuilder::addStream(LabelSet labels)
{
    m_streams.push_back(std::move(labels));
    return static_cast<std::uint32_t>(m_streams.size() - 1);
}

void LogBatchBuilder::setStream(std::uint32_t stream, LabelSet labels)
{
    m_streams[stream] = std::move(labels);
}

char* LogBatchBuilder::room(std::size_t size)
{
    const std::size_t needed = m_used + size;
    if (needed > mostBytes)
        return nullptr;
    if (needed > static_cast<std::size_t>(m_bytes.size())) {
        QByteArray larger(static_cast<qsizetype>(std::max(needed, m_used + m_used / 2)), Qt::Uninitialized);
        std::memcpy(larger.data(), m_bytes.constData(), m_used);
        m_bytes = std::move(larger);
    }
    return m_bytes.data() + m_used;
}

LogBatchBuilder::Slice LogBatchBuilder::keep(std::size_t size)
{
    const Slice slice{static_cast<std::uint32_t>(m_used), static_cast<std::uint32_t>(size)};
    m_used += size;
    return slice;
}

LogBatchBuilder::Slice LogBatchBuilder::addText(std::string_view text)
{
    char* to = room(text.size());
    if (!to)
        return {};
    std::memcpy(to, text.data(), text.size());
    return keep(text.size());
}

std::uint32_t LogBatchBuilder::addFields(std::span<Field> fields)
{
    if (fields.empty())
        return 0;
    if (!std::is_sorted(fields.begin(), fields.end(), fieldLess))
        std::sort(fields.begin(), fields.end(), fieldLess);

    std::size_t payload = 0;
    for (const Field& field : fields)
        payload += logfields::sizeOf(field.name, field.value);
    char* to = room(payload + logfields::longestNumber);
    if (!to)
        return 0;
    char* const begin = to;
    to = logfields::putNumber(to, payload);
    for (const Field& field : fields)
        to = logfields::put(to, field.name, field.value, field.parsed);
    return keep(static_cast<std::size_t>(to - begin)).offset;
}

std::uint32_t LogBatchBuilder::addStoredFields(std::string_view fields)
{
    if (fields.empty())
        return 0;
    char* const begin = room(fields.size() + logfields::longestNumber);
    if (!begin)
        return 0;
    char* const to = logfields::putNumber(begin, fields.size());
    std::memcpy(to, fields.data(), fields.size());
    return keep(static_cast<std::size_t>(to - begin) + fields.size()).offset;
}

void LogBatchBuilder::addRow(std::int64_t ns, std::uint32_t stream, Slice line, std::uint32_t fields)
{
    m_rows.push_back(
        {.ns = ns, .stream = stream, .line = line.offset, .lineSize = line.size, .fields = fields});
}

LogBatchPtr LogBatchBuilder::build()
{
    auto store = std::make_shared<LogBatch::Store>();
    m_bytes.truncate(static_cast<qsizetype>(m_used));
    m_bytes.squeeze();
    store->bytes = std::move(m_bytes);
    store->streams = std::move(m_streams);
    if (m_rows.capacity() > m_rows.size() + m_rows.size() / 4)
        m_rows.shrink_to_fit();
    return LogBatchPtr(new LogBatch(std::move(store), std::move(m_rows)));
}

} // namespace signalbox
