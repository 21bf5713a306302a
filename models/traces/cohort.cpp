// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traces/cohort.h"

#include "models/logtext/display.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace signalbox::traces {

namespace {

constexpr std::uint32_t longestTag = 200; ///< bytes; longer values are no values to compare by
constexpr qsizetype mostTraits = 200'000;

/// The traits of many traces, counted.
class Counter
{
public:
    /// Own times of each operation, of all traces; for SlowIn.
    using OwnTimes = QHash<QString, std::vector<std::pair<Offset, int>>>;

    void add(const Trace& trace, int number, bool isOdd)
    {
        QSet<QString> seen;
        const Timeline times = asSent(trace);
        const std::vector<Offset> own = ownTimes(trace, times);
        QHash<QString, Offset> ownOf;
        QSet<std::int32_t> processes;
        for (std::size_t i = 0; i < trace.size(); ++i) {
            const Span& span = trace.at(i);
            const QString operation = trace.serviceOf(span) + QChar(0) + trace.operationOf(span);
            count(seen, Trait::Kind::Service, trace.serviceOf(span), isOdd);
            count(seen, Trait::Kind::Operation, operation, isOdd);
            if (span.error)
                count(seen, Trait::Kind::FailedIn, operation, isOdd);
            ownOf[operation] += own[i];
            addTags(seen, trace, trace.tagsOf(span), isOdd);
            if (!processes.contains(span.process)) {
                processes.insert(span.process);
                addTags(seen, trace, trace.processTagsOf(span), isOdd);
            }
        }
        for (auto it = ownOf.cbegin(); it != ownOf.cend(); ++it)
            m_own[it.key()].emplace_back(it.value(), isOdd ? number : -1 - number);
    }

    /// Slow: longer than in nineteen of twenty normal traces.
    void weighOwnTimes()
    {
        for (auto it = m_own.cbegin(); it != m_own.cend(); ++it) {
            std::vector<Offset> usual;
            for (const auto& [time, number] : it.value())
                if (number < 0)
                    usual.push_back(time);
            if (usual.size() < 3)
                continue;
            const std::size_t place = (usual.size() * 95 + 99) / 100 - 1;
            std::nth_element(usual.begin(), usual.begin() + static_cast<std::ptrdiff_t>(place), usual.end());
            const Offset limit = usual[place] + usual[place] / 2; // half as long again: no hair's breadth
            for (const auto& [time, number] : it.value())
                if (time > limit) {
                    auto& counts = m_counts[key(Trait::Kind::SlowIn, it.key())];
                    ++(number < 0 ? counts.second : counts.first);
                }
        }
    }

    [[nodiscard]] const QHash<QString, std::pair<std::int64_t, std::int64_t>>& counts() const
    {
        return m_counts;
    }

    [[nodiscard]] static Trait traitOf(const QString& key)
    {
        Trait trait{.kind = static_cast<Trait::Kind>(key[0].unicode())};
        const QString rest = key.mid(1);
        if (const qsizetype cut = rest.indexOf(QChar(0)); cut >= 0 && trait.kind != Trait::Kind::Tag) {
            trait.service = rest.left(cut);
            trait.name = rest.mid(cut + 1);
        } else {
            trait.name = rest;
        }
        return trait;
    }

private:
    [[nodiscard]] static QString key(Trait::Kind kind, const QString& name)
    {
        return QChar(static_cast<char16_t>(kind)) + name;
    }

    void count(QSet<QString>& seen, Trait::Kind kind, const QString& name, bool isOdd)
    {
        const QString whole = key(kind, name);
        if (seen.contains(whole) || (m_counts.size() >= mostTraits && !m_counts.contains(whole)))
            return;
        seen.insert(whole);
        auto& counts = m_counts[whole];
        ++(isOdd ? counts.first : counts.second);
    }

    void addTags(QSet<QString>& seen, const Trace& trace, std::span<const Tag> tags, bool isOdd)
    {
        for (const Tag& tag : tags)
            if (tag.value.size <= longestTag)
                count(seen, Trait::Kind::Tag,
                      trace.keyOf(tag) + QLatin1Char('=') +
                          logtext::shown(trace.bytes(tag.value), longestTag).text,
                      isOdd);
    }

    QHash<QString, std::pair<std::int64_t, std::int64_t>> m_counts; ///< in odd, in normal traces
    OwnTimes m_own;
};

double logChoose(std::int64_t n, std::int64_t k)
{
    const auto factorial = [](std::int64_t m) { return std::lgamma(static_cast<double>(m) + 1); };
    return factorial(n) - factorial(k) - factorial(n - k);
}

} // namespace

double fisherChance(std::int64_t inOdd, std::int64_t odd, std::int64_t inNormal, std::int64_t normal)
{
    const std::int64_t marked = inOdd + inNormal;
    const std::int64_t all = odd + normal;
    if (odd <= 0 || normal <= 0 || marked <= 0)
        return 1;
    double chance = 0;
    for (std::int64_t k = inOdd; k <= std::min(odd, marked); ++k)
        if (marked - k <= normal)
            chance += std::exp(logChoose(odd, k) + logChoose(normal, marked - k) - logChoose(all, marked));
    return std::min(1.0, chance);
}

CohortReport compareCohorts(const std::vector<TracePtr>& odd, const std::vector<TracePtr>& normal,
                            std::size_t atMost)
{
    CohortReport report{.odd = static_cast<std::int64_t>(odd.size()),
                        .normal = static_cast<std::int64_t>(normal.size())};
    Counter counter;
    int number = 0;
    for (const TracePtr& trace : odd)
        counter.add(*trace, number++, true);
    for (const TracePtr& trace : normal)
        counter.add(*trace, number++, false);
    counter.weighOwnTimes();
    // Many traits have the same counts, and what is dealt out alike is one observation: the number of
    // different ways in which traits lie counts for the chance of a false alarm, not the number of traits.
    QSet<std::pair<std::int64_t, std::int64_t>> ways;
    for (const auto& counts : counter.counts())
        if (counts.first > 1)
            ways.insert(counts);
    report.looked = counter.counts().size();
    const double most = 0.01 / std::max<double>(1, static_cast<double>(ways.size()));
    for (auto it = counter.counts().cbegin(); it != counter.counts().cend(); ++it) {
        const auto [inOdd, inNormal] = it.value();
        if (inOdd < 2 || inOdd * report.normal <= inNormal * report.odd)
            continue;
        const double chance = fisherChance(inOdd, report.odd, inNormal, report.normal);
        if (chance > most)
            continue;
        Trait trait = Counter::traitOf(it.key());
        trait.inOdd = inOdd;
        trait.inNormal = inNormal;
        trait.chance = chance;
        report.traits.push_back(std::move(trait));
    }
    // What says where it is slow or fails before what merely goes with it; then by name, to be stable.
    const auto rank = [](const Trait& trait) {
        switch (trait.kind) {
        case Trait::Kind::SlowIn:
            return 0;
        case Trait::Kind::Tag:
            return 1;
        case Trait::Kind::FailedIn:
            return 2;
        case Trait::Kind::Service:
        case Trait::Kind::Operation:
            break;
        }
        return 3;
    };
    std::sort(report.traits.begin(), report.traits.end(), [&rank](const Trait& a, const Trait& b) {
        if (a.chance != b.chance)
            return a.chance < b.chance;
        if (rank(a) != rank(b))
            return rank(a) < rank(b);
        return std::pair(a.service, a.name) < std::pair(b.service, b.name);
    });
    if (report.traits.size() > atMost)
        report.traits.resize(atMost);
    return report;
}

} // namespace signalbox::traces
