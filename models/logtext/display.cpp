// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logtext/display.h"

#include <QByteArray>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>

namespace signalbox::logtext {

namespace {

constexpr char escape = '\x1b';
constexpr std::size_t longestSequence = 256; ///< a longer one is none
constexpr std::size_t mostSpans = 500;
constexpr ushort middleDot = 0x00B7;
constexpr ushort ellipsis = 0x2026;

struct Sequence
{
    std::size_t size = 0; ///< with its ESC; 0: broken, the ESC is shown
    std::string_view sgr; ///< the parameters of one that colours
    bool isSgr = false;
};

/// The sequence that begins at an ESC.
Sequence sequenceAt(std::string_view text)
{
    if (text.size() < 2)
        return {};
    const char kind = text[1];
    if (kind == '[') {
        for (std::size_t i = 2; i < std::min(text.size(), longestSequence); ++i) {
            const auto c = static_cast<unsigned char>(text[i]);
            if (c >= 0x40 && c <= 0x7e)
                return {.size = i + 1, .sgr = text.substr(2, i - 2), .isSgr = c == 'm'};
            if (c < 0x20 || c > 0x3f)
                return {};
        }
        return {};
    }
    if (kind == ']' || kind == 'P' || kind == '^' || kind == '_') {
        // A title, a link, a device's string: ends with BEL or ESC \.
        for (std::size_t i = 2; i < std::min(text.size(), std::size_t{4096}); ++i) {
            if (text[i] == '\a')
                return {.size = i + 1};
            if (text[i] == escape && i + 1 < text.size() && text[i + 1] == '\\')
                return {.size = i + 2};
        }
        return {};
    }
    if ((kind == '(' || kind == ')') && text.size() >= 3)
        return {.size = 3};
    if (kind >= 0x30 && kind <= 0x7e)
        return {.size = 2};
    return {};
}

AnsiColor nearest(int red, int green, int blue)
{
    const int high = std::max({red, green, blue});
    const int low = std::min({red, green, blue});
    if (high - low < 48)
        return high < 96 ? AnsiColor::Black : AnsiColor::White;
    const int middle = (high + low) / 2;
    const int bits = (red > middle ? 1 : 0) | (green > middle ? 2 : 0) | (blue > middle ? 4 : 0);
    return static_cast<AnsiColor>(static_cast<int>(AnsiColor::Black) + bits);
}

AnsiColor ofPalette(int index)
{
    if (index < 16)
        return static_cast<AnsiColor>(static_cast<int>(AnsiColor::Black) + index % 8);
    if (index >= 232)
        return index < 240 ? AnsiColor::Black : AnsiColor::White;
    const int cube = index - 16;
    return nearest(cube / 36 * 51, cube / 6 % 6 * 51, cube % 6 * 51);
}

struct Pen
{
    AnsiColor color = AnsiColor::Default;
    bool bold = false;
    bool dim = false;
    bool underline = false;
    bool operator==(const Pen&) const = default;
};

void apply(std::string_view parameters, Pen& pen)
{
    std::array<int, 16> numbers{};
    std::size_t count = 1;
    for (const char c : parameters) {
        if (c >= '0' && c <= '9')
            numbers[count - 1] = std::min(999, numbers[count - 1] * 10 + (c - '0'));
        else if ((c == ';' || c == ':') && count < numbers.size())
            ++count;
        else
            break;
    }
    for (std::size_t i = 0; i < count; ++i) {
        const int n = numbers[i];
        if (n == 0)
            pen = {};
        else if (n == 1)
            pen.bold = true;
        else if (n == 2)
            pen.dim = true;
        else if (n == 4)
            pen.underline = true;
        else if (n == 22)
            pen.bold = pen.dim = false;
        else if (n == 24)
            pen.underline = false;
        else if (n == 39)
            pen.color = AnsiColor::Default;
        else if ((n >= 30 && n <= 37) || (n >= 90 && n <= 97))
            pen.color = ofPalette(n % 10);
        else if (n == 38 || n == 48) {
            const bool palette = i + 2 < count && numbers[i + 1] == 5;
            const bool rgb = i + 4 < count && numbers[i + 1] == 2;
            if (palette && n == 38)
                pen.color = ofPalette(std::min(255, numbers[i + 2]));
            else if (rgb && n == 38)
                pen.color = nearest(numbers[i + 2], numbers[i + 3], numbers[i + 4]);
            i += palette ? 2 : rgb ? 4 : 0;
        }
    }
}

/// One character of UTF-8, as strictly as QString reads it; nullopt when none begins there, and `size` is
/// what to step over.
std::optional<char32_t> characterAt(std::string_view text, std::size_t& size)
{
    const auto byte = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    size = 1;
    if (first < 0x80)
        return first;
    const std::size_t length = first >= 0xf0 && first <= 0xf4   ? 4
                               : first >= 0xe0 && first <= 0xef ? 3
                               : first >= 0xc2 && first <= 0xdf ? 2
                                                                : 0;
    if (length == 0 || text.size() < length)
        return std::nullopt;
    char32_t c = first & (0xffU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0) != 0x80)
            return std::nullopt;
        c = (c << 6) | (byte(i) & 0x3fU);
    }
    const bool overlong = (length == 3 && c < 0x800) || (length == 4 && c < 0x10000);
    if (overlong || (c >= 0xd800 && c <= 0xdfff) || c > 0x10ffff)
        return std::nullopt;
    size = length;
    return c;
}

