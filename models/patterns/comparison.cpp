// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/patterns/comparison.h"

#include "models/logtext/display.h"
#include "models/logtext/message.h"
#include "models/patterns/clusterer.h"
#include "models/telemetry/servicelabel.h"

#include <QHash>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace signalbox::patterns {

namespace {

constexpr std::size_t linesBetweenChecks = 512;
constexpr std::size_t mostListed = 2'000;

double shareOf(const Interval& covered, const Interval& range)
{
    const auto whole = static_cast<double>(range.length().count());
    const Instant start = std::max(covered.start, range.start);
    const Instant end = std::min(covered.end, range.end);
    return whole <= 0 || end <= start
               ? 0
               : std::clamp(static_cast<double>((end - start).count()) / whole, 0.0, 1.0);
}

class Counting
{
public:
    explicit Counting(const std::atomic<bool>& cancelled)
        : m_cancelled(cancelled)
    {
    }

    void add(const Loaded& loaded, bool isDuring)
    {
        for (const logs::Piece& piece : loaded.pieces) {
            const LogBatch& batch = *piece.batch;
            std::vector<std::uint32_t> sources;
            for (const LabelSet& labels : batch.streams())
                sources.push_back(sourceOf(serviceOf(labels)));
            for (std::size_t row = 0; row < batch.size(); ++row) {
                if (row % linesBetweenChecks == 0 && m_cancelled.load(std::memory_order_relaxed))
                    return;
                const Instant at = batch.time(row);
                if (at < loaded.range.start || at >= loaded.range.end)
                    continue;
                take(batch, row, piece.first + static_cast<std::int64_t>(row),
                     sources[batch.streamIndex(row)], loaded.range, isDuring);
            }
        }
    }

    [[nodiscard]] std::vector<Shape> shapes() const
    {
        std::vector<Shape> all;
        for (std::uint32_t i = 0; i < m_counts.size(); ++i) {
            const Count& count = m_counts[i];
            Shape shape = count.shape;
            shape.text =
                m_clusters.isRest(i) ? QStringLiteral("\u2039all other shapes\u203a") : m_clusters.textOf(i);
            shape.regex = m_clusters.isRest(i) ? QString() : m_clusters.regexOf(i);
            shape.service = m_services[static_cast<qsizetype>(m_clusters.sourceOf(i))];
            const auto most = std::max_element(count.levels.begin(), count.levels.end());
            shape.level = static_cast<Level>(most - count.levels.begin());
            all.push_back(std::move(shape));
        }
        return all;
    }

    [[nodiscard]] std::int64_t lines() const { return m_lines; }
    [[nodiscard]] std::size_t services() const { return static_cast<std::size_t>(m_services.size()); }

private:
    struct Count
    {
        Shape shape;
        std::array<std::int64_t, 7> levels{};
    };

    std::uint32_t sourceOf(const QString& service)
    {
        const auto known = m_sources.constFind(service);
        if (known != m_sources.constEnd())
            return *known;
        const auto source = static_cast<std::uint32_t>(m_services.size());
        m_services.append(service);
        m_sources.insert(service, source);
        return source;
    }

    void take(const LogBatch& batch, std::size_t row, std::int64_t number, std::uint32_t source,
              const Interval& range, bool isDuring)
    {
        ++m_lines;
        const std::string_view message = logtext::humanPart(batch.line(row));
        std::uint32_t place = 0;
        if (message.substr(0, Clusterer::readBytes).find('\x1b') == std::string_view::npos) {
            place = m_clusters.add(message, source);
        } else {
            // What colours a terminal is no part of the shape.
            const QByteArray plain = logtext::withoutEscapes(message.substr(0, 2 * Clusterer::readBytes));
            place = m_clusters.add({plain.constData(), static_cast<std::size_t>(plain.size())}, source, true);
        }
        if (place >= m_counts.size())
            m_counts.resize(place + 1);
        Count& count = m_counts[place];
        Shape& shape = count.shape;
        ++count.levels[static_cast<std::size_t>(batch.level(row))];
        const Instant at = batch.time(row);
        const auto length = static_cast<double>(std::max<std::int64_t>(1, range.length().count()));
        const double share = static_cast<double>((at - range.start).count()) / length;
        const auto bar =
            std::min(halfBars - 1, static_cast<std::size_t>(share * static_cast<double>(halfBars)));
        ++shape.bars[isDuring ? halfBars + bar : bar];
        ++(isDuring ? shape.during : shape.before);
        shape.lastSeen = shape.lastSeen ? std::max(*shape.lastSeen, at) : at;
        if (!isDuring)
            return;
        if (!shape.firstDuring || at < *shape.firstDuring) {
            shape.firstDuring = at;
            shape.example = number;
        }
    }

