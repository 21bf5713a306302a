// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/tracing/json.h"

#include <QStringDecoder>

#include <charconv>
#include <cmath>
#include <limits>

namespace signalbox::tracing::json {

namespace {

// The reader's buffers grow with the bodies and are kept: filling fresh pages costs more than parsing.
constexpr std::size_t keptCapacity = 128U * 1024 * 1024;

od::parser& threadParser()
{
    static thread_local od::parser parser;
    if (parser.capacity() > keptCapacity)
        parser = od::parser();
    return parser;
}

QByteArray withValidUtf8(const QByteArray& body)
{
    constexpr qsizetype step = 1024 * 1024;
    QStringDecoder decoder(QStringDecoder::Utf8);
    QByteArray out;
    out.reserve(body.size() + body.size() / 8 + static_cast<qsizetype>(simdjson::SIMDJSON_PADDING));
    for (qsizetype at = 0; at < body.size(); at += step) {
        const QString part = decoder.decode(QByteArrayView(body).sliced(at, qMin(step, body.size() - at)));
        out += part.toUtf8();
    }
    return out;
}

void appendUtf8(std::string& out, char32_t c)
{
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xc0 | (c >> 6));
        out += static_cast<char>(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xe0 | (c >> 12));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3f));
        out += static_cast<char>(0x80 | (c & 0x3f));
    } else {
        out += static_cast<char>(0xf0 | (c >> 18));
        out += static_cast<char>(0x80 | ((c >> 12) & 0x3f));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3f));
        out += static_cast<char>(0x80 | (c & 0x3f));
    }
}

// The code unit of a "u" escape at `at`, or nothing.
std::optional<char32_t> codeUnit(std::string_view text, std::size_t at)
{
    if (at + 5 > text.size() || text[at] != 'u')
        return std::nullopt;
    std::uint32_t unit = 0;
    const char* const end = text.data() + at + 5;
    const auto [stop, error] = std::from_chars(text.data() + at + 1, end, unit, 16);
    if (error != std::errc() || stop != end)
        return std::nullopt;
    return unit;
}

bool isHigh(char32_t unit)
{
    return unit >= 0xd800 && unit < 0xdc00;
}
bool isLow(char32_t unit)
{
    return unit >= 0xdc00 && unit < 0xe000;
}

} // namespace

namespace {

QByteArray withRoom(QByteArray body)
{
    if (body.data_ptr().freeSpaceAtEnd() >= static_cast<qsizetype>(simdjson::SIMDJSON_PADDING))
        return body;
    QByteArray roomy;
    roomy.reserve(body.size() + static_cast<qsizetype>(simdjson::SIMDJSON_PADDING));
    roomy.append(body);
    return roomy;
}

} // namespace

simdjson::error_code Document::open(QByteArray& body)
{
    const auto iterate = [&] {
        body = withRoom(std::move(body));
        const auto size = static_cast<std::size_t>(body.size());
        return threadParser().iterate(body.constData(), size, size + simdjson::SIMDJSON_PADDING).get(m_root);
    };
    const simdjson::error_code error = iterate();
    if (error != simdjson::UTF8_ERROR)
        return error;
    body = withValidUtf8(body);
    return iterate();
}

bool openObject(od::value& value, od::object& object, simdjson::error_code& error)
{
    error = value.get_object().get(object);
    if (error == simdjson::INCORRECT_TYPE) {
        error = simdjson::SUCCESS;
        return false;
    }
    return error == simdjson::SUCCESS;
}

simdjson::error_code rawNested(od::value& value, std::string_view& text)
{
    if (token(value).front() == '{') {
        od::object object;
        const simdjson::error_code error = value.get_object().get(object);
        return error ? error : object.raw_json().get(text);
    }
    od::array array;
    const simdjson::error_code error = value.get_array().get(array);
    return error ? error : array.raw_json().get(text);
}

std::string unescaped(std::string_view contents)
{
    std::string out;
    out.reserve(contents.size());
    for (std::size_t i = 0; i < contents.size(); ++i) {
        if (contents[i] != '\\' || i + 1 == contents.size()) {
            out += contents[i];
            continue;
        }
        const char c = contents[++i];
        if (const auto unit = codeUnit(contents, i)) {
            i += 4;
            char32_t point = *unit;
            if (isHigh(*unit) && i + 1 < contents.size() && contents[i + 1] == '\\') {
                const auto second = codeUnit(contents, i + 2);
                if (second && isLow(*second)) {
                    point = 0x10000 + ((*unit - 0xd800) << 10) + (*second - 0xdc00);
                    i += 6;
                }
            }
            appendUtf8(out, point >= 0xd800 && point < 0xe000 ? U'\xfffd' : point);
            continue;
        }
        switch (c) {
        case 'n':
            out += '\n';
            break;
        case 't':
            out += '\t';
            break;
        case 'r':
            out += '\r';
            break;
        case 'b':
            out += '\b';
            break;
        case 'f':
            out += '\f';
            break;
        default:
            out += c;
        }
    }
    return out;
}

QString toQString(std::string_view contents)
{
    if (!isEscaped(contents))
        return QString::fromUtf8(contents.data(), static_cast<qsizetype>(contents.size()));
    return QString::fromStdString(unescaped(contents));
}

std::optional<std::int64_t> toInteger(std::string_view token)
{
    const std::string_view text = contents(token);
    const char* const end = text.data() + text.size();
    std::int64_t value = 0;
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error == std::errc() && stop == end)
        return value;
    const auto number = toDouble(token);
    if (!number || !std::isfinite(*number))
        return std::nullopt;
    constexpr double limit = 9.2e18;
    if (*number >= limit)
        return std::numeric_limits<std::int64_t>::max();
    if (*number <= -limit)
        return std::numeric_limits<std::int64_t>::min();
    return static_cast<std::int64_t>(*number);
}

std::optional<double> toDouble(std::string_view token)
{
    const std::string_view text = contents(token);
    double value = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || stop != text.data() + text.size() || error == std::errc::invalid_argument)
        return std::nullopt;
    return value;
}

} // namespace signalbox::tracing::json
