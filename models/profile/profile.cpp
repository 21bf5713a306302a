// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/profile/profile.h"

#include <algorithm>
#include <array>

namespace signalbox::profile {

QString toString(BackendKind kind)
{
    static constexpr std::array names{"prometheus", "alertmanager", "loki", "jaeger", "tempo"};
    return QString::fromLatin1(names.at(static_cast<std::size_t>(kind)));
}

const Backend* Profile::firstOf(BackendKind kind) const
{
    const auto it = std::find_if(backends.begin(), backends.end(),
                                 [kind](const Backend& backend) { return backend.kind == kind; });
    return it == backends.end() ? nullptr : &*it;
}

} // namespace signalbox::profile
