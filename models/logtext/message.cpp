// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logtext/message.h"

#include "models/base/text.h"
#include "models/telemetry/fields.h"
#include "models/telemetry/level.h"

#include <QByteArray>

#include <algorithm>
#include <array>
#include <optional>

namespace signalbox::logtext {

namespace {

constexpr int mostScanned = 64;        ///< fields of a line that are looked at
constexpr std::size_t mostQuiet = 8;   ///< fields behind the message
constexpr qsizetype longestQuiet = 48; ///< of one value
constexpr std::size_t scannedBytes = 8 * 1024;

bool equals(std::string_view a, std::string_view lower)
{
    return a.size() == lower.size() && std::equal(a.begin(), a.end(), lower.begin(), [](char x, char y) {
               return (x >= 'A' && x <= 'Z' ? static_cast<char>(x + 32) : x) == y;
           });
}

template <std::size_t N>
std::optional<std::size_t> placeIn(const std::array<std::string_view, N>& names, std::string_view name)
{
    for (std::size_t i = 0; i < N; ++i)
        if (equals(name, names[i]))
            return i;
    return std::nullopt;
}

/// The first that is there is the message.
constexpr std::array<std::string_view, 11> messageNames{"msg",   "message",      "body", "short_message",
                                                        "event", "log",          "text", "@message",
                                                        "error", "full_message", "err"};
/// Said elsewhere in the row, or of no use to a reader at night.
constexpr std::array<std::string_view, 32> noise{
    "time",     "ts",       "timestamp",   "@timestamp", "t",         "date",    "level",   "lvl",
    "severity", "loglevel", "log_level",   "logger",     "caller",    "file",    "line",    "func",
    "function", "thread",   "thread_name", "pid",        "hostname",  "host",    "service", "service_name",
    "app",      "version",  "@version",    "stream",     "levelname", "span_id", "spanid",  "stacktrace"};
constexpr std::array<std::string_view, 6> traceNames{"trace_id", "traceid",     "trace.id",
                                                     "trace",    "dd.trace_id", "otel.trace_id"};
/// What people look at first.
constexpr std::array<std::string_view, 14> telling{"error", "err",       "status", "code",     "method",
                                                   "path",  "route",     "peer",   "duration", "attempt",
                                                   "order", "exception", "reason", "user"};

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// The message of a field list; empty when none is named so.
struct Found
{
    std::string_view text;
    bool escaped = false;
    bool isJson = false;
    std::size_t rank = messageNames.size();
};

bool isMessage(const Field& field, Found& best)
{
    if (field.depth > 2 || field.value.empty())
        return false;
    const auto rank = placeIn(messageNames, field.leaf());
    // Of {"error":{"message":..}} the outer message goes first.
    if (!rank)
        return false;
    const std::size_t weighed = *rank + (field.depth > 1 ? messageNames.size() : 0);
    if (!best.text.empty() && weighed >= best.rank)
        return false;
    best.text = field.value;
    best.escaped = field.escaped;
    best.rank = weighed;
    return true;
}

/// Steps over "2026-11-27T14:32:09.871Z", "[27/Nov/2026:14:32:09 +0000]", "14:32:09,871", "I1127 ..." at the
/// beginning: words made of digits and the signs of times.
std::string_view withoutTime(std::string_view line)
{
    std::string_view rest = line;
    for (int words = 0; words < 3; ++words) {
        std::string_view word = rest.substr(0, std::min(rest.find_first_of(" \t"), rest.size()));
        const std::size_t size = word.size();
        if (size < 4 || size > 40)
            break;
        std::size_t digits = 0;
        std::size_t signs = 0;
        std::size_t letters = 0;
        for (const char c : word) {
            if (isDigit(c))
                ++digits;
            else if (c == ':' || c == '-' || c == '/' || c == '.' || c == ',' || c == '+' || c == '[' ||
                     c == ']')
                ++signs;
            else
                ++letters;
        }
        const bool isTime =
            digits >= 4 && signs >= 2 && letters <= 4 &&
            (word.find(':') != std::string_view::npos || word.find('-') != std::string_view::npos ||
             word.find('/') != std::string_view::npos);
        const bool isZone = words > 0 && (word.front() == '+' || word.front() == '-') && digits == 4;
        if (!isTime && !isZone)
            break;
        rest.remove_prefix(size);
        while (!rest.empty() && isBlank(rest.front()))
            rest.remove_prefix(1);
    }
    return rest;
}

std::string_view withoutLevel(std::string_view rest)
{
    const std::size_t end = std::min(rest.find_first_of(" \t"), rest.size());
    std::string_view word = rest.substr(0, end);
    while (!word.empty() && (word.front() == '[' || word.front() == '<' || word.front() == '('))
        word.remove_prefix(1);
    while (!word.empty() &&
           (word.back() == ']' || word.back() == '>' || word.back() == ')' || word.back() == ':'))
        word.remove_suffix(1);
    if (word.size() < 3 || word.size() > 9 || isDigit(word.front()) || !levelOfWord(word))
        return rest;
    // "Error connecting to ..." is a sentence; a level stands in capitals, in brackets, or before a colon.
    const bool capitals = std::none_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    const bool apart = word.size() != end;
    if (!capitals && !apart)
        return rest;
    rest.remove_prefix(end);
    while (!rest.empty() && (isBlank(rest.front()) || rest.front() == '-' || rest.front() == ':'))
        rest.remove_prefix(1);
    return rest;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

std::string_view plainPart(std::string_view line)
{
    const std::string_view text = trimmed(line);
    const std::string_view rest = withoutLevel(withoutTime(text));
    return rest.empty() ? text : rest;
}

QString shortened(std::string_view value, bool isTrace)
{
    if (isTrace && value.size() > 12)
        return QString::fromLatin1(value.data(), 4) + QChar(0x2026) +
               QString::fromLatin1(value.data() + value.size() - 4, 4);
    return shown(value, longestQuiet).text;
}

/// Letters for the eye of a field's name: safe and short.
QString nameOf(std::string_view name)
{
    return shown(name, 32).text;
}

struct Quiet
{
    std::size_t rank = 0;
    QString text;
};

} // namespace

QByteArray unescapedJson(std::string_view text)
{
    QByteArray out;
    out.reserve(static_cast<qsizetype>(text.size()));
    const auto hexAt = [&text](std::size_t at) -> std::optional<char32_t> {
        if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u')
            return std::nullopt;
        char32_t value = 0;
        for (std::size_t i = at + 2; i < at + 6; ++i) {
            const char c = text[i];
            const int digit = isDigit(c)             ? c - '0'
                              : c >= 'a' && c <= 'f' ? c - 'a' + 10
                              : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                     : -1;
            if (digit < 0)
                return std::nullopt;
            value = value * 16 + static_cast<char32_t>(digit);
        }
        return value;
    };
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] != '\\' || at + 1 >= text.size()) {
            out.append(text[at++]);
            continue;
        }
        const char kind = text[at + 1];
        if (const auto unit = hexAt(at)) {
            char32_t c = *unit;
            std::size_t size = 6;
            if (QChar::isHighSurrogate(c)) {
                const auto low = hexAt(at + 6);
                if (low && QChar::isLowSurrogate(*low)) {
                    c = QChar::surrogateToUcs4(static_cast<ushort>(c), static_cast<ushort>(*low));
                    size = 12;
                } else {
                    c = QChar::ReplacementCharacter;
                }
            } else if (QChar::isLowSurrogate(c)) {
                c = QChar::ReplacementCharacter;
            }
            out.append(QString::fromUcs4(&c, 1).toUtf8());
            at += size;
            continue;
        }
        static constexpr std::string_view from = "nrtbf\"\\/";
        static constexpr std::string_view to = "\n\r\t\b\f\"\\/";
        const std::size_t known = from.find(kind);
        if (known == std::string_view::npos) {
            out.append(text[at++]);
            continue;
        }
        out.append(to[known]);
        at += 2;
    }
    return out;
}

