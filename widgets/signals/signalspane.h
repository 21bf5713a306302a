// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/banner.h"
#include "widgets/shell/pane.h"

#include <QThreadPool>

class QStackedLayout;

namespace signalbox::items {
class AlertModel;
class FoundModel;
class HintModel;
class MappingModel;
class OperationsModel;
class OverviewModel;
class SeriesModel;
} // namespace signalbox::items

namespace signalbox::widgets {

class AlertsPage;
class ChartView;
class ExplorePage;
class FoundPage;
class NamesPage;
class OverviewPage;
class ServicePage;

/// Signals: the overview of all services, and the pages that lie behind it. One page at a time; Backspace
/// leads back.
class SignalsPane : public Pane
{
    Q_OBJECT

public:
    struct Models
    {
        items::OverviewModel* overview;
        items::OperationsModel* operations;
        items::AlertModel* alerts;
        items::SeriesModel* series;
        items::FoundModel* found;
        items::HintModel* hints;
        items::MappingModel* names;
    };
    enum class Page
    {
        Overview,
        Service,
        Alerts,
        Explore,
        Found,
        Names
    };

    SignalsPane(const Models& models, const theme::Theme* theme, QWidget* parent = nullptr);
    ~SignalsPane() override;

    [[nodiscard]] QString id() const override { return QStringLiteral("signals"); }
    [[nodiscard]] QString title() const override { return tr("Signals"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("signals"); }
    void takeFocus() override;

    void showPage(Page page);
    [[nodiscard]] Page page() const { return m_page; }
    [[nodiscard]] OverviewPage* overview() const { return m_overview; }
    [[nodiscard]] ServicePage* service() const { return m_service; }
    [[nodiscard]] AlertsPage* alerts() const { return m_alerts; }
    [[nodiscard]] ExplorePage* explore() const { return m_explore; }
    [[nodiscard]] ChartView* exploreChart() const { return m_exploreChart; }
    [[nodiscard]] FoundPage* found() const { return m_found; }
    [[nodiscard]] NamesPage* names() const { return m_names; }
    [[nodiscard]] std::vector<Command> commands() override;

Q_SIGNALS:
    void pageChanged(signalbox::widgets::SignalsPane::Page page);
    /// The stretch that hurts most is to be selected.
    void worstRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void goBack();

    QThreadPool m_pool; ///< thins what the charts paint
    QStackedLayout* m_stack;
    OverviewPage* m_overview;
    ServicePage* m_service;
    AlertsPage* m_alerts;
    ExplorePage* m_explore;
    ChartView* m_exploreChart;
    FoundPage* m_found;
    NamesPage* m_names;
    Page m_page = Page::Overview;
    Page m_before = Page::Overview; ///< where "How was this found?" leads back to
};

} // namespace signalbox::widgets
