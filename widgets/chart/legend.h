// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart/chartdata.h"
#include "widgets/theme/theme.h"

#include <QWidget>

#include <vector>

namespace signalbox::widgets {

/// The lines of a chart by name. A click isolates one, with Ctrl it joins or leaves those that are isolated;
/// a click on the only one brings all back. What has no room is in a menu behind the last entry. Left and
/// Right walk, Space and Enter click.
class Legend : public QWidget
{
    Q_OBJECT

public:
    Legend(const theme::Theme* theme, QWidget* parent = nullptr);

    void setLines(const chart::ChartData& shown, std::size_t drawn);
    void setIsolated(const std::vector<std::size_t>& lines);
    /// For tests and tooltips: where the entry of a line is; empty when it is in the menu.
    [[nodiscard]] QRect entryRect(std::size_t line) const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {24, 24}; }

Q_SIGNALS:
    void isolated(const std::vector<std::size_t>& lines);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Entry
    {
        QString name; ///< cleaned
        QRect rect;   ///< empty: in the menu
    };

    void layOut();
    void click(std::size_t line, bool adds);
    void openMenu();
    [[nodiscard]] bool isDim(std::size_t line) const;
    [[nodiscard]] int widthOf(const QString& name) const;
    [[nodiscard]] QString restText() const;
    void paintSwatch(QPainter& painter, const QRect& entry, std::size_t line) const;

    const theme::Theme* m_theme;
    std::vector<chart::Line> m_lines;
    std::vector<Entry> m_entries;
    std::vector<std::size_t> m_isolated;
    std::size_t m_shown = 0; ///< entries with room
    QRect m_rest;            ///< of the entry that opens the menu
    int m_notDrawn = 0;
    QString m_moreText;
    std::size_t m_current = 0; ///< for the keys
    bool m_keyFocus = false;   ///< came by a key: only then it is framed
};

} // namespace signalbox::widgets
