// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/error.h"

#include <nlohmann/json_fwd.hpp>

#include <QString>

#include <functional>
#include <optional>
#include <set>
#include <string>

namespace signalbox::simulator::world {

/// What stops the reading of a scenario; caught in the same file that starts it.
struct ScenarioFault
{
    QString path;
    QString problem;
};

/// One object of the file, read key by key. Keys that nobody asked for are a fault: a misspelt key must not
/// be silently without effect. Faults are thrown and stay inside this folder.
class ScenarioObject
{
public:
    ScenarioObject(const nlohmann::json& value, QString path);

    [[nodiscard]] QString text(const char* key);
    [[nodiscard]] QString text(const char* key, const QString& fallback);
    [[nodiscard]] std::string utf8(const char* key) { return text(key).toStdString(); }
    [[nodiscard]] std::string utf8(const char* key, const QString& fallback)
    {
        return text(key, fallback).toStdString();
    }
    [[nodiscard]] double number(const char* key, double least, double most,
                                std::optional<double> fallback = std::nullopt);
    [[nodiscard]] int integer(const char* key, int least, int most,
                              std::optional<int> fallback = std::nullopt);
    [[nodiscard]] bool flag(const char* key);
    /// "T-3m", "T+1h30m" as milliseconds.
    [[nodiscard]] std::int64_t storyTime(const char* key);
    /// "15s" as milliseconds.
    [[nodiscard]] std::int64_t span(const char* key, std::optional<std::int64_t> fallback = std::nullopt);
    [[nodiscard]] bool has(const char* key) const;
    using Each = std::function<void(const nlohmann::json&, const QString& path)>;
    void each(const char* key, bool required, const Each& visit);
    [[nodiscard]] ScenarioObject object(const char* key);
    [[nodiscard]] const nlohmann::json& raw() const { return m_value; }
    void ignore(const char* key) { m_known.insert(key); }

    [[noreturn]] void wrong(const char* key, const QString& problem) const;
    /// A fault when the object has keys that were not read.
    void finish() const;

private:
    [[nodiscard]] const nlohmann::json* find(const char* key);
    [[nodiscard]] const nlohmann::json& need(const char* key);

    const nlohmann::json& m_value;
    QString m_path;
    std::set<std::string> m_known;
};

[[nodiscard]] std::optional<std::int64_t> parseSpan(QStringView text);
[[nodiscard]] std::optional<std::int64_t> parseStoryTime(QStringView text);

} // namespace signalbox::simulator::world
