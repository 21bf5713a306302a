// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace signalbox {

/// One field of a log line. Both views end with the next call of next().
struct Field
{
    enum class Kind : std::uint8_t
    {
        String, ///< JSON string, or a quoted logfmt value
        Bare    ///< JSON number, true, false, null; an unquoted logfmt value
    };

    std::string_view name;  ///< flattened: "mdc.traceId", "spans.0.id"
    std::string_view value; ///< raw: without its quotes, escapes as they stand
    Kind kind = Kind::Bare;
    bool escaped = false; ///< the value holds a backslash
    int depth = 1;        ///< 1 at the top

    /// The last segment of the name.
    [[nodiscard]] std::string_view leaf() const;
};

/// Walks the fields of a line without allocating: nested JSON objects and arrays when the line begins with
/// "{", key=value pairs between any other text otherwise. Garbage ends or is stepped over, never a failure;
/// at most `scanLimit` bytes are read and objects deeper than `depthLimit` are stepped over. JSON that is
/// cut off yields the fields before the cut. Must not be taken for a validator.
class FieldScanner
{
public:
    static constexpr std::size_t scanLimit = 64 * 1024;
    static constexpr int depthLimit = 32;
    static constexpr std::size_t nameLimit = 256; ///< longer names are cut

    enum class Shape : std::uint8_t
    {
        Json,
        Logfmt
    };

    explicit FieldScanner(std::string_view line, std::size_t limit = scanLimit);

    [[nodiscard]] Shape shape() const { return m_shape; }
    [[nodiscard]] bool next(Field& field);
    /// How far the walk is: an offset into the line.
    [[nodiscard]] std::size_t position() const { return m_pos; }

private:
    struct Nest
    {
        std::uint16_t nameSize; ///< of the path that leads here
        bool array;
        std::uint32_t index;
    };

    [[nodiscard]] bool nextJson(Field& field);
    [[nodiscard]] bool nextLogfmt(Field& field);
    void skipBlanks();
    [[nodiscard]] bool readString(std::string_view& text, bool& escaped);
    [[nodiscard]] std::string_view readBare();
    void push(bool array);
    void pop();
    [[nodiscard]] bool skipComposite();
    void appendName(std::string_view segment);
    void appendIndex(std::uint32_t index);

    std::string_view m_text;
    std::size_t m_pos = 0;
    Shape m_shape = Shape::Logfmt;
    int m_depth = 0;
    std::size_t m_nameSize = 0;
    std::array<Nest, depthLimit> m_nests;
    std::array<char, nameLimit> m_name;
};

/// The JSON object that begins inside a line, as behind the time stamp of a container runtime; empty when
/// there is none or the line itself is one.
[[nodiscard]] std::string_view embeddedJson(std::string_view line);

} // namespace signalbox
