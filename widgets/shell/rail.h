// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

#include <QWidget>

#include <vector>

namespace signalbox::widgets {

/// The left rail: one item a pane, the active one marked by edge, fill and brighter label.
class Rail : public QWidget
{
    Q_OBJECT

public:
    explicit Rail(const theme::Theme* theme, QWidget* parent = nullptr);

    void addItem(const QString& id, const QString& label, const QString& icon);
    void setCurrent(const QString& id);
    /// A count of what needs eyes, tinted as bad; 0 removes it.
    void setBadge(const QString& id, int count);
    [[nodiscard]] QString current() const { return m_current; }
    [[nodiscard]] QSize sizeHint() const override { return {72, 400}; }

Q_SIGNALS:
    void chosen(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Item
    {
        QString id;
        QString label;
        QString icon;
        int badge = 0;
    };
    [[nodiscard]] int indexAt(QPoint position) const;
    [[nodiscard]] int currentIndex() const;
    void paintItem(QPainter& painter, int index) const;

    const theme::Theme* m_theme;
    std::vector<Item> m_items;
    QString m_current;
    int m_hovered = -1;
};

} // namespace signalbox::widgets