std::string_view humanPart(std::string_view line)
{
    const std::string_view inner = embeddedJson(line.substr(0, scannedBytes));
    const std::string_view text =
        inner.empty() ? line : line.substr(static_cast<std::size_t>(inner.data() - line.data()));
    FieldScanner scanner(text, scannedBytes);
    Found found;
    Field field;
    for (int seen = 0; seen < mostScanned && scanner.next(field); ++seen)
        if (isMessage(field, found) && found.rank == 0)
            break;
    return found.text.empty() ? plainPart(line) : found.text;
}

Message messageOf(std::string_view line, qsizetype most)
{
    const std::string_view inner = embeddedJson(line.substr(0, scannedBytes));
    const std::string_view text =
        inner.empty() ? line : line.substr(static_cast<std::size_t>(inner.data() - line.data()));
    FieldScanner scanner(text, scannedBytes);
    Found found;
    std::vector<Quiet> quiet;
    Field field;
    struct Kept
    {
        std::string name; // a scanner's names end with its next step
        Field field;
    };
    std::vector<Kept> kept;
    for (int seen = 0; seen < mostScanned && scanner.next(field); ++seen) {
        (void)isMessage(field, found);
        if (field.depth <= 3 && !field.value.empty() && kept.size() < mostScanned)
            kept.push_back({std::string(field.name), field});
    }
    found.isJson = scanner.shape() == FieldScanner::Shape::Json;
    Message message;
    if (found.text.empty()) {
        // A line without a message of its own says its fields by itself.
        message.human = shown(plainPart(line), most);
        return message;
    }
    message.human = found.escaped ? [&] {
        const QByteArray plain = unescapedJson(found.text.substr(0, static_cast<std::size_t>(most) * 8));
        return shown({plain.constData(), static_cast<std::size_t>(plain.size())}, most);
    }()
                                  : shown(found.text, most);
    for (std::size_t i = 0; i < kept.size(); ++i) {
        Field& one = kept[i].field;
        one.name = kept[i].name;
        if (one.value.data() == found.text.data())
            continue;
        const std::string_view leaf = one.leaf();
        const bool isTrace = placeIn(traceNames, one.name) || placeIn(traceNames, leaf);
        if (!isTrace && placeIn(noise, leaf))
            continue;
        const std::size_t rank =
            isTrace ? telling.size() + 1 : placeIn(telling, leaf).value_or(telling.size());
        const QString name = isTrace ? QStringLiteral("trace") : nameOf(one.name);
        quiet.push_back({.rank = rank * mostScanned + i,
                         .text = name + QLatin1Char('=') + shortened(one.value, isTrace)});
    }
    std::sort(quiet.begin(), quiet.end(), [](const Quiet& a, const Quiet& b) { return a.rank < b.rank; });
    for (std::size_t i = 0; i < std::min(quiet.size(), mostQuiet); ++i) {
        if (i > 0)
            message.quiet += QLatin1Char(' ');
        message.quiet += quiet[i].text;
    }
    return message;
}

} // namespace signalbox::logtext
