// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traces/statistics.h"

#include "models/logtext/display.h"

#include <QHash>

#include <algorithm>
#include <string>
#include <unordered_map>

namespace signalbox::traces {

namespace {

constexpr qsizetype longestName = 200;

/// A number for each group, in order of first sight.
class Keys
{
public:
    Keys(const Trace& trace, GroupBy by, const QString& tag)
        : m_trace(trace)
        , m_by(by)
        , m_tag(tag)
    {
    }

    [[nodiscard]] std::uint32_t of(const Span& span, std::vector<Group>& groups)
    {
        std::string key;
        switch (m_by) {
        case GroupBy::Service:
            key = std::to_string(span.service);
            break;
        case GroupBy::Operation:
            key = std::to_string(span.service) + '/' + std::to_string(span.operation);
            break;
        case GroupBy::Tag:
            if (const auto value = valueOf(span))
                key.append("=").append(*value);
            break;
        }
        const auto [at, isNew] =
            m_known.try_emplace(std::move(key), static_cast<std::uint32_t>(groups.size()));
        if (isNew)
            groups.push_back(named(span));
        return at->second;
    }

private:
    [[nodiscard]] std::optional<std::string_view> valueOf(const Span& span) const
    {
        for (const auto tags : {m_trace.tagsOf(span), m_trace.processTagsOf(span)})
            for (const Tag& tag : tags)
                if (m_trace.keyOf(tag) == m_tag)
                    return m_trace.bytes(tag.value);
        return std::nullopt;
    }

    [[nodiscard]] Group named(const Span& span) const
    {
        Group group{.service = m_trace.serviceOf(span)};
        if (m_by == GroupBy::Service)
            group.name = group.service;
        else if (m_by == GroupBy::Operation)
            group.name = m_trace.operationOf(span);
        else if (const auto value = valueOf(span))
            group.name = logtext::shown(*value, longestName).text;
        return group;
    }

    const Trace& m_trace;
    GroupBy m_by;
    const QString& m_tag;
    std::unordered_map<std::string, std::uint32_t> m_known;
};

} // namespace

std::vector<Group> groupSpans(const Reading& reading, GroupBy by, const QString& tag)
{
    const Trace& trace = *reading.trace;
    std::vector<Group> groups;
    std::vector<std::vector<Offset>> lengths;
    std::vector<std::uint32_t> groupOf(trace.size());
    std::vector<std::uint32_t> inside; ///< by group: how deep we are in spans of it
    Keys keys(trace, by, tag);
    double allOwn = 0;
    QHash<quint64, std::int64_t> under;
    std::vector<std::uint32_t> open;
    for (const std::uint32_t position : trace.preorder()) {
        const Span& span = trace.at(position);
        const std::uint32_t depth = trace.depthOf(position);
        while (open.size() > depth) {
            --inside[groupOf[open.back()]];
            open.pop_back();
        }
        const std::uint32_t number = keys.of(span, groups);
        groupOf[position] = number;
        if (lengths.size() < groups.size()) {
            lengths.resize(groups.size());
            inside.resize(groups.size(), 0);
        }
        Group& group = groups[number];
        const Offset length = reading.times.spans[position].length();
        lengths[number].push_back(length);
        ++group.count;
        group.errors += span.error ? 1 : 0;
        if (inside[number] == 0)
            group.total = added(group.total, length);
        group.own = added(group.own, reading.own[position]);
        allOwn += static_cast<double>(reading.own[position]);
        if (length > group.longest || group.count == 1) {
            group.longest = length;
            group.slowest = position;
        }
        if (group.service != trace.serviceOf(span))
            group.service.clear();
        if (span.parent >= 0) {
            std::int64_t& siblings = under[(quint64{number} << 32) | static_cast<quint64>(span.parent)];
            if (++siblings > group.underOne) {
                group.underOne = siblings;
                group.parent = span.parent;
            }
        }
        open.push_back(position);
        ++inside[number];
    }
    for (std::size_t i = 0; i < groups.size(); ++i) {
        Group& group = groups[i];
        std::vector<Offset>& all = lengths[i];
        double sum = 0;
        for (const Offset length : all)
            sum += static_cast<double>(length);
        group.average = static_cast<Offset>(sum / static_cast<double>(all.size()));
        const std::size_t place = (all.size() * 95 + 99) / 100 - 1; // nearest rank
        std::nth_element(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(place), all.end());
        group.p95 = all[place];
        group.share = allOwn > 0 ? static_cast<double>(group.own) / allOwn : 0;
    }
    std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) {
        return std::pair(a.own, a.count) > std::pair(b.own, b.count);
    });
    return groups;
}

QStringList tagKeys(const Trace& trace, std::size_t atMost)
{
    QHash<NameId, std::int64_t> counts;
    QHash<std::int32_t, std::pair<std::int64_t, const Span*>> processes;
    for (const Span& span : trace.spans()) {
        for (const Tag& tag : trace.tagsOf(span))
            ++counts[tag.key];
        auto& process = processes[span.process];
        ++process.first;
        process.second = &span;
    }
    for (const auto& [spans, one] : std::as_const(processes))
        for (const Tag& tag : trace.processTagsOf(*one))
            counts[tag.key] += spans;
    std::vector<std::pair<std::int64_t, QString>> sorted;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        sorted.emplace_back(-it.value(), trace.name(it.key()));
    std::sort(sorted.begin(), sorted.end());
    if (sorted.size() > atMost)
        sorted.resize(atMost);
    QStringList keys;
    for (const auto& [count, key] : sorted)
        keys.append(key);
    return keys;
}

} // namespace signalbox::traces
