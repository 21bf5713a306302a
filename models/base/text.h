// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>

namespace signalbox {

/// ASCII's alone, of a char or a QChar: QChar::isDigit() knows the digits of other scripts, std::isdigit()
/// asks the locale. Objects, so that algorithms take them as they are.
inline constexpr auto isDigit = [](auto c) {
    using Char = decltype(c);
    return c >= Char(u'0') && c <= Char(u'9');
};

/// What begins a name in Prometheus' and Loki's languages.
inline constexpr auto isNameStart = [](auto c) {
    using Char = decltype(c);
    return (c >= Char(u'a') && c <= Char(u'z')) || (c >= Char(u'A') && c <= Char(u'Z')) || c == Char(u'_');
};
inline constexpr auto isNamePart = [](auto c) { return isNameStart(c) || isDigit(c); };

[[nodiscard]] inline QString toText(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

} // namespace signalbox
