// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/profile/jsonpositions.h"
#include "models/base/error.h"
#include "models/profile/secretform.h"

#include <nlohmann/json.hpp>

#include <QString>
#include <QStringList>

#include <optional>
#include <span>
#include <string>

namespace signalbox::app {

/// A value in the profile with its path.
struct JsonNode
{
    const nlohmann::ordered_json* json = nullptr;
    std::string path;

    explicit operator bool() const { return json != nullptr; }
    [[nodiscard]] JsonNode child(const char* key) const;
    [[nodiscard]] JsonNode item(std::size_t index) const;
    [[nodiscard]] std::string pathOf(std::string_view key) const;
};

/// What was found while reading: warnings, and the first refusal. After a refusal everything reads as
/// empty, so that the reading code needs no checks between its lines.
class JsonComplaints
{
public:
    JsonComplaints(const JsonPositions& positions, QString file);

    /// "FILE:LINE: KEY: expected …"
    void refuse(const std::string& path, const QString& expected);
    void warn(const std::string& path, const QString& sentence);

    [[nodiscard]] bool hasFailed() const { return m_error.has_value(); }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    [[nodiscard]] const QStringList& warnings() const { return m_warnings; }

    /// Text at `key`; empty when absent. Anything but text is refused, and so is "" when it is there.
    [[nodiscard]] QString text(const JsonNode& object, const char* key, const QString& expected);
    [[nodiscard]] std::optional<std::int64_t> number(const JsonNode& object, const char* key,
                                                     std::int64_t least, std::int64_t most);
    /// The object or list at `key`, or none; another type is refused.
    [[nodiscard]] JsonNode object(const JsonNode& parent, const char* key);
    [[nodiscard]] JsonNode list(const JsonNode& parent, const char* key, const QString& expected);
    /// Warns of each key that is not known. One that names a secret and holds text that is no reference
    /// is refused: the file would carry the secret on.
    void checkKeys(const JsonNode& object, std::span<const char* const> known);

private:
    QString m_file;
    const JsonPositions& m_positions;
    std::optional<Error> m_error;
    QStringList m_warnings;
};

using profile::isSecretRef;
using profile::soundsSecret;
[[nodiscard]] QString secretRefForm();

} // namespace signalbox::app