    const std::atomic<bool>& m_cancelled;
    Clusterer m_clusters;
    std::vector<Count> m_counts;
    QStringList m_services;
    QHash<QString, std::uint32_t> m_sources;
    std::int64_t m_lines = 0;
};

int rankOf(Tag tag)
{
    switch (tag) {
    case Tag::New:
        return 0;
    case Tag::Up:
        return 1;
    case Tag::Unknown:
        return 2;
    case Tag::Same:
    case Tag::Down:
        return 3;
    case Tag::Gone:
        return 4;
    }
    return 5;
}

} // namespace

Tag tagOf(std::int64_t before, std::int64_t during, double share, double beforeCovered)
{
    if (!(share > 0))
        return Tag::Unknown;
    const auto b = static_cast<double>(before);
    const auto d = static_cast<double>(during);
    if (before == 0) {
        // As many as now, over the part that is known: would some have been seen?
        constexpr double seen = 3;
        const bool whole = beforeCovered > 0.99;
        return whole || d * share >= seen ? Tag::New : Tag::Unknown;
    }
    const double expected = b / share;
    // The count before is chance, too, and is scaled along.
    const double spread = std::sqrt(expected + expected / share + 1);
    constexpr double clearly = 3;
    if (during == 0)
        return expected > clearly * spread * 0.8 || expected >= 5 ? Tag::Gone : Tag::Same;
    if (d >= 1.5 * expected && d - expected > clearly * spread)
        return Tag::Up;
    if (d <= expected / 1.5 && expected - d > clearly * spread)
        return Tag::Down;
    return Tag::Same;
}

void sort(std::vector<Shape>& shapes)
{
    std::sort(shapes.begin(), shapes.end(), [](const Shape& a, const Shape& b) {
        const int x = rankOf(a.tag);
        const int y = rankOf(b.tag);
        if (x != y)
            return x < y;
        if (a.tag == Tag::Up && a.factor != b.factor)
            return a.factor > b.factor;
        const std::int64_t i = a.tag == Tag::Gone ? a.before : a.during;
        const std::int64_t j = b.tag == Tag::Gone ? b.before : b.during;
        // Of new shapes the grave ones first: an error that was not there is what is looked for.
        const bool graveA = a.tag == Tag::New && a.level >= Level::Warn;
        const bool graveB = b.tag == Tag::New && b.level >= Level::Warn;
        if (graveA != graveB)
            return graveA;
        return i != j ? i > j : std::tie(a.text, a.service) < std::tie(b.text, b.service);
    });
}

Comparison compare(const Loaded& before, const Loaded& during, const std::atomic<bool>& cancelled)
{
    Comparison result{.before = before.range, .during = during.range};
    result.beforeCovered = shareOf(before.covered, before.range);
    result.duringCovered = shareOf(during.covered, during.range);
    Counting counting(cancelled);
    counting.add(before, false);
    counting.add(during, true);
    result.shapes = counting.shapes();
    result.lines = counting.lines();
    result.services = counting.services();
    const double beforeLength = result.beforeCovered * static_cast<double>(before.range.length().count());
    const double duringLength = result.duringCovered * static_cast<double>(during.range.length().count());
    const double share = duringLength > 0 ? beforeLength / duringLength : 0;
    for (Shape& shape : result.shapes) {
        shape.tag = tagOf(shape.before, shape.during, share, result.beforeCovered);
        shape.factor = shape.before > 0 && share > 0
                           ? static_cast<double>(shape.during) * share / static_cast<double>(shape.before)
                           : 0;
    }
    sort(result.shapes);
    if (result.shapes.size() > mostListed)
        result.shapes.resize(mostListed);
    return result;
}

} // namespace signalbox::patterns
