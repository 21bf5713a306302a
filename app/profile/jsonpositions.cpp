// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/profile/jsonpositions.h"

#include <nlohmann/json.hpp>

#include <array>
#include <iterator>
#include <set>
#include <string_view>
#include <vector>

namespace signalbox::app {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t deepest = 32;

/// Counts what the parser has taken. The parser reads one byte at a time and never goes back.
struct Cursor
{
    const char* at = nullptr;
    int line = 1;
    bool endedLine = false; ///< the last byte taken was a newline
};

class CountingIterator
{
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(Cursor* cursor, const char* at)
        : m_cursor(cursor)
        , m_at(at)
    {
    }
    reference operator*() const { return *m_at; }
    CountingIterator& operator++()
    {
        m_cursor->endedLine = *m_at == '\n';
        m_cursor->line += m_cursor->endedLine ? 1 : 0;
        m_cursor->at = ++m_at;
        return *this;
    }
    CountingIterator operator++(int)
    {
        CountingIterator before = *this;
        ++*this;
        return before;
    }
    bool operator==(const CountingIterator& other) const { return m_at == other.m_at; }
    bool operator!=(const CountingIterator& other) const { return m_at != other.m_at; }

private:
    Cursor* m_cursor;
    const char* m_at;
};

/// The parser's own words for what was due, when it had some. Only words from this list are repeated:
/// the rest of its message quotes the text.
QString expectedToken(std::string_view message)
{
    static constexpr std::array<std::pair<std::string_view, const char*>, 7> known{{
        {"string literal", "a string in double quotes"},
        {"':'", "a colon after the key"},
        {"']'", "a comma or ]"},
        {"'}'", "a comma or }"},
        {"end of input", "nothing after the closing brace"},
        {"'[', '{', or a literal", "a value"},
        {"<uninitialized>", "a value"},
    }};
    constexpr std::string_view marker = "; expected ";
    const std::size_t at = message.rfind(marker);
    if (at != std::string_view::npos) {
        const std::string_view token = message.substr(at + marker.size());
        for (const auto& [name, words] : known) {
            if (token == name)
                return QString::fromLatin1(words);
        }
    }
    return QStringLiteral("JSON");
}

class Scanner
{
public:
    Scanner(const Cursor& cursor, const char* begin, JsonPositions& positions)
        : m_cursor(cursor)
        , m_begin(begin)
        , m_positions(positions)
    {
    }

    [[nodiscard]] const std::optional<JsonFault>& fault() const { return m_fault; }

    // The parser's callbacks; false stops it.
    bool null() { return value(false); }
    bool boolean(bool) { return value(false); }
    bool number_integer(Json::number_integer_t) { return value(true); }
    bool number_unsigned(Json::number_unsigned_t) { return value(true); }
    bool number_float(Json::number_float_t, const Json::string_t&) { return value(true); }
    bool string(Json::string_t&) { return value(false); }
    bool binary(Json::binary_t&) { return value(false); }
    bool start_object(std::size_t) { return open(false); }
    bool start_array(std::size_t) { return open(true); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool key(Json::string_t& name)
    {
        Level& level = m_levels.back();
        level.key = name;
        const std::string path = here();
        if (!level.seen.insert(name).second)
            return fail(path, QStringLiteral("each key once; this one is there twice"));
        m_positions.lines.emplace(path, m_cursor.line);
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error)
    {
        QString expected = expectedToken(error.what());
        const char last = m_cursor.at > m_begin ? m_cursor.at[-1] : '\0';
        if (last == '/' || last == '#')
            expected += QStringLiteral(" (a profile has no comments)");
        return fail(m_levels.empty() ? std::string() : here(), expected);
    }

private:
    struct Level
    {
        std::string path;
        bool isArray = false;
        std::size_t index = 0;
        std::string key;
        std::set<std::string, std::less<>> seen;
    };

    [[nodiscard]] std::string here() const
    {
        const Level& level = m_levels.back();
        if (level.isArray)
            return level.path + '[' + std::to_string(level.index) + ']';
        if (level.key.empty() || level.path.empty())
            return level.path + level.key;
        return level.path + '.' + level.key;
    }
    /// The value that begins or is done here gets its line, unless its key has given one.
    void note(bool overread)
    {
        if (m_levels.empty()) {
            m_positions.lines.emplace(std::string(), m_cursor.line);
            return;
        }
        // Behind a number the parser has taken one byte more, which may be the end of the line.
        const int line = m_cursor.line - (overread && m_cursor.endedLine ? 1 : 0);
        m_positions.lines.emplace(here(), line);
    }
    bool value(bool overread)
    {
        note(overread);
        step();
        return true;
    }
    void step()
    {
        if (!m_levels.empty() && m_levels.back().isArray)
            ++m_levels.back().index;
    }
    bool open(bool isArray)
    {
        note(false);
        std::string path = m_levels.empty() ? std::string() : here();
        if (m_levels.size() >= deepest)
            return fail(path, QStringLiteral("less nesting"));
        m_levels.push_back({.path = std::move(path), .isArray = isArray, .index = 0, .key = {}, .seen = {}});
        return true;
    }
    bool close()
    {
        m_levels.pop_back();
        step();
        return true;
    }
    bool fail(std::string path, QString expected)
    {
        const char* lineStart = m_cursor.at;
        while (lineStart > m_begin && lineStart[-1] != '\n')
            --lineStart;
        m_fault = JsonFault{.line = m_cursor.line,
                            .column = std::max(1, static_cast<int>(m_cursor.at - lineStart)),
                            .path = std::move(path),
                            .expected = std::move(expected)};
        return false;
    }

    const Cursor& m_cursor;
    const char* m_begin;
    JsonPositions& m_positions;
    std::vector<Level> m_levels;
    std::optional<JsonFault> m_fault;
};

} // namespace

int JsonPositions::lineOf(std::string path) const
{
    while (true) {
        const auto it = lines.find(path);
        if (it != lines.end())
            return it->second;
        const std::size_t cut = path.find_last_of(".[");
        if (path.empty())
            return 1;
        path.resize(cut == std::string::npos ? 0 : cut);
    }
}

std::optional<JsonFault> scanJson(const QByteArray& text, JsonPositions& positions)
{
    const char* begin = text.constData();
    const char* end = begin + text.size();
    Cursor cursor{.at = begin, .line = 1, .endedLine = false};
    Scanner scanner(cursor, begin, positions);
    const CountingIterator first(&cursor, begin);
    const CountingIterator last(&cursor, end);
    if (Json::sax_parse(first, last, &scanner))
        return std::nullopt;
    return scanner.fault();
}

} // namespace signalbox::app
