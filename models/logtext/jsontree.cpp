// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logtext/jsontree.h"

#include "models/logtext/message.h"
#include "models/telemetry/fields.h"

#include <QByteArray>

#include <algorithm>

namespace signalbox::logtext {

namespace {

constexpr std::size_t longestValue = 10'000;
constexpr std::size_t longestKey = 256;
constexpr qsizetype longestField = 512;

using Kind = JsonNode::Kind;

QString textOf(std::string_view raw, bool escaped)
{
    if (!escaped)
        return QString::fromUtf8(raw.data(), static_cast<qsizetype>(raw.size()));
    return QString::fromUtf8(unescapedJson(raw));
}

QString joined(const QString& path, const QString& key)
{
    QString name = key;
    for (QChar& c : name)
        if (!((c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9')))
            c = u'_';
    if (path.isEmpty() && !name.isEmpty() && name.front().isDigit())
        name.prepend(u'_');
    return path.isEmpty() ? name : path + u'_' + name;
}

/// Walks JSON once from left to right, with a list of what is open instead of recursion.
class Reader
{
public:
    explicit Reader(std::string_view text)
        : m_text(text)
    {
    }

    JsonTree read()
    {
        while (!m_done && step()) {
        }
        return std::move(m_tree);
    }

private:
    struct Open
    {
        int node = -1; ///< -1: beyond the bound, its children are only counted
        bool isArray = false;
        bool inArray = false; ///< it or one of its parents is an array: Loki gives its values no name
        bool wantsKey = false;
        QString field;
    };

    void skipBlanks()
    {
        while (m_at < m_text.size() &&
               (m_text[m_at] == ' ' || m_text[m_at] == '\t' || m_text[m_at] == '\n' || m_text[m_at] == '\r'))
            ++m_at;
    }

    bool fail()
    {
        m_tree.brokenAt = m_at;
        m_done = true;
        return false;
    }

    bool readString(std::string_view& raw, bool& escaped)
    {
        const std::size_t from = ++m_at;
        escaped = false;
        while (m_at < m_text.size() && m_text[m_at] != '"') {
            if (m_text[m_at] == '\\') {
                escaped = true;
                ++m_at;
            }
            ++m_at;
        }
        if (m_at >= m_text.size()) {
            m_at = m_text.size();
            return false;
        }
        raw = m_text.substr(from, m_at - from);
        ++m_at;
        return true;
    }

    /// Keeps the node, or counts it.
    int add(JsonNode node)
    {
        if (!m_open.empty() && m_open.back().node >= 0)
            ++m_tree.nodes[static_cast<std::size_t>(m_open.back().node)].children;
        const bool fits = m_tree.nodes.size() < mostNodes && (m_open.empty() || m_open.back().node >= 0);
        if (!fits) {
            ++m_tree.left;
            return -1;
        }
        node.depth = static_cast<int>(m_open.size());
        node.parent = m_open.empty() ? -1 : m_open.back().node;
        node.key = m_key;
        if (!m_open.empty() && !m_open.back().isArray && !m_open.back().inArray)
            node.field = joined(m_open.back().field, m_key).left(longestField);
        m_tree.nodes.push_back(std::move(node));
        return static_cast<int>(m_tree.nodes.size()) - 1;
    }

    bool openOne(bool isArray)
    {
        Open open{.isArray = isArray, .wantsKey = !isArray};
        if (!m_open.empty()) {
            open.inArray = m_open.back().isArray || m_open.back().inArray;
            if (!open.inArray)
                open.field = joined(m_open.back().field, m_key).left(longestField);
        }
        open.node = add({.kind = isArray ? Kind::Array : Kind::Object});
        m_key.clear();
        m_open.push_back(std::move(open));
        ++m_at;
        return true;
    }

    bool closeOne(char c)
    {
        if (m_open.empty() || (c == ']') != m_open.back().isArray)
            return fail();
        ++m_at;
        m_open.pop_back();
        if (m_open.empty()) {
            m_done = true;
            return false;
        }
        return true;
    }

    bool readKey()
    {
        std::string_view raw;
        bool escaped = false;
        if (!readString(raw, escaped))
            return fail();
        m_key = textOf(raw.substr(0, longestKey), escaped);
        skipBlanks();
        if (m_at >= m_text.size() || m_text[m_at] != ':')
            return fail();
        ++m_at;
        m_open.back().wantsKey = false;
        return true;
    }

    void leaf(Kind kind, std::string_view raw, bool escaped)
    {
        JsonNode node{.kind = kind, .isCut = raw.size() > longestValue};
        node.value = textOf(raw.substr(0, longestValue), escaped);
        add(std::move(node));
        m_key.clear();
    }

    bool step()
    {
        skipBlanks();
        if (m_at >= m_text.size())
            return fail();
        const char c = m_text[m_at];
        if (c == '}' || c == ']')
            return closeOne(c);
        if (c == ',' && !m_open.empty()) {
            ++m_at;
            m_open.back().wantsKey = !m_open.back().isArray;
            return true;
        }
        if (!m_open.empty() && m_open.back().wantsKey)
            return c == '"' ? readKey() : fail();
        if (c == '{' || c == '[')
            return openOne(c == '[');
        if (c == '"') {
            std::string_view raw;
            bool escaped = false;
            const std::size_t from = m_at + 1;
            const bool whole = readString(raw, escaped);
            if (!whole)
                raw = m_text.substr(std::min(from, m_text.size()));
            leaf(Kind::String, raw, escaped);
            return whole || fail();
        }
        const std::size_t from = m_at;
        while (m_at < m_text.size() &&
               std::string_view(" \t\r\n,]}").find(m_text[m_at]) == std::string_view::npos)
            ++m_at;
        const std::string_view word = m_text.substr(from, m_at - from);
        const bool number =
            !word.empty() && (word.front() == '-' || (word.front() >= '0' && word.front() <= '9'));
        if (!number && word != "true" && word != "false" && word != "null") {
            m_at = from;
            return fail();
        }
        leaf(number ? Kind::Number : word == "null" ? Kind::Null : Kind::Bool, word, false);
        return true;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::vector<Open> m_open;
    QString m_key;
    JsonTree m_tree;
    bool m_done = false;
};

JsonTree logfmtTree(std::string_view line)
{
    JsonTree tree;
    FieldScanner scanner(line, std::max(line.size(), std::size_t{1}));
    Field field;
    while (scanner.next(field)) {
        if (tree.nodes.empty())
            tree.nodes.push_back({.kind = Kind::Object});
        ++tree.nodes.front().children;
        if (tree.nodes.size() >= mostNodes) {
            ++tree.left;
            continue;
        }
        JsonNode node{.kind = field.kind == Field::Kind::String ? Kind::String : Kind::Bare,
                      .depth = 1,
                      .parent = 0,
                      .isCut = field.value.size() > longestValue};
        node.key = textOf(field.name, false);
        node.value = textOf(field.value.substr(0, longestValue), field.escaped);
        node.field = joined({}, node.key);
        tree.nodes.push_back(std::move(node));
    }
    return tree;
}

} // namespace

JsonTree treeOf(std::string_view line)
{
    std::size_t first = 0;
    while (first < line.size() && (line[first] == ' ' || line[first] == '\t'))
        ++first;
    const std::string_view inner = embeddedJson(line);
    if (!inner.empty())
        return Reader(line.substr(static_cast<std::size_t>(inner.data() - line.data()))).read();
    if (first < line.size() && line[first] == '{')
        return Reader(line.substr(first)).read();
    return logfmtTree(line);
}

} // namespace signalbox::logtext
