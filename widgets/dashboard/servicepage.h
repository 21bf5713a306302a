// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/golden/deviation.h"
#include "widgets/chart/chartview.h"
#include "widgets/common/banner.h"

#include <QWidget>

#include <array>
#include <optional>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QScrollArea;
class QTableView;
class QGridLayout;
class QThreadPool;

namespace signalbox::items {
class HintModel;
class OperationsModel;
} // namespace signalbox::items

namespace signalbox::widgets {

class BarButton;
class CausesPanel;
class KeyButton;
class PaneHeader;
class StateBadge;

/// One service: four charts under one crosshair, and below them what its requests are made of.
class ServicePage : public QWidget
{
    Q_OBJECT

public:
    ServicePage(items::OperationsModel* operations, items::HintModel* hints, const theme::Theme* theme,
                QThreadPool* pool, QWidget* parent = nullptr);

    [[nodiscard]] ChartView* chart(golden::Signal signal) const
    {
        return m_charts[static_cast<std::size_t>(signal)];
    }
    [[nodiscard]] CrosshairGroup* crosshair() const { return m_crosshair; }
    [[nodiscard]] Banner* banner() const { return m_banner; }
    [[nodiscard]] Banner* operationsBanner() const { return m_operationsBanner; }
    [[nodiscard]] QTableView* operations() const { return m_table; }
    [[nodiscard]] CausesPanel* causes() const { return m_causes; }
    void setCausesShown(bool shown);
    /// Scrolls to that chart.
    void reveal(golden::Signal signal);
    [[nodiscard]] bool areCausesShown() const { return m_causesShown; }
    /// Of the chart that has a selection; none when no chart has.
    [[nodiscard]] std::optional<golden::Signal> chosenSignal() const;

    void setService(const QString& service);
    [[nodiscard]] const QString& service() const { return m_service; }
    void setState(const golden::ServiceState& state);
    void setZone(Zone zone);
    /// What the requests can be broken down by; the first entry is "Operation".
    void setGroups(const QStringList& labels, const QString& current);
    void setFoot(const QString& left, const QString& right);
    /// The expressions of the page, by the name of their line.
    void setQueries(const QList<std::pair<QString, QString>>& queries);
    void takeFocus();

Q_SIGNALS:
    void backRequested();
    void foundRequested();
    /// A query of this page, to be looked at in Explore.
    void exploreRequested(const QString& query);
    /// The side was opened or closed.
    void causesToggled(bool shown);
    /// Empty: by operation.
    void groupChosen(const QString& label);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void placeCharts();
    void placeCauses();
    void openGroups();
    void openQueries();

    const theme::Theme* m_theme;
    PaneHeader* m_header;
    StateBadge* m_badge;
    QPushButton* m_queriesButton;
    Banner* m_banner;
    QWidget* m_grid;
    QGridLayout* m_gridLayout;
    CrosshairGroup* m_crosshair;
    std::array<ChartView*, 4> m_charts{};
    QLabel* m_tableTitle;
    BarButton* m_group;
    Banner* m_operationsBanner;
    QTableView* m_table;
    QLabel* m_footLeft;
    QLabel* m_footRight;
    QString m_service;
    QScrollArea* m_scroll = nullptr;
    CausesPanel* m_causes;
    KeyButton* m_causesButton;
    bool m_causesShown = false;
    QStringList m_groups;
    QString m_currentGroup;
    QList<std::pair<QString, QString>> m_queries;
    int m_columns = 0;
};

} // namespace signalbox::widgets
