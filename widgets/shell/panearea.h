// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QSplitter;

namespace signalbox::theme {
class Theme;
}

namespace signalbox::widgets {

class Pane;

/// Where the panes live: one is shown, or two side by side, or some in windows of their own. Panes are made
/// once and only move between those places.
class PaneArea : public QWidget
{
    Q_OBJECT

public:
    PaneArea(const theme::Theme* theme, QWidget* parent = nullptr);
    ~PaneArea() override;

    void addPane(Pane* pane);
    [[nodiscard]] const std::vector<Pane*>& panes() const { return m_panes; }
    [[nodiscard]] Pane* pane(const QString& id) const;
    [[nodiscard]] Pane* current() const { return m_current; }

    /// Shows the pane in the active half, or raises the window that it was torn off into.
    void showPane(const QString& id);
    /// Opens or closes the second half; it takes the next pane that is not shown.
    void toggleSplit();
    [[nodiscard]] bool isSplit() const { return m_second != nullptr; }
    void focusOtherHalf();
    /// Moves the current pane into a window of its own; closing that window brings it home.
    void tearOff();
    [[nodiscard]] QStringList tornOff() const;

    [[nodiscard]] QByteArray saveLayout() const;
    /// Ignores what it does not know; an empty or broken layout shows the first pane.
    void restoreLayout(const QByteArray& layout);

Q_SIGNALS:
    void currentChanged(const QString& id);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    class Window;
    void place();
    void setCurrent(Pane* pane);
    void bringHome(Pane* pane);
    void openWindow(Pane* pane, const QByteArray& geometry);
    [[nodiscard]] Pane* firstHidden() const;
    [[nodiscard]] bool isTornOff(const Pane* pane) const;

    const theme::Theme* m_theme;
    QSplitter* m_splitter;
    std::vector<Pane*> m_panes;
    std::vector<Window*> m_windows;
    Pane* m_first = nullptr;
    Pane* m_second = nullptr; ///< null unless split
    Pane* m_current = nullptr;
};

} // namespace signalbox::widgets
