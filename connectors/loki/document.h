// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/message.h"
#include "connectors/loki/answer.h"
#include "models/base/result.h"
#include "models/base/text.h"

#include <simdjson.h>

#include <string_view>

/// What the parsers of this folder share. Only their .cpp files may include it: simdjson is theirs.
namespace signalbox::loki::json {

namespace ondemand = simdjson::ondemand;

[[nodiscard]] inline QString reasonOf(simdjson::error_code error)
{
    return QString::fromLatin1(simdjson::error_message(error));
}

/// Errors of one value, after which the rest of the answer can still be read.
[[nodiscard]] inline bool isLocal(simdjson::error_code error)
{
    switch (error) {
    case simdjson::INCORRECT_TYPE:
    case simdjson::STRING_ERROR:
    case simdjson::NUMBER_ERROR:
    case simdjson::NUMBER_OUT_OF_RANGE:
    case simdjson::NO_SUCH_FIELD:
    case simdjson::T_ATOM_ERROR:
    case simdjson::F_ATOM_ERROR:
    case simdjson::N_ATOM_ERROR:
        return true;
    default:
        return false;
    }
}

[[nodiscard]] inline Error broken(const QString& backend, const QByteArray& body, simdjson::error_code error)
{
    return unreadable(backend, body,
                      QStringLiteral("the answer is cut off or damaged (%1)").arg(reasonOf(error)));
}

/// A body with room behind it, copied only when there is none.
[[nodiscard]] inline QByteArray padded(const QByteArray& body)
{
    static_assert(http::bodyPadding >= static_cast<qsizetype>(simdjson::SIMDJSON_PADDING));
    if (body.capacity() >= body.size() + http::bodyPadding)
        return body;
    QByteArray copy;
    copy.reserve(body.size() + http::bodyPadding);
    copy.append(body);
    return copy;
}

[[nodiscard]] inline QByteArray withoutInvalidUtf8(const QByteArray& body)
{
    return padded(QString::fromUtf8(body).toUtf8());
}

/// Opens the body and hands `f` (document, body as it is read, sanitised) the document. One parser a thread
/// keeps its buffers; big inputs are bound by page faults otherwise.
template <typename T, typename F>
[[nodiscard]] Result<T> withDocument(const QByteArray& body, const QString& backend, F&& f)
{
    if (auto wrong = notJson(body, backend))
        return failure(std::move(*wrong));
    thread_local ondemand::parser parser;
    QByteArray bytes = padded(body);
    bool sanitised = false;
    ondemand::document document;
    const auto open = [&] {
        return parser
            .iterate(bytes.constData(), static_cast<std::size_t>(bytes.size()),
                     static_cast<std::size_t>(bytes.capacity()))
            .get(document);
    };
    simdjson::error_code error = open();
    if (error == simdjson::UTF8_ERROR) {
        bytes = withoutInvalidUtf8(body);
        sanitised = true;
        error = open();
    }
    if (error)
        return failure(broken(backend, body, error));
    return f(document, bytes, sanitised);
}

/// The outermost object of most answers.
struct Envelope
{
    bool hasData = false;
    QString status;
    QString error; ///< from "error" or "message", whichever a server or a proxy uses
    QStringList warnings;
};

/// Reads the envelope; `onData` (value) → error_code gets what stands under "data".
template <typename F>
[[nodiscard]] simdjson::error_code readEnvelope(ondemand::document& document, Envelope& envelope, F&& onData)
{
    ondemand::object root;
    if (const auto error = document.get_object().get(root))
        return error;
    for (auto field : root) {
        std::string_view key;
        if (const auto error = field.unescaped_key().get(key))
            return error;
        ondemand::value value;
        if (const auto error = field.value().get(value))
            return error;
        std::string_view text;
        if (key == "data") {
            envelope.hasData = true;
            if (const auto error = onData(value))
                return error;
        } else if (key == "status") {
            if (value.get_string().get(text) == simdjson::SUCCESS)
                envelope.status = toText(text);
        } else if (key == "error" || key == "message") {
            if (value.get_string().get(text) == simdjson::SUCCESS)
                envelope.error = toText(text);
        } else if (key == "warnings") {
            ondemand::array list;
            if (value.get_array().get(list) != simdjson::SUCCESS)
                continue;
            for (auto item : list) {
                if (item.get_string().get(text) == simdjson::SUCCESS)
                    envelope.warnings.append(cleaned(toText(text), 1000));
            }
        }
    }
    return simdjson::SUCCESS;
}

/// What the envelope says against the answer, if anything.
[[nodiscard]] inline std::optional<Error> complaint(const Envelope& envelope, const QByteArray& body,
                                                    const QString& backend)
{
    const bool success = envelope.status.isEmpty() || envelope.status == QLatin1String("success");
    if (!success || (!envelope.hasData && !envelope.error.isEmpty()))
        return refused(backend, envelope.error.isEmpty() ? envelope.status : envelope.error);
    if (!envelope.hasData)
        return unreadable(backend, body, QStringLiteral("its data is missing"));
    return std::nullopt;
}

} // namespace signalbox::loki::json
