// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/profile/profilereader.h"

#include "app/profile/jsonnode.h"
#include "app/profile/limitkeys.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace signalbox::app {

namespace {

using namespace profile;

constexpr std::array kinds{BackendKind::Prometheus, BackendKind::Alertmanager, BackendKind::Loki,
                           BackendKind::Jaeger, BackendKind::Tempo};

class Reader
{
public:
    Reader(const JsonPositions& positions, const QString& path)
        : m_path(path)
        , m_complaints(positions, path)
    {
    }

    [[nodiscard]] Result<ProfileDocument> read(const JsonNode& root);

private:
    /// A part of the file that another reader reads; `what` says in a word what it should be.
    template <typename T>
    [[nodiscard]] T part(const JsonNode& root, const char* key, Result<T> (*fromJson)(const QJsonObject&),
                         const QString& what);
    [[nodiscard]] Backend backend(const JsonNode& node);
    [[nodiscard]] BackendKind kind(const JsonNode& node);
    [[nodiscard]] QUrl url(const JsonNode& node);
    [[nodiscard]] Auth auth(const JsonNode& backend);
    [[nodiscard]] std::vector<Header> headers(const JsonNode& backend);
    [[nodiscard]] Header header(const JsonNode& node);
    [[nodiscard]] Tls tls(const JsonNode& backend);
    [[nodiscard]] Limits limits(const JsonNode& backend);
    [[nodiscard]] SecretRef secret(const JsonNode& node, const char* key);
    [[nodiscard]] QString oneLine(const JsonNode& node, const char* key, const QString& expected);
    [[nodiscard]] QString file(const JsonNode& node, const char* key);
    void require(const JsonNode& node, const char* key, const QString& expected);
    void forbid(const JsonNode& node, const char* key, const QString& expected);
    void checkNames(const JsonNode& list, const std::vector<Backend>& backends);

