// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/chart/thinning.h"

#include "models/chart/gaprule.h"
#include "models/chart/geometry.h"
#include "models/chart/pyramid.h"

#include <algorithm>
#include <cmath>

namespace signalbox::chart {

namespace {

constexpr double boundless = std::numeric_limits<double>::infinity();
// Fewer points than this are looked at one by one rather than through the pyramid.
constexpr std::size_t fewPoints = 2 * Pyramid::fanOut;

/// Walks over a series column by column. Its state is the column being filled and whether the next point is
/// joined to the last one.
class Thinner
{
public:
    Thinner(const Series& series, const Interval& range, Duration step, int columns)
        : m_times(series.times)
        , m_values(series.values)
        , m_range(range)
        , m_gaps(step)
        , m_columns(columns)
        , m_scale(static_cast<double>(columns) / static_cast<double>(range.length().count()))
    {
        m_out.columns.reserve(static_cast<std::size_t>(columns) + 2);
    }

    Thinned run(const Pyramid* pyramid)
    {
        const auto begin = m_times.begin();
        const auto from =
            static_cast<std::size_t>(std::lower_bound(begin, m_times.end(), m_range.start.ns) - begin);
        const auto to =
            static_cast<std::size_t>(std::upper_bound(begin, m_times.end(), m_range.end.ns) - begin);
        enter(from);
        std::size_t i = from;
        while (i < to) {
            m_x = columnOf(m_times[i]);
            // The end of the range belongs to the last column.
            const std::int64_t border = m_x + 1 < m_columns ? columnStart(m_range, m_x + 1, m_columns).ns
                                                            : std::numeric_limits<std::int64_t>::max();
            if (!pyramid) {
                i = points(i, to, border);
                continue;
            }
            const std::size_t end = border > m_times[to - 1] ? to : firstNotBefore(i, to, border);
            if (end - i < fewPoints)
                points(i, end, border);
            else
                blocks(*pyramid, i, end);
            i = end;
        }
        leave(from, to);
        flush();
        return std::move(m_out);
    }

private:
    [[nodiscard]] double placeOf(std::int64_t t) const
    {
        return static_cast<double>(nanosecondsBetween(m_range.start.ns, t)) * m_scale;
    }

    [[nodiscard]] int columnOf(std::int64_t t) const
    {
        int x = std::clamp(static_cast<int>(placeOf(t)), 0, m_columns - 1);
        // The double may be off by one at a border; the border itself is exact.
        while (x > 0 && t < columnStart(m_range, x, m_columns).ns)
            --x;
        while (x + 1 < m_columns && t >= columnStart(m_range, x + 1, m_columns).ns)
            ++x;
        return x;
    }

    [[nodiscard]] std::size_t firstNotBefore(std::size_t from, std::size_t to, std::int64_t t) const
    {
        // The next border is near: leaps from here find it sooner than halving the rest.
        std::size_t before = from;
        std::size_t leap = Pyramid::fanOut;
        for (; from + leap < to && m_times[from + leap] < t; leap *= 2)
            before = from + leap;
        const auto begin = m_times.begin();
        return static_cast<std::size_t>(
            std::lower_bound(begin + static_cast<std::ptrdiff_t>(before),
                             begin + static_cast<std::ptrdiff_t>(std::min(from + leap, to)), t) -
            begin);
    }

    [[nodiscard]] bool isDrawn(std::size_t i) const
    {
        return i < m_values.size() && std::isfinite(m_values[i]);
    }

    /// The value at an edge of the range between points i and i + 1, one on either side of it.
    [[nodiscard]] bool edgeValue(std::size_t i, std::int64_t edge, double& value) const
    {
        if (i + 1 >= m_times.size() || !isDrawn(i) || !isDrawn(i + 1) ||
            m_gaps.isGap(m_times[i], m_times[i + 1]))
            return false;
        const double share = static_cast<double>(nanosecondsBetween(m_times[i], edge)) /
                             static_cast<double>(nanosecondsBetween(m_times[i], m_times[i + 1]));
        value = m_values[i] * (1 - share) + m_values[i + 1] * share;
        return true;
    }

    void enter(std::size_t from)
    {
        double value = 0;
        if (from > 0 && edgeValue(from - 1, m_range.start.ns, value)) {
            m_x = 0;
            start(value, 0);
        }
    }

    void leave(std::size_t from, std::size_t to)
    {
        double value = 0;
        if (to == 0 || to >= m_times.size() || (from == to && !m_open) ||
            !edgeValue(to - 1, m_range.end.ns, value))
            return;
        if (m_column.x != m_columns - 1) {
            m_x = m_columns - 1;
            start(value, m_columns);
        } else {
            extend(value, value, value, m_columns);
        }
    }

