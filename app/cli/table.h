// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace signalbox::cli {

/// Rows under headings, in columns that line up. Cells are made visible() when they are added.
class Table
{
public:
    struct Column
    {
        QString heading;
        bool rightAligned = false;
    };

    explicit Table(std::vector<Column> columns);

    /// Missing cells are empty, surplus ones are left out.
    void addRow(const QStringList& cells);
    [[nodiscard]] bool isEmpty() const { return m_rows.empty(); }

    /// Lines with their newlines; cut to `width` columns when there is one.
    [[nodiscard]] QString render(std::optional<int> width) const;

private:
    std::vector<Column> m_columns;
    std::vector<QStringList> m_rows;
};

} // namespace signalbox::cli
