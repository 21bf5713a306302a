// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chartmenu.h"

#include "widgets/theme/type.h"

#include <initializer_list>
#include <utility>

namespace signalbox::widgets {

ChartMenu::ChartMenu(QWidget* owner)
    : QObject(owner)
    , m_owner(owner)
{
}

bool ChartMenu::isEmpty(bool hasSelection) const
{
    // Without a selection there is nothing to zoom into.
    return (hasSelection ? m_offered : m_offered & ~ChartActions(ChartAction::Zoom)) == ChartActions();
}

void ChartMenu::open(const QPoint& global, const QString& heading, bool hasSelection)
{
    if (isEmpty(hasSelection))
        return;
    auto* menu = new QMenu(m_owner);
    menu->setObjectName(QStringLiteral("chartMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(heading)->setEnabled(false);
    menu->addSeparator();
    QAction* first = nullptr;
    const auto add = [&](ChartAction action, const QString& text) {
        if (!m_offered.testFlag(action) || (action == ChartAction::Zoom && !hasSelection))
            return;
        QAction* entry = menu->addAction(text);
        first = first ? first : entry;
        connect(entry, &QAction::triggered, this, [this, action] { Q_EMIT chosen(action); });
    };
    add(ChartAction::Zoom, tr("&Zoom"));
    add(ChartAction::Logs, tr("&Logs here"));
    add(ChartAction::Traces, tr("&Traces here"));
    add(ChartAction::Pin, tr("&Pin"));

    const auto forms = [&](ChartAction action, const QString& title,
                           std::initializer_list<std::pair<ChartForm, QString>> entries, auto signal) {
        if (!m_offered.testFlag(action))
            return;
        if (first && action == ChartAction::Copy)
            menu->addSeparator();
        QMenu* sub = menu->addMenu(title);
        for (const auto& [form, text] : entries)
            connect(sub->addAction(text), &QAction::triggered, this, [this, f = form, signal] {
                Q_EMIT(this->*signal)(f);
            });
    };
    forms(ChartAction::Copy, tr("&Copy as"),
          {{ChartForm::Png, tr("&Picture")},
           {ChartForm::Text, tr("&Text")},
           {ChartForm::Markdown, tr("&Markdown table")},
           {ChartForm::Csv, tr("&CSV")}},
          &ChartMenu::copyChosen);
    forms(ChartAction::Save, tr("&Save as"),
          {{ChartForm::Png, tr("&PNG…")},
           {ChartForm::Svg, tr("&SVG…")},
           {ChartForm::Csv, tr("&CSV…")},
           {ChartForm::Markdown, tr("&Markdown table…")}},
          &ChartMenu::saveChosen);
    menu->popup(global);
    if (first)
        menu->setActiveAction(first); // Enter takes it
}

} // namespace signalbox::widgets
