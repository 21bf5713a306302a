// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/logbatch.h"

#include "models/base/text.h"
#include "models/telemetry/logbatchbuilder.h"
#include "models/telemetry/logfields.h"

#include <QHash>

#include <algorithm>
#include <numeric>
#include <tuple>

namespace signalbox {

namespace {

/// Those of one kind, or all; a parsed field goes before metadata of its name.
LabelSet decoded(std::string_view fields, std::optional<bool> parsed = std::nullopt)
{
    std::vector<Label> labels;
    while (const auto field = logfields::take(fields)) {
        if (!parsed || field->parsed == *parsed)
            labels.push_back({toText(field->name), toText(field->value)});
    }
    return LabelSet(std::move(labels));
}

bool labelsLess(const LabelSet& a, const LabelSet& b)
{
    return std::lexicographical_compare(
        a.begin(), a.end(), b.begin(), b.end(),
        [](const Label& x, const Label& y) { return std::tie(x.name, x.value) < std::tie(y.name, y.value); });
}

/// For each stream its place when all are sorted by their labels; equal sets share a place.
std::vector<std::uint32_t> ranks(const std::vector<LabelSet>& streams)
{
    std::vector<std::uint32_t> sorted(streams.size());
    std::iota(sorted.begin(), sorted.end(), 0U);
    std::sort(sorted.begin(), sorted.end(),
              [&](std::uint32_t a, std::uint32_t b) { return labelsLess(streams[a], streams[b]); });
    std::vector<std::uint32_t> rank(streams.size());
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        const bool same = streams[sorted[i]] == streams[sorted[i - 1]];
        rank[sorted[i]] = rank[sorted[i - 1]] + (same ? 0U : 1U);
    }
    return rank;
}

} // namespace

LogBatch::LogBatch(std::shared_ptr<const Store> store, std::vector<Row> rows)
    : m_store(std::move(store))
    , m_rows(std::move(rows))
    , m_levels(m_rows.size())
{
}

LogBatchPtr LogBatch::empty()
{
    static const LogBatchPtr none = LogBatchBuilder(0).build();
    return none;
}

LogBatchPtr LogBatch::fromLines(std::span<const LogLine> lines)
{
    std::size_t bytes = 0;
    for (const LogLine& line : lines)
        bytes += static_cast<std::size_t>(line.line.size());
    LogBatchBuilder builder(bytes);
    QHash<LabelSet, std::uint32_t> streams;
    for (const LogLine& line : lines) {
        auto stream = streams.find(line.labels);
        if (stream == streams.end())
            stream = streams.insert(line.labels, builder.addStream(line.labels));

        std::vector<QByteArray> texts;
        for (const LabelSet* set : {&line.metadata, &line.parsed}) {
            for (const Label& label : *set) {
                texts.push_back(label.name.toUtf8());
                texts.push_back(label.value.toUtf8());
            }
        }
        const auto view = [](const QByteArray& text) {
            return std::string_view(text.constData(), static_cast<std::size_t>(text.size()));
        };
        std::vector<LogBatchBuilder::Field> fields;
        for (std::size_t i = 0; i + 1 < texts.size(); i += 2)
            fields.push_back({view(texts[i]), view(texts[i + 1]), i / 2 >= line.metadata.size()});
        const std::uint32_t fieldsAt = builder.addFields(fields);
        builder.addRow(line.at.ns, *stream, builder.addText(line.bytes()), fieldsAt);
    }
    return builder.build();
}