    void start(double value, double place)
    {
        const bool joined = m_open;
        flush();
        m_column = {m_x, value, value, value, value, place, place, joined};
        m_open = true;
        m_filled = true;
    }

    void extend(double low, double high, double last, double lastAt)
    {
        m_column.low = std::min(m_column.low, low);
        m_column.high = std::max(m_column.high, high);
        m_column.last = last;
        m_column.lastAt = lastAt;
    }

    void flush()
    {
        if (!m_filled)
            return;
        m_out.columns.push_back(m_column);
        m_out.low = std::min(m_out.low, m_column.low);
        m_out.high = std::max(m_out.high, m_column.high);
        m_filled = false;
    }

    void breakHere()
    {
        flush();
        m_open = false;
    }

    /// Points from i on that lie before the border, all of one column. Returns the first one behind them.
    std::size_t points(std::size_t i, std::size_t to, std::int64_t border)
    {
        const std::int64_t* times = m_times.data();
        const double* values = m_values.data();
        while (i < to && times[i] < border) {
            if (!std::isfinite(values[i])) {
                breakHere();
                ++i;
                continue;
            }
            if (i > 0 && m_gaps.isGap(times[i - 1], times[i]))
                breakHere();
            if (!m_open || !m_filled || m_column.x != m_x)
                start(values[i], placeOf(times[i]));
            else
                extend(values[i], values[i], values[i], placeOf(times[i]));
            const std::size_t begin = i;
            double low = values[i];
            double high = low;
            // The hot loop: as long as nothing breaks.
            for (++i; i < to && times[i] < border; ++i) {
                const double value = values[i];
                if (!(value - value == 0) || m_gaps.isGap(times[i - 1], times[i]))
                    break;
                low = value < low ? value : low;
                high = value > high ? value : high;
            }
            if (i - begin > 1)
                extend(low, high, values[i - 1], placeOf(times[i - 1]));
            m_out.points += i - begin;
        }
        return i;
    }

    /// The same through the pyramid: whole blocks where nothing breaks, points where something does.
    void blocks(const Pyramid& pyramid, std::size_t i, std::size_t end)
    {
        constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();
        const std::size_t head = (i / Pyramid::fanOut + 1) * Pyramid::fanOut;
        points(i, std::min(head, end), never);
        i = head;
        while (i < end) {
            std::size_t level = 0;
            while (level + 1 < pyramid.levelCount() && i % Pyramid::pointsOf(level + 1) == 0 &&
                   i + Pyramid::pointsOf(level + 1) <= end)
                ++level;
            // A level that is broken somewhere is looked into; the break is in one of its parts.
            while (level > 0 && blockAt(pyramid, level, i).broken)
                --level;
            const std::size_t count = Pyramid::pointsOf(level);
            const Pyramid::Block& block = blockAt(pyramid, level, i);
            if (i + count > end || block.broken || !m_open || m_gaps.isGap(m_times[i - 1], m_times[i])) {
                points(i, std::min(i + count, end), never);
            } else {
                const std::size_t last = i + count - 1;
                extend(block.low, block.high, m_values[last], placeOf(m_times[last]));
                m_out.points += count;
            }
            i += count;
        }
    }

    [[nodiscard]] static const Pyramid::Block& blockAt(const Pyramid& pyramid, std::size_t level,
                                                       std::size_t i)
    {
        return pyramid.level(level)[i / Pyramid::pointsOf(level)];
    }

    const std::vector<std::int64_t>& m_times;
    const std::vector<double>& m_values;
    Interval m_range;
    GapRule m_gaps;
    int m_columns;
    double m_scale;
    int m_x = 0;
    Column m_column;
    bool m_filled = false; ///< m_column waits to be written
    bool m_open = false;   ///< the next point continues the line
    Thinned m_out;
};

Thinned thinned(const Series& series, const Pyramid* pyramid, const Interval& range, Duration step,
                int columns)
{
    // Columns of unequal length would be read beyond their end; nobody makes such a series, but it costs
    // nothing.
    if (columns <= 0 || range.end <= range.start || series.times.size() != series.values.size())
        return {};
    return Thinner(series, range, step, columns).run(pyramid);
}

} // namespace

Thinned thin(const Series& series, const Interval& range, Duration step, int columns)
{
    return thinned(series, nullptr, range, step, columns);
}

Thinned thin(const Series& series, const Pyramid& pyramid, const Interval& range, Duration step, int columns)
{
    return thinned(series, &pyramid, range, step, columns);
}

} // namespace signalbox::chart
