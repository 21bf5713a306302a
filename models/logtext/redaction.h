// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <string_view>

namespace signalbox::logtext {

/// What a text is when its secrets are masked, and how many were.
struct Redacted
{
    QByteArray text;
    int count = 0;
    bool operator==(const Redacted&) const = default;
};

/// Masks what must not leave the house: the values of passwords, tokens, keys and cookies behind their names
/// in JSON, logfmt, headers and URLs; bearer and basic credentials; passwords in URLs; private keys; JSON web
/// tokens and the keys of the big providers; numbers of credit cards. Ids of traces, requests and commits
/// stay. Doing it twice changes nothing. Reads the text once. It is a net with meshes, and no proof.
[[nodiscard]] Redacted redacted(std::string_view text);

/// What stands in a secret's place.
inline constexpr std::string_view mask = "[masked]";

} // namespace signalbox::logtext