LogBatchPtr LogBatch::joined(std::span<const LogBatchPtr> batches)
{
    std::size_t bytes = 0;
    for (const LogBatchPtr& batch : batches)
        for (std::size_t i = 0; i < batch->size(); ++i)
            bytes += batch->m_rows[i].lineSize + batch->fieldBytes(i).size() + logfields::longestNumber;
    LogBatchBuilder builder(bytes);
    QHash<LabelSet, std::uint32_t> known;
    std::vector<std::uint32_t> streams;
    for (const LogBatchPtr& batch : batches) {
        streams.clear();
        for (const LabelSet& labels : batch->streams()) {
            auto stream = known.find(labels);
            if (stream == known.end())
                stream = known.insert(labels, builder.addStream(labels));
            streams.push_back(*stream);
        }
        for (std::size_t i = 0; i < batch->size(); ++i) {
            const auto line = builder.addText(batch->line(i));
            const std::uint32_t fields = builder.addStoredFields(batch->fieldBytes(i));
            builder.addRow(batch->time(i).ns, streams[batch->streamIndex(i)], line, fields);
        }
    }
    return builder.build();
}

std::string_view LogBatch::line(std::size_t i) const
{
    const Row& row = m_rows[i];
    return {m_store->bytes.constData() + row.line, row.lineSize};
}

const LabelSet& LogBatch::labels(std::size_t i) const
{
    return m_store->streams[m_rows[i].stream];
}

LabelSet LogBatch::metadata(std::size_t i) const
{
    return decoded(fieldBytes(i), false);
}

LabelSet LogBatch::parsed(std::size_t i) const
{
    return decoded(fieldBytes(i), true);
}

Level LogBatch::level(std::size_t i) const
{
    // Two threads may both find 0 and detect the same level: no harm done. 0 is "not looked at yet".
    std::uint8_t known = m_levels[i].load(std::memory_order_relaxed);
    if (known == 0) {
        Level level = levelOfLine(line(i));
        if (level == Level::Unknown)
            level = detectLevel(labels(i), decoded(fieldBytes(i)), {});
        known = static_cast<std::uint8_t>(static_cast<unsigned>(level) + 1U);
        m_levels[i].store(known, std::memory_order_relaxed);
    }
    return static_cast<Level>(known - 1);
}

LogLine LogBatch::at(std::size_t i) const
{
    const std::string_view text = line(i);
    return {.at = time(i),
            .labels = labels(i),
            .metadata = metadata(i),
            .parsed = parsed(i),
            .line = QByteArray(text.data(), static_cast<qsizetype>(text.size())),
            .level = level(i),
            .traceId = {}};
}

std::string_view LogBatch::fieldBytes(std::size_t i) const
{
    const std::uint32_t at = m_rows[i].fields;
    if (at == 0)
        return {};
    std::string_view rest(m_store->bytes.constData() + at,
                          static_cast<std::size_t>(m_store->bytes.size()) - at);
    const std::size_t size = logfields::takeNumber(rest);
    return rest.substr(0, size);
}

const std::vector<LabelSet>& LogBatch::streams() const
{
    return m_store->streams;
}

std::size_t LogBatch::byteSize() const
{
    return static_cast<std::size_t>(m_store->bytes.capacity()) + m_rows.capacity() * sizeof(Row) +
           m_levels.capacity();
}

LogBatchPtr LogBatch::select(std::span<const std::uint32_t> rows) const
{
    std::vector<Row> chosen;
    chosen.reserve(rows.size());
    for (const std::uint32_t row : rows)
        chosen.push_back(m_rows[row]);
    return LogBatchPtr(new LogBatch(m_store, std::move(chosen)));
}

LogBatchPtr LogBatch::inOrder(LogOrder order) const
{
    const std::vector<std::uint32_t> rank = ranks(m_store->streams);
    const auto less = [&](const Row& a, const Row& b) {
        if (a.ns != b.ns)
            return order == LogOrder::OldestFirst ? a.ns < b.ns : a.ns > b.ns;
        return rank[a.stream] < rank[b.stream];
    };
    // Streams arrive sorted within themselves, so runs are long and a merge sort is near to a k-way merge.
    std::vector<Row> rows = m_rows;
    std::stable_sort(rows.begin(), rows.end(), less);
    return LogBatchPtr(new LogBatch(m_store, std::move(rows)));
}

} // namespace signalbox
