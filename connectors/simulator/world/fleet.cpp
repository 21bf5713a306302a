// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/world/fleet.h"

#include <algorithm>
#include <limits>

namespace signalbox::simulator::world {

namespace {

constexpr std::int64_t minute = 60'000;
constexpr std::int64_t hour = 60 * minute;

/// Letters and digits as Kubernetes draws them for names.
std::string randomName(std::uint64_t bits, int length)
{
    constexpr std::string_view alphabet = "bcdfghjklmnpqrstvwxz2456789";
    std::string out;
    for (int i = 0; i < length; ++i) {
        bits = mixed(bits);
        out += alphabet[bits % alphabet.size()];
    }
    return out;
}

std::uint64_t hashed(std::string_view text)
{
    std::uint64_t out = 0;
    for (const char c : text)
        out = mixed(out, static_cast<unsigned char>(c));
    return out;
}

} // namespace

std::int64_t Pod::processStart(std::int64_t ms) const
{
    std::int64_t out = start;
    for (const std::int64_t restart : restarts) {
        if (restart <= ms)
            out = restart;
    }
    return out;
}

Fleet::Fleet(const Scenario& scenario, const Story& story, std::uint64_t seed)
{
    m_places.resize(scenario.services.size());
    for (std::size_t s = 0; s < scenario.services.size(); ++s) {
        const Service& service = scenario.services[s];
        const auto count = static_cast<std::size_t>(service.pods);
        m_places[s].resize(count);
        std::vector<double> weights;
        double all = 0;
        for (std::size_t slot = 0; slot < count; ++slot) {
            weights.push_back(0.92 + 0.16 * unit(mixed(seed, s * 1000 + slot)));
            all += weights.back();
        }
        for (std::size_t slot = 0; slot < count; ++slot) {
            std::string version = service.version;
            std::int64_t start =
                story.begin() - 6 * hour -
                static_cast<std::int64_t>(mixed(seed, 77 + s * 1000 + slot) % (30 * 60)) * minute;
            const auto add = [&] {
                const std::size_t index = m_pods.size();
                const std::string set = randomName(mixed(seed, hashed(service.name + '/' + version)), 9);
                const std::uint64_t own = mixed(seed, mixed(0x90d, index));
                m_pods.push_back({.service = s,
                                  .slot = slot,
                                  .name = service.stateful
                                              ? service.name + '-' + std::to_string(slot)
                                              : service.name + '-' + set + '-' + randomName(own, 5),
                                  .zone = scenario.zones[slot % scenario.zones.size()],
                                  .version = version,
                                  .ip = "10.4." + std::to_string(1 + slot % scenario.zones.size()) + '.' +
                                        std::to_string(10 + index),
                                  .share = weights[slot] / all,
                                  .start = start,
                                  .end = std::numeric_limits<std::int64_t>::max(),
                                  .restarts = {}});
                m_places[s][slot].push_back(index);
            };
            add();
            for (const Deployment& deployment : scenario.deployments) {
                if (deployment.service != s)
                    continue;
                start =
                    story.incident() + deployment.at + static_cast<std::int64_t>(slot) * deployment.stagger;
                version = deployment.version;
                m_pods.back().end = start;
                add();
            }
        }
    }
    for (const Restart& restart : scenario.restarts) {
        const std::int64_t at = story.incident() + restart.at;
        m_pods[podAt(restart.service, static_cast<std::uint64_t>(restart.pod), at)].restarts.push_back(at);
    }
    for (Pod& pod : m_pods)
        std::ranges::sort(pod.restarts);
}

std::size_t Fleet::podAt(std::size_t service, std::uint64_t place, std::int64_t ms) const
{
    const auto& slots = m_places[service];
    const auto& row = slots[place % slots.size()];
    std::size_t out = row.front();
    for (const std::size_t pod : row) {
        if (m_pods[pod].start <= ms)
            out = pod;
    }
    return out;
}

} // namespace signalbox::simulator::world
