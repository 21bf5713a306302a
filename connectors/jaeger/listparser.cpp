// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/jaeger/parser.h"

#include "connectors/tracing/topobject.h"

#include <algorithm>
#include <tuple>

namespace signalbox::jaeger {

using namespace json;
using simdjson::error_code;
using simdjson::SUCCESS;

namespace {

// {} is how v3 says "none"; any other object without the key is not the answer that was asked for.
Error noSuchKey(const QString& backend, const QString& due, const QByteArray& body)
{
    return badAnswer(backend, due, QStringLiteral("its answer holds none"),
                     QStringLiteral("Check that the URL is that of a Jaeger query server."), body);
}

/// Reads the list under `key` (v3) or under "data" (legacy); f(element) for each.
template <std::size_t N, typename F>
std::optional<Error> readList(QByteArray& body, const QString& backend, const QString& due,
                              const char (&key)[N], F&& f)
{
    bool sawList = false;
    bool sawNull = false; // beside errors it is a refusal, alone it is how some versions say "none"
    bool sawAnything = false;
    auto bad = readTopObject(body, backend, due, sawList, [&](const char* name, od::value& value) {
        sawAnything = true;
        if (!isKey(name, key) && !isKey(name, "data"))
            return SUCCESS;
        const std::string_view text = token(value);
        sawList = sawList || text.front() == '[';
        sawNull = sawNull || isNull(text);
        return forEach(value, f);
    });
    if (!bad && sawAnything && !sawList && !sawNull)
        return noSuchKey(backend, due, body);
    return bad;
}

QString textOf(od::value& value)
{
    const std::string_view text = token(value);
    return isString(text) ? toQString(contents(text)) : QString();
}

error_code readOperation(od::value& value, std::vector<Operation>& out)
{
    Operation operation;
    od::object object;
    error_code error = SUCCESS;
    if (openObject(value, object, error)) {
        error = forEachField(object, [&](const char* key, od::value& field) {
            if (isKey(key, "name"))
                operation.name = textOf(field);
            else if (isKey(key, "spanKind"))
                operation.kind = textOf(field);
            return SUCCESS;
        });
    } else if (!error) {
        operation.name = textOf(value);
    }
    if (!operation.name.isEmpty())
        out.push_back(operation);
    return error;
}

error_code readDependency(od::value& value, std::vector<Dependency>& out)
{
    Dependency dependency;
    od::object object;
    error_code error = SUCCESS;
    if (!openObject(value, object, error))
        return error;
    error = forEachField(object, [&](const char* key, od::value& field) {
        if (isKey(key, "parent"))
            dependency.parent = textOf(field);
        else if (isKey(key, "child"))
            dependency.child = textOf(field);
        else if (isKey(key, "callCount"))
            dependency.calls = toInteger(token(field)).value_or(0);
        return SUCCESS;
    });
    if (!dependency.parent.isEmpty() && !dependency.child.isEmpty())
        out.push_back(dependency);
    return error;
}

} // namespace

Result<QStringList> parseServices(QByteArray body, const QString& backendName)
{
    QStringList services;
    if (auto bad =
            readList(body, backendName, QStringLiteral("its services"), "services", [&](od::value& value) {
                if (const QString name = textOf(value); !name.isEmpty())
                    services.append(name);
                return SUCCESS;
            }))
        return failure(std::move(*bad));
    services.sort();
    services.removeDuplicates();
    return services;
}

Result<std::vector<Operation>> parseOperations(QByteArray body, const QString& backendName)
{
    std::vector<Operation> operations;
    if (auto bad = readList(body, backendName, QStringLiteral("operations"), "operations",
                            [&](od::value& value) { return readOperation(value, operations); }))
        return failure(std::move(*bad));
    std::sort(operations.begin(), operations.end(), [](const Operation& a, const Operation& b) {
        return std::tie(a.name, a.kind) < std::tie(b.name, b.kind);
    });
    operations.erase(std::unique(operations.begin(), operations.end()), operations.end());
    return operations;
}

Result<std::vector<Dependency>> parseDependencies(QByteArray body, const QString& backendName)
{
    std::vector<Dependency> dependencies;
    if (auto bad = readList(body, backendName, QStringLiteral("dependencies"), "dependencies",
                            [&](od::value& value) { return readDependency(value, dependencies); }))
        return failure(std::move(*bad));
    std::sort(dependencies.begin(), dependencies.end(), [](const Dependency& a, const Dependency& b) {
        return std::tie(a.parent, a.child) < std::tie(b.parent, b.child);
    });
    return dependencies;
}

} // namespace signalbox::jaeger
