// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/profile/profile.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace signalbox::app {

/// A profile and the file that it came from.
struct ProfileDocument
{
    profile::Profile profile;
    QString path;         ///< of the file; relative paths in the profile start at its folder
    QByteArray text;      ///< as it was read: what we do not know is kept from here
    QStringList warnings; ///< "FILE:LINE: …", one sentence each
};

/// The format that this program writes. Files that name a higher one are refused.
inline constexpr int profileFormat = 1;

/// Pure. A refusal reads "FILE:LINE: KEY: expected …" and never repeats a value that may be a secret.
[[nodiscard]] Result<ProfileDocument> parseProfile(const QByteArray& text, const QString& path);

[[nodiscard]] Result<ProfileDocument> readProfile(const QString& path);

/// The document's profile as a file. What `text` holds beyond it (unknown keys, spelling of paths, order
/// of keys) stays as it was. Pure.
[[nodiscard]] QByteArray renderProfile(const ProfileDocument& document);

/// Writes atomically, readable by the owner only, and makes the folder when it is missing.
[[nodiscard]] Result<void> writeProfile(const ProfileDocument& document);

} // namespace signalbox::app
