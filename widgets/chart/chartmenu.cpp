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

void ChartMenu::setCount(ChartAction action, const ChartCount& count)
{
    Entry& entry = m_counted[action];
    entry.count = count;
    show(entry);
}

QStringList ChartMenu::countTexts() const
{
    QStringList texts;
    for (const auto& [action, entry] : m_counted)
        texts.append(entry.count.text);
    return texts;
}

void ChartMenu::clearCounts()
{
    for (auto& [action, entry] : m_counted) {
        entry.count = {};
        show(entry);
    }
}

void ChartMenu::show(const Entry& entry)
{
    if (!entry.action)
        return;
    entry.action->setText(entry.count.text.isEmpty() ? entry.title : entry.title + u' ' + entry.count.text);
    entry.action->setEnabled(!entry.count.isZero);
    entry.action->setToolTip(entry.count.reason);
    if (entry.wider)
        entry.wider->setVisible(entry.count.isZero);
}

void ChartMenu::open(const QPoint& global, int left, const QString& heading, bool hasSelection)
{
    if (isEmpty(hasSelection))
        return;
    auto* menu = new QMenu(m_owner);
    menu->setObjectName(QStringLiteral("chartMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(heading)->setEnabled(false);
    menu->addSeparator();
    QAction* first = nullptr;
    const auto add = [&](ChartAction action, const QString& text) -> QAction* {
        if (!m_offered.testFlag(action) || (action == ChartAction::Zoom && !hasSelection))
            return nullptr;
        QAction* entry = menu->addAction(text);
        first = first ? first : entry;
        connect(entry, &QAction::triggered, this, [this, action] { Q_EMIT chosen(action); });
        return entry;
    };
    const auto addCounted = [&](ChartAction action, const QString& title, const QString& wider) {
        QAction* entry = add(action, title);
        if (!entry)
            return;
        Entry& kept = m_counted[action];
        kept.action = entry;
        kept.title = title;
        kept.wider = wider.isEmpty() ? nullptr : add(action, wider);
        show(kept);
    };
    menu->setToolTipsVisible(true);
    addCounted(ChartAction::Logs, tr("&Logs"), tr("Logs around it"));
    addCounted(ChartAction::Traces, tr("&Traces"), tr("Traces around it"));
    addCounted(ChartAction::Deploys, tr("&Deploys"), {});
    add(ChartAction::Elsewhere, tr("&All services then"));
    if (first)
        menu->addSeparator();
    add(ChartAction::Zoom, tr("&Zoom"));
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
    // Within the window, and not over what it is about.
    const QWidget* window = m_owner->window();
    const QRect room(window->mapToGlobal(QPoint()), window->size());
    QPoint at = global;
    const int width = menu->sizeHint().width();
    if (at.x() + width > room.right())
        at.setX(left - width >= room.left() ? left - width : room.right() - width);
    menu->popup(at);
    if (first)
        menu->setActiveAction(first); // Enter takes it
}

} // namespace signalbox::widgets
