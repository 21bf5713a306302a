// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart/chartdata.h"
#include "widgets/dashboard/overviewlayout.h"
#include "widgets/theme/theme.h"

#include <QHeaderView>

namespace signalbox::widgets {

/// The head of the overview: the name of each column, and above its sparklines one small axis that serves
/// all rows, with the beginning of the range and the marks.
class OverviewHeader : public QHeaderView
{
    Q_OBJECT

public:
    OverviewHeader(const theme::Theme* theme, QWidget* parent);

    void setLayout(const OverviewLayout& layout);
    void setTime(const Interval& range, Zone zone);
    void setMarks(const std::vector<chart::Mark>& marks);

protected:
    void paintSection(QPainter* painter, const QRect& rect, int logicalIndex) const override;
    [[nodiscard]] QSize sizeHint() const override;

private:
    void paintAxis(QPainter* painter, const QRect& spark) const;

    const theme::Theme* m_theme;
    OverviewLayout m_layout;
    Interval m_range;
    Zone m_zone = Zone::Utc;
    std::vector<chart::Mark> m_marks;
};

/// A place within the range, as a share of it.
[[nodiscard]] double shareOf(Instant at, const Interval& range);
/// The shape of a mark, its tip or foot at `at`, in its own colour.
void drawMark(QPainter& painter, chart::MarkKind kind, const QPointF& at, const theme::Theme& theme);

} // namespace signalbox::widgets
