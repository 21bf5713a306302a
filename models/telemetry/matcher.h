// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace signalbox {

/// One condition on a label, as selectors, Alertmanager filters and silences share it.
struct Matcher
{
    enum class Op
    {
        Equal,     ///< =
        NotEqual,  ///< !=
        Matches,   ///< =~, anchored at both ends
        NotMatches ///< !~
    };

    QString name;
    Op op = Op::Equal;
    QString value;

    bool operator==(const Matcher&) const = default;

    [[nodiscard]] bool isNegative() const { return op == Op::NotEqual || op == Op::NotMatches; }
    [[nodiscard]] bool isRegex() const { return op == Op::Matches || op == Op::NotMatches; }
    [[nodiscard]] static Op opOf(bool isRegex, bool isEqual)
    {
        if (isRegex)
            return isEqual ? Op::Matches : Op::NotMatches;
        return isEqual ? Op::Equal : Op::NotEqual;
    }
};

/// "=", "!=", "=~" or "!~".
[[nodiscard]] QString toString(Matcher::Op op);

} // namespace signalbox
