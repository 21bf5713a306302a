// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/level.h"

#include "models/telemetry/fields.h"
#include "models/telemetry/leveltext.h"

#include <array>

namespace signalbox {

namespace {

/// A level comes early in a line; what is further back is worth no time in a hundred thousand lines.
constexpr std::size_t fieldLimit = 8 * 1024;

constexpr std::uint64_t packed(std::string_view word)
{
    std::uint64_t v = 0;
    for (const char c : word)
        v = (v << 8) | static_cast<unsigned char>(c);
    return v;
}

constexpr char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

std::optional<Level> levelOfLongWord(std::string_view lower)
{
    if (lower == "emergency")
        return Level::Fatal;
    if (lower == "information" || lower == "informational")
        return Level::Info;
    return std::nullopt;
}

std::optional<Level> levelOfPacked(std::uint64_t word)
{
    switch (word) {
    case packed("t"):
    case packed("v"):
    case packed("trace"):
    case packed("trc"):
    case packed("verbose"):
    case packed("vrb"):
    case packed("finest"):
    case packed("finer"):
    case packed("10"):
        return Level::Trace;
    case packed("d"):
    case packed("debug"):
    case packed("dbg"):
    case packed("dbug"):
    case packed("fine"):
    case packed("config"):
    case packed("7"):
    case packed("20"):
        return Level::Debug;
    case packed("i"):
    case packed("info"):
    case packed("inf"):
    case packed("notice"):
    case packed("5"):
    case packed("6"):
    case packed("30"):
        return Level::Info;
    case packed("w"):
    case packed("warn"):
    case packed("warning"):
    case packed("wrn"):
    case packed("4"):
    case packed("40"):
        return Level::Warn;
    case packed("e"):
    case packed("error"):
    case packed("err"):
    case packed("eror"):
    case packed("severe"):
    case packed("3"):
    case packed("50"):
        return Level::Error;
    case packed("f"):
    case packed("c"):
    case packed("fatal"):
    case packed("ftl"):
    case packed("critical"):
    case packed("crit"):
    case packed("emerg"):
    case packed("alert"):
    case packed("panic"):
    case packed("dpanic"):
    case packed("0"):
    case packed("1"):
    case packed("2"):
    case packed("60"):
        return Level::Fatal;
    default:
        return std::nullopt;
    }
}

enum class Name
{
    None,
    Word,     ///< level, severity...
    Python,   ///< levelno
    Otlp,     ///< severity_number
    Journald, ///< PRIORITY
    Guess     ///< detected_level
};

/// `c(i)` gives the characters of a name: the same code reads UTF-8 fields and UTF-16 labels.
template <typename Text>
Name nameOf(const Text& text, std::size_t size)
{
    constexpr std::size_t longest = 20;
    if (size < 2 || size > longest)
        return Name::None;
    std::array<char, longest> buffer;
    std::size_t n = 0;
    for (std::size_t i = 0; i < size; ++i) {
        const char c = text(i);
        if (c != '_' && c != '-' && c != '.')
            buffer[n++] = lowered(c);
    }
    const std::string_view name(buffer.data(), n);
    switch (n) {
    case 2:
        return name == "@l" ? Name::Word : Name::None;
    case 3:
        return name == "lvl" ? Name::Word : Name::None;
    case 5:
        return name == "level" ? Name::Word : Name::None;
    case 7:
        return name == "levelno" ? Name::Python : Name::None;
    case 8:
        if (name == "priority" && text(0) == 'P' && text(1) == 'R')
            return Name::Journald;
        return name == "severity" || name == "loglevel" ? Name::Word : Name::None;
    case 9:
        return name == "levelname" ? Name::Word : Name::None;
    case 12:
        return name == "severitytext" ? Name::Word : Name::None;
    case 13:
        return name == "detectedlevel" ? Name::Guess : Name::None;
    case 14:
        return name == "severitynumber" ? Name::Otlp : Name::None;
    default:
        return Name::None;
    }
}

Name nameOf(std::string_view name)
{
    return nameOf([name](std::size_t i) { return name[i]; }, name.size());
}

Name nameOf(const QString& name)
{
    const QChar* chars = name.constData();
    return nameOf([chars](std::size_t i) { return chars[i].toLatin1(); },
                  static_cast<std::size_t>(name.size()));
}

int smallNumber(std::string_view text)
{
    if (text.empty() || text.size() > 2)
        return -1;
    int v = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return -1;
        v = v * 10 + (c - '0');
    }
    return v;
}

/// What a field says. A number that stands beside a word (levelno beside levelname) yields to it, so it is
/// only kept in `number`.
std::optional<Level> read(Name name, std::string_view value, std::optional<Level>& number)
{
    switch (name) {
    case Name::Word:
        return levelOfWord(value);
    case Name::Python:
        number = levelOfPythonNumber(smallNumber(value));
        break;
    case Name::Otlp:
        number = levelOfSeverityNumber(smallNumber(value));
        break;
    case Name::Journald:
        if (value.size() == 1 && value.front() >= '0' && value.front() <= '7')
            number = levelOfWord(value);
        break;
    case Name::Guess:
    case Name::None:
        break;
    }
    return std::nullopt;
}

Level levelInFields(std::string_view text, bool& json)
{
    FieldScanner scanner(text, fieldLimit);
    json = scanner.shape() == FieldScanner::Shape::Json;
    std::optional<Level> number;
    Field field;
    while (scanner.next(field)) {
        const Name name = nameOf(field.name);
        if (name == Name::None)
            continue;
        if (const auto level = read(name, field.value, number))
            return *level;
    }
    return number.value_or(Level::Unknown);
}

Level levelInLabels(const LabelSet& set, std::optional<Level>& guess)
{
    std::optional<Level> number;
    for (const Label& label : set) {
        const Name name = nameOf(label.name);
        if (name == Name::None)
            continue;
        if (name == Name::Guess) {
            if (!guess)
                guess = levelOfWord(label.value);
            continue;
        }
        const QByteArray value = label.value.left(16).toLatin1();
        if (const auto level =
                read(name, {value.constData(), static_cast<std::size_t>(value.size())}, number))
            return *level;
    }
    return number.value_or(Level::Unknown);
}

} // namespace

