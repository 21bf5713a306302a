// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/table.h"

#include "app/cli/text.h"

#include <algorithm>

namespace signalbox::cli {

Table::Table(std::vector<Column> columns)
    : m_columns(std::move(columns))
{
}

void Table::addRow(const QStringList& cells)
{
    QStringList row;
    for (qsizetype i = 0; i < static_cast<qsizetype>(m_columns.size()); ++i)
        row.append(visible(cells.value(i)));
    m_rows.push_back(std::move(row));
}

QString Table::render(std::optional<int> width) const
{
    std::vector<qsizetype> widths;
    QStringList headings;
    for (const Column& column : m_columns) {
        widths.push_back(columns(column.heading));
        headings.append(column.heading);
    }
    for (const QStringList& row : m_rows) {
        for (std::size_t i = 0; i < widths.size(); ++i)
            widths[i] = std::max(widths[i], columns(row[static_cast<qsizetype>(i)]));
    }
    QString out;
    const auto addLine = [&](const QStringList& cells) {
        QString line;
        for (std::size_t i = 0; i < widths.size(); ++i) {
            const QString& cell = cells[static_cast<qsizetype>(i)];
            if (i > 0)
                line += QLatin1String("  ");
            const bool isLast = i + 1 == widths.size();
            line += isLast && !m_columns[i].rightAligned ? cell
                                                         : padded(cell, widths[i], m_columns[i].rightAligned);
        }
        while (line.endsWith(QLatin1Char(' ')))
            line.chop(1);
        out += (width ? cutTo(line, *width) : line) + QLatin1Char('\n');
    };
    addLine(headings);
    for (const QStringList& row : m_rows)
        addLine(row);
    return out;
}

} // namespace signalbox::cli
