// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logs/fieldcounts.h"

#include "models/base/text.h"
#include "models/telemetry/fields.h"
#include "models/telemetry/logfields.h"

#include <algorithm>
#include <functional>
#include <string>
#include <unordered_map>

namespace signalbox::logs {

namespace {

constexpr std::size_t mostFields = 500;
constexpr std::size_t mostValues = 1'000; ///< counted of one field
constexpr std::size_t shownValues = 100;  ///< of those
constexpr std::size_t longestValue = 256;
constexpr std::size_t linesBetweenChecks = 1024;
constexpr int mostInOneLine = 200; ///< a line of 4,000 fields is looked at so far

struct Hash
{
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};
template <typename T>
using Table = std::unordered_map<std::string, T, Hash, std::equal_to<>>;

/// What is counted of one field. The last line that had it is kept, so that a key which a line has twice is
/// counted once.
struct Counter
{
    FieldPlace place = FieldPlace::Line;
    std::int64_t lines = 0;
    std::int64_t others = 0;
    std::int64_t lastLine = -1;
    Table<std::int64_t> values;

    void add(std::string_view value, std::int64_t line, std::int64_t times = 1)
    {
        if (lastLine == line && line >= 0)
            return;
        lastLine = line;
        lines += times;
        value = value.substr(0, longestValue);
        if (const auto known = values.find(value); known != values.end())
            known->second += times;
        else if (values.size() < mostValues)
            values.emplace(std::string(value), times);
        else
            others += times;
    }
};

class Counting
{
public:
    Counter* of(std::string_view name, FieldPlace place)
    {
        Table<Counter>& table = m_tables[static_cast<std::size_t>(place)];
        if (const auto known = table.find(name); known != table.end())
            return &known->second;
        if (m_size >= mostFields) {
            m_isCut = true;
            return nullptr;
        }
        ++m_size;
        Counter& fresh = table[std::string(name)];
        fresh.place = place;
        return &fresh;
    }

    void addLine(const LogBatch& batch, std::size_t row, std::int64_t line)
    {
        std::string_view fields = batch.fieldBytes(row);
        while (const auto field = logfields::take(fields))
            if (Counter* counter = of(field->name, field->parsed ? FieldPlace::Parsed : FieldPlace::Metadata))
                counter->add(field->value, line);
        const std::string_view text = batch.line(row);
        const std::string_view inner = embeddedJson(text);
        FieldScanner scanner(inner.empty() ? text : inner);
        Field field;
        for (int seen = 0; seen < mostInOneLine && scanner.next(field); ++seen)
            if (Counter* counter = of(field.name, FieldPlace::Line))
                counter->add(field.value, line);
    }

    [[nodiscard]] FieldCounts result(std::int64_t lines) const;

private:
    std::array<Table<Counter>, 4> m_tables;
    std::size_t m_size = 0;
    bool m_isCut = false;
};

FieldCounts Counting::result(std::int64_t lines) const
{
    FieldCounts all{.lines = lines, .isCut = m_isCut};
    for (const Table<Counter>& table : m_tables) {
        for (const auto& [name, counter] : table) {
            FieldCount field{
                .field = {.name = counter.place == FieldPlace::Line ? lokiFieldName(name) : toText(name),
                          .place = counter.place},
                .lines = counter.lines,
                .others = counter.others,
                .hasManyValues = counter.values.size() >= mostValues};
            for (const auto& [value, count] : counter.values)
                field.values.push_back({toText(value), count});
            std::sort(field.values.begin(), field.values.end(), [](const ValueCount& a, const ValueCount& b) {
                return a.count != b.count ? a.count > b.count : a.value < b.value;
            });
            for (std::size_t i = shownValues; i < field.values.size(); ++i)
                field.others += field.values[i].count;
            field.values.resize(std::min(field.values.size(), shownValues));
            all.fields.push_back(std::move(field));
        }
    }
    // A field with one value for each line says little; one with three values in all lines says much.
    const auto weight = [](const FieldCount& field) {
        const auto values = static_cast<double>(field.values.size()) + (field.others > 0 ? 1e4 : 0);
        return static_cast<double>(field.lines) / (values + (values <= 1 ? 200 : 1));
    };
    std::sort(all.fields.begin(), all.fields.end(), [&weight](const FieldCount& a, const FieldCount& b) {
        const double x = weight(a);
        const double y = weight(b);
        return x != y ? x > y : a.field.name < b.field.name;
    });
    return all;
}

} // namespace

FieldCounts countFields(const Pieces& pieces, const std::atomic<bool>& cancelled)
{
    Counting counting;
    std::int64_t lines = 0;
    for (const Piece& piece : pieces) {
        const LogBatch& batch = *piece.batch;
        std::vector<std::int64_t> ofStream(batch.streams().size());
        for (std::size_t row = 0; row < batch.size(); ++row, ++lines) {
            if (row % linesBetweenChecks == 0 && cancelled.load(std::memory_order_relaxed))
                return counting.result(lines);
            ++ofStream[batch.streamIndex(row)];
            counting.addLine(batch, row, lines);
        }
        for (std::size_t stream = 0; stream < ofStream.size(); ++stream) {
            if (ofStream[stream] == 0)
                continue;
            for (const Label& label : batch.streams()[stream])
                if (Counter* counter = counting.of(label.name.toStdString(), FieldPlace::Label))
                    counter->add(label.value.toStdString(), -1, ofStream[stream]);
        }
    }
    return counting.result(lines);
}

QString lokiFieldName(std::string_view name)
{
    QString text = toText(name);
    for (QChar& c : text) {
        const bool fits = (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9');
        if (!fits)
            c = u'_';
    }
    if (!text.isEmpty() && text.front().isDigit())
        text.prepend(u'_');
    return text;
}

std::optional<QString> fieldValue(const LogBatch& batch, std::size_t row, const FieldName& field)
{
    if (field.place == FieldPlace::Label) {
        const LabelSet& labels = batch.labels(row);
        return labels.contains(field.name) ? std::optional(labels.value(field.name)) : std::nullopt;
    }
    const std::string name = field.name.toStdString();
    std::string_view fields = batch.fieldBytes(row);
    while (const auto kept = logfields::take(fields))
        if (kept->name == name && field.place != FieldPlace::Line &&
            kept->parsed == (field.place == FieldPlace::Parsed))
            return toText(kept->value);
    if (field.place != FieldPlace::Line)
        return std::nullopt;
    const std::string_view text = batch.line(row);
    const std::string_view inner = embeddedJson(text);
    FieldScanner scanner(inner.empty() ? text : inner);
    Field found;
    for (int seen = 0; seen < mostInOneLine && scanner.next(found); ++seen) {
        const bool same = found.name == name ||
                          (found.name.size() == name.size() && lokiFieldName(found.name) == field.name);
        if (same)
            return toText(found.value.substr(0, longestValue));
    }
    return std::nullopt;
}

} // namespace signalbox::logs