QString toString(Level level)
{
    static constexpr std::array names{"unknown", "trace", "debug", "info", "warn", "error", "fatal"};
    return QString::fromLatin1(names.at(static_cast<std::size_t>(level)));
}

std::optional<Level> levelOfWord(std::string_view word)
{
    constexpr std::size_t longest = 13; // "informational"
    if (word.empty() || word.size() > longest)
        return std::nullopt;
    std::array<char, longest> buffer;
    for (std::size_t i = 0; i < word.size(); ++i)
        buffer[i] = lowered(word[i]);
    const std::string_view lower(buffer.data(), word.size());
    return word.size() <= 8 ? levelOfPacked(packed(lower)) : levelOfLongWord(lower);
}

std::optional<Level> levelOfWord(QStringView word)
{
    if (word.size() > 16)
        return std::nullopt;
    const QByteArray latin = word.toLatin1();
    return levelOfWord(std::string_view(latin.constData(), static_cast<std::size_t>(latin.size())));
}

std::optional<Level> levelOfPythonNumber(int number)
{
    switch (number) {
    case 10:
        return Level::Debug;
    case 20:
        return Level::Info;
    case 30:
        return Level::Warn;
    case 40:
        return Level::Error;
    case 50:
        return Level::Fatal;
    default:
        return std::nullopt;
    }
}

std::optional<Level> levelOfSeverityNumber(int number)
{
    if (number < 1 || number > 24)
        return std::nullopt;
    return static_cast<Level>((number - 1) / 4 + 1);
}

Level levelOfLine(std::string_view line)
{
    bool json = false;
    const Level own = levelInFields(line, json);
    if (own != Level::Unknown || json)
        return own;
    if (const Level word = levelInText(line); word != Level::Unknown)
        return word;
    const std::string_view inner = embeddedJson(line.substr(0, fieldLimit));
    return inner.empty() ? Level::Unknown : levelInFields(inner, json);
}

Level detectLevel(const LabelSet& labels, const LabelSet& metadata, std::string_view line)
{
    if (const Level own = levelOfLine(line); own != Level::Unknown)
        return own;
    std::optional<Level> guess;
    if (const Level sent = levelInLabels(metadata, guess); sent != Level::Unknown)
        return sent;
    if (const Level sent = levelInLabels(labels, guess); sent != Level::Unknown)
        return sent;
    return guess.value_or(Level::Unknown);
}

} // namespace signalbox
