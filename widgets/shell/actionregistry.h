// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QKeySequence>
#include <QObject>

#include <functional>
#include <vector>

namespace signalbox::widgets {

/// One thing that the person can do.
struct Command
{
    QString id;    ///< "focus.back"; stable, for tests and settings
    QString group; ///< the heading on the key sheet
    QString title; ///< "Back"
    QList<QKeySequence> keys;
    std::function<void()> run;
    /// Its keys hold only while the keyboard is within; nothing: anywhere in the window.
    QWidget* within = nullptr;
};

/// Every action of a window in one list: the menus, the palette and the key sheet all show this one, so
/// nothing can be reachable in one and missing in another.
class ActionRegistry : public QObject
{
    Q_OBJECT

public:
    explicit ActionRegistry(QWidget* window);

    QAction* add(Command command);
    [[nodiscard]] const std::vector<QAction*>& actions() const { return m_actions; }
    /// Null when there is none of that id.
    [[nodiscard]] QAction* find(const QString& id) const;
    [[nodiscard]] static QString idOf(const QAction* action) { return action->objectName(); }
    [[nodiscard]] static QString groupOf(const QAction* action);

private:
    QWidget* m_window;
    std::vector<QAction*> m_actions;
};

} // namespace signalbox::widgets
