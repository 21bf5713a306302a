// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <simdjson.h>

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

/// Small tools over simdjson's On-Demand reader. Values are taken as tokens, that is as the bytes of the
/// body, and turned into texts and numbers by hand: nothing is copied that nobody has looked at.
namespace signalbox::tracing::json {

namespace od = simdjson::ondemand;

/// The reader on a body. One at a time in each thread.
class Document
{
public:
    /// Replaces a body that has no room for the reader behind its end, or that is no UTF-8, by a copy that
    /// can be read. The body must outlive the document.
    [[nodiscard]] simdjson::error_code open(QByteArray& body);
    [[nodiscard]] od::document& root() { return m_root; }

private:
    od::document m_root;
};

template <std::size_t N>
[[nodiscard]] inline bool isKey(const char* key, const char (&name)[N])
{
    return std::memcmp(key, name, N - 1) == 0 && key[N - 1] == '"';
}

/// The bytes of a scalar, quotes included; of an object or array its first byte. Does not consume it.
[[nodiscard]] inline std::string_view token(od::value& value)
{
    std::string_view text = value.raw_json_token();
    while (!text.empty() &&
           (text.back() == ' ' || text.back() == '\n' || text.back() == '\r' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

[[nodiscard]] inline bool isString(std::string_view token)
{
    return token.size() >= 2 && token.front() == '"' && token.back() == '"';
}
[[nodiscard]] inline bool isNull(std::string_view token)
{
    return token == "null";
}
[[nodiscard]] inline bool isNested(std::string_view token)
{
    return token.front() == '{' || token.front() == '[';
}

/// What is between the quotes, still escaped. Any other token as it is.
[[nodiscard]] inline std::string_view contents(std::string_view token)
{
    return isString(token) ? token.substr(1, token.size() - 2) : token;
}

[[nodiscard]] inline bool isEscaped(std::string_view contents)
{
    return std::memchr(contents.data(), '\\', contents.size()) != nullptr;
}

/// Lone surrogates become U+FFFD, unknown escapes stand for themselves.
[[nodiscard]] std::string unescaped(std::string_view contents);

[[nodiscard]] QString toQString(std::string_view contents);

/// A whole number, in quotes or not; a fraction is cut off.
[[nodiscard]] std::optional<std::int64_t> toInteger(std::string_view token);
[[nodiscard]] std::optional<double> toDouble(std::string_view token);

/// Opens an object; false when the value is something else (which is then skipped) or on an error.
[[nodiscard]] bool openObject(od::value& value, od::object& object, simdjson::error_code& error);

/// The whole text of an object or array, which is consumed.
[[nodiscard]] simdjson::error_code rawNested(od::value& value, std::string_view& text);

/// Calls f(element) for each; a value that is no array counts as an empty one. Stops at an error.
template <typename F>
[[nodiscard]] simdjson::error_code forEach(od::value& value, F&& f)
{
    od::array array;
    if (const auto error = value.get_array().get(array))
        return error == simdjson::INCORRECT_TYPE ? simdjson::SUCCESS : error;
    for (auto item : array) {
        if (item.error())
            return item.error();
        od::value&& element = std::move(item).value_unsafe();
        if (const auto error = f(element))
            return error;
    }
    return simdjson::SUCCESS;
}

/// Calls f(key, value) for each field; `key` points behind the opening quote. The value must be an object.
template <typename F>
[[nodiscard]] simdjson::error_code forEachField(od::object& object, F&& f)
{
    for (auto item : object) {
        if (item.error())
            return item.error();
        // No copy of the field: copies of these small structs stall the processor.
        od::field&& field = std::move(item).value_unsafe();
        if (const auto error = f(field.key().raw(), field.value()))
            return error;
    }
    return simdjson::SUCCESS;
}

} // namespace signalbox::tracing::json
