// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/profile/profilefile.h"
#include "models/base/instant.h"

#include <QString>

#include <vector>

namespace signalbox::app {

/// One file of the folder: the document, or why there is none.
struct ListedProfile
{
    QString id; ///< the file's name without ".json"
    QString path;
    Result<ProfileDocument> document;
};

/// What can be done with the files of one folder of profiles. Must not show anything. A failure leaves
/// every file as it was.
class ProfileFolder
{
public:
    explicit ProfileFolder(QString path);

    [[nodiscard]] const QString& path() const { return m_path; }
    [[nodiscard]] std::vector<ListedProfile> list() const;
    [[nodiscard]] QString fileOf(const QString& id) const;

    /// Writes the profile to the file of `id`, or to a new file named after it when `id` has none. What
    /// the file holds beyond the profile stays. Returns the id of the file.
    [[nodiscard]] Result<QString> save(const QString& id, const profile::Profile& profile) const;
    [[nodiscard]] Result<QString> duplicate(const QString& id) const;
    [[nodiscard]] Result<QString> importFile(const QString& file) const;
    /// With what the file of `id` holds beyond the profile.
    [[nodiscard]] Result<void> exportTo(const QString& file, const QString& id,
                                        const profile::Profile& profile) const;
    /// Moves the file to .removed below the folder; returns where it is now.
    [[nodiscard]] Result<QString> remove(const QString& id, Instant now) const;

    /// The profile as it will be read from the file of `id`: paths made absolute, everything checked.
    [[nodiscard]] Result<profile::Profile> asRead(const QString& id, const profile::Profile& profile) const;

private:
    [[nodiscard]] QString freeId(const QString& wanted) const;
    [[nodiscard]] Result<void> write(const ProfileDocument& document) const;
    /// The text of the file, as far as it is a profile.
    [[nodiscard]] QByteArray knownText(const QString& id) const;

    QString m_path;
};

} // namespace signalbox::app
