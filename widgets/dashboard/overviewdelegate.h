// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/rowdelegate.h"
#include "widgets/dashboard/overviewlayout.h"

namespace signalbox::widgets {

/// A service of the overview: state, name, four signals, alerts. Paints prepared rows only.
class OverviewDelegate : public RowDelegate
{
    Q_OBJECT

public:
    OverviewDelegate(const items::OverviewModel* model, const theme::Theme* theme, QObject* parent);

    void setLayout(const OverviewLayout& layout) { m_layout = layout; }
    /// Where marks stand, as shares of the range.
    void setMarks(const QList<double>& marks) { m_marks = marks; }

protected:
    void paintCell(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;

private:
    void paintService(QPainter* painter, const QRect& rect, const items::OverviewRow& row) const;
    void paintSignal(QPainter* painter, const QRect& rect, const items::SignalCell& cell, bool picture) const;
    void paintAlerts(QPainter* painter, const QRect& rect, const items::OverviewRow& row) const;

    const items::OverviewModel* m_model;
    OverviewLayout m_layout;
    QList<double> m_marks;
};

} // namespace signalbox::widgets
