// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/credentials.h"

#include "connectors/http/secretreader.h"
#include "connectors/http/tlssetup.h"
#include "connectors/http/wording.h"

#include <algorithm>

namespace signalbox::http {

namespace {

using Secrets = std::vector<QByteArray>;

/// One gathering: the references in a fixed order, the values as they come.
struct Gathering
{
    profile::Backend backend;
    std::optional<QSslConfiguration> knownTls;
    std::vector<profile::SecretRef> refs;
    Secrets values;
};

bool needsTls(const Gathering& g)
{
    return g.backend.url.scheme() == QLatin1String("https") && !g.knownTls;
}

std::vector<profile::SecretRef> referencesOf(const Gathering& g)
{
    std::vector<profile::SecretRef> refs;
    if (g.backend.auth.kind != profile::Auth::Kind::None)
        refs.push_back(g.backend.auth.secret);
    for (const profile::Header& header : g.backend.headers) {
        if (!header.secret.isEmpty())
            refs.push_back(header.secret);
    }
    if (needsTls(g) && !g.backend.tls.keyPassphrase.isEmpty())
        refs.push_back(g.backend.tls.keyPassphrase);
    return refs;
}

bool isFieldName(const QByteArray& name)
{
    static constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    return !name.isEmpty() && std::ranges::all_of(name, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               others.find(c) != std::string_view::npos;
    });
}

/// A line break in a value would begin a header of its own.
bool isFieldValue(const QByteArray& value)
{
    return std::ranges::none_of(value, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

Result<Credentials> built(const Gathering& g)
{
    const Wording wording{.backend = g.backend.name, .url = {}};
    Credentials out;
    auto next = g.values.begin();
    for (const QByteArray& value : g.values)
        out.scrubber.add(value);

    if (g.backend.auth.kind == profile::Auth::Kind::Basic) {
        const QByteArray pair = g.backend.auth.user.toUtf8() + ':' + *next++;
        out.scrubber.add(pair);
        out.headers.emplace_back("Authorization", "Basic " + pair.toBase64());
    } else if (g.backend.auth.kind == profile::Auth::Kind::Bearer) {
        out.headers.emplace_back("Authorization", "Bearer " + *next++);
    }
    if (!g.backend.tenant.isEmpty())
        out.headers.emplace_back("X-Scope-OrgID", g.backend.tenant.toUtf8());
    for (const profile::Header& header : g.backend.headers)
        out.headers.emplace_back(header.name.toUtf8(),
                                 header.secret.isEmpty() ? header.value.toUtf8() : *next++);
    for (const auto& [name, value] : out.headers) {
        if (!isFieldName(name) || !isFieldValue(value)) {
            return failure(wording.profile(
                QStringLiteral("the name or value of the header \"%1\" holds a character that no header "
                               "may hold (a line break?).")
                    .arg(cleaned(name, 60))));
        }
    }
    if (g.knownTls) {
        out.tls = *g.knownTls;
    } else if (needsTls(g)) {
        const auto tls = tlsConfiguration(g.backend.tls, next == g.values.end() ? QByteArray() : *next);
        if (!tls)
            return failure(wording.profile(tls.error().what));
        out.tls = *tls;
    }
    return out;
}

void readOn(const std::shared_ptr<Gathering>& g, SecretReader* secrets, QObject* owner,
            const Pending<Credentials>& pending)
{
    const auto took = [g](Result<QByteArray> value) -> std::optional<Error> {
        if (!value) {
            Error error = std::move(value.error());
            error.what = QStringLiteral("%1: %2").arg(g->backend.name, error.what);
            return error;
        }
        g->values.push_back(std::move(*value));
        return std::nullopt;
    };
    while (g->values.size() < g->refs.size()) {
        const auto future = secrets->read(g->refs.at(g->values.size()));
        if (!future.isFinished()) {
            pending.cancelsAlso(future);
            whenReady(future, owner, [=](Result<QByteArray> value) {
                if (auto error = took(std::move(value)))
                    pending.finish(failure(std::move(*error)));
                else
                    readOn(g, secrets, owner, pending);
            });
            return;
        }
        if (auto error = took(outcomeOf(future))) {
            pending.finish(failure(std::move(*error)));
            return;
        }
    }
    pending.finish(built(*g));
}

} // namespace

QFuture<Result<Credentials>> gatherCredentials(const profile::Backend& backend, SecretReader* secrets,
                                               QObject* owner,
                                               const std::optional<QSslConfiguration>& knownTls)
{
    auto g = std::make_shared<Gathering>();
    g->backend = backend;
    g->knownTls = knownTls;
    g->refs = referencesOf(*g);
    if (!g->refs.empty() && !secrets) {
        return readyResult<Credentials>(failure(Wording{.backend = backend.name, .url = {}}.profile(
            QStringLiteral("it refers to a secret, and secrets cannot be read here."))));
    }
    const Pending<Credentials> pending;
    readOn(g, secrets, owner, pending);
    return pending.future();
}

} // namespace signalbox::http
