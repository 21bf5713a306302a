// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <memory>

namespace signalbox::simulator::world {

/// What was made for a minute, for as many minutes as fit; the one that was not used for longest goes first.
template <typename T>
class MinuteCache
{
public:
    explicit MinuteCache(std::size_t capacity)
        : m_capacity(capacity)
    {
    }

    /// Calls `make()` for a minute that is not here.
    template <typename Make>
    [[nodiscard]] std::shared_ptr<const T> of(std::int64_t minute, Make make)
    {
        if (const auto known = m_index.find(minute); known != m_index.end()) {
            m_kept.splice(m_kept.begin(), m_kept, known->second);
            return known->second->value;
        }
        auto made = std::make_shared<const T>(make());
        m_kept.push_front({minute, made});
        m_index[minute] = m_kept.begin();
        if (m_kept.size() > m_capacity) {
            m_index.erase(m_kept.back().minute);
            m_kept.pop_back();
        }
        return made;
    }

    [[nodiscard]] std::size_t size() const { return m_kept.size(); }

private:
    struct Kept
    {
        std::int64_t minute = 0;
        std::shared_ptr<const T> value;
    };
    std::size_t m_capacity;
    std::list<Kept> m_kept; ///< the last used one first
    std::map<std::int64_t, typename std::list<Kept>::iterator> m_index;
};

} // namespace signalbox::simulator::world
