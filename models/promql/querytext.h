// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

namespace signalbox::promql {

/// The longest query that is kept; longer ones are cut.
inline constexpr qsizetype maxQueryLength = 20'000;

/// Text from a clipboard or a file made fit for a query: line ends are newlines, any other white space a
/// blank, and control characters, lone surrogates and what reorders or hides text are dropped. Joiners
/// stay, since a label value may need them.
[[nodiscard]] QString cleanedQuery(QStringView text, qsizetype maxLength = maxQueryLength);

/// A name that needs no quotes: of a metric (with colons) or of a label.
[[nodiscard]] bool isPlainMetric(QStringView name);
[[nodiscard]] bool isPlainLabel(QStringView name);

/// The content of a string in any of the three quotes, closed or not. What is no escape stays as it is.
[[nodiscard]] QString unquoted(QStringView literal);
/// For within a string in the given quote.
[[nodiscard]] QString escaped(QStringView content, QChar quote);
/// A text as an RE2 expression that matches just it.
[[nodiscard]] QString regexEscaped(QStringView text);

} // namespace signalbox::promql
