// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/golden/corrections.h"
#include "models/mapping/mapping.h"

#include <QString>
#include <QUrl>

#include <array>
#include <chrono>
#include <cstdint>
#include <vector>

namespace signalbox::profile {

enum class BackendKind
{
    Prometheus,
    Alertmanager,
    Loki,
    Jaeger,
    Tempo
};
/// Those that hold traces.
inline constexpr std::array traceKinds{BackendKind::Jaeger, BackendKind::Tempo};

/// "prometheus", as in the profile file.
[[nodiscard]] QString toString(BackendKind kind);

/// Where a secret is kept: "env:NAME", "file:PATH" or "keychain:KEY". Never the secret itself, so it may
/// be shown and logged.
struct SecretRef
{
    QString text;
    bool operator==(const SecretRef&) const = default;
    [[nodiscard]] bool isEmpty() const { return text.isEmpty(); }
};

struct Auth
{
    enum class Kind
    {
        None,
        Basic,
        Bearer
    };
    Kind kind = Kind::None;
    QString user;     ///< Basic
    SecretRef secret; ///< the password or the token
    bool operator==(const Auth&) const = default;
};

/// One extra request header; its value is plain text or, when `secret` is set, read from there.
struct Header
{
    QString name;
    QString value;
    SecretRef secret;
    bool operator==(const Header&) const = default;
};

struct Tls
{
    QString caFile;         ///< PEM; added to the system's authorities
    QString clientCertFile; ///< PEM
    QString clientKeyFile;  ///< PEM
    SecretRef keyPassphrase;
    bool operator==(const Tls&) const = default;
};

/// How hard we may lean on one backend.
struct Limits
{
    int inFlight = 4;
    int queue = 64;
    int breakerFailures = 5;                       ///< in a row, then the breaker opens
    std::chrono::milliseconds breakerOpen{30'000}; ///< then half-open
    int breakerSuccesses = 3;                      ///< then closed again
    int attempts = 3;                              ///< of one idempotent request, the first included
    std::chrono::milliseconds connectTimeout{10'000};
    std::chrono::milliseconds deadline{60'000}; ///< for a request with all its attempts
    std::int64_t bodyCap = 256LL * 1024 * 1024; ///< bytes after decompression
    bool operator==(const Limits&) const = default;
};

struct Backend
{
    QString name; ///< unique within the profile
    BackendKind kind = BackendKind::Prometheus;
    QUrl url; ///< with its path prefix, if any; never with credentials
    Auth auth;
    QString tenant; ///< sent as X-Scope-OrgID when not empty
    std::vector<Header> headers;
    Tls tls;
    Limits limits;
    bool operator==(const Backend&) const = default;
};

/// One environment. Never holds a secret.
struct Profile
{
    QString name;
    std::vector<Backend> backends;
    golden::Corrections corrections; ///< of how the golden signals were found
    mapping::Corrections mapping;    ///< of what each store calls a service
    bool operator==(const Profile&) const = default;

    /// The first backend of that kind, or null.
    [[nodiscard]] const Backend* firstOf(BackendKind kind) const;
};

} // namespace signalbox::profile
