// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/timerange.h"
#include "widgets/common/barbutton.h"
#include "widgets/common/popup.h"

#include <QTimer>

class QLabel;
class QLineEdit;

namespace signalbox::widgets {

/// How instants are written on the screen. One key switches it for the whole window.
[[nodiscard]] QString timeText(Instant t, Zone zone, bool withDate);
/// "Last 30 min" or "21 Nov 14:29:40 – 14:32:10".
[[nodiscard]] QString rangeText(const TimeRange& range, Zone zone, Instant now);

/// The panel of the picker: quick ranges, one line that takes whatever TimeRange parses, and the moves. What
/// cannot be understood is explained below the line, and nothing changes.
class TimeRangePanel : public Popup
{
    Q_OBJECT

public:
    TimeRangePanel(const Clock* clock, const theme::Theme* theme, QWidget* owner);

    void open(const QWidget* anchor, const TimeRange& range, Zone zone);
    /// As if the person had typed it and pressed Enter.
    void enter(const QString& text);
    [[nodiscard]] QSize sizeHint() const override { return {440, 356}; }

Q_SIGNALS:
    void picked(const signalbox::TimeRange& range, const QString& how);
    void copyRequested();
    void pasteRequested();

private:
    void takeText();
    void explain(const QString& problem);

    const Clock* m_clock;
    QLineEdit* m_input;
    QLabel* m_problem;
    TimeRange m_range;
    Zone m_zone = Zone::Utc;
};

/// The button of the top bar that shows the range and opens the panel.
class TimeRangePicker : public BarButton
{
    Q_OBJECT

public:
    TimeRangePicker(const Clock* clock, const theme::Theme* theme, QWidget* parent = nullptr);

    void setRange(const TimeRange& range);
    void setZone(Zone zone);
    void open();
    /// The range as text on the clipboard, and from there; what is no range is said in the panel.
    void copyRange() const;
    void pasteRange();
    [[nodiscard]] const TimeRange& range() const { return m_range; }

Q_SIGNALS:
    void rangePicked(const signalbox::TimeRange& range, const QString& how);

private:
    void refresh();

    const Clock* m_clock;
    TimeRangePanel* m_panel;
    TimeRange m_range;
    Zone m_zone = Zone::Utc;
    QTimer m_tick; ///< a moving range shows where it stands
};

} // namespace signalbox::widgets
