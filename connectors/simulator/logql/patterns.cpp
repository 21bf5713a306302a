// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/insightcalls.h"

#include "connectors/simulator/logql/jsonwriter.h"
#include "connectors/simulator/logql/parser.h"

#include <algorithm>
#include <map>

namespace signalbox::simulator::logql {

namespace {

constexpr std::size_t maxWords = 100;
constexpr std::size_t maxClusters = 500;
constexpr std::string_view anything = "<_>";

bool hasDigit(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Words between blanks; the value behind a "=" is a token of its own.
std::vector<std::string> tokensOf(const std::string& line)
{
    std::vector<std::string> out(1);
    for (const char c : line) {
        if (c == ' ')
            out.emplace_back();
        else
            out.back() += c;
        if (c == '=')
            out.emplace_back();
        if (out.size() > maxWords)
            return {};
    }
    return out;
}

struct Cluster
{
    std::vector<std::string> tokens;
    std::map<std::int64_t, std::uint64_t> samples; ///< by step, in ns
    std::uint64_t total = 0;
};

std::string patternOf(const Cluster& cluster)
{
    std::string out;
    for (const std::string& token : cluster.tokens) {
        if (!out.empty() && out.back() != '=')
            out += ' ';
        out += token;
    }
    return out;
}

/// Groups lines that differ only in words with digits in them; a place where such words differ becomes <_>.
class Miner
{
public:
    explicit Miner(std::int64_t stepNs)
        : m_stepNs(stepNs)
    {
    }

    void add(const Entry& entry)
    {
        if (entry.line.empty() || entry.line.front() == '{') // JSON is for the fields, not for patterns
            return;
        auto tokens = tokensOf(entry.line);
        if (tokens.size() < 2)
            return;
        const std::string* level = entry.metadata.find("detected_level");
        std::string key = (level ? *level : std::string()) + '\n';
        for (const std::string& token : tokens)
            key += (hasDigit(token) ? std::string(anything) : token) + '\n';
        const auto found = m_clusters.find(key);
        if (found == m_clusters.end() && m_clusters.size() >= maxClusters)
            return;
        Cluster& cluster = m_clusters[std::move(key)];
        if (cluster.tokens.empty())
            cluster.tokens = std::move(tokens);
        else
            for (std::size_t i = 0; i < tokens.size(); ++i) {
                if (cluster.tokens[i] != tokens[i])
                    cluster.tokens[i] = anything;
            }
        ++cluster.samples[entry.ns / m_stepNs * m_stepNs];
        ++cluster.total;
    }

    [[nodiscard]] const std::map<std::string, Cluster>& clusters() const { return m_clusters; }

private:
    std::int64_t m_stepNs;
    std::map<std::string, Cluster> m_clusters; ///< by level and constant words
};

} // namespace

Reply patterns(const LogStore& store, const Request& request, Instant now)
{
    const auto bounds = boundsOf(request, now);
    if (!bounds)
        return refusal(bounds.error());
    const auto selector = parseSelector(textOf(request, u"query"));
    if (!selector)
        return refusal(selector.error());
    std::int64_t step = 10'000'000'000;
    if (request.param(u"step")) {
        const auto wanted = stepOf(request, *bounds);
        if (!wanted)
            return refusal(wanted.error());
        step = std::max(step, *wanted);
    }
    Miner miner(step);
    for (const std::size_t stream : selectedStreams(store, *selector)) {
        const auto cursor = store.open(stream, bounds->startNs, bounds->endNs, Direction::Forward);
        while (const Entry* entry = cursor->next())
            miner.add(*entry);
    }
    std::vector<std::pair<std::string, const Cluster*>> found; // level, cluster
    for (const auto& [key, cluster] : miner.clusters()) {
        if (cluster.total > 1)
            found.emplace_back(key.substr(0, key.find('\n')), &cluster);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.second->total > b.second->total; });
    std::string out = R"({"status":"success","data":[)";
    for (const auto& [level, cluster] : found) {
        out += out.back() == '[' ? R"({"pattern":)" : R"(,{"pattern":)";
        appendJson(out, patternOf(*cluster));
        out += R"(,"level":)";
        appendJson(out, level);
        out += R"(,"samples":[)";
        for (const auto& [ns, count] : cluster->samples) {
            if (out.back() != '[')
                out += ',';
            out += '[' + std::to_string(ns / 1'000'000'000) + ',' + std::to_string(count) + ']';
        }
        out += "]}";
    }
    return jsonReply(out + "]}");
}

} // namespace signalbox::simulator::logql
