// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chartview.h"

#include <QMenu>

#include <map>

namespace signalbox::widgets {

/// The context menu of a chart. It holds what has been offered and can be done now, and nothing else.
class ChartMenu : public QObject
{
    Q_OBJECT

public:
    explicit ChartMenu(QWidget* owner);

    void setOffered(ChartActions actions) { m_offered = actions; }
    [[nodiscard]] bool offers(ChartAction action) const { return m_offered.testFlag(action); }
    void setCount(ChartAction action, const ChartCount& count);
    void clearCounts();
    [[nodiscard]] QStringList countTexts() const;
    [[nodiscard]] bool isEmpty(bool hasSelection) const;
    /// `heading` names the stretch it is about. Where there is no room at the right of the place it opens at
    /// the left of `left`.
    void open(const QPoint& global, int left, const QString& heading, bool hasSelection);

Q_SIGNALS:
    void chosen(signalbox::widgets::ChartAction action);
    void copyChosen(signalbox::widgets::ChartForm form);
    void saveChosen(signalbox::widgets::ChartForm form);

private:
    struct Entry
    {
        QPointer<QAction> action;
        QPointer<QAction> wider; ///< shown when there is nothing in exactly that time
        QString title;           ///< without its count
        ChartCount count;
    };
    void show(const Entry& entry);

    QWidget* m_owner;
    ChartActions m_offered;
    std::map<ChartAction, Entry> m_counted;
};

} // namespace signalbox::widgets
