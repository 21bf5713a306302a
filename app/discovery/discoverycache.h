// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/golden/discovery.h"

namespace signalbox::app {

/// What was found last time, one file a profile and server, readable by the owner only. With it the console
/// knows its queries even when the calls that find them fail. Reads and writes the disk: not for the GUI
/// thread.
class DiscoveryCache
{
public:
    /// `key` tells profile and server apart; it is hashed.
    DiscoveryCache(const QString& folder, const QString& key);

    /// Storage when there is none yet, Parse when it is damaged or of another version.
    [[nodiscard]] Result<golden::Discovery> read() const;
    [[nodiscard]] Result<void> write(const golden::Discovery& discovery) const;
    [[nodiscard]] const QString& path() const { return m_path; }
    /// Below the desktop's cache folder.
    [[nodiscard]] static QString usualFolder();

private:
    QString m_path;
};

} // namespace signalbox::app
