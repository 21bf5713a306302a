// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace signalbox::promql {

/// A table on its way to a clipboard or a file.
struct TextTable
{
    QStringList header;
    std::vector<QStringList> rows;
    bool operator==(const TextTable&) const = default;
};

/// RFC 4180, lines end with CR LF. A cell that a spreadsheet would compute gets an apostrophe in front,
/// unless it is a number.
[[nodiscard]] QString toCsv(const TextTable& table);
/// One line of it, with its end.
[[nodiscard]] QString csvRow(const QStringList& cells);
/// Tabs and line ends within cells become blanks.
[[nodiscard]] QString toTsv(const TextTable& table);
/// A pipe table; whatever Markdown or HTML would read is escaped.
[[nodiscard]] QString toMarkdown(const TextTable& table);
[[nodiscard]] QString markdownRow(const QStringList& cells);

} // namespace signalbox::promql
