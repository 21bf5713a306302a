// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart/chartdata.h"
#include "widgets/common/banner.h"

#include <QWidget>

class QLineEdit;
class QPushButton;
class QTableView;

namespace signalbox::items {
class OverviewModel;
}

namespace signalbox::widgets {

class OverviewDelegate;
class OverviewFoot;
class OverviewHeader;
class PaneHeader;
class StateChips;

/// The first screen of every incident: each service a row, worst first.
class OverviewPage : public QWidget
{
    Q_OBJECT

public:
    OverviewPage(items::OverviewModel* model, const theme::Theme* theme, QWidget* parent = nullptr);

    [[nodiscard]] Banner* banner() const { return m_banner; }
    [[nodiscard]] QTableView* table() const { return m_table; }
    [[nodiscard]] QLineEdit* filter() const { return m_filter; }
    [[nodiscard]] StateChips* chips() const { return m_chips; }
    [[nodiscard]] PaneHeader* header() const { return m_header; }
    void setTime(const Interval& range, Zone zone);
    void setMarks(const std::vector<chart::Mark>& marks);
    void setNormal(const QString& words);
    void setCost(const QString& words);
    void setFiring(int count);
    void takeFocus();

Q_SIGNALS:
    void serviceActivated(const QString& service);
    void alertsRequested();
    void exploreRequested();
    void foundRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void layOutColumns();
    void showCounts();
    void showMarks();
    void activate(const QModelIndex& index);

    items::OverviewModel* m_model;
    PaneHeader* m_header;
    StateChips* m_chips;
    QLineEdit* m_filter;
    QPushButton* m_alerts;
    Banner* m_banner;
    QTableView* m_table;
    OverviewHeader* m_columns;
    OverviewDelegate* m_delegate;
    OverviewFoot* m_foot;
    Interval m_range;
    Zone m_zone = Zone::Utc;
    std::vector<chart::Mark> m_marks;
};

} // namespace signalbox::widgets