    QString m_path;
    JsonComplaints m_complaints;
};

Result<ProfileDocument> Reader::read(const JsonNode& root)
{
    ProfileDocument document;
    document.path = m_path;
    if (!root.json->is_object()) {
        m_complaints.refuse({}, QStringLiteral("an object in braces with \"backends\" in it"));
        return failure(*m_complaints.error());
    }
    if (const JsonNode version = root.child("version")) {
        if (!version.json->is_number_integer() || version.json->get<std::int64_t>() != profileFormat) {
            m_complaints.refuse(version.path,
                                QStringLiteral("%1, the format that this Signalbox reads; a newer Signalbox "
                                               "may be needed")
                                    .arg(profileFormat));
        }
    }
    static constexpr std::array known{"version", "name", "backends", "signals", "mapping"};
    m_complaints.checkKeys(root, known);
    document.profile.name = oneLine(root, "name", QStringLiteral("the profile's name"));
    if (document.profile.name.isEmpty())
        document.profile.name = QFileInfo(m_path).completeBaseName();

    const QString form = QStringLiteral("a list of backends, such as "
                                        "[{\"kind\": \"loki\", \"url\": \"http://127.0.0.1:3100\"}]");
    require(root, "backends", form);
    const JsonNode list = m_complaints.list(root, "backends", form);
    for (std::size_t i = 0; list && !m_complaints.hasFailed() && i < list.json->size(); ++i)
        document.profile.backends.push_back(backend(list.item(i)));
    if (list && list.json->empty())
        m_complaints.warn(list.path, QStringLiteral("backends: the profile has none yet."));
    if (list)
        checkNames(list, document.profile.backends);
    document.profile.corrections = part(root, "signals", &golden::correctionsFromJson,
                                        QStringLiteral("corrections of the golden signals"));
    document.profile.mapping = part(root, "mapping", &mapping::correctionsFromJson,
                                    QStringLiteral("corrections of the names of services"));
    if (m_complaints.hasFailed())
        return failure(*m_complaints.error());
    document.warnings = m_complaints.warnings();
    return document;
}

template <typename T>
T Reader::part(const JsonNode& root, const char* key, Result<T> (*fromJson)(const QJsonObject&),
               const QString& what)
{
    const JsonNode node = m_complaints.object(root, key);
    if (!node || m_complaints.hasFailed())
        return {};
    const auto text = node.json->dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    const auto read = fromJson(QJsonDocument::fromJson(QByteArray::fromStdString(text)).object());
    if (read)
        return *read;
    m_complaints.refuse(node.path, QStringLiteral("%1 (%2)").arg(what, read.error().what));
    return {};
}

Backend Reader::backend(const JsonNode& node)
{
    if (!node.json->is_object()) {
        m_complaints.refuse(node.path, QStringLiteral("an object with \"kind\" and \"url\""));
        return {};
    }
    static constexpr std::array known{"name", "kind", "url", "auth", "tenant", "headers", "tls", "limits"};
    m_complaints.checkKeys(node, known);
    Backend made;
    made.kind = kind(node);
    made.url = url(node);
    made.name = oneLine(node, "name", QStringLiteral("a name for this backend"));
    if (made.name.isEmpty())
        made.name = toString(made.kind);
    made.auth = auth(node);
    made.tenant = oneLine(node, "tenant", QStringLiteral("the tenant to send as X-Scope-OrgID"));
    made.headers = headers(node);
    made.tls = tls(node);
    made.limits = limits(node);
    return made;
}

BackendKind Reader::kind(const JsonNode& node)
{
    const QString form = QStringLiteral("one of prometheus, alertmanager, loki, jaeger");
    require(node, "kind", form);
    const QString text = m_complaints.text(node, "kind", form);
    const auto it = std::find_if(kinds.begin(), kinds.end(),
                                 [&text](BackendKind kind) { return toString(kind) == text; });
    if (it != kinds.end())
        return *it;
    m_complaints.refuse(node.pathOf("kind"), QStringLiteral("%1; found \"%2\"").arg(form, cleaned(text, 40)));
    return BackendKind::Prometheus;
}

QUrl Reader::url(const JsonNode& node)
{
    // The text is never repeated: it may hold credentials.
    const QString form = QStringLiteral("an http:// or https:// address with its path prefix, such as "
                                        "\"https://host.example/prometheus\"");
    require(node, "url", form);
    const QString text = m_complaints.text(node, "url", form);
    if (m_complaints.hasFailed())
        return {};
    QUrl url(text, QUrl::StrictMode);
    const std::string path = node.pathOf("url");
    if (!url.userInfo().isEmpty() || url.authority().contains(QLatin1Char('@'))) {
        m_complaints.refuse(path, QStringLiteral("an address without user or password; put them below "
                                                 "\"auth\" as %1")
                                      .arg(secretRefForm()));
    } else if (!url.isValid() || url.host().isEmpty() ||
               (url.scheme() != QLatin1String("http") && url.scheme() != QLatin1String("https"))) {
        m_complaints.refuse(path, form);
    } else if (url.hasQuery() || url.hasFragment()) {
        m_complaints.refuse(path, QStringLiteral("an address without \"?\" and \"#\"; parameters that every "
                                                 "request needs go into \"headers\""));
    }
    return m_complaints.hasFailed() ? QUrl() : url;
}

Auth Reader::auth(const JsonNode& backend)
{
    const JsonNode node = m_complaints.object(backend, "auth");
    if (!node)
        return {};
    static constexpr std::array known{"kind", "user", "password", "token"};
    m_complaints.checkKeys(node, known);
    const QString form = QStringLiteral("one of none, basic, bearer");
    require(node, "kind", form);
    const QString kind = m_complaints.text(node, "kind", form);
    Auth made;
    if (kind == QLatin1String("basic")) {
        made.kind = Auth::Kind::Basic;
        require(node, "user", QStringLiteral("the user to log in as"));
        made.user = oneLine(node, "user", QStringLiteral("the user to log in as"));
        if (made.user.contains(QLatin1Char(':')))
            m_complaints.refuse(node.pathOf("user"), QStringLiteral("a user without a colon"));
        require(node, "password", secretRefForm());
        made.secret = secret(node, "password");
        forbid(node, "token", QStringLiteral("no token with kind \"basic\""));
    } else if (kind == QLatin1String("bearer")) {
        made.kind = Auth::Kind::Bearer;
        require(node, "token", secretRefForm());
        made.secret = secret(node, "token");
        forbid(node, "user", QStringLiteral("no user with kind \"bearer\""));
        forbid(node, "password", QStringLiteral("no password with kind \"bearer\""));
    } else if (kind == QLatin1String("none")) {
        for (const char* key : {"user", "password", "token"})
            forbid(node, key, QStringLiteral("nothing else with kind \"none\""));
    } else {
        m_complaints.refuse(node.pathOf("kind"), form);
    }
    return made;
}

std::vector<Header> Reader::headers(const JsonNode& backend)
{
    const JsonNode list =
        m_complaints.list(backend, "headers", QStringLiteral("a list of {\"name\", \"value\"} objects"));
    std::vector<Header> made;
    for (std::size_t i = 0; list && !m_complaints.hasFailed() && i < list.json->size(); ++i)
        made.push_back(header(list.item(i)));
    return made;
}

Header Reader::header(const JsonNode& node)
{
    if (!node.json->is_object()) {
        m_complaints.refuse(node.path, QStringLiteral("an object with \"name\" and \"value\" or \"secret\""));
        return {};
    }
    static constexpr std::array known{"name", "value", "secret"};
    m_complaints.checkKeys(node, known);
    require(node, "name", QStringLiteral("the header's name"));
    Header made;
    made.name = m_complaints.text(node, "name", QStringLiteral("the header's name"));
    if (!isHeaderName(made.name))
        m_complaints.refuse(node.pathOf("name"), QStringLiteral("a header name, such as \"X-Team\""));
    if (node.child("value") && node.child("secret"))
        m_complaints.refuse(node.pathOf("secret"),
                            QStringLiteral("either \"value\" or \"secret\", not both"));
    if (node.child("secret")) {
        made.secret = secret(node, "secret");
        return made;
    }
    require(node, "value", QStringLiteral("\"value\" or \"secret\""));
    if (soundsSecret(made.name))
        m_complaints.refuse(node.pathOf("value"),
                            QStringLiteral("\"secret\" with %1 instead of \"value\", for this header "
                                           "carries a secret")
                                .arg(secretRefForm()));
    made.value = oneLine(node, "value", QStringLiteral("the header's value in one line"));
    return made;
}

Tls Reader::tls(const JsonNode& backend)
{
    const JsonNode node = m_complaints.object(backend, "tls");
    if (!node)
        return {};
    static constexpr std::array known{"ca", "cert", "key", "passphrase"};
    m_complaints.checkKeys(node, known);
    Tls made{.caFile = file(node, "ca"),
             .clientCertFile = file(node, "cert"),
             .clientKeyFile = file(node, "key"),
             .keyPassphrase = secret(node, "passphrase")};
    if (!made.clientCertFile.isEmpty())
        require(node, "key", QStringLiteral("the PEM file with the key of \"cert\""));
    if (!made.clientKeyFile.isEmpty())
        require(node, "cert", QStringLiteral("the PEM file with the certificate of \"key\""));
    if (!made.keyPassphrase.isEmpty())
        require(node, "key", QStringLiteral("the PEM file that \"passphrase\" opens"));
    return made;
}

Limits Reader::limits(const JsonNode& backend)
{
    const JsonNode node = m_complaints.object(backend, "limits");
    Limits made;
    if (!node)
        return made;
    std::vector<const char*> known;
    for (const LimitKey& limit : limitKeys()) {
        known.push_back(limit.key);
        if (const auto value = m_complaints.number(node, limit.key, limit.least, limit.most))
            limit.write(made, *value);
    }
    m_complaints.checkKeys(node, known);
    return made;
}

SecretRef Reader::secret(const JsonNode& node, const char* key)
{
    QString text = m_complaints.text(node, key, secretRefForm());
    if (m_complaints.hasFailed() || text.isEmpty())
        return {};
    if (!isSecretRef(text)) {
        m_complaints.refuse(node.pathOf(key),
                            QStringLiteral("%1, never the secret itself").arg(secretRefForm()));
        return {};
    }
    if (text.startsWith(QLatin1String("file:")))
        text = QLatin1String("file:") + resolvedPath(text.mid(5), m_path);
    return {text};
}

QString Reader::oneLine(const JsonNode& node, const char* key, const QString& expected)
{
    const QString text = m_complaints.text(node, key, expected);
    const bool hasControl = std::any_of(text.begin(), text.end(), [](QChar c) {
        return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
    });
    if (hasControl)
        m_complaints.refuse(node.pathOf(key), QStringLiteral("%1 without control characters").arg(expected));
    return text;
}

QString Reader::file(const JsonNode& node, const char* key)
{
    return resolvedPath(oneLine(node, key, QStringLiteral("the path of a PEM file")), m_path);
}

void Reader::require(const JsonNode& node, const char* key, const QString& expected)
{
    if (!node.child(key))
        m_complaints.refuse(node.pathOf(key), QStringLiteral("%1; it is missing").arg(expected));
}

void Reader::forbid(const JsonNode& node, const char* key, const QString& expected)
{
    if (const JsonNode found = node.child(key))
        m_complaints.refuse(found.path, expected);
}

void Reader::checkNames(const JsonNode& list, const std::vector<Backend>& backends)
{
    for (std::size_t i = 1; !m_complaints.hasFailed() && i < backends.size(); ++i) {
        const QString& name = backends[i].name;
        const bool isTaken = std::any_of(backends.begin(), backends.begin() + static_cast<std::ptrdiff_t>(i),
                                         [&name](const Backend& earlier) { return earlier.name == name; });
        if (isTaken) {
            m_complaints.refuse(list.item(i).pathOf("name"),
                                QStringLiteral("a name of its own for each backend; \"%1\" is taken by an "
                                               "earlier one")
                                    .arg(cleaned(name, 60)));
        }
    }
}

} // namespace

Result<ProfileDocument> profileFromJson(const nlohmann::ordered_json& root, const JsonPositions& positions,
                                        const QString& path)
{
    Reader reader(positions, path);
    return reader.read({.json = &root, .path = {}});
}

QString resolvedPath(const QString& path, const QString& profilePath)
{
    if (path.isEmpty())
        return path;
    if (path.startsWith(QLatin1String("~/")))
        return QDir::cleanPath(QDir::homePath() + path.mid(1));
    return QDir::cleanPath(QFileInfo(profilePath).absoluteDir().absoluteFilePath(path));
}

} // namespace signalbox::app
