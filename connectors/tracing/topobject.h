// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/tracing/badanswer.h"

#include <QStringList>

namespace signalbox::tracing {

/// The errors that a server puts into a body, with whatever status: {"errors":[{"code","msg"}]} of the
/// legacy API and {"error":{"httpCode","message"}} of v3.
struct ServerErrors
{
    int code = 0; ///< of the first one
    QStringList texts;

    /// Reads the field when it is one of these; `known` says whether it was.
    [[nodiscard]] simdjson::error_code read(const char* key, json::od::value& value, bool& known);
    [[nodiscard]] bool isEmpty() const { return texts.isEmpty(); }
    [[nodiscard]] Error toError(const QString& backend) const;
};

/// Reads a body that must be one JSON object: calls f(key, value) for its fields, errors apart. Fails for
/// damaged bodies, and for errors when f recognised nothing (`sawData` stays false).
template <typename F>
[[nodiscard]] std::optional<Error> readTopObject(QByteArray& body, const QString& backend, const QString& due,
                                                 const bool& sawData, F&& f)
{
    if (auto bad = obviouslyBad(backend, due, body))
        return bad;
    json::Document document;
    simdjson::error_code code = document.open(body);
    json::od::object object;
    ServerErrors errors;
    if (!code)
        code = document.root().get_object().get(object);
    if (!code) {
        code = json::forEachField(object, [&](const char* key, json::od::value& value) {
            bool known = false;
            const simdjson::error_code problem = errors.read(key, value, known);
            return known || problem ? problem : f(key, value);
        });
    }
    if (code)
        return brokenJson(backend, due, code, body);
    if (!sawData && !errors.isEmpty())
        return errors.toError(backend);
    return std::nullopt;
}

} // namespace signalbox::tracing
