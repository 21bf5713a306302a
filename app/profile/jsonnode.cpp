// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/profile/jsonnode.h"

#include "app/nearest.h"

namespace signalbox::app {

namespace {

QString typeName(const nlohmann::ordered_json& json)
{
    if (json.is_object())
        return QStringLiteral("an object");
    if (json.is_array())
        return QStringLiteral("a list");
    if (json.is_string())
        return QStringLiteral("a text");
    if (json.is_boolean())
        return QStringLiteral("true or false");
    if (json.is_null())
        return QStringLiteral("null");
    return QStringLiteral("a number");
}

QString expectedButFound(const QString& expected, const nlohmann::ordered_json& json)
{
    return QStringLiteral("%1; found %2").arg(expected, typeName(json));
}

} // namespace

JsonNode JsonNode::child(const char* key) const
{
    if (json == nullptr || !json->is_object())
        return {};
    const auto it = json->find(key);
    return it == json->end() ? JsonNode{} : JsonNode{.json = &*it, .path = pathOf(key)};
}

JsonNode JsonNode::item(std::size_t index) const
{
    return {.json = &(*json)[index], .path = path + '[' + std::to_string(index) + ']'};
}

std::string JsonNode::pathOf(std::string_view key) const
{
    return path.empty() ? std::string(key) : path + '.' + std::string(key);
}

JsonComplaints::JsonComplaints(const JsonPositions& positions, QString file)
    : m_file(std::move(file))
    , m_positions(positions)
{
}

void JsonComplaints::refuse(const std::string& path, const QString& expected)
{
    if (m_error)
        return;
    const QString key =
        path.empty() ? QString() : cleaned(QString::fromStdString(path)) + QLatin1String(": ");
    m_error = Error{.kind = ErrorKind::Invalid,
                    .what = QStringLiteral("%1:%2: %3expected %4.")
                                .arg(m_file, QString::number(m_positions.lineOf(path)), key, expected),
                    .detail = {}};
}

void JsonComplaints::warn(const std::string& path, const QString& sentence)
{
    m_warnings.append(
        QStringLiteral("%1:%2: %3").arg(m_file, QString::number(m_positions.lineOf(path)), sentence));
}

QString JsonComplaints::text(const JsonNode& object, const char* key, const QString& expected)
{
    const JsonNode node = object.child(key);
    if (!node || m_error)
        return {};
    if (!node.json->is_string()) {
        refuse(node.path, expectedButFound(expected, *node.json));
        return {};
    }
    const QString value = QString::fromStdString(node.json->get_ref<const std::string&>());
    if (value.trimmed().isEmpty())
        refuse(node.path, QStringLiteral("%1; found an empty text").arg(expected));
    return value;
}

std::optional<std::int64_t> JsonComplaints::number(const JsonNode& object, const char* key,
                                                   std::int64_t least, std::int64_t most)
{
    const JsonNode node = object.child(key);
    if (!node || m_error)
        return std::nullopt;
    const QString form = QStringLiteral("a whole number from %1 to %2").arg(least).arg(most);
    if (!node.json->is_number_integer()) {
        refuse(node.path, expectedButFound(form, *node.json));
        return std::nullopt;
    }
    const bool isHuge =
        node.json->is_number_unsigned() && node.json->get<std::uint64_t>() > static_cast<std::uint64_t>(most);
    const std::int64_t value = isHuge ? most : node.json->get<std::int64_t>();
    if (isHuge || value < least || value > most) {
        refuse(node.path, form);
        return std::nullopt;
    }
    return value;
}

JsonNode JsonComplaints::object(const JsonNode& parent, const char* key)
{
    const JsonNode node = parent.child(key);
    if (!node || m_error)
        return {};
    if (!node.json->is_object()) {
        refuse(node.path, expectedButFound(QStringLiteral("an object in braces"), *node.json));
        return {};
    }
    return node;
}

JsonNode JsonComplaints::list(const JsonNode& parent, const char* key, const QString& expected)
{
    const JsonNode node = parent.child(key);
    if (!node || m_error)
        return {};
    if (!node.json->is_array()) {
        refuse(node.path, expectedButFound(expected, *node.json));
        return {};
    }
    return node;
}

void JsonComplaints::checkKeys(const JsonNode& object, std::span<const char* const> known)
{
    QStringList names;
    for (const char* key : known)
        names.append(QString::fromLatin1(key));
    for (const auto& [key, value] : object.json->items()) {
        const QString name = QString::fromStdString(key);
        if (names.contains(name))
            continue;
        const std::string path = object.pathOf(key);
        if (value.is_string() && soundsSecret(name) &&
            !isSecretRef(QString::fromStdString(value.template get<std::string>()))) {
            refuse(path, QStringLiteral("no secret here; put %1 below \"auth\" or in a header's \"secret\"")
                             .arg(secretRefForm()));
            return;
        }
        const QString guess = nearest(name, names);
        warn(path,
             QStringLiteral("%1: unknown key; it has no effect here and is kept when the profile is "
                            "written back.%2")
                 .arg(cleaned(QString::fromStdString(path)),
                      guess.isEmpty() ? QString() : QStringLiteral(" Did you mean \"%1\"?").arg(guess)));
    }
}

QString secretRefForm()
{
    return QStringLiteral("a reference to a secret (env:NAME, file:PATH or keychain:KEY)");
}

} // namespace signalbox::app
