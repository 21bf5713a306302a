// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/profile/profile.h"

namespace signalbox::profile {

/// A backend as a person is typing it: the address is still text, which may be no address yet.
struct BackendDraft
{
    Backend backend; ///< all but the address
    QString url;
    bool operator==(const BackendDraft&) const = default;
};

/// A profile as a person is editing it. Becomes a Profile once it has no problems.
struct ProfileDraft
{
    QString name;
    std::vector<BackendDraft> backends;
    bool operator==(const ProfileDraft&) const = default;
};

/// The places that a person can fill in wrongly.
enum class DraftField
{
    ProfileName,
    Name,
    Url,
    User,
    Secret,
    Tenant,
    CaFile,
    ClientCert,
    ClientKey,
    KeyPassphrase,
    HeaderName,
    HeaderValue
};

struct DraftProblem
{
    DraftField field = DraftField::ProfileName;
    QString sentence; ///< what to write instead; never repeats what may be a secret
    int backend = -1; ///< -1: of the profile itself
    int header = -1;
    bool operator==(const DraftProblem&) const = default;
};

[[nodiscard]] ProfileDraft draftOf(const Profile& profile);
/// Meaningful when the draft has no problems.
[[nodiscard]] Profile profileOf(const ProfileDraft& draft);

/// In the order in which the fields stand on the screen.
[[nodiscard]] std::vector<DraftProblem> problemsOf(const ProfileDraft& draft);

/// A name that no backend of the draft has: "loki", "loki-2"...
[[nodiscard]] QString freeBackendName(const ProfileDraft& draft, BackendKind kind);

} // namespace signalbox::profile
