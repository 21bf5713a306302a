// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/pattern.h"

#include <QRegularExpression>

#include <algorithm>

namespace signalbox::simulator::logql {

namespace {

constexpr std::string_view metacharacters = R"(\^$.|?*+()[]{})";

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// PCRE knows more than RE2; what RE2 lacks must fail here too, or the demo teaches queries that fail
/// in production.
std::string beyondRe2(const std::string& expression)
{
    for (std::size_t i = 0; i + 1 < expression.size(); ++i) {
        const std::string_view rest = std::string_view(expression).substr(i);
        if (rest[0] == '\\') {
            if (rest[1] >= '1' && rest[1] <= '9')
                return "invalid escape sequence: `" + std::string(rest.substr(0, 2)) + "`";
            ++i;
            continue;
        }
        for (const std::string_view perl :
             {"(?=", "(?!", "(?<=", "(?<!", "(?>", "(?#", "(?|", "(?&", "(?R"}) {
            if (rest.starts_with(perl))
                return "invalid or unsupported Perl syntax: `" + std::string(perl) + "`";
        }
    }
    return {};
}

std::string goMistake(const QRegularExpression& regex, const std::string& expression)
{
    const auto opens = std::count(expression.begin(), expression.end(), '(');
    const auto closes = std::count(expression.begin(), expression.end(), ')');
    const std::string quotedExpression = "`" + expression + "`";
    if (opens > closes)
        return "missing closing ): " + quotedExpression;
    if (closes > opens)
        return "unexpected ): " + quotedExpression;
    return regex.errorString().toStdString() + ": " + quotedExpression;
}

} // namespace

Regex::Regex(const std::string& expression, Anchor anchor)
    : m_anchor(anchor)
{
    if (expression.find_first_of(metacharacters) == std::string::npos) {
        m_literal = expression;
        return;
    }
    if (const std::string beyond = beyondRe2(expression); !beyond.empty()) {
        m_mistake = "error parsing regexp: " + beyond;
        return;
    }
    const QString text = toQString(expression);
    auto options = QRegularExpression::PatternOptions(QRegularExpression::NoPatternOption);
    if (anchor == Anchor::Both)
        options |= QRegularExpression::DotMatchesEverythingOption;
    auto regex = std::make_shared<QRegularExpression>(
        anchor == Anchor::Both ? QRegularExpression::anchoredPattern(text) : text, options);
    if (!regex->isValid()) {
        m_mistake = "error parsing regexp: " + goMistake(*regex, expression);
        return;
    }
    regex->optimize();
    m_regex = std::move(regex);
}

bool Regex::matches(std::string_view text) const
{
    if (!isValid())
        return false;
    if (!m_regex)
        return m_anchor == Anchor::Both ? text == m_literal : text.find(m_literal) != std::string_view::npos;
    return m_regex->match(toQString(text)).hasMatch();
}

bool Regex::hasNamedGroups() const
{
    return m_regex && m_regex->namedCaptureGroups().join(QString()).size() > 0;
}

std::optional<Fields> Regex::captures(std::string_view text) const
{
    if (!m_regex)
        return std::nullopt;
    const auto match = m_regex->match(toQString(text));
    if (!match.hasMatch())
        return std::nullopt;
    Fields out;
    const QStringList names = m_regex->namedCaptureGroups();
    for (qsizetype i = 0; i < names.size(); ++i) {
        if (!names[i].isEmpty())
            out.set(names[i].toStdString(), match.captured(static_cast<int>(i)).toStdString());
    }
    return out;
}

std::optional<LinePattern> LinePattern::parse(std::string_view text, bool needsNames)
{
    LinePattern out;
    bool hasName = false;
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t end = std::string_view::npos;
        if (text[at] == '<') {
            end = at + 1;
            while (end < text.size() && labelName(text.substr(end, 1))[0] == text[end])
                ++end;
            if (end == at + 1 || end >= text.size() || text[end] != '>')
                end = std::string_view::npos;
        }
        if (end == std::string_view::npos) {
            if (out.m_parts.empty() || out.m_parts.back().isCapture)
                out.m_parts.push_back({});
            out.m_parts.back().text += text[at++];
            continue;
        }
        if (!out.m_parts.empty() && out.m_parts.back().isCapture)
            return std::nullopt;
        out.m_parts.push_back({.isCapture = true, .text = std::string(text.substr(at + 1, end - at - 1))});
        hasName = hasName || out.m_parts.back().text != "_";
        at = end + 1;
    }
    if (out.m_parts.empty() || (needsNames && !hasName))
        return std::nullopt;
    return out;
}

std::optional<Fields> LinePattern::captures(std::string_view line) const
{
    Fields out;
    std::size_t at = 0;
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        if (!m_parts[i].isCapture) {
            if (!line.substr(at).starts_with(m_parts[i].text))
                return out.isEmpty() ? std::nullopt : std::optional<Fields>(out);
            at += m_parts[i].text.size();
            continue;
        }
        const std::size_t end = i + 1 < m_parts.size() ? line.find(m_parts[i + 1].text, at) : line.size();
        const bool missing = end == std::string_view::npos;
        if (m_parts[i].text != "_")
            out.set(m_parts[i].text, line.substr(at, missing ? std::string_view::npos : end - at));
        if (missing)
            return out;
        at = end;
    }
    return out;
}

bool LinePattern::fits(std::string_view line) const
{
    std::size_t at = 0;
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        if (m_parts[i].isCapture) {
            if (i + 1 == m_parts.size())
                return at < line.size();
            continue;
        }
        const std::string& text = m_parts[i].text;
        const bool last = i + 1 == m_parts.size();
        if (i == 0) {
            if (!line.starts_with(text))
                return false;
            at = text.size();
        } else {
            const std::size_t found = last && line.size() >= text.size() && line.ends_with(text)
                                          ? line.size() - text.size()
                                          : line.find(text, at);
            if (found == std::string_view::npos || found <= at)
                return false;
            at = found + text.size();
        }
        if (last)
            return at == line.size();
    }
    return true;
}

} // namespace signalbox::simulator::logql
