// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/loki/parser.h"

#include "connectors/loki/streamreader.h"

namespace signalbox::loki {

using simdjson::error_code;
using simdjson::SUCCESS;
namespace ondemand = json::ondemand;

namespace {

/// What stands under "data" of a log query's answer.
struct StreamData
{
    QString resultType;
    bool hasResult = false;
    bool isWrong = false; ///< not an object, or its result not a list

    [[nodiscard]] bool isMetric() const
    {
        return !resultType.isEmpty() && resultType != QLatin1String("streams");
    }

    [[nodiscard]] error_code read(ondemand::value value, StreamReader& reader)
    {
        ondemand::object data;
        if (const error_code error = value.get_object().get(data)) {
            isWrong = true;
            return json::isLocal(error) ? SUCCESS : error;
        }
        for (auto field : data) {
            std::string_view key;
            if (const error_code error = field.unescaped_key().get(key))
                return error;
            ondemand::value inner;
            if (const error_code error = field.value().get(inner))
                return error;
            std::string_view text;
            if (key == "resultType") {
                if (inner.get_string().get(text) == SUCCESS)
                    resultType = toText(text);
            } else if (key == "result" && !isMetric()) {
                hasResult = true;
                const error_code error = reader.read(inner);
                if (error && !json::isLocal(error))
                    return error;
                isWrong = isWrong || error != SUCCESS;
            }
        }
        return SUCCESS;
    }
};

/// [{"labels":{…},"timestamp":"…"}], null or absent.
std::int64_t countDropped(ondemand::value value)
{
    ondemand::array list;
    if (value.get_array().get(list) != SUCCESS)
        return 0;
    std::int64_t count = 0;
    for (auto item : list) {
        if (item.error())
            break;
        ++count;
    }
    return count;
}

} // namespace

Result<LogPage> parseStreams(const QByteArray& body, const QString& backend)
{
    return json::withDocument<LogPage>(
        body, backend,
        [&](ondemand::document& document, const QByteArray& bytes, bool sanitised) -> Result<LogPage> {
            LogPage page;
            page.notes.sanitised = sanitised;
            StreamReader reader(static_cast<std::size_t>(bytes.size()), page.notes);
            StreamData data;
            json::Envelope envelope;
            const error_code error = json::readEnvelope(
                document, envelope, [&](ondemand::value value) { return data.read(value, reader); });
            if (error)
                return failure(json::broken(backend, body, error));
            if (auto complaint = json::complaint(envelope, body, backend))
                return failure(std::move(*complaint));
            if (data.isMetric())
                return failure(numbersForLines(backend, data.resultType));
            if (data.isWrong || !data.hasResult)
                return failure(
                    unreadable(backend, body, QStringLiteral("its data does not hold a list of streams")));
            page.notes.warnings = envelope.warnings;
            page.batch = reader.build();
            return page;
        });
}

Result<TailFrame> parseTailFrame(const QByteArray& text, const QString& backend)
{
    return json::withDocument<TailFrame>(
        text, backend,
        [&](ondemand::document& document, const QByteArray& bytes, bool sanitised) -> Result<TailFrame> {
            TailFrame frame;
            frame.page.notes.sanitised = sanitised;
            StreamReader reader(static_cast<std::size_t>(bytes.size()), frame.page.notes);
            const auto read = [&]() -> error_code {
                ondemand::object root;
                if (const error_code error = document.get_object().get(root))
                    return error;
                for (auto field : root) {
                    std::string_view key;
                    if (const error_code error = field.unescaped_key().get(key))
                        return error;
                    ondemand::value value;
                    if (const error_code error = field.value().get(value))
                        return error;
                    if (key == "streams") {
                        bool isNull = false;
                        if (value.is_null().get(isNull) == SUCCESS && isNull)
                            continue;
                        if (const error_code error = reader.read(value))
                            return error;
                    } else if (key == "dropped_entries") {
                        frame.dropped = countDropped(value);
                    }
                }
                return SUCCESS;
            };
            if (const error_code error = read())
                return failure(
                    json::isLocal(error)
                        ? unreadable(backend, text,
                                     QStringLiteral("a message of the tail has no list of streams"))
                        : json::broken(backend, text, error));
            frame.page.batch = reader.build();
            return frame;
        });
}

} // namespace signalbox::loki
