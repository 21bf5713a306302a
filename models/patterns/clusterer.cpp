// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/patterns/clusterer.h"

#include "models/base/text.h"
#include "models/promql/selector.h"

#include <algorithm>

namespace signalbox::patterns {

namespace {

constexpr std::string_view numberMark = "\u2039n\u203a";
constexpr std::string_view anything = "\u2039*\u203a";
constexpr std::size_t mostVocabulary = 400'000;
constexpr std::size_t mostNear = 64; ///< shapes of one leaf that are compared
constexpr std::size_t longestWord = 120;
constexpr std::size_t longestRegex = 600;

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) & 0x80) != 0;
}

bool isHex(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\0';
}

bool isOpening(char c)
{
    return c == '"' || c == '\'' || c == '(' || c == '[' || c == '{' || c == '<';
}

bool isClosing(char c)
{
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == '}' || c == '>' || c == ',' || c == ';' ||
           c == ':' || c == '.' || c == '!' || c == '?';
}

/// An id: eight digits or more of hex with a digit among them, dashes between.
bool isId(std::string_view text)
{
    std::size_t hex = 0;
    bool digit = false;
    for (const char c : text) {
        if (!isHex(c) && c != '-')
            return false;
        hex += c == '-' ? 0 : 1;
        digit = digit || isDigit(c);
    }
    return hex >= 8 && digit;
}

/// Digits with a sign, points and colons, and a short unit: 42, -1.5, 4.1s, 30%, 5MiB, 10.0.0.1:80, 14:32:09.
bool isNumber(std::string_view text)
{
    std::size_t i = 0;
    if (!text.empty() && (text[0] == '-' || text[0] == '+' || text[0] == '#' || text[0] == '$'))
        ++i;
    const std::size_t from = i;
    while (i < text.size() &&
           (isDigit(text[i]) || text[i] == '.' || text[i] == ',' || text[i] == ':' || text[i] == '/' ||
            text[i] == '-' || text[i] == '_' || text[i] == 'x' || text[i] == 'T'))
        ++i;
    const bool digits = std::any_of(text.begin() + static_cast<std::ptrdiff_t>(from),
                                    text.begin() + static_cast<std::ptrdiff_t>(i), isDigit);
    if (!digits || !isDigit(text[from]))
        return false;
    // "1h30m", "12ms": units and digits by turns, no letters in a long row.
    std::size_t run = 0;
    for (; i < text.size(); ++i) {
        run = isDigit(text[i]) || text[i] == '.' ? 0 : run + 1;
        if (run > 4 || (!isLetter(text[i]) && !isDigit(text[i]) && text[i] != '%' && text[i] != '.'))
            return false;
    }
    return true;
}

} // namespace

Clusterer::WordId Clusterer::idOf(std::string_view word)
{
    if (const auto known = m_ids.find(word); known != m_ids.end())
        return known->second;
    if (m_words.size() >= mostVocabulary && word != anything)
        return idOf(anything);
    const auto id = static_cast<WordId>(m_words.size());
    m_words.emplace_back(word);
    m_ids.emplace(std::string(word), id);
    return id;
}

/// A word with its values masked: what is constant about it stays.
void Clusterer::addWord(std::string_view word)
{
    word = word.substr(0, longestWord);
    if (std::none_of(word.begin(), word.end(), isDigit)) {
        // Its quoted or bracketed text may still differ; that is for the comparison to find out.
        m_now.push_back(idOf(word));
        return;
    }
    // Signs around a value, and the key before it, belong to the shape.
    m_masked.clear();
    std::size_t from = 0;
    std::size_t to = word.size();
    const std::size_t equals = word.find('=');
    if (equals != std::string_view::npos && equals > 0 && !isDigit(word[0]))
        from = equals + 1;
    while (from < to && isOpening(word[from]))
        ++from;
    while (to > from && isClosing(word[to - 1]))
        --to;
    const std::string_view value = word.substr(from, to - from);
    m_masked.append(word.substr(0, from));
    if (isNumber(value)) {
        m_masked.append(numberMark);
    } else if (isId(value) || value.size() >= 24) {
        if (std::any_of(value.begin(), value.end(), isDigit))
            m_masked.append(anything);
        else
            m_masked.append(value);
    } else {
        for (std::size_t i = 0; i < value.size();) {
            if (!isDigit(value[i])) {
                m_masked.push_back(value[i++]);
                continue;
            }
            while (i < value.size() &&
                   (isDigit(value[i]) || (value[i] == '.' && i + 1 < value.size() && isDigit(value[i + 1]))))
                ++i;
            m_masked.append(numberMark);
        }
    }
    m_masked.append(word.substr(to));
    m_now.push_back(idOf(m_masked));
}

