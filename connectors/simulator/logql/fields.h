// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string> // brings <compare>, which stops moc 6.4 when it is named ahead
#include <string_view>
#include <utility>
#include <vector>

namespace signalbox::simulator::logql {

using Field = std::pair<std::string, std::string>;

/// Names and values as UTF-8, sorted by name, each name once: the labels of a stream, the structured
/// metadata of a line, or what a parser found in it.
class Fields
{
public:
    Fields() = default;
    Fields(std::initializer_list<Field> fields);

    /// An empty value removes the name, since Loki takes "absent" and "empty" for one.
    void set(std::string_view name, std::string_view value);
    bool remove(std::string_view name);
    void clear() { m_fields.clear(); }
    [[nodiscard]] const std::string* find(std::string_view name) const;
    [[nodiscard]] bool contains(std::string_view name) const { return find(name) != nullptr; }
    [[nodiscard]] bool isEmpty() const { return m_fields.empty(); }
    [[nodiscard]] std::size_t size() const { return m_fields.size(); }
    [[nodiscard]] auto begin() const { return m_fields.begin(); }
    [[nodiscard]] auto end() const { return m_fields.end(); }
    /// Adds what the other has; its values win.
    void merge(const Fields& other);
    /// {a="x", b="y"}
    [[nodiscard]] std::string toString() const;

    auto operator<=>(const Fields&) const = default;
    bool operator==(const Fields&) const = default;

private:
    std::vector<Field> m_fields;
};

/// A string in double quotes with Go's escapes.
[[nodiscard]] std::string quotedText(std::string_view text);
/// A key made fit to be a label's name: other characters become "_", a leading digit gets one before it.
[[nodiscard]] std::string labelName(std::string_view key);

} // namespace signalbox::simulator::logql
