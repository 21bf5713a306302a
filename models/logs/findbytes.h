// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace signalbox::logs {

/// A needle made ready to be looked for in many lines. Compares the first and the last byte of the needle at
/// sixteen places at once, which a first byte that is everywhere does not slow down. Case is ignored for
/// ASCII letters only; who needs more folds first. Thread: any, also several at once.
class ByteFinder
{
public:
    ByteFinder(std::string_view needle, bool ignoreCase);

    /// Where the needle begins at or after `from`; npos when it is not there, and for an empty needle.
    [[nodiscard]] std::size_t find(std::string_view text, std::size_t from = 0) const;
    [[nodiscard]] const std::string& needle() const { return m_needle; }

    /// The same answer, byte by byte: for processors without SSE2, and for tests to compare with.
    [[nodiscard]] std::size_t findPlainly(std::string_view text, std::size_t from = 0) const;

private:
    [[nodiscard]] bool isAt(const char* place) const;

    std::string m_needle; ///< lower case when case is ignored
    bool m_ignoreCase;
    char m_first[2]{}; ///< both cases of the first byte
    char m_last[2]{};
};

} // namespace signalbox::logs
