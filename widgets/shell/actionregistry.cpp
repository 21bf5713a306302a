// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/actionregistry.h"

#include <QWidget>

#include <algorithm>

namespace signalbox::widgets {

ActionRegistry::ActionRegistry(QWidget* window)
    : QObject(window)
    , m_window(window)
{
}

QAction* ActionRegistry::add(Command command)
{
    auto* action = new QAction(command.title, this);
    action->setObjectName(command.id);
    action->setData(command.group);
    action->setShortcuts(command.keys);
    action->setShortcutContext(command.within ? Qt::WidgetWithChildrenShortcut : Qt::WindowShortcut);
    connect(action, &QAction::triggered, this, [run = std::move(command.run)] { run(); });
    (command.within ? command.within : m_window)->addAction(action);
    m_actions.push_back(action);
    return action;
}

QAction* ActionRegistry::find(const QString& id) const
{
    const auto it = std::find_if(m_actions.begin(), m_actions.end(),
                                 [&](const QAction* action) { return action->objectName() == id; });
    return it == m_actions.end() ? nullptr : *it;
}

QString ActionRegistry::groupOf(const QAction* action)
{
    return action->data().toString();
}

} // namespace signalbox::widgets
