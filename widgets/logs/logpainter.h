// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/logrow.h"
#include "models/logs/search.h"
#include "widgets/theme/theme.h"

#include <QFont>
#include <QFontMetrics>
#include <QRect>

#include <memory>

class QTextLayout;

namespace signalbox::widgets {

/// How one row stands in the view.
struct LogRowState
{
    bool current = false;
    bool selected = false;
    bool active = false; ///< the view has the keyboard
    bool hovered = false;
    bool open = false;
};

/// Paints the rows of the log table. Knows no model and no scrolling: a row and a place in, pixels out.
class LogPainter
{
public:
    static constexpr int rowHeight = 24;
    static constexpr int arrowWidth = 24;

    explicit LogPainter(const theme::Theme* theme);

    /// Where each column lies, by its number; the message is the last.
    void setColumns(std::vector<QRect> columns) { m_columns = std::move(columns); }
    void setWrap(bool wrap) { m_wrap = wrap; }
    void setSearch(const logs::Searcher* searcher) { m_searcher = searcher; }

    [[nodiscard]] int heightOf(const items::LogRow& row) const;
    void paint(QPainter& painter, const QRect& rect, const items::LogRow& row,
               const LogRowState& state) const;

private:
    void paintBreak(QPainter& painter, const QRect& rect, const items::LogRow& row,
                    const LogRowState& state) const;
    void paintMessage(QPainter& painter, const QRect& rect, const items::LogRow& row,
                      const LogRowState& state) const;
    void paintText(QPainter& painter, const QRect& rect, const QString& text, theme::Color color,
                   const QFont& font) const;
    [[nodiscard]] std::unique_ptr<QTextLayout> layoutOf(const items::LogRow& row, int width,
                                                        const QFont& font) const;

    const theme::Theme* m_theme;
    std::vector<QRect> m_columns;
    const logs::Searcher* m_searcher = nullptr;
    bool m_wrap = false;
    QFont m_base;
    QFont m_strong;
    QFont m_data;
    QFont m_dense;
};

} // namespace signalbox::widgets
