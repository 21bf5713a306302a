// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QString>

#include <cstdint>
#include <vector>

namespace signalbox::items {

/// How a cell is meant to be read; the view gives it a colour and, where that matters, a shape.
enum class CellTone : std::uint8_t
{
    Plain,
    Quiet,
    Strong,
    Good,
    Warn,
    Bad,
    Added,
    Removed
};

struct SheetCell
{
    QString text;
    double order = 0; ///< what a number column is sorted by
    double bar = -1;  ///< a bar below the text, as part of the cell's width; below 0: none
    QString swatch;   ///< a square in the colour of that service before the text
    CellTone tone = CellTone::Plain;
    std::uint16_t indent = 0; ///< in steps of the tree
    bool operator==(const SheetCell&) const = default;
};

struct SheetRow
{
    std::vector<SheetCell> cells;
    std::int64_t key = 0; ///< what the row stands for
    bool operator==(const SheetRow&) const = default;
};

struct SheetColumn
{
    QString title;
    bool isNumber = false; ///< right-aligned, sorted by its order, largest first
    bool operator==(const SheetColumn&) const = default;
};

/// A table that was made ready elsewhere, row by row. Sorting is the only thing that it does itself; a sheet
/// that is a tree is not sorted. Must not be used for what grows.
class SheetModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role
    {
        BarRole = Qt::UserRole + 1,
        SwatchRole,
        ToneRole,
        IndentRole,
        KeyRole
    };

    explicit SheetModel(std::vector<SheetColumn> columns, bool sortable = true, QObject* parent = nullptr);

    void setRows(std::vector<SheetRow> rows);
    /// The first column changes its title with what is grouped by.
    void setColumnTitle(int column, const QString& title);
    [[nodiscard]] const SheetRow& row(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    /// -1 when there is none of that key.
    [[nodiscard]] int rowOf(std::int64_t key) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    void arrange();

    std::vector<SheetColumn> m_columns;
    std::vector<SheetRow> m_rows;
    bool m_sortable;
    int m_sortColumn = -1;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

} // namespace signalbox::items

Q_DECLARE_METATYPE(signalbox::items::CellTone)
