// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

/// How a LogBatch keeps the fields of a row: the number of bytes that follow, then for each field one byte
/// (1: parsed), the name's length, the name, the value's length, the value. Lengths are 7 bits a byte, low
/// ones first. Internal to LogBatch and its builder.
namespace signalbox::logfields {

inline constexpr std::size_t longestNumber = 5;

[[nodiscard]] inline std::size_t sizeOfNumber(std::size_t n)
{
    std::size_t size = 1;
    for (; n >= 0x80; n >>= 7)
        ++size;
    return size;
}

[[nodiscard]] inline std::size_t sizeOf(std::string_view name, std::string_view value)
{
    return 1 + sizeOfNumber(name.size()) + name.size() + sizeOfNumber(value.size()) + value.size();
}

inline char* putNumber(char* to, std::size_t n)
{
    for (; n >= 0x80; n >>= 7)
        *to++ = static_cast<char>((n & 0x7f) | 0x80);
    *to++ = static_cast<char>(n);
    return to;
}

inline char* putText(char* to, std::string_view text)
{
    to = putNumber(to, text.size());
    if (!text.empty())
        std::memcpy(to, text.data(), text.size());
    return to + text.size();
}

inline char* put(char* to, std::string_view name, std::string_view value, bool parsed)
{
    *to++ = parsed ? '\1' : '\0';
    return putText(putText(to, name), value);
}

[[nodiscard]] inline std::size_t takeNumber(std::string_view& from)
{
    std::size_t n = 0;
    for (unsigned shift = 0; !from.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(from.front());
        from.remove_prefix(1);
        n |= static_cast<std::size_t>(byte & 0x7f) << shift;
        if (byte < 0x80)
            break;
    }
    return n;
}

[[nodiscard]] inline std::string_view takeText(std::string_view& from)
{
    const std::size_t size = takeNumber(from);
    const std::string_view text = from.substr(0, size);
    from.remove_prefix(text.size());
    return text;
}

struct Field
{
    bool parsed = false;
    std::string_view name;
    std::string_view value;
};

[[nodiscard]] inline std::optional<Field> take(std::string_view& from)
{
    if (from.empty())
        return std::nullopt;
    Field field;
    field.parsed = from.front() != '\0';
    from.remove_prefix(1);
    field.name = takeText(from);
    field.value = takeText(from);
    return field;
}

} // namespace signalbox::logfields
