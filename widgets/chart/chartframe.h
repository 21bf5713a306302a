// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart/ticks.h"
#include "widgets/chart/picture.h"
#include "widgets/theme/theme.h"

#include <QChart>

class QCategoryAxis;

namespace signalbox::widgets {

/// What QtCharts is here for: the place of the plot and labelled axes. It holds no series; dense lines cost
/// it ten times what they cost our own item (replace() works out the geometry of every point again and
/// again).
class ChartFrame : public QChart
{
    Q_OBJECT

public:
    explicit ChartFrame(const theme::Theme* theme);

    /// Takes ends, ticks and place from the picture.
    void show(const Picture& picture, const QTimeZone& zone);
    void dress();

private:
    const theme::Theme* m_theme;
    QCategoryAxis* m_times;
    QCategoryAxis* m_values;
    std::vector<chart::TimeTick> m_timeTicks;
    chart::ValueAxis m_valueTicks;
    Interval m_range;
    QRectF m_place;
};

} // namespace signalbox::widgets
