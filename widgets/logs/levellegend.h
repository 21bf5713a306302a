// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/logs/volume.h"
#include "widgets/theme/theme.h"

#include <QWidget>

namespace signalbox::widgets {

/// How many lines there are of each level; a click asks for that level and above.
class LevelLegend : public QWidget
{
    Q_OBJECT

public:
    LevelLegend(const theme::Theme* theme, QWidget* parent = nullptr);

    void setCounts(const logs::LevelCounts& counts);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void levelChosen(signalbox::Level level);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Entry
    {
        Level level;
        QString word;
        QString count;
        int left = 0;
        int width = 0;
    };
    [[nodiscard]] std::vector<Entry> entries() const;

    const theme::Theme* m_theme;
    logs::LevelCounts m_counts{};
    int m_at = 0; ///< where the keyboard is
};

} // namespace signalbox::widgets