void Clusterer::cut(std::string_view message)
{
    m_now.clear();
    m_isCut = message.size() > readBytes;
    const std::string_view text = message.substr(0, readBytes);
    for (std::size_t at = 0; at < text.size();) {
        while (at < text.size() && isBlank(text[at]))
            ++at;
        const std::size_t from = at;
        while (at < text.size() && !isBlank(text[at]))
            ++at;
        if (at == from)
            break;
        if (m_now.size() == mostWords) {
            m_isCut = true;
            break;
        }
        addWord(text.substr(from, at - from));
    }
}

std::uint32_t Clusterer::restOf(std::uint32_t source)
{
    if (const auto known = m_rest.find(source); known != m_rest.end())
        return known->second;
    const auto shape = static_cast<std::uint32_t>(m_shapes.size());
    m_shapes.push_back({.source = source, .isRest = true});
    m_rest.emplace(source, shape);
    return shape;
}

std::uint32_t Clusterer::add(std::string_view message, std::uint32_t source, bool isLoose)
{
    cut(message);
    const auto mixed = [](std::uint64_t hash, std::uint64_t value) {
        hash ^= value + 0x9e3779b97f4a7c15ULL + (hash << 6) + (hash >> 2);
        return hash * 0xff51afd7ed558ccdULL;
    };
    std::uint64_t whole = mixed(mixed(source, m_now.size()), isLoose ? 1 : 0);
    for (const WordId word : m_now)
        whole = mixed(whole, word);
    if (const auto known = m_known.find(whole); known != m_known.end())
        return known->second;

    const WordId wild = idOf(anything);
    const std::uint64_t leaf =
        mixed(mixed(mixed(1, source), m_now.size()), m_now.empty() ? 0 : m_now.front());
    std::vector<std::uint32_t>& near = m_leaves[leaf];
    std::uint32_t best = 0;
    std::size_t fewest = m_now.size() + 1;
    for (std::size_t i = 0; i < std::min(near.size(), mostNear); ++i) {
        const Shape& shape = m_shapes[near[i]];
        std::size_t differ = 0;
        for (std::size_t w = 0; w < m_now.size(); ++w)
            differ += shape.words[w] == m_now[w] || shape.words[w] == wild ? 0 : 1;
        if (differ < fewest) {
            fewest = differ;
            best = near[i];
        }
    }
    std::uint32_t shape = 0;
    // "order accepted" is not "order rejected": short messages differ by their words, long ones by values.
    if (fewest <= m_now.size() / 4) {
        shape = best;
        std::vector<WordId>& words = m_shapes[shape].words;
        for (std::size_t w = 0; w < m_now.size(); ++w)
            if (words[w] != m_now[w])
                words[w] = wild;
        m_shapes[shape].isCut = m_shapes[shape].isCut || m_isCut;
    } else if (m_shapes.size() >= mostShapes) {
        shape = restOf(source);
    } else {
        shape = static_cast<std::uint32_t>(m_shapes.size());
        m_shapes.push_back({.source = source, .isCut = m_isCut, .words = m_now});
        near.push_back(shape);
    }
    m_shapes[shape].isLoose = m_shapes[shape].isLoose || isLoose;
    if (m_known.size() < mostVocabulary)
        m_known.emplace(whole, shape);
    return shape;
}

QString Clusterer::textOf(std::uint32_t shape) const
{
    const Shape& one = m_shapes[shape];
    std::string text;
    for (const WordId word : one.words) {
        if (!text.empty())
            text += ' ';
        text += m_words[word];
    }
    if (one.isCut)
        text += " \u2026";
    return QString::fromStdString(text);
}

QString Clusterer::regexOf(std::uint32_t shape) const
{
    QString regex;
    bool gap = false;
    bool letters = false;
    const auto literal = [&](QStringView text) {
        if (text.isEmpty())
            return;
        if (gap && !regex.isEmpty())
            regex += QStringLiteral(".*");
        gap = false;
        letters = true;
        regex += promql::regexLiteral(text);
    };
    for (const WordId word : m_shapes[shape].words) {
        if (static_cast<std::size_t>(regex.size()) > longestRegex)
            break;
        const QString text = QString::fromStdString(m_words[word]);
        // What a replacement character or a quote stands for in the line is not known: JSON escapes it.
        qsizetype from = 0;
        if (m_shapes[shape].isLoose)
            gap = true;
        else if (letters && !gap)
            literal(u" ");
        for (qsizetype i = 0; i < text.size();) {
            const bool mask = text[i] == QChar(0x2039) && i + 2 < text.size() && text[i + 2] == QChar(0x203A);
            const bool unsure = text[i] == QChar::ReplacementCharacter || text[i] == u'"' ||
                                text[i] == u'\\' || text[i].unicode() < 0x20;
            if (!mask && !unsure) {
                ++i;
                continue;
            }
            literal(QStringView(text).mid(from, i - from));
            gap = true;
            i += mask ? 3 : 1;
            from = i;
        }
        literal(QStringView(text).mid(from));
    }
    return letters ? regex.trimmed() : QString();
}

} // namespace signalbox::patterns
