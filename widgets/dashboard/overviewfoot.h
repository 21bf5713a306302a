// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart/chartdata.h"
#include "widgets/theme/theme.h"

#include <QWidget>

namespace signalbox::widgets {

/// Below the overview: what its pictures mean, and what it cost to ask.
class OverviewFoot : public QWidget
{
    Q_OBJECT

public:
    OverviewFoot(const theme::Theme* theme, QWidget* parent = nullptr);

    /// "normal: same hour, last 7 days"
    void setNormal(const QString& words);
    void setMarks(const std::vector<chart::Mark>& marks, Zone zone);
    void setCost(const QString& words);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const theme::Theme* m_theme;
    QString m_normal;
    QString m_cost;
    std::vector<chart::Mark> m_marks;
    Zone m_zone = Zone::Utc;
};

} // namespace signalbox::widgets
