// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/tracing/spantext.h"

#include <array>

namespace signalbox::tracing {

namespace {

constexpr std::array<std::int8_t, 256> makeDigits()
{
    std::array<std::int8_t, 256> digits{};
    for (std::int8_t& digit : digits)
        digit = -1;
    for (int i = 0; i < 10; ++i)
        digits[static_cast<std::size_t>('0' + i)] = static_cast<std::int8_t>(i);
    for (int i = 0; i < 6; ++i) {
        digits[static_cast<std::size_t>('a' + i)] = static_cast<std::int8_t>(10 + i);
        digits[static_cast<std::size_t>('A' + i)] = static_cast<std::int8_t>(10 + i);
    }
    return digits;
}
constexpr std::array<std::int8_t, 256> digits = makeDigits();

// The bytes of padded base64 of a known length; empty when it is none.
QByteArray fromBase64(std::string_view text, qsizetype bytes)
{
    QByteArray encoded(text.data(), static_cast<qsizetype>(text.size()));
    encoded.replace('-', '+').replace('_', '/');
    const auto result = QByteArray::fromBase64Encoding(encoded, QByteArray::AbortOnBase64DecodingErrors);
    return result && result.decoded.size() == bytes ? result.decoded : QByteArray();
}

std::string hexOf(const QByteArray& bytes)
{
    return bytes.toHex().toStdString();
}

} // namespace

SpanId spanIdFromHex(std::string_view text)
{
    if (text.empty() || text.size() > 16)
        return {};
    std::uint64_t value = 0;
    int bad = 0;
    for (const char c : text) {
        const int digit = digits[static_cast<unsigned char>(c)];
        bad |= digit;
        value = (value << 4) | static_cast<std::uint64_t>(digit & 15);
    }
    return {bad < 0 ? 0 : value};
}

std::optional<TraceId> traceIdFromAnyText(std::string_view text)
{
    if (text.size() == 24 && text.ends_with("=="))
        return TraceId::fromHex(std::string_view(hexOf(fromBase64(text, 16))));
    return TraceId::fromHex(text);
}

std::optional<SpanId> spanIdFromAnyText(std::string_view text)
{
    if (text.size() == 12 && text.ends_with('='))
        return SpanId::fromHex(std::string_view(hexOf(fromBase64(text, 8))));
    const SpanId id = spanIdFromHex(text);
    return id.isNull() ? std::nullopt : std::optional(id);
}

} // namespace signalbox::tracing