bool isInvisible(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_PrivateUse:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        // Fillers of Hangul, the blank of Braille: letters by category, nothing to the eye.
        return c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0 || c == 0x2800 ||
               (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
    }
}

class Writer
{
public:
    Writer(qsizetype most, Breaks breaks)
        : m_most(most)
        , m_breaks(breaks)
    {
    }

    [[nodiscard]] bool isFull() const { return m_out.text.size() >= m_most; }

    void put(char32_t c)
    {
        if (c == '\t') {
            m_out.text += m_breaks == Breaks::Kept ? QStringLiteral("    ") : QStringLiteral(" ");
        } else if (c == '\n') {
            m_out.text += m_breaks == Breaks::Kept ? QChar(QChar::LineSeparator) : QChar(0x21B5);
        } else if (c < 0x20) {
            m_out.text += QChar(static_cast<ushort>(0x2400 + c));
        } else if (c == 0x7f) {
            m_out.text += QChar(0x2421);
        } else if (isInvisible(c)) {
            m_out.text += QChar(middleDot);
        } else if (QChar::requiresSurrogates(c)) {
            m_out.text += QChar::highSurrogate(c);
            m_out.text += QChar::lowSurrogate(c);
        } else {
            m_out.text += QChar(static_cast<ushort>(c));
        }
    }

    void setPen(const Pen& pen)
    {
        if (pen == m_pen)
            return;
        closeSpan();
        m_pen = pen;
        m_from = m_out.text.size();
    }

    [[nodiscard]] Shown finish(bool isCut)
    {
        if (m_out.text.size() > m_most || isCut) {
            m_out.isCut = true;
            qsizetype end = std::min(m_out.text.size(), std::max<qsizetype>(0, m_most - 1));
            if (end > 0 && m_out.text[end - 1].isHighSurrogate())
                --end;
            m_out.text.truncate(end);
        }
        closeSpan();
        if (m_out.isCut)
            m_out.text += QChar(ellipsis);
        return std::move(m_out);
    }

private:
    void closeSpan()
    {
        const qsizetype end = m_out.text.size();
        if (m_pen != Pen{} && end > m_from && m_out.colours.size() < mostSpans)
            m_out.colours.push_back({.start = m_from,
                                     .length = end - m_from,
                                     .color = m_pen.color,
                                     .bold = m_pen.bold,
                                     .dim = m_pen.dim,
                                     .underline = m_pen.underline});
        m_from = end;
    }

    Shown m_out;
    Pen m_pen;
    qsizetype m_from = 0;
    qsizetype m_most;
    Breaks m_breaks;
};

} // namespace

Shown shown(std::string_view utf8, qsizetype most, Breaks breaks)
{
    Writer writer(most, breaks);
    Pen pen;
    // What shows nothing is bounded, too: a megabyte of colours says no more than its beginning.
    const std::size_t bound = static_cast<std::size_t>(most) * 16 + 4096;
    const std::string_view text = utf8.substr(0, bound);
    std::size_t at = 0;
    while (at < text.size() && !writer.isFull()) {
        const char c = text[at];
        if (c == escape) {
            const Sequence sequence = sequenceAt(text.substr(at));
            if (sequence.isSgr)
                apply(sequence.sgr, pen);
            if (sequence.size > 0) {
                writer.setPen(pen);
                at += sequence.size;
                continue;
            }
        }
        if (c == '\r' && at + 1 < text.size() && text[at + 1] == '\n') {
            ++at;
            continue;
        }
        std::size_t size = 1;
        writer.put(characterAt(text.substr(at, 4), size).value_or(QChar::ReplacementCharacter));
        at += size;
    }
    // A break at the very end is how lines end, and says nothing.
    std::string_view rest = utf8.substr(std::min(at, utf8.size()));
    while (!rest.empty() && (rest.back() == '\n' || rest.back() == '\r'))
        rest.remove_suffix(1);
    return writer.finish(!rest.empty());
}

QByteArray withoutEscapes(std::string_view utf8)
{
    QByteArray out;
    out.reserve(static_cast<qsizetype>(utf8.size()));
    for (std::size_t at = 0; at < utf8.size();) {
        const std::size_t next = std::min(utf8.find(escape, at), utf8.size());
        out.append(utf8.data() + at, static_cast<qsizetype>(next - at));
        at = next;
        if (at == utf8.size())
            break;
        const std::size_t size = sequenceAt(utf8.substr(at)).size;
        if (size == 0)
            out.append(utf8[at]);
        at += std::max<std::size_t>(1, size);
    }
    return out;
}

} // namespace signalbox::logtext
