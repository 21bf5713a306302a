// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/tracing/topobject.h"

#include "connectors/tracing/parser.h"

#include <algorithm>

namespace signalbox::tracing {

using namespace json;
using simdjson::error_code;
using simdjson::SUCCESS;

namespace {

error_code readOne(od::value& value, ServerErrors& errors)
{
    od::object object;
    error_code error = SUCCESS;
    if (!openObject(value, object, error))
        return error;
    return forEachField(object, [&](const char* key, od::value& field) {
        if (isKey(key, "msg") || isKey(key, "message"))
            errors.texts.append(toQString(contents(token(field))));
        else if ((isKey(key, "code") || isKey(key, "httpCode")) && errors.code == 0)
            errors.code =
                static_cast<int>(std::clamp<std::int64_t>(toInteger(token(field)).value_or(0), 0, 999));
        return SUCCESS;
    });
}

} // namespace

error_code ServerErrors::read(const char* key, od::value& value, bool& known)
{
    known = true;
    if (isKey(key, "errors"))
        return forEach(value, [this](od::value& element) { return readOne(element, *this); });
    if (isKey(key, "error"))
        return readOne(value, *this);
    known = false;
    return SUCCESS;
}

Error ServerErrors::toError(const QString& backend) const
{
    return refusal(backend, code, texts.join(QStringLiteral("; ")));
}

QString errorMessage(const QByteArray& body)
{
    QByteArray copy = body;
    Document document;
    od::object object;
    ServerErrors errors;
    if (firstVisible(body) != '{' || document.open(copy) || document.root().get_object().get(object))
        return {};
    const error_code error = forEachField(object, [&](const char* key, od::value& value) {
        bool known = false;
        return errors.read(key, value, known);
    });
    return error ? QString() : errors.texts.join(QStringLiteral("; "));
}

} // namespace signalbox::tracing
