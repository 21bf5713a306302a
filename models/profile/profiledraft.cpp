// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/profile/profiledraft.h"

#include "models/profile/secretform.h"

#include <algorithm>

namespace signalbox::profile {

namespace {

bool hasControl(const QString& text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) {
        return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
    });
}

QString referenceSentence()
{
    return QStringLiteral("Write where the secret is kept: env:NAME, file:PATH or keychain:KEY. Never the "
                          "secret itself.");
}

QString urlProblem(const QString& text)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    if (text.trimmed().isEmpty())
        return QStringLiteral("Write the address of the server, such as https://host.example/prometheus.");
    if (!url.userInfo().isEmpty() || url.authority().contains(QLatin1Char('@')))
        return QStringLiteral("Leave user and password out of the address; they belong below Sign in.");
    if (url.scheme() != QLatin1String("http") && url.scheme() != QLatin1String("https"))
        return QStringLiteral("Begin with http:// or https://.");
    if (!url.isValid() || url.host().isEmpty())
        return QStringLiteral("This is no address; write it like https://host.example/prometheus.");
    if (url.hasQuery() || url.hasFragment())
        return QStringLiteral("Leave out “?” and “#”; what every request needs goes into the headers.");
    return {};
}

/// Collects the problems of one backend.
class BackendProblems
{
public:
    BackendProblems(const ProfileDraft& draft, int index, std::vector<DraftProblem>* out)
        : m_draft(draft)
        , m_index(index)
        , m_backend(draft.backends[static_cast<std::size_t>(index)].backend)
        , m_out(out)
    {
    }

    void collect()
    {
        checkName();
        add(DraftField::Url, urlProblem(m_draft.backends[static_cast<std::size_t>(m_index)].url));
        checkAuth();
        oneLine(DraftField::Tenant, m_backend.tenant);
        checkTls();
        for (std::size_t i = 0; i < m_backend.headers.size(); ++i)
            checkHeader(m_backend.headers[i], static_cast<int>(i));
    }

private:
    void add(DraftField field, const QString& sentence, int header = -1)
    {
        if (!sentence.isEmpty())
            m_out->push_back({.field = field, .sentence = sentence, .backend = m_index, .header = header});
    }

    void oneLine(DraftField field, const QString& text, int header = -1)
    {
        if (hasControl(text))
            add(field, QStringLiteral("Write it without control characters."), header);
    }

    void checkName()
    {
        const QString& name = m_backend.name;
        const auto before = m_draft.backends.begin() + m_index;
        if (name.trimmed().isEmpty())
            add(DraftField::Name, QStringLiteral("A backend needs a name."));
        else if (std::any_of(m_draft.backends.begin(), before,
                             [&name](const BackendDraft& other) { return other.backend.name == name; }))
            add(DraftField::Name,
                QStringLiteral("Another backend has this name; each needs a name of its own."));
        else
            oneLine(DraftField::Name, name);
    }

    void checkAuth()
    {
        const Auth& auth = m_backend.auth;
        if (auth.kind == Auth::Kind::None)
            return;
        if (auth.kind == Auth::Kind::Basic) {
            if (auth.user.trimmed().isEmpty())
                add(DraftField::User, QStringLiteral("Write the user to log in as."));
            else if (auth.user.contains(QLatin1Char(':')))
                add(DraftField::User, QStringLiteral("A user has no colon in it."));
            else
                oneLine(DraftField::User, auth.user);
        }
        if (!isSecretRef(auth.secret.text))
            add(DraftField::Secret, referenceSentence());
    }

    void checkTls()
    {
        const Tls& tls = m_backend.tls;
        oneLine(DraftField::CaFile, tls.caFile);
        if (tls.clientCertFile.isEmpty() && !tls.clientKeyFile.isEmpty())
            add(DraftField::ClientCert, QStringLiteral("A key needs its certificate."));
        else
            oneLine(DraftField::ClientCert, tls.clientCertFile);
        if (tls.clientKeyFile.isEmpty() && !tls.clientCertFile.isEmpty())
            add(DraftField::ClientKey, QStringLiteral("A certificate needs its key."));
        else
            oneLine(DraftField::ClientKey, tls.clientKeyFile);
        if (tls.keyPassphrase.isEmpty())
            return;
        if (!isSecretRef(tls.keyPassphrase.text))
            add(DraftField::KeyPassphrase, referenceSentence());
        else if (tls.clientKeyFile.isEmpty())
            add(DraftField::KeyPassphrase, QStringLiteral("There is no key that this would open."));
    }

    void checkHeader(const Header& header, int index)
    {
        if (!isHeaderName(header.name))
            add(DraftField::HeaderName, QStringLiteral("Write a header name such as X-Team."), index);
        if (!header.secret.isEmpty()) {
            if (!isSecretRef(header.secret.text))
                add(DraftField::HeaderValue, referenceSentence(), index);
            return;
        }
        if (soundsSecret(header.name))
            add(DraftField::HeaderValue, referenceSentence(), index);
        else if (header.value.trimmed().isEmpty())
            add(DraftField::HeaderValue, QStringLiteral("Write a value, or a reference to a secret."), index);
        else
            oneLine(DraftField::HeaderValue, header.value, index);
    }

    const ProfileDraft& m_draft;
    int m_index;
    const Backend& m_backend;
    std::vector<DraftProblem>* m_out;
};

} // namespace

ProfileDraft draftOf(const Profile& profile)
{
    ProfileDraft draft{.name = profile.name, .backends = {}};
    for (const Backend& backend : profile.backends)
        draft.backends.push_back({.backend = backend, .url = backend.url.toString(QUrl::FullyEncoded)});
    return draft;
}

Profile profileOf(const ProfileDraft& draft)
{
    Profile profile{.name = draft.name, .backends = {}};
    for (const BackendDraft& entry : draft.backends) {
        Backend backend = entry.backend;
        backend.url = QUrl(entry.url.trimmed(), QUrl::StrictMode);
        profile.backends.push_back(std::move(backend));
    }
    return profile;
}

std::vector<DraftProblem> problemsOf(const ProfileDraft& draft)
{
    std::vector<DraftProblem> problems;
    if (draft.name.trimmed().isEmpty())
        problems.push_back({.field = DraftField::ProfileName,
                            .sentence = QStringLiteral("A profile needs a name, such as shop-production.")});
    else if (hasControl(draft.name))
        problems.push_back({.field = DraftField::ProfileName,
                            .sentence = QStringLiteral("Write it without control characters.")});
    for (std::size_t i = 0; i < draft.backends.size(); ++i)
        BackendProblems(draft, static_cast<int>(i), &problems).collect();
    return problems;
}

QString freeBackendName(const ProfileDraft& draft, BackendKind kind)
{
    const auto isTaken = [&draft](const QString& name) {
        return std::any_of(draft.backends.begin(), draft.backends.end(),
                           [&name](const BackendDraft& entry) { return entry.backend.name == name; });
    };
    QString name = toString(kind);
    for (int n = 2; isTaken(name); ++n)
        name = QStringLiteral("%1-%2").arg(toString(kind)).arg(n);
    return name;
}

} // namespace signalbox::profile
