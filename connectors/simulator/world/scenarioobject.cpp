// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/world/scenarioobject.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace signalbox::simulator::world {

namespace {

QString pathOf(const QString& parent, const char* key)
{
    return parent.isEmpty() ? QLatin1String(key) : parent + u'.' + QLatin1String(key);
}

} // namespace

std::optional<std::int64_t> parseSpan(QStringView text)
{
    std::int64_t total = 0;
    if (text.isEmpty())
        return std::nullopt;
    while (!text.isEmpty()) {
        qsizetype digits = 0;
        while (digits < text.size() && text[digits] >= u'0' && text[digits] <= u'9')
            ++digits;
        if (digits == 0 || digits > 9 || digits == text.size())
            return std::nullopt;
        std::int64_t unit = 0;
        switch (text[digits].unicode()) {
        case 's':
            unit = 1'000;
            break;
        case 'm':
            unit = 60'000;
            break;
        case 'h':
            unit = 3'600'000;
            break;
        case 'd':
            unit = 86'400'000;
            break;
        default:
            return std::nullopt;
        }
        total += text.first(digits).toLongLong() * unit;
        text = text.sliced(digits + 1);
    }
    return total;
}

std::optional<std::int64_t> parseStoryTime(QStringView text)
{
    if (text.size() < 3 || text[0] != u'T' || (text[1] != u'+' && text[1] != u'-'))
        return std::nullopt;
    const auto span = parseSpan(text.sliced(2));
    if (!span)
        return std::nullopt;
    return text[1] == u'-' ? -*span : *span;
}

ScenarioObject::ScenarioObject(const nlohmann::json& value, QString path)
    : m_value(value)
    , m_path(std::move(path))
{
    if (!value.is_object())
        throw ScenarioFault{m_path.isEmpty() ? QStringLiteral("the file") : m_path,
                            QStringLiteral("must be an object")};
}

void ScenarioObject::wrong(const char* key, const QString& problem) const
{
    throw ScenarioFault{pathOf(m_path, key), problem};
}

bool ScenarioObject::has(const char* key) const
{
    return m_value.contains(key);
}

const nlohmann::json* ScenarioObject::find(const char* key)
{
    m_known.insert(key);
    const auto it = m_value.find(key);
    return it == m_value.end() ? nullptr : &*it;
}

const nlohmann::json& ScenarioObject::need(const char* key)
{
    const nlohmann::json* found = find(key);
    if (found == nullptr)
        wrong(key, QStringLiteral("is missing"));
    return *found;
}

QString ScenarioObject::text(const char* key)
{
    const nlohmann::json& value = need(key);
    if (!value.is_string() || value.get_ref<const std::string&>().empty())
        wrong(key, QStringLiteral("must be a text that is not empty"));
    return QString::fromStdString(value.get_ref<const std::string&>());
}

QString ScenarioObject::text(const char* key, const QString& fallback)
{
    return find(key) == nullptr ? fallback : text(key);
}

double ScenarioObject::number(const char* key, double least, double most, std::optional<double> fallback)
{
    if (fallback && find(key) == nullptr)
        return *fallback;
    const nlohmann::json& value = need(key);
    const double out = value.is_number() ? value.get<double>() : std::nan("");
    if (!(out >= least && out <= most))
        wrong(key, QStringLiteral("must be a number from %1 to %2").arg(least).arg(most));
    return out;
}

int ScenarioObject::integer(const char* key, int least, int most, std::optional<int> fallback)
{
    const double out =
        number(key, least, most, fallback ? std::optional<double>(*fallback) : std::optional<double>());
    if (out != std::floor(out))
        wrong(key, QStringLiteral("must be a whole number"));
    return static_cast<int>(out);
}

bool ScenarioObject::flag(const char* key)
{
    const nlohmann::json* value = find(key);
    if (value != nullptr && !value->is_boolean())
        wrong(key, QStringLiteral("must be true or false"));
    return value != nullptr && value->get<bool>();
}

std::int64_t ScenarioObject::storyTime(const char* key)
{
    const auto out = parseStoryTime(text(key));
    if (!out)
        wrong(key, QStringLiteral("must be a time such as \"T-3m\" or \"T+1h30m\""));
    return *out;
}

std::int64_t ScenarioObject::span(const char* key, std::optional<std::int64_t> fallback)
{
    if (fallback && find(key) == nullptr)
        return *fallback;
    const auto out = parseSpan(text(key));
    if (!out)
        wrong(key, QStringLiteral("must be a duration such as \"15s\" or \"7d\""));
    return *out;
}

void ScenarioObject::each(const char* key, bool required, const Each& visit)
{
    const nlohmann::json* list = find(key);
    if (list == nullptr && !required)
        return;
    if (list == nullptr)
        wrong(key, QStringLiteral("is missing"));
    if (!list->is_array() || (required && list->empty()))
        wrong(key, required ? QStringLiteral("must be a list with at least one element")
                            : QStringLiteral("must be a list"));
    for (std::size_t i = 0; i < list->size(); ++i)
        visit((*list)[i], pathOf(m_path, key) + QStringLiteral("[%1]").arg(i));
}

ScenarioObject ScenarioObject::object(const char* key)
{
    return {need(key), pathOf(m_path, key)};
}

void ScenarioObject::finish() const
{
    for (const auto& item : m_value.items()) {
        if (!m_known.contains(item.key()))
            wrong(item.key().c_str(), QStringLiteral("is no key that is known here"));
    }
}

} // namespace signalbox::simulator::world
