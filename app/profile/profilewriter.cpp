// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/profile/limitkeys.h"
#include "app/profile/profilefile.h"
#include "app/profile/profilereader.h"

#include <QJsonDocument>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace signalbox::app {

namespace {

using Json = nlohmann::ordered_json;
using namespace profile;

/// Sets a text; an empty one takes the key away.
void setText(Json& object, const char* key, const QString& value)
{
    if (value.isEmpty())
        object.erase(key);
    else
        object[key] = value.toStdString();
}

/// A path, or a reference that may hold one. What is written as a relative path stays so while it still
/// means the same file.
void setPath(Json& object, const char* key, const QString& value, const QString& profilePath)
{
    const auto it = object.find(key);
    if (it != object.end() && it->is_string()) {
        const QString written = QString::fromStdString(it->get<std::string>());
        const QLatin1String scheme("file:");
        const bool isRef = written.startsWith(scheme);
        const QString meant = isRef ? scheme + resolvedPath(written.mid(scheme.size()), profilePath)
                                    : resolvedPath(written, profilePath);
        if (meant == value)
            return;
    }
    setText(object, key, value);
}

/// Puts a merged part back. One with nothing in it goes, unless it was there before.
void setPart(Json& object, const char* key, Json part, bool isDefault)
{
    if (part.empty() || (isDefault && !object.contains(key)))
        object.erase(key);
    else
        object[key] = std::move(part);
}

Json part(const Json& object, const char* key)
{
    const auto it = object.find(key);
    return it != object.end() && it->is_object() ? *it : Json::object();
}

void mergeAuth(Json& object, const Auth& auth, const QString& profilePath)
{
    Json node = part(object, "auth");
    const bool isNone = auth.kind == Auth::Kind::None;
    if (isNone) {
        node.erase("kind");
    } else {
        node["kind"] = auth.kind == Auth::Kind::Basic ? "basic" : "bearer";
    }
    setText(node, "user", auth.kind == Auth::Kind::Basic ? auth.user : QString());
    setPath(node, "password", auth.kind == Auth::Kind::Basic ? auth.secret.text : QString(), profilePath);
    setPath(node, "token", auth.kind == Auth::Kind::Bearer ? auth.secret.text : QString(), profilePath);
    if (isNone && !node.empty())
        node["kind"] = "none";
    setPart(object, "auth", std::move(node), isNone);
}

void mergeHeaders(Json& object, const std::vector<Header>& headers, const QString& profilePath)
{
    const auto it = object.find("headers");
    const Json before = it != object.end() && it->is_array() ? *it : Json::array();
    Json after = Json::array();
    for (const Header& header : headers) {
        const std::string name = header.name.toStdString();
        const auto same = std::find_if(before.begin(), before.end(), [&name](const Json& entry) {
            return entry.is_object() && entry.contains("name") && entry["name"] == name;
        });
        Json entry = same != before.end() ? *same : Json::object();
        entry["name"] = name;
        setText(entry, "value", header.secret.isEmpty() ? header.value : QString());
        setPath(entry, "secret", header.secret.text, profilePath);
        after.push_back(std::move(entry));
    }
    if (after.empty())
        object.erase("headers");
    else
        object["headers"] = std::move(after);
}

void mergeTls(Json& object, const Tls& tls, const QString& profilePath)
{
    Json node = part(object, "tls");
    setPath(node, "ca", tls.caFile, profilePath);
    setPath(node, "cert", tls.clientCertFile, profilePath);
    setPath(node, "key", tls.clientKeyFile, profilePath);
    setPath(node, "passphrase", tls.keyPassphrase.text, profilePath);
    setPart(object, "tls", std::move(node), tls == Tls{});
}

void mergeLimits(Json& object, const Limits& limits)
{
    Json node = part(object, "limits");
    const Limits defaults;
    for (const LimitKey& limit : limitKeys()) {
        if (limit.read(limits) != limit.read(defaults) || node.contains(limit.key))
            node[limit.key] = limit.read(limits);
    }
    setPart(object, "limits", std::move(node), limits == defaults);
}

void mergeBackend(Json& object, const Backend& backend, const QString& profilePath)
{
    if (object.contains("name") || backend.name != toString(backend.kind))
        object["name"] = backend.name.toStdString();
    object["kind"] = toString(backend.kind).toStdString();
    object["url"] = backend.url.toString(QUrl::FullyEncoded).toStdString();
    mergeAuth(object, backend.auth, profilePath);
    setText(object, "tenant", backend.tenant);
    mergeHeaders(object, backend.headers, profilePath);
    mergeTls(object, backend.tls, profilePath);
    mergeLimits(object, backend.limits);
}

/// Puts what is ours of an object in place of what was there; keys that we do not know stay.
void mergePart(Json& root, const char* name, const QJsonObject& now, std::initializer_list<const char*> ours)
{
    const QByteArray text = QJsonDocument(now).toJson(QJsonDocument::Compact);
    Json node = part(root, name);
    for (const char* key : ours)
        node.erase(key);
    node.update(Json::parse(text.cbegin(), text.cend()));
    setPart(root, name, std::move(node), now.isEmpty());
}

/// What the file said of this backend: by name, or by place when it was renamed. -1: it is new.
std::ptrdiff_t formerIndex(const std::vector<Backend>& former, const std::vector<Backend>& now, std::size_t i)
{
    const auto named = [](const std::vector<Backend>& list, const QString& name) {
        return std::find_if(list.begin(), list.end(), [&name](const Backend& b) { return b.name == name; });
    };
    const auto same = named(former, now[i].name);
    if (same != former.end())
        return same - former.begin();
    if (i < former.size() && named(now, former[i].name) == now.end() && former[i].kind == now[i].kind)
        return static_cast<std::ptrdiff_t>(i);
    return -1;
}

} // namespace

QByteArray renderProfile(const ProfileDocument& document)
{
    const auto former = parseProfile(document.text, document.path);
    Json root = former ? Json::parse(document.text.cbegin(), document.text.cend(), nullptr, false)
                       : Json{{"version", profileFormat}};
    const Profile before = former ? former->profile : Profile{};
    const Profile& now = document.profile;

    if (now.name != before.name)
        root["name"] = now.name.toStdString();
    Json backends = Json::array();
    for (std::size_t i = 0; i < now.backends.size(); ++i) {
        const std::ptrdiff_t index = formerIndex(before.backends, now.backends, i);
        Json object = index < 0 ? Json::object() : root["backends"][static_cast<std::size_t>(index)];
        if (index < 0 || before.backends[static_cast<std::size_t>(index)] != now.backends[i])
            mergeBackend(object, now.backends[i], document.path);
        backends.push_back(std::move(object));
    }
    root["backends"] = std::move(backends);
    if (now.corrections != before.corrections)
        mergePart(root, "signals", golden::toJson(now.corrections),
                  {"off", "serviceLabels", "chosen", "own", "renamed", "targets"});
    if (now.mapping != before.mapping)
        mergePart(root, "mapping", mapping::toJson(now.mapping), {"services", "labels"});
    if (!root.contains("version"))
        root["version"] = profileFormat;
    return QByteArray::fromStdString(root.dump(2, ' ', false, Json::error_handler_t::replace)) + '\n';
}

} // namespace signalbox::app
