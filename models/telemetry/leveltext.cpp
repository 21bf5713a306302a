// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/leveltext.h"

#include "models/base/text.h"

#include <algorithm>
#include <array>

namespace signalbox {

namespace {

constexpr std::size_t headLimit = 256;
constexpr int wordLimit = 16;
constexpr std::size_t longestWord = 32; ///< what is longer holds no level and is no word of prose
constexpr int proseLimit = 3;           ///< after so many plain words the line is prose

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}
bool isAlpha(char c)
{
    return isUpper(c) || (c >= 'a' && c <= 'z');
}
/// Looked up for every character of a hundred thousand heads.
constexpr std::array<bool, 256> delimiters = [] {
    std::array<bool, 256> table{};
    for (std::size_t c = 0; c <= ' '; ++c)
        table[c] = true;
    for (const char c : std::string_view("[]()|<>{}\","))
        table[static_cast<unsigned char>(c)] = true;
    return table;
}();

bool isDelimiter(char c)
{
    return delimiters[static_cast<unsigned char>(c)];
}
bool allUpper(std::string_view word)
{
    return std::all_of(word.begin(), word.end(), isUpper);
}

/// klog and glog: a letter, month and day, then the time: "E0821 09:00:00.123456   1 file.go:12] ...".
Level klogLevel(std::string_view line)
{
    if (line.size() < 8 || line[5] != ' ' || !isDigit(line[6]) || !std::all_of(&line[1], &line[5], isDigit))
        return Level::Unknown;
    return std::string_view("IWEF").find(line[0]) == std::string_view::npos
               ? Level::Unknown
               : levelOfWord(line.substr(0, 1)).value_or(Level::Unknown);
}

/// RFC 5424's priority: "<3>", "<131>1 2026-...". The severity is the rest by eight.
Level syslogLevel(std::string_view line)
{
    if (line.size() < 3 || line[0] != '<')
        return Level::Unknown;
    std::size_t i = 1;
    int priority = 0;
    for (; i < line.size() && i < 4 && isDigit(line[i]); ++i)
        priority = priority * 10 + (line[i] - '0');
    if (i == 1 || i >= line.size() || line[i] != '>' || priority > 191)
        return Level::Unknown;
    const char severity = static_cast<char>('0' + priority % 8);
    return levelOfWord(std::string_view(&severity, 1)).value_or(Level::Unknown);
}

/// Behind the colour codes of a terminal.
std::size_t afterEscapes(std::string_view text, std::size_t at)
{
    while (at + 1 < text.size() && text[at] == '\x1b' && text[at + 1] == '[') {
        at += 2;
        while (at < text.size() && !isAlpha(text[at]))
            ++at;
        at += at < text.size() ? 1 : 0;
    }
    return at;
}

bool negates(std::string_view word)
{
    static constexpr std::array<std::string_view, 8> words{"no",  "No",  "NO",  "without",
                                                           "not", "NOT", "any", "WITHOUT"};
    return std::find(words.begin(), words.end(), word) != words.end();
}

struct Word
{
    std::string_view text;
    char before = ' ';
    char after = ' ';
    char next = ' '; ///< the first visible character behind the word

    [[nodiscard]] bool bracketed() const
    {
        return (before == '[' && after == ']') || (before == '(' && after == ')') ||
               (before == '<' && after == '>') || (before == '|' && after == '|');
    }
};

Level levelOf(const Word& word, int proseWords, std::string_view previous)
{
    std::string_view text = word.text.substr(0, longestWord);
    const std::size_t cut = text.find_first_of(":/");
    const char cutBy = cut == std::string_view::npos ? '\0' : text[cut];
    if (word.bracketed() && cutBy == ':')
        text.remove_prefix(text.rfind(':') + 1); // Apache's "[core:error]"
    else
        text = text.substr(0, cut); // "ERROR:root:", "error:", "ERROR/MainProcess"
    if (text.empty() || !isAlpha(text.front()))
        return Level::Unknown;
    const Level level = levelOfWord(text).value_or(Level::Unknown);
    if (level == Level::Unknown || negates(previous))
        return Level::Unknown;
    if (word.bracketed())
        return text.size() > 1 || isUpper(text.front()) ? level : Level::Unknown;
    if (text.size() < 3 || text == "alert" || text == "ALERT" || text == "Alert")
        return Level::Unknown;
    if (allUpper(text)) {
        const bool httpMethod = text == "TRACE" && (word.next == '/' || word.next == '*');
        return httpMethod ? Level::Unknown : level;
    }
    const bool leads = proseWords == 0 && cutBy == ':' && cut + 1 == word.text.size();
    const bool inColumn = proseWords == 0 && word.before == '\t' && word.after == '\t';
    return leads || inColumn ? level : Level::Unknown;
}

/// A word of a sentence, as opposed to a time stamp, a name with signs in it, a month or a zone.
bool isProse(const Word& word)
{
    std::string_view text = word.text;
    while (!text.empty() && (text.back() == '.' || text.back() == ':'))
        text.remove_suffix(1);
    if (text.size() < 2 || text.size() > longestWord || word.bracketed() ||
        !std::all_of(text.begin(), text.end(), isAlpha))
        return false;
    return text.size() > 4 || !(allUpper(text) || (text.size() == 3 && isUpper(text.front())));
}

} // namespace

Level levelInText(std::string_view line)
{
    if (const Level level = klogLevel(line); level != Level::Unknown)
        return level;
    if (const Level level = syslogLevel(line); level != Level::Unknown)
        return level;
    const std::string_view head = line.substr(0, headLimit);
    std::string_view previous;
    int prose = 0;
    std::size_t at = 0;
    char before = ' ';
    for (int words = 0; words < wordLimit && prose <= proseLimit;) {
        for (;; ++at) {
            at = afterEscapes(head, at);
            if (at >= head.size() || !isDelimiter(head[at]))
                break;
            before = head[at];
        }
        if (at >= head.size())
            return Level::Unknown;
        std::size_t end = at;
        while (end < head.size() && !isDelimiter(head[end]))
            ++end;
        const std::size_t behind = std::min(head.find_first_not_of(' ', end), head.size());
        const Word word{.text = head.substr(at, end - at),
                        .before = before,
                        .after = end < head.size() ? head[end] : ' ',
                        .next = behind < head.size() ? head[behind] : ' '};
        if (const Level level = levelOf(word, prose, previous); level != Level::Unknown)
            return level;
        prose += isProse(word) ? 1 : 0;
        previous = word.text;
        at = end;
        before = ' ';
        ++words;
    }
    return Level::Unknown;
}

} // namespace signalbox
