// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/tracing/parser.h"

#include "connectors/tracing/legacyparser.h"
#include "connectors/tracing/otlpparser.h"
#include "connectors/tracing/topobject.h"

#include <limits>

namespace signalbox::tracing {

using namespace json;
using simdjson::error_code;
using simdjson::SUCCESS;

namespace {

/// What was seen at the top of the answer.
struct Outline
{
    bool legacy = false; ///< "data" with a list
    bool otlp = false;   ///< one of the wrappers of OTLP
    ServerErrors errors;
    bool partial = false; ///< "status":"PARTIAL"
    QString message;      ///< why
};

/// Tempo's remark beside a trace.
error_code readRemark(const char* key, od::value& value, Outline& outline, bool& known)
{
    known = isKey(key, "status") || isKey(key, "message");
    if (!known)
        return SUCCESS;
    std::string_view text;
    if (token(value).front() != '"' || value.get_string().get(text))
        return SUCCESS;
    if (isKey(key, "status"))
        outline.partial = text == "PARTIAL";
    else
        outline.message = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    return SUCCESS;
}

error_code readTop(const char* key, od::value& value, TraceBuilder& builder, Outline& outline)
{
    if (isKey(key, "data")) {
        if (token(value).front() != '[')
            return SUCCESS;
        outline.legacy = true;
        return LegacyParser(builder).read(value);
    }
    bool isError = false;
    const error_code error = outline.errors.read(key, value, isError);
    if (isError || error)
        return error;
    bool isRemark = false;
    if (const error_code problem = readRemark(key, value, outline, isRemark); isRemark || problem)
        return problem;
    return OtlpParser(builder).readWrapped(key, value, outline.otlp);
}

error_code readAll(od::document& document, bool isList, TraceBuilder& builder, Outline& outline)
{
    if (isList) {
        od::array array;
        if (const error_code error = document.get_array().get(array))
            return error;
        for (auto item : array) {
            od::value element;
            if (const error_code error = std::move(item).get(element))
                return error;
            if (const error_code error = OtlpParser(builder).readElement(element, outline.otlp))
                return error;
        }
        return SUCCESS;
    }
    od::object object;
    if (const error_code error = document.get_object().get(object))
        return error;
    return forEachField(
        object, [&](const char* key, od::value& value) { return readTop(key, value, builder, outline); });
}

} // namespace

Result<ParsedTraces> parseTraces(QByteArray body, const QString& backendName)
{
    const QString due = QStringLiteral("traces");
    if (auto bad = obviouslyBad(backendName, due, body))
        return failure(std::move(*bad));
    if (body.size() >= std::numeric_limits<std::int32_t>::max())
        return failure(brokenJson(backendName, due, simdjson::CAPACITY, body));
    Document document;
    if (const error_code error = document.open(body))
        return failure(brokenJson(backendName, due, error, body));

    TraceBuilder builder(body);
    Outline outline;
    const bool isList = firstVisible(body) == '[';
    if (const error_code error = readAll(document.root(), isList, builder, outline))
        return failure(brokenJson(backendName, due, error, body));

    if (!outline.legacy && !outline.otlp && !outline.errors.isEmpty())
        return failure(outline.errors.toError(backendName));
    if (!outline.legacy && !outline.otlp)
        return failure(badAnswer(backendName, due, QStringLiteral("its answer holds none"),
                                 QStringLiteral("Check that the URL is that of a server of traces."), body));
    if (outline.partial)
        builder.addWarning(outline.message.isEmpty()
                               ? QStringLiteral("The server sent only a part of this trace.")
                               : QStringLiteral("The server sent only a part of this trace: %1")
                                     .arg(cleaned(QStringView(outline.message))));
    ParsedTraces parsed;
    parsed.badEntries = builder.badEntries();
    parsed.notes = outline.errors.texts;
    parsed.traces = builder.finish();
    if (parsed.traces.empty() && parsed.badEntries > 0)
        return failure(badAnswer(backendName, due,
                                 QStringLiteral("none of the %1 entries of its answer can be read as a span")
                                     .arg(parsed.badEntries),
                                 QStringLiteral("Is the server of a version that is not known yet?"), body));
    return parsed;
}

} // namespace signalbox::tracing
