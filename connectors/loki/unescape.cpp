// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/loki/unescape.h"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace signalbox::loki {

namespace {

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/// Four hex digits, or -1.
int codeUnit(const char* from, const char* end)
{
    if (end - from < 4)
        return -1;
    int unit = 0;
    for (int i = 0; i < 4; ++i) {
        const int digit = hexValue(from[i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

char* putCodePoint(char* to, std::uint32_t c)
{
    const auto put = [&to](std::uint32_t byte) { *to++ = static_cast<char>(byte); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xc0 | (c >> 6));
        put(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        put(0xe0 | (c >> 12));
        put(0x80 | ((c >> 6) & 0x3f));
        put(0x80 | (c & 0x3f));
    } else {
        put(0xf0 | (c >> 18));
        put(0x80 | ((c >> 12) & 0x3f));
        put(0x80 | ((c >> 6) & 0x3f));
        put(0x80 | (c & 0x3f));
    }
    return to;
}

/// `from` stands behind "\u". Moves it behind what was read; false when the digits are none.
bool takeUnicode(const char*& from, const char* end, char*& to)
{
    const int unit = codeUnit(from, end);
    if (unit < 0)
        return false;
    from += 4;
    auto point = static_cast<std::uint32_t>(unit);
    if (point >= 0xd800 && point < 0xe000) {
        int low = -1;
        if (point < 0xdc00 && end - from >= 6 && from[0] == '\\' && from[1] == 'u')
            low = codeUnit(from + 2, end);
        if (low >= 0xdc00 && low < 0xe000) {
            point = 0x10000 + ((point - 0xd800) << 10) + (static_cast<std::uint32_t>(low) - 0xdc00);
            from += 6;
        } else {
            point = 0xfffd;
        }
    }
    to = putCodePoint(to, point);
    return true;
}

/// What the letter behind a backslash stands for; 0 when it is none of the simple ones.
constexpr std::array<char, 256> simpleEscapes = [] {
    std::array<char, 256> table{};
    table['"'] = '"';
    table['\\'] = '\\';
    table['/'] = '/';
    table['b'] = '\b';
    table['f'] = '\f';
    table['n'] = '\n';
    table['r'] = '\r';
    table['t'] = '\t';
    return table;
}();

/// Copies up to the next backslash or the end.
void copyPlain(const char*& from, const char* end, char*& to)
{
#if defined(__SSE2__)
    const __m128i backslash = _mm_set1_epi8('\\');
    while (from < end) {
        const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(to), block);
        const auto hits = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(block, backslash)));
        std::ptrdiff_t step = hits ? std::countr_zero(hits) : 16;
        if (step > end - from)
            step = end - from;
        from += step;
        to += step;
        if (hits)
            return;
    }
#else
    const auto* hit = static_cast<const char*>(std::memchr(from, '\\', static_cast<std::size_t>(end - from)));
    const std::ptrdiff_t step = (hit ? hit : end) - from;
    std::memcpy(to, from, static_cast<std::size_t>(step));
    from += step;
    to += step;
#endif
}

} // namespace

char* unescape(const char* from, const char* end, char* to)
{
    for (;;) {
        copyPlain(from, end, to);
        if (from >= end)
            return to;
        if (end - from < 2)
            return nullptr;
        const char code = from[1];
        from += 2;
        if (const char plain = simpleEscapes[static_cast<unsigned char>(code)])
            *to++ = plain;
        else if (code != 'u' || !takeUnicode(from, end, to))
            return nullptr;
    }
}

} // namespace signalbox::loki
