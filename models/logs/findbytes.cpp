// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logs/findbytes.h"

#include <algorithm>
#include <bit>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace signalbox::logs {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

char upper(char c)
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
}

} // namespace

ByteFinder::ByteFinder(std::string_view needle, bool ignoreCase)
    : m_needle(needle)
    , m_ignoreCase(ignoreCase)
{
    if (m_needle.empty())
        return;
    if (ignoreCase)
        std::transform(m_needle.begin(), m_needle.end(), m_needle.begin(), lower);
    m_first[0] = m_first[1] = m_needle.front();
    m_last[0] = m_last[1] = m_needle.back();
    if (ignoreCase) {
        m_first[1] = upper(m_first[0]);
        m_last[1] = upper(m_last[0]);
    }
}

bool ByteFinder::isAt(const char* place) const
{
    if (!m_ignoreCase)
        return std::memcmp(place, m_needle.data(), m_needle.size()) == 0;
    return std::equal(m_needle.begin(), m_needle.end(), place, [](char a, char b) { return a == lower(b); });
}

std::size_t ByteFinder::findPlainly(std::string_view text, std::size_t from) const
{
    const std::size_t size = m_needle.size();
    if (size == 0 || text.size() < size)
        return std::string_view::npos;
    for (std::size_t at = from; at + size <= text.size(); ++at)
        if ((text[at] == m_first[0] || text[at] == m_first[1]) && isAt(text.data() + at))
            return at;
    return std::string_view::npos;
}

std::size_t ByteFinder::find(std::string_view text, std::size_t from) const
{
#if defined(__SSE2__)
    const std::size_t size = m_needle.size();
    if (size == 0 || text.size() < size)
        return std::string_view::npos;
    const auto all = [](char c) { return _mm_set1_epi8(c); };
    const __m128i first = all(m_first[0]);
    const __m128i last = all(m_last[0]);
    const __m128i firstUpper = all(m_first[1]);
    const __m128i lastUpper = all(m_last[1]);
    const std::size_t places = text.size() - size + 1; // where the needle could begin
    std::size_t at = from;
    const auto load = [&text](std::size_t place) {
        return _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + place));
    };
    for (; at + 16 <= places; at += 16) {
        const __m128i head = load(at);
        const __m128i tail = load(at + size - 1);
        __m128i hits = _mm_and_si128(_mm_cmpeq_epi8(head, first), _mm_cmpeq_epi8(tail, last));
        if (m_ignoreCase)
            hits = _mm_and_si128(_mm_or_si128(_mm_cmpeq_epi8(head, first), _mm_cmpeq_epi8(head, firstUpper)),
                                 _mm_or_si128(_mm_cmpeq_epi8(tail, last), _mm_cmpeq_epi8(tail, lastUpper)));
        auto mask = static_cast<unsigned>(_mm_movemask_epi8(hits));
        while (mask != 0) {
            const auto bit = static_cast<std::size_t>(std::countr_zero(mask));
            if (isAt(text.data() + at + bit))
                return at + bit;
            mask &= mask - 1;
        }
    }
    return findPlainly(text, at);
#else
    return findPlainly(text, from);
#endif
}

} // namespace signalbox::logs
