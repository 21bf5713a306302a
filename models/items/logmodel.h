// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/items/logrow.h"
#include "models/logs/permalink.h"

#include <QAbstractTableModel>
#include <QCache>

#include <vector>

namespace signalbox::items {

/// Loaded log lines as a table over the batches as they came: no line is copied. A row is made ready when it
/// is first looked at and kept while it is on or near the screen. Rows keep their number while others come
/// and go at both ends.
class LogModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        TimeColumn,
        LevelColumn,
        ServiceColumn,
        FirstFieldColumn ///< the columns that a person added; the message is the last one
    };
    enum Role
    {
        LevelRole = Qt::UserRole + 1, ///< a Level as int
        QuietRole,                    ///< of the message: the key fields behind it
        BreakRole,                    ///< bool
        StarRole                      ///< bool
    };

    explicit LogModel(QObject* parent = nullptr);

    void clear();
    /// Lines that come after those that are here, in the order of the query.
    void append(const LogBatchPtr& batch);
    void append(logs::Break gap);
    void prepend(const LogBatchPtr& batch);
    void prepend(logs::Break gap);
    /// Takes the break away that stands at that end, if one does.
    void removeFirstBreak();
    void removeLastBreak();
    /// The last row, if it says that there is more to be had: not a gap, which stays.
    void removeMoreBreak();
    /// Whole batches leave at that end, so that about `lines` lines stay. How many left.
    std::size_t shrinkFront(std::size_t lines);
    std::size_t shrinkBack(std::size_t lines);

    void setLook(LogLook look);
    [[nodiscard]] const LogLook& look() const { return m_look; }
    void setZone(Zone zone);
    void setStars(logs::Stars stars);
    [[nodiscard]] const logs::Stars& stars() const { return m_stars; }

    [[nodiscard]] const logs::LogStore& store() const { return m_store; }
    [[nodiscard]] int messageColumn() const { return columnCount() - 1; }
    /// Valid until another row is asked for.
    [[nodiscard]] const LogRow& row(int row) const;
    [[nodiscard]] bool isBreak(int row) const;
    /// Of a row that is a line.
    [[nodiscard]] LogLine lineAt(int row) const;
    [[nodiscard]] logs::LineKey keyAt(int row) const;
    [[nodiscard]] Instant timeAt(int row) const;
    /// The line nearest to that time; -1 when there is none. Looks at a few rows only: lines are in order.
    [[nodiscard]] int rowNear(Instant at) const;
    /// The row of that line; -1 when it is not loaded.
    [[nodiscard]] int rowOf(const logs::LineKey& line) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void forget(bool rows = true);
    [[nodiscard]] bool isNewestFirst() const;

    logs::LogStore m_store;
    LogLook m_look;
    logs::Stars m_stars;
    mutable QCache<std::int64_t, LogRow> m_rows; ///< by number
};

} // namespace signalbox::items
