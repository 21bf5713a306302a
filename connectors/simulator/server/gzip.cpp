// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/server/gzip.h"

#include <array>
#include <cstdint>

namespace signalbox::simulator {

namespace {

constexpr std::array<std::uint32_t, 256> crcTable()
{
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t c = i;
        for (int bit = 0; bit < 8; ++bit)
            c = (c & 1U) != 0 ? 0xEDB88320U ^ (c >> 1U) : c >> 1U;
        table[i] = c;
    }
    return table;
}

std::uint32_t crc32(const QByteArray& bytes)
{
    static constexpr auto table = crcTable();
    std::uint32_t c = 0xFFFFFFFFU;
    for (const char byte : bytes)
        c = table[(c ^ static_cast<unsigned char>(byte)) & 0xFFU] ^ (c >> 8U);
    return c ^ 0xFFFFFFFFU;
}

void appendLittleEndian(QByteArray& out, std::uint32_t v)
{
    for (int i = 0; i < 4; ++i)
        out.append(static_cast<char>((v >> (8 * i)) & 0xFFU));
}

} // namespace

QByteArray gzipped(const QByteArray& body)
{
    // qCompress: 4 bytes of length, 2 of zlib header, deflate, 4 of checksum.
    constexpr qsizetype before = 6;
    constexpr qsizetype after = 4;
    const QByteArray zlib = body.isEmpty() ? QByteArray() : qCompress(body, 1);
    QByteArray out("\x1f\x8b\x08\x00\x00\x00\x00\x00\x04\xff", 10);
    if (zlib.size() > before + after)
        out.append(zlib.constData() + before, zlib.size() - before - after);
    else
        out.append("\x03\x00", 2); // an empty final block
    appendLittleEndian(out, crc32(body));
    appendLittleEndian(out, static_cast<std::uint32_t>(body.size()));
    return out;
}

} // namespace signalbox::simulator
